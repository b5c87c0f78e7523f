//! Running heads and feet of office documents: a marking, a letterhead, a name in the margin of every
//! page. They stand once, at the top and at the end of the text. Page numbers are left out.

use super::front_matter::header_lines;
use super::{metadata, title};
use crate::document::{Block, BlockKind, Origin, Parts, Stated};
use crate::text::{CleanText, Span, single_spaced};

/// Stands for the number of a page in the words of a running head.
pub(super) const PAGE_NUMBER: &str = "\u{FFFC}";

/// Lines of a head, and characters of each, at most: what is longer is no running head.
const MAX_LINES: usize = 24;
const MAX_CHARS: usize = 2_000;

/// Blocks at the beginning of a text that may say the same as its head.
const SAME: usize = 12;

/// Words that say that a page number stands beside them, in the languages of most documents.
const PAGE_WORDS: [&str; 37] = [
    "page",
    "pages",
    "p",
    "pp",
    "pg",
    "of",
    "seite",
    "seiten",
    "s",
    "von",
    "sur",
    "de",
    "des",
    "pagina",
    "página",
    "pág",
    "pag",
    "di",
    "van",
    "strona",
    "str",
    "z",
    "стр",
    "страница",
    "с",
    "из",
    "сторінка",
    "стор",
    "з",
    "sida",
    "side",
    "av",
    "af",
    "第",
    "页",
    "頁",
    "共",
];

/// What stands between the pieces of one line.
const SEPARATORS: [char; 6] = ['|', '•', '·', '–', '—', '/'];

/// The lines of a running head that was read as a text of its own.
pub(super) fn lines(read: &Parts) -> Vec<String> {
    let lines = read.blocks.iter().flat_map(|block| block.span.of(&read.text).lines());
    let lines = lines.filter_map(|line| {
        let pieces: Vec<String> = line.split('\t').filter_map(without_page_number).collect();
        let line = pieces.join("\t");
        let words = line.chars().any(char::is_alphabetic);
        (words && line.chars().count() <= MAX_CHARS).then_some(line)
    });
    lines.take(MAX_LINES).collect()
}

/// A piece of a line without the number of its page; `None` if it says no more than that.
fn without_page_number(piece: &str) -> Option<String> {
    let piece = piece.trim();
    if !piece.contains(PAGE_NUMBER) {
        return (!piece.is_empty()).then(|| piece.to_owned());
    }
    let says = |words: &&str| {
        words.contains(char::is_alphanumeric)
            && !(words.contains(PAGE_NUMBER) && is_page_number(words))
    };
    let kept: Vec<&str> = piece.split(SEPARATORS).filter(says).collect();
    // A hyphen stands between pieces too, but also inside of words.
    let kept = kept.iter().flat_map(|words| words.split(" - ").filter(says));
    let kept: Vec<String> =
        kept.map(|words| single_spaced(&words.replace(PAGE_NUMBER, ""))).collect();
    (!kept.is_empty()).then(|| kept.join(" · "))
}

