//! The search of the library, finding in the page, and the quotes of bookmarks say the same of any text in
//! any script: what one finds the others find, however it is written.

use std::path::PathBuf;

use briefbook::bookmarks::PassageFinder;
use briefbook::document::{Document, Parts};
use briefbook::index::{CatalogueRow, Index, IndexQuery, Outside, Record, RootedPath};
use briefbook::query::{Matcher, Pattern, Query};
use briefbook::text::{CleanText, Span, Words, folded};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index as Pick, select};
use unicode_normalization::UnicodeNormalization;

use crate::support::rounds::rounds;

/// Pieces that texts are made of: letters of many scripts with their marks, forms of letters, signs.
const PIECES: &[&str] = &[
    "missile",
    "missiles",
    "Kh-",
    "101",
    "NATO",
    "é",
    "e\u{301}",
    "Straße",
    "ẞ",
    "ﬁ",
    "ﬀ",
    "œ",
    "Đ",
    "ễ",
    "ư\u{323}",
    "ı",
    "İ",
    "Ł",
    "Σ",
    "ς",
    "ά",
    "ΐ",
    "Ё",
    "й",
    "и\u{306}",
    "ї",
    "щ",
    "שׁ",
    "מִ",
    "ק",
    "\u{641}",
    "\u{64E}",
    "أ",
    "ﻻ",
    "ة",
    "کی",
    "\u{640}",
    "क",
    "कि",
    "क्ष",
    "ड़",
    "น้ำ",
    "เ",
    "ที่",
    "국",
    "\u{1112}\u{1161}\u{11AB}",
    "탄",
    "ガ",
    "ｶ\u{FF9E}",
    "漢",
    "字",
    "Ａ",
    "１",
    "９",
    "३",
    "٣",
    "₂",
    "³",
    "ʼ",
    "’",
    "'s",
    ".",
    "\u{200D}",
    "\u{200C}",
    "\u{AD}",
    "\u{FE0F}",
    "\u{301}",
    "🚀",
    "ᵃ",
    "Ⅷ",
    "½",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "-",
    "–",
    ", ",
];

fn texts() -> impl Strategy<Value = String> {
    vec(select(PIECES), 1..24).prop_map(|pieces| pieces.concat())
}

/// Ways of writing the same words.
fn written(words: &str, way: usize) -> String {
    match way % 6 {
        0 => words.to_owned(),
        1 => words.to_lowercase(),
        2 => words.to_uppercase(),
        3 => words.nfc().collect(),
        4 => words.nfd().collect(),
        _ => folded(words),
    }
}

fn index_of(text: &str) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap().unwrap();
    let place = RootedPath { root: 0, below: PathBuf::from("a.txt") };
    let row = CatalogueRow { place, ..CatalogueRow::default() };
    writer.put(Record { row, text: text.to_owned(), ..Record::default() }, false).unwrap();
    writer.finish(true).unwrap();
    index.refresh().unwrap();
    index
}

fn searches(index: &Index, typed: &str) -> bool {
    let query = Query::parse(typed);
    let outside = &Outside::default();
    let found = index.search(IndexQuery { query: &query, limit: 1, today: None, outside }).unwrap();
    found.total > 0
}

fn finds(text: &str, words: &str) -> Vec<Span> {
    Pattern::new(words).map(|pattern| pattern.hits(text).collect()).unwrap_or_default()
}

fn document(text: &str) -> Document {
    Document::new(Parts { text: CleanText::text(text), ..Parts::default() }).unwrap()
}

/// The words of a text and where they stand.
fn words(text: &str) -> Vec<(Span, String)> {
    let (mut words, mut list) = (Words::new(text), Vec::new());
    while let Some(span) = words.advance() {
        list.push((span, words.folded().to_owned()));
    }
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(rounds(64)))]

    #[test]
    fn a_word_of_a_text_is_found_however_it_is_written(text in texts(), pick: Pick, way in 0usize..6) {
        let all = words(&text);
        prop_assume!(!all.is_empty());
        let (span, _) = all[pick.index(all.len())];
        let word = written(span.of(&text), way);
        // Where several raised or broken characters stand in it, it may be no single word.
        prop_assume!(!Words::list(&word).is_empty());
        prop_assert!(searches(&index_of(&text), &format!("\"{word}\" ")), "search {word:?}");
        let small = folded(&word);
        prop_assert!(finds(&text, &small).iter().any(|hit| hit.overlaps(span)), "find {small:?}");
        let document = document(&text);
        let quotes = PassageFinder::new(&document).find(&word, 99);
        prop_assert!(quotes.iter().any(|quote| quote.overlaps(span)), "quote {word:?}: {quotes:?}");
    }

    #[test]
    fn a_whole_word_that_the_page_finds_the_search_finds(text in texts(), other in texts(), pick: Pick) {
        let asked = words(&other);
        prop_assume!(!asked.is_empty());
        let word = asked[pick.index(asked.len())].1.clone();
        let whole = words(&text);
        let hits = finds(&text, &word);
        let is_word = |hit: &&Span| whole.iter().any(|(span, _)| span == *hit);
        // "s" is found in "ß", which is two of them.
        if hits.iter().filter(is_word).any(|hit| folded(hit.of(&text)) == word) {
            prop_assert!(searches(&index_of(&text), &format!("\"{word}\" ")), "{word:?}");
        }
    }

    #[test]
    fn the_index_finds_what_is_marked(text in texts(), other in texts(), pick: Pick, end in 0usize..4) {
        let asked = words(&other);
        prop_assume!(!asked.is_empty());
        let word = &asked[pick.index(asked.len())].1;
        let typed = word.clone() + ["", " ", "~1", "~2"][end];
        let query = Query::parse(&typed);
        prop_assume!(query.problems.is_empty() && !query.is_empty());
        let marked = Matcher::new(&query).is_in(&text);
        prop_assert_eq!(searches(&index_of(&text), &typed), marked, "{:?}", typed);
    }
}
