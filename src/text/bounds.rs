//! Clusters and words around a place in a text, found by looking at no more than what is near. Knows
//! no documents; where sentences end is told in `sentence`.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::Span;

/// Bytes looked at in one go; words and clusters are shorter.
const NEAR: usize = 4096;

/// Bytes looked back for white space, from which on words are told apart.
const BACK: usize = 256;

/// How many times [`NEAR`] is looked at before the search is given up.
const TRIES: usize = 64;

/// The cluster that holds the byte at `offset`; `None` at the end of the text.
pub fn cluster_at(text: &str, offset: usize) -> Option<Span> {
    let at = text.floor_char_boundary(offset);
    if at >= text.len() {
        return None;
    }
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let near = text.get(from..text.floor_char_boundary(at + NEAR))?;
    let mut cursor = GraphemeCursor::new(at - from, near.len(), true);
    let start = match cursor.is_boundary(near, 0) {
        Ok(false) => cursor.prev_boundary(near, 0).ok().flatten()?,
        _ => at - from,
    };
    let mut cursor = GraphemeCursor::new(start, near.len(), true);
    let end = cursor.next_boundary(near, 0).ok().flatten()?;
    Some(Span::new(from + start, from + end))
}

/// The last cluster that ends at `offset` or before it.
pub fn cluster_before(text: &str, offset: usize) -> Option<Span> {
    let end = text.floor_char_boundary(offset);
    cluster_at(text, end.checked_sub(1)?)
}

/// The span, widened so that it cuts no cluster.
pub fn whole_clusters(text: &str, span: Span) -> Span {
    let start = cluster_at(text, span.start).map_or(span.start, |cluster| cluster.start);
    let last = span.end.checked_sub(1).filter(|last| *last >= span.start);
    let end = last.and_then(|last| cluster_at(text, last)).map_or(span.end, |cluster| cluster.end);
    Span::new(start.min(text.len()), end.clamp(start.min(text.len()), text.len()))
}

/// The words of a text.
#[derive(Clone, Copy, Debug)]
pub struct WordBounds<'a> {
    text: &'a str,
    spaced: bool,
}

impl<'a> WordBounds<'a> {
    /// Words as Unicode tells them apart (UAX 29); marks between them count as words too.
    pub const fn of(text: &'a str) -> Self {
        Self { text, spaced: false }
    }

    /// Whatever stands between white space.
    pub const fn spaced(text: &'a str) -> Self {
        Self { text, spaced: true }
    }

    /// The word at `offset`; in white space the next one.
    pub fn at(&self, offset: usize) -> Option<Span> {
        self.forward(offset, |run| run.end > offset)
    }

    /// The first word that begins after `offset`.
    pub fn after(&self, offset: usize) -> Option<Span> {
        self.forward(offset, |run| run.start > offset)
    }

    /// The first word that ends after `offset`.
    pub fn ending_after(&self, offset: usize) -> Option<Span> {
        self.forward(offset.saturating_sub(1), |run| run.end > offset)
    }

    /// The last word that begins before `offset`.
    pub fn before(&self, offset: usize) -> Option<Span> {
        let mut end = self.text.floor_char_boundary(offset);
        for _ in 0..TRIES {
            let from = self.start_near(end.saturating_sub(NEAR));
            let reach = self.text.floor_char_boundary(end + BACK);
            let runs = self.runs(Span::new(from, reach));
            let found = runs.into_iter().rfind(|run| run.start < end);
            if found.is_some() || from == 0 {
                return found;
            }
            end = from;
        }
        None
    }

    fn forward(&self, offset: usize, wanted: impl Fn(&Span) -> bool) -> Option<Span> {
        let mut from = self.start_near(offset);
        for _ in 0..TRIES {
            let end = self.text.floor_char_boundary(from + NEAR);
            if let Some(found) = self.runs(Span::new(from, end)).into_iter().find(&wanted) {
                return self.runs(self.beginning_at(found.start)).first().copied();
            }
            if end <= from {
                return None;
            }
            from = end;
        }
        None
    }

    fn beginning_at(&self, start: usize) -> Span {
        Span::new(start, self.text.floor_char_boundary(start + NEAR))
    }

    /// A place at `offset` or before it from which words can be told apart.
    fn start_near(&self, offset: usize) -> usize {
        let offset = self.text.floor_char_boundary(offset);
        let from = self.text.floor_char_boundary(offset.saturating_sub(BACK));
        let before = self.text.get(from..offset).unwrap_or("");
        let space = before.char_indices().rfind(|(_, c)| c.is_whitespace());
        space.map_or(from, |(at, c)| from + at + c.len_utf8())
    }