fn is_page_number(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        let word = word.to_lowercase();
        PAGE_WORDS.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Puts the head in front of a text and the foot behind it, but for lines that stand there anyway.
pub(super) fn place(parts: &mut Parts, head: Vec<String>, foot: Vec<String>) {
    let head: Vec<CleanText> = new_lines(parts, head);
    let mut foot: Vec<CleanText> = new_lines(parts, foot);
    foot.retain(|line| !head.contains(line));
    if !head.is_empty() {
        keep_title(parts);
        put_first(parts, &head);
    }
    if !foot.is_empty() {
        put_last(parts, &foot);
    }
}

/// Lines that the text does not begin with, each once.
fn new_lines(parts: &Parts, lines: Vec<String>) -> Vec<CleanText> {
    let first = parts.blocks.iter().take(SAME).flat_map(|block| block.span.of(&parts.text).lines());
    let mut known: Vec<String> = first.map(|line| single_spaced(line).to_lowercase()).collect();
    let mut found = Vec::new();
    for line in lines {
        let words = single_spaced(&line).to_lowercase();
        if !known.contains(&words) {
            known.push(words);
            found.push(CleanText::text(line));
        }
    }
    found
}

/// The title is looked for in the text itself: a running head would be in front of it.
fn keep_title(parts: &mut Parts) {
    let fields = header_lines(&parts.text);
    let named = |(key, _): &(String, Span)| matches!(key.as_str(), "title" | "headline");
    if parts.metadata.title.is_none() && !fields.iter().any(named) {
        let found = title::of(&parts.text, &parts.blocks, &fields);
        parts.metadata.title = found
            .map(|found| Stated::new(metadata::clipped(&found.words), Origin::Text(found.span)));
    }
}

/// Puts lines behind a text.
fn put_last(parts: &mut Parts, lines: &[CleanText]) {
    let end = parts.blocks.last().map_or(0, |block| block.span.end);
    let mut text = parts.text.get(..end).unwrap_or_default().to_owned();
    let mut gap = if text.is_empty() { "" } else { "\n\n" };
    for line in lines {
        text.push_str(gap);
        let span = Span::new(text.len(), text.len() + line.len());
        text.push_str(line);
        parts.blocks.push(Block::new(BlockKind::Paragraph, span));
        gap = "\n";
    }
    text.push('\n');
    parts.text = CleanText::text(text);
}

/// Puts lines in front of a text and moves everything that points into it.
fn put_first(parts: &mut Parts, lines: &[CleanText]) {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for line in lines {
        let start = text.len();
        text.push_str(line);
        blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, text.len())));
        text.push('\n');
    }
    let by = if parts.blocks.is_empty() { 0 } else { text.len() + 1 };
    if by > 0 {
        text.push('\n');
        text.push_str(&parts.text);
    }
    parts.text = CleanText::text(text);
    let moved = |span: Span| Span::new(span.start + by, span.end + by);
    for mut block in std::mem::take(&mut parts.blocks) {
        block.span = moved(block.span);
        match &mut block.kind {
            BlockKind::Item { marker } => *marker = moved(*marker),
            BlockKind::Row { cells, .. } => cells.iter_mut().for_each(|cell| *cell = moved(*cell)),
            _ => {}
        }
        blocks.push(block);
    }
    parts.blocks = blocks;
    parts.marks.iter_mut().for_each(|mark| mark.span = moved(mark.span));
    parts.pages.iter_mut().for_each(|page| page.start += by);
    if let Some(title) = &mut parts.metadata.title
        && let Origin::Text(span) = &mut title.origin
    {
        *span = moved(*span);
    }
}

#[cfg(test)]
mod tests {
    use super::super::composer::{Composer, Leaf};
    use super::*;
    use crate::document::Document;

    fn read(paragraphs: &[&str]) -> Parts {
        let mut composer = Composer::default();
        for words in paragraphs {
            composer.open(Leaf::Paragraph);
            composer.words(words);
        }
        composer.finish()
    }

    #[test]
    fn page_numbers_are_left_out_and_what_stands_beside_them_stays() {
        let told = |line: &str| lines(&read(&[&line.replace('#', PAGE_NUMBER)])).join("/");
        assert_eq!(told("Page # of #"), "");
        assert_eq!(told("#"), "");
        assert_eq!(told("- # -"), "");
        assert_eq!(told("第#页 共#页"), "");
        assert_eq!(told("12"), "");
        assert_eq!(told("RESTRICTED\t\tSeite # von #"), "RESTRICTED");
        assert_eq!(told("Harbour desk | Page #"), "Harbour desk");
        assert_eq!(told("Harbour desk - page #"), "Harbour desk");
        assert_eq!(told("Report of May #"), "Report of May");
    }

    #[test]
    fn heads_stand_once_and_move_what_points_into_the_text() {
        let mut composer = Composer::default();
        composer.open(Leaf::Heading(1));
        composer.words("On piers");
        composer.mark_item("1.".into());
        composer.open(Leaf::Paragraph);
        composer.style.strong = true;
        composer.words("Bold item");
        let mut parts = composer.finish();
        let heads = ["RESTRICTED", "restricted ", "1. Bold item", "Desk"].map(str::to_owned);
        place(&mut parts, heads.to_vec(), vec!["Desk".into(), "Box 9".into(), "Town".into()]);
        let document = Document::new(parts).unwrap();
        let text = "RESTRICTED\nDesk\n\nOn piers\n\n1. Bold item\n\nBox 9\nTown\n";
        assert_eq!(&**document.text(), text);
        assert_eq!(document.words(document.marks()[0].span), "Bold item");
        let title = document.metadata().title.as_ref().unwrap();
        assert!(matches!(title.origin, Origin::Text(span) if document.words(span) == "On piers"));
        assert_eq!(document.blocks().len(), 6);
    }

    #[test]
    fn a_head_may_be_all_there_is() {
        let mut parts = read(&[]);
        place(&mut parts, vec!["Letterhead".into()], vec!["Foot".into()]);
        assert_eq!(&**Document::new(parts).unwrap().text(), "Letterhead\n\nFoot\n");
    }
}
