//! A place in a document as the command line names it: a paragraph, a page, per cent, or words. Opens
//! nothing: it is gone to in whatever document is opened first.

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
