//! Tells the list anew how many facts documents have once the user corrected some of them: those that the
//! corrections of before or of now touch. What a correction does is told in `facts`.

use std::collections::BTreeSet;

use super::corpus::Corpus;
use super::index_dir::guarded;
use crate::facts::correction::Corrections;
use crate::index::RootedPath;
use crate::library::Entry;
use crate::protocol::{Event, MOST_CATALOGUED};

/// Reports the documents whose facts are others than the list was told. What is left when nobody wants it
/// any more is reported the next time.
pub fn report_changed(corpus: &Corpus, wanted: &dyn Fn() -> bool, report: &dyn Fn(Event)) {
    let Some(before) = corpus.listed().take() else { return };
    let places = changed(corpus, &before);
    for batch in places.chunks(MOST_CATALOGUED) {
        if !wanted() {
            *corpus.listed() = Some(before);
            return;
        }
        report(Event::catalogued(entries(corpus, batch)));
    }
}

/// The documents that the corrections of `before` or of now touch. Where there is no index, or one that
/// cannot be read, nothing is counted yet.
fn changed(corpus: &Corpus, before: &Corrections) -> Vec<RootedPath> {
    let now = corpus.corrections();
    let Some(index) = corpus.index().filter(|_| *now != *before) else { return Vec::new() };
    let mut places: BTreeSet<RootedPath> = BTreeSet::new();
    for corrections in [before, &*now] {
        let touched = guarded(|| index.corrected_counts(corrections)).unwrap_or_default();
        places.extend(touched.into_keys());
    }
    places.into_iter().collect()
}

/// Their entries.
fn entries(corpus: &Corpus, places: &[RootedPath]) -> Vec<Entry> {
    let Some(index) = corpus.index() else { return Vec::new() };
    let row = |place: &RootedPath| guarded(|| index.row(place)).ok().flatten();
    places.iter().filter_map(row).map(|row| corpus.entry(&row)).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::facts::correction::{Correction, FactKey};
    use crate::facts::{Lexicon, extract};
    use crate::files::places::{PlaceOptions, Places};
    use crate::formats::{Source, read};
    use crate::index::{CatalogueRow, Record, StoredFacts};
    use crate::reading::documents::Documents;
    use crate::reading::in_memory::InMemory;

    #[test]
    fn the_list_is_told_of_those_documents_only_that_a_correction_touches() {
        let options = PlaceOptions { no_write: true, ..PlaceOptions::default() };
        let places = Places::under(Path::new("/nowhere"), options);
        let documents = Arc::new(Documents::of_user(InMemory::default(), &places));
        let corpus = Corpus::new(places, Vec::new(), documents);
        let index = corpus.index_to_build().unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        let lexicon = Lexicon::bundled().unwrap();
        for (name, text) in
            [("a.txt", "A\n\nThe ATACMS came.\n"), ("b.txt", "B\n\nThe F-16 came.\n")]
        {
            let source = Source { name: Path::new(name), bytes: text.as_bytes(), whole: true };
            let document = read(&source).unwrap();
            let stored_facts = StoredFacts::new(&document, &extract(&document, &lexicon));
            let place = corpus.index_dir().place(Path::new(name));
            let row = CatalogueRow { place, ..CatalogueRow::default() };
            let text = document.text().as_str().to_owned();
            writer
                .put(Record { row, text, stored_facts, links: Vec::new() }.completed(), false)
                .unwrap();
        }
        writer.finish(true).unwrap();
        let told = |wanted: bool| {
            let told = RefCell::new(Vec::new());
            report_changed(&corpus, &|| wanted, &|event| {
                let Event::Catalogued(entries) = event else { return };
                let weapons = |entry: &Entry| entry.counts.map(|counts| counts.weapons);
                let entries = entries.iter().map(|e| (e.path.clone(), weapons(e)));
                told.borrow_mut().extend(entries);
            });
            told.into_inner()
        };
        let before = corpus.corrections();
        let mut rejected = Corrections::default();
        let fact = FactKey { class: "weapon".into(), id: "mgm-140-atacms".into() };
        rejected.add(Correction::Reject { fact });
        corpus.correct(Arc::new(rejected));
        assert_eq!(told(false), [], "nobody wants it now");
        assert_eq!(told(true), [("a.txt".into(), Some(0))]);
        assert_eq!(told(true), []);
        corpus.correct(before);
        assert_eq!(told(true), [("a.txt".into(), Some(1))], "taken back");
    }
}
