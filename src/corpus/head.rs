//! What is said of a document wherever it is listed.

use std::path::Path;

use super::corpus::Corpus;
use crate::document::Document;
use crate::index::CatalogueRow;
use crate::protocol::DocumentHead;
use crate::text::CleanText;

/// What a list says of a document.
pub fn paper(corpus: &Corpus, row: &CatalogueRow) -> DocumentHead {
    let path = corpus.index_dir().path(&row.place);
    let title = match row.title.is_empty() {
        true => CleanText::path(path.file_name().map_or(&path, Path::new)),
        false => CleanText::line(&row.title),
    };
    DocumentHead { title, date: row.date, source: row.source.as_deref().map(CleanText::line), path }
}

/// The same of a document that was read.
pub fn head_of(path: &Path, document: &Document) -> DocumentHead {
    let metadata = document.metadata();
    DocumentHead {
        path: path.to_owned(),
        title: document.title().clone(),
        date: metadata.date.as_ref().map(|date| date.value),
        source: metadata.source.as_ref().map(|source| source.value.clone()),
    }
}
