//! What is known of a document besides its text, as rows of a box: what is damaged, what was left
//! out, and where title, date, source and authors come from. Derives everything from the document.

use super::choice::{Choice, ChoiceTarget};
use crate::document::{Document, Origin, Stated};
use crate::text::{CleanText, single_spaced};

/// Columns into which sentences are divided, so that they can be read in the box at 80 columns.
const COLUMNS: usize = 58;

/// The rows for a document that stands at `path`.
pub fn rows(document: &Document, path: &CleanText) -> Vec<Choice> {
    let metadata = document.metadata();
    let mut rows = Vec::new();
    if let Some(damage) = document.damage() {
        sentence(&mut rows, "damaged", damage);
    }
    for caveat in document.caveats() {
        sentence(&mut rows, "note", caveat);
    }
    let structure = document.structure();
    for (name, span) in
        [("marking", structure.classification()), ("bottom line", structure.bottom_line())]
    {
        let Some(span) = span else { continue };
        let words = single_spaced(document.words(span));
        for (at, line) in textwrap::wrap(&words, COLUMNS).iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            rows.push(row(name, CleanText::line(line), "", ChoiceTarget::Go(span)));
        }
    }
    let date = metadata.date.as_ref().map(|date| Stated {
        value: CleanText::line(&date.value.to_string()),
        origin: date.origin,
    });
    let named = [
        ("title", metadata.title.as_ref()),
        ("date", date.as_ref()),
        ("source", metadata.source.as_ref()),
        ("language", metadata.language.as_ref()),
    ];
    let named = named.into_iter().filter_map(|(name, stated)| Some((name, stated?)));
    let authors = metadata.authors.iter().map(|author| ("author", author));
    rows.extend(named.chain(authors).map(|(name, stated)| field(name, stated)));
    if !metadata.encoding.is_empty() {
        rows.push(row("encoding", metadata.encoding.clone(), "", ChoiceTarget::Stay));
    }
    sentence(&mut rows, "path", path);
    rows
}

/// A sentence over as many rows as it needs.
fn sentence(rows: &mut Vec<Choice>, name: &'static str, words: &CleanText) {
    for (at, line) in textwrap::wrap(words, COLUMNS).iter().enumerate() {
        let name = if at == 0 { name } else { "" };
        rows.push(row(name, CleanText::line(line), "", ChoiceTarget::Stay));
    }
}

/// A value with where it was found; what stands in the text can be gone to.
fn field(name: &'static str, stated: &Stated<CleanText>) -> Choice {
    let (origin, answer) = match stated.origin {
        Origin::FrontMatter => ("front matter", ChoiceTarget::Stay),
        Origin::Format => ("stated by the file", ChoiceTarget::Stay),
        Origin::Text(span) => ("in the text", ChoiceTarget::Go(span)),
        Origin::FileName => ("the file's name", ChoiceTarget::Stay),
    };
    row(name, stated.value.clone(), origin, answer)
}

fn row(
    before: &'static str,
    words: CleanText,
    about: &'static str,
    answer: ChoiceTarget,
) -> Choice {
    Choice { before: before.into(), words, matched: Vec::new(), about: about.into(), answer }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, Metadata, Parts};
    use crate::text::Span;

    #[test]
    fn a_marking_is_told_as_it_stands() {
        let text = "NATO RESTRICTED\n\nBLUF: The bridge is down.\n";
        let blocks = [(0, 15), (17, 42)]
            .map(|(start, end)| Block::new(BlockKind::Paragraph, Span::new(start, end)));
        let parts = Parts { text: text.into(), blocks: blocks.to_vec(), ..Parts::default() };
        let rows = rows(&Document::new(parts).unwrap(), &"a.txt".into());
        let told: Vec<_> = rows.iter().map(|row| (&*row.before, &*row.words)).collect();
        assert_eq!(told[0], ("marking", "NATO RESTRICTED"));
        assert_eq!(told[1], ("bottom line", "The bridge is down."));
        assert_eq!(rows[0].answer, ChoiceTarget::Go(Span::new(0, 15)));
    }

    #[test]
    fn damage_comes_first_and_long_sentences_take_several_rows() {
        let title = Stated::new("Crates".into(), Origin::Text(Span::new(0, 6)));
        let metadata = Metadata { title: Some(title), ..Metadata::default() };
        let mut parts = Parts { text: "Crates".into(), metadata, ..Parts::default() };
        parts.caveats.push("3 pictures are not shown.".into());
        parts.damaged(
            "Damaged: the end of the file is missing; text may be missing or wrong there.",
        );
        let document = Document::new(parts).unwrap();
        let rows = rows(&document, &"a/b.txt".into());
        let told: Vec<_> = rows.iter().map(|row| (&*row.before, &*row.words)).collect();
        assert_eq!(told[0].0, "damaged");
        assert!(told[1].0.is_empty() && told[1].1.ends_with("there."), "{told:?}");
        assert_eq!(told[2], ("note", "3 pictures are not shown."));
        assert_eq!(told[3], ("title", "Crates"));
        assert_eq!(rows[3].answer, ChoiceTarget::Go(Span::new(0, 6)));
        assert_eq!(*told.last().unwrap(), ("path", "a/b.txt"));
    }
}
