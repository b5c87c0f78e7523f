//! Where in a document a link may lead: names that its format gives to places, and headings, called as
//! browsers and GitHub call them. Follows nothing and opens nothing.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{BlockKind, Document};
use crate::text::{CleanText, Span};

/// A place with a name that links use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name as the format has it, without a sign before it.
    pub name: CleanText,
    /// Where it is, in bytes of the text. It may stand in the white space before its block.
    pub offset: usize,
}

impl Document {
    /// The block that the part of a link behind "#" leads to: a place that the format names so, a
    /// heading by the identifier that GitHub makes of it or by its words, a block that ends in
    /// `^name`. Capitals do not count where nothing fits exactly.
    pub fn section(&self, fragment: &str) -> Option<Span> {
        let fragment = fragment.trim();
        if fragment.is_empty() {
            return self.blocks().first().map(|block| block.span);
        }
        let named = self.named_place(|name| name == fragment);
        let heading = || self.heading(fragment);
        let marked = || self.marked(fragment.strip_prefix('^')?);
        let nearly = || self.named_place(|name| name.eq_ignore_ascii_case(fragment));
        named.or_else(heading).or_else(marked).or_else(nearly)
    }

    /// The place of that name, exactly.
    pub fn place_named(&self, name: &str) -> Option<Span> {
        self.named_place(|known| known == name)
    }

    /// The place of that name behind the first place called `above`, else that place itself: a book's
    /// chapters are called as their files are, and each may use the same names again.
    pub fn place_below(&self, above: &str, name: &str) -> Option<Span> {
        let start = self.places().iter().position(|place| *place.name == *above)?;
        let below = self.places().get(start..).unwrap_or_default();
        let named = below.iter().find(|place| *place.name == *name);
        self.block_behind(named.or(below.first())?.offset)
    }

    fn named_place(&self, is: impl Fn(&str) -> bool) -> Option<Span> {
        self.block_behind(self.places().iter().find(|place| is(&place.name))?.offset)
    }

    /// The block at an offset or behind it, or the last.
    fn block_behind(&self, offset: usize) -> Option<Span> {
        let block = self.blocks().iter().find(|block| block.span.end > offset);
        block.or(self.blocks().last()).map(|block| block.span)
    }

    /// The heading of that identifier; "Above#Below", as collections of notes have it, means the last.
    fn heading(&self, fragment: &str) -> Option<Span> {
        let (wanted, last) = (fragment.to_lowercase(), fragment.rsplit('#').next()?);
        let words = identifier(last);
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut by_words = None;
        for (_, span) in self.outline() {
            let identifier = identifier(self.words(span));
            let times = seen.entry(identifier.clone()).or_default();
            let own =
                if *times == 0 { identifier.clone() } else { format!("{identifier}-{times}") };
            *times += 1;
            if own == wanted {
                return Some(span);
            }
            if by_words.is_none() && !words.is_empty() && identifier == words {
                by_words = Some(span);
            }
        }
        by_words
    }

    /// The block that ends in `^name`.
    fn marked(&self, name: &str) -> Option<Span> {
        let mark = format!("^{name}");
        let ends = |span: Span| self.words(span).trim_end().ends_with(&mark);
        let blocks = self.blocks().iter().filter(|block| block.kind != BlockKind::Rule);
        blocks.map(|block| block.span).find(|span| ends(*span))
    }
}

/// What GitHub makes of a heading: small letters, figures, hyphens and low lines, a hyphen for each
/// space.
fn identifier(heading: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_') || is_mark(c);
    let letters = heading.trim().chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some('-'),
        c => kept(c).then_some(c),
    });
    letters.collect::<String>().to_lowercase()
}

/// A mark that belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}')
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Parts};
    use super::*;

    /// Lines as blocks: those that begin with "# " are headings.
    fn document(lines: &[&str], places: &[(&str, usize)]) -> Document {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for line in lines {
            let start = text.len();
            let heading = line.strip_prefix("# ");
            text.push_str(heading.unwrap_or(line));
            let kind = heading.map_or(BlockKind::Paragraph, |_| BlockKind::Heading { level: 2 });
            blocks.push(Block::new(kind, Span::new(start, text.len())));
            text.push_str("\n\n");
        }
        let place =
            |(name, offset): &(&str, usize)| Place { name: CleanText::line(name), offset: *offset };
        let places = places.iter().map(place).collect();
        Document::new(Parts { text: CleanText::text(text), blocks, places, ..Parts::default() })
            .unwrap()
    }

    fn led<'d>(document: &'d Document, fragment: &str) -> Option<&'d str> {
        document.section(fragment).map(|span| document.words(span))
    }

    #[test]
    fn headings_are_called_as_github_calls_them() {
        let lines =
            ["# What's new? (2024)", "text", "# Reichweite über 500 km", "# part_two", "# A"];
        let document = document(&lines, &[]);
        assert_eq!(led(&document, "whats-new-2024"), Some("What's new? (2024)"));
        assert_eq!(led(&document, "reichweite-über-500-km"), Some("Reichweite über 500 km"));
        assert_eq!(led(&document, "Part_Two"), Some("part_two"));
        assert_eq!(led(&document, "What's new? (2024)"), Some("What's new? (2024)"));
        assert_eq!(led(&document, "Above#A"), Some("A"));
        assert_eq!(led(&document, "nowhere"), None);
        assert_eq!(led(&document, ""), Some("What's new? (2024)"));
    }

    #[test]
    fn equal_headings_are_numbered() {
        let document = document(&["# Range", "one", "# Range", "two", "# Range 1"], &[]);
        assert_eq!(document.section("range").unwrap().start, 0);
        assert_eq!(document.section("range-1").unwrap().start, 12);
    }

    #[test]
    fn names_of_the_format_come_first_and_lead_to_the_block_behind_them() {
        let document =
            document(&["one", "two", "# Three", "four ^mark"], &[("Two", 3), ("end", 20)]);
        assert_eq!(led(&document, "Two"), Some("two"));
        assert_eq!(led(&document, "two"), Some("two"));
        assert_eq!(led(&document, "three"), Some("Three"));
        assert_eq!(led(&document, "^mark"), Some("four ^mark"));
        assert_eq!(document.place_named("two"), None);
        let below = |above, name| document.place_below(above, name).map(|span| span.start);
        assert_eq!(
            (below("Two", "end"), below("Two", ""), below("no", "end")),
            (Some(17), Some(5), None)
        );
    }
}
