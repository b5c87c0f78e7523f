//! Which entries the list shows: words that must all occur, and states written as `is:unread`.

use super::keys::comparable;

/// A filter as typed: every word must occur in title, source, folder or name, in any order, case
/// and accents aside. `is:unread` keeps documents not read yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<String>,
    unread: bool,
}

impl Filter {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Self {
        let mut filter = Self::default();
        for word in typed.split_whitespace() {
            if word.eq_ignore_ascii_case("is:unread") {
                filter.unread = true;
            } else {
                filter.words.push(comparable(word).collect());
            }
        }
        filter.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        filter
    }

    /// True if everything passes.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.unread
    }

    /// True if an entry with these comparable words and this state passes.
    pub(super) fn passes(&self, haystack: &str, unread: bool) -> bool {
        (unread || !self.unread) && self.words.iter().all(|word| haystack.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_must_occur_in_any_order() {
        let filter = Filter::parse("  Reuters  kyïv ");
        assert!(filter.passes("strikes on kyiv\nreuters\n", false));
        assert!(!filter.passes("strikes on kyiv\nafp\n", false));
        assert!(Filter::parse(" ").is_empty());
    }

    #[test]
    fn states_are_words_with_is() {
        let filter = Filter::parse("IS:unread range");
        assert!(filter.passes("range", true));
        assert!(!filter.passes("range", false));
    }
}
