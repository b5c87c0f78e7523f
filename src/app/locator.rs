//! A place in a document as the command line names it: a paragraph, a page, per cent, or words. Opens
//! nothing: it is gone to in whatever document is opened first.

use super::state::State;
use crate::protocol::Notice;
use crate::query::Pattern;
use crate::text::Shown;

/// A place, as it was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locator {
    /// "12", a paragraph, counted from 1.
    Paragraph(usize),
    /// "p12", a page, by its label or else its number.
    Page(usize),
    /// "40%", a share of the text.
    Percent(usize),
    /// Anything else: the first place with these words.
    Words(String),
}

impl Locator {
    /// Reads what was named.
    pub fn parse(named: &str) -> Self {
        let named = named.trim();
        let number = |digits: Option<&str>| digits.and_then(|digits| digits.parse().ok());
        let (paragraph, page) = (number(Some(named)), number(named.strip_prefix('p')));
        match (paragraph, page, number(named.strip_suffix('%'))) {
            (Some(paragraph), ..) => Self::Paragraph(paragraph),
            (_, Some(page), _) => Self::Page(page),
            (_, _, Some(percent)) => Self::Percent(percent),
            _ => Self::Words(named.to_owned()),
        }
    }
}

/// Goes to the place that the command line names, in the document that was opened. What the head of a
/// long document does not have is looked for again when the rest is there.
pub fn go(state: &mut State, whole: bool) {
    let Some(locator) = state.journey.locator.take() else { return };
    let Some(reader) = &mut state.reader else { return };
    match &locator {
        Locator::Paragraph(number) => reader.to_paragraph(*number),
        Locator::Page(number) => reader.to_page(Some(*number)),
        Locator::Percent(percent) => reader.to_percent(*percent),
        Locator::Words(words) => {
            let pattern = Pattern::new(words);
            let hit = pattern.and_then(|pattern| pattern.first_from(reader.document.text(), 0));
            if let Some(hit) = hit {
                reader.reveal(hit);
                reader.landed = Some(hit);
                return;
            }
            if whole {
                let words = Shown::line(words);
                let words = format!("“{words}” does not occur in this document.");
                state.tell(Notice::passing(&words));
            }
        }
    }
    if !whole {
        state.journey.locator = Some(locator);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbers_pages_shares_or_words() {
        assert_eq!(Locator::parse("12"), Locator::Paragraph(12));
        assert_eq!(Locator::parse("p12"), Locator::Page(12));
        assert_eq!(Locator::parse(" 40% "), Locator::Percent(40));
        for words in ["190 miles", "paper", "-3", "99999999999999999999999"] {
            assert_eq!(Locator::parse(words), Locator::Words(words.into()));
        }
    }
}