    /// The words of a part of the text; marks that touch are one.
    fn runs(&self, part: Span) -> Vec<Span> {
        let mut runs: Vec<(Span, Kind)> = Vec::new();
        for (at, piece) in part.of(self.text).split_word_bound_indices() {
            let span = Span::new(part.start + at, part.start + at + piece.len());
            let kind = self.kind(piece);
            match runs.last_mut() {
                Some((last, before)) if *before == kind && (self.spaced || kind != Kind::Word) => {
                    last.end = span.end;
                }
                _ => runs.push((span, kind)),
            }
        }
        runs.into_iter().filter(|(_, kind)| *kind != Kind::Space).map(|(span, _)| span).collect()
    }

    fn kind(&self, piece: &str) -> Kind {
        if piece.chars().all(char::is_whitespace) {
            Kind::Space
        } else if self.spaced || piece.chars().any(char::is_alphanumeric) {
            Kind::Word
        } else {
            Kind::Mark
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    Word,
    Mark,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "The 190-mile ATACMS can’t reach, e\u{301}. 漢字 👩‍👩‍👧!";

    fn words(find: impl Fn(usize) -> Option<Span>, from: &str) -> &'static str {
        find(TEXT.find(from).unwrap()).map_or("", |span| span.of(TEXT))
    }

    #[test]
    fn words_are_found_on_both_sides() {
        let small = WordBounds::of(TEXT);
        assert_eq!(words(|at| small.at(at), "’t"), "can’t");
        assert_eq!(words(|at| small.after(at), "ATACMS"), "can’t");
        assert_eq!(words(|at| small.after(at), "90-"), "-");
        assert_eq!(words(|at| small.before(at), "’t"), "can’t");
        assert_eq!(words(|at| small.before(at), "can"), "ATACMS");
        assert_eq!(words(|at| small.ending_after(at), "reach"), "reach");
        assert_eq!(words(|at| small.at(at), " ATACMS"), "ATACMS");
        let large = WordBounds::spaced(TEXT);
        assert_eq!(words(|at| large.at(at), "mile"), "190-mile");
        assert_eq!(words(|at| large.after(at), "The"), "190-mile");
        assert_eq!(words(|at| large.at(at), "reach"), "reach,");
        assert_eq!(small.before(0), None);
        assert_eq!(small.after(TEXT.len()), None);
    }

    #[test]
    fn clusters_are_whole() {
        let mark = TEXT.find('\u{301}').unwrap();
        assert_eq!(cluster_at(TEXT, mark).unwrap().of(TEXT), "e\u{301}");
        let family = TEXT.find('👩').unwrap();
        assert_eq!(cluster_at(TEXT, family + 9).unwrap().of(TEXT), "👩‍👩‍👧");
        assert_eq!(cluster_before(TEXT, family).unwrap().of(TEXT), " ");
        assert_eq!(cluster_at(TEXT, TEXT.len()), None);
        assert_eq!(whole_clusters(TEXT, Span::new(mark, family + 1)).of(TEXT), "e\u{301}. 漢字 👩‍👩‍👧");
    }

    #[test]
    fn a_word_after_much_white_space_is_found_and_endless_ones_cost_no_time() {
        let text = format!("one{}two", " ".repeat(20_000));
        assert_eq!(WordBounds::of(&text).after(0).unwrap().of(&text), "two");
        assert_eq!(WordBounds::of(&text).before(text.len() - 3).unwrap().of(&text), "one");
        let endless = "x".repeat(1 << 22);
        assert!(WordBounds::of(&endless).at(1 << 21).is_some_and(|span| span.len() <= 2 * NEAR));
    }

    proptest! {
        #[test]
        fn every_place_of_every_text_is_answered_within_it(text in "(\\PC|[a-z \n\u{301}\u{200d}🇺]){0,60}", at in 0_usize..200) {
            for words in [WordBounds::of(&text), WordBounds::spaced(&text)] {
                for found in [words.at(at), words.after(at), words.before(at), words.ending_after(at)] {
                    prop_assert!(found.is_none_or(|span| !span.is_empty() && span.fits(&text)));
                }
                prop_assert!(words.after(at).is_none_or(|span| span.start > at));
                prop_assert!(words.before(at).is_none_or(|span| span.start < at));
            }
            let cluster = cluster_at(&text, at);
            prop_assert_eq!(cluster.is_some(), at < text.len());
            prop_assert!(cluster.is_none_or(|span| span.fits(&text) && span.contains(at)));
        }
    }
}
