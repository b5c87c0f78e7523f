//! What pages are called: the numbers printed on them, where these count on from page to page, else
//! their place in the file. Finds no numbers itself: running heads are told elsewhere.

use crate::text::{from_roman, roman};

/// A page number as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    value: i64,
    roman: bool,
}

/// How far printed numbers run ahead of places in the file, and whether they are Roman.
type Ahead = Option<(i64, bool)>;

/// Numbered pages this far apart may confirm each other.
const REACH: usize = 4;

impl Printed {
    /// The number in words like "12", "- 12 -", "Page 12 of 44", "iv".
    pub(super) fn of(words: &str) -> Option<Self> {
        let mut tokens = words.split(|c: char| !c.is_ascii_alphanumeric());
        tokens.find_map(|token| match token.parse() {
            Ok(value) if token.len() < 6 => Some(Self { value, roman: false }),
            _ => in_front_matter(token).map(|value| Self { value, roman: true }),
        })
    }

    /// How far it is ahead of a page's place in the file.
    fn ahead(self, place: usize) -> (i64, bool) {
        (self.value - i64::try_from(place).unwrap_or(i64::MAX), self.roman)
    }
}

/// What each page is called, by what is printed on it. In a file with printed numbers, pages that
/// none can be told for are called by their place, in brackets.
pub(super) fn labels(printed: &[Option<Printed>]) -> Vec<String> {
    let aheads: Vec<Ahead> = printed
        .iter()
        .enumerate()
        .map(|(place, number)| number.map(|number| number.ahead(place)))
        .collect();
    let agreed: Vec<Ahead> = aheads
        .iter()
        .enumerate()
        .map(|(place, ahead)| ahead.filter(|ahead| is_confirmed(&aheads, place, *ahead)))
        .collect();
    if agreed.iter().all(Option::is_none) {
        return (1..=printed.len()).map(|number| number.to_string()).collect();
    }
    let before = carried(agreed.iter());
    let mut behind = carried(agreed.iter().rev());
    behind.reverse();
    let ways = before.into_iter().zip(behind).enumerate();
    ways.map(|(place, ways)| called(place, ways)).collect()
}

/// The last one known at each place.
fn carried<'a>(known: impl Iterator<Item = &'a Ahead>) -> Vec<Ahead> {
    known
        .scan(None, |last, ahead| {
            *last = ahead.or(*last);
            Some(*last)
        })
        .collect()
}

/// A page's name from how the numbers around it run.
fn called(place: usize, (before, behind): (Ahead, Ahead)) -> String {
    let ahead = match (before, behind) {
        (Some(before), Some(behind)) if before != behind => None,
        (before, behind) => before.or(behind),
    };
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    match ahead.map(|(ahead, roman)| (place.saturating_add(ahead), roman)) {
        Some((number, true)) if (1..400).contains(&number) => in_roman(number),
        Some((number, false)) if number > 0 => number.to_string(),
        _ => format!("[{}]", place.saturating_add(1)),
    }
}

/// True if a page near by is numbered in the same way.
fn is_confirmed(aheads: &[Ahead], place: usize, ahead: (i64, bool)) -> bool {
    let near = place.saturating_sub(REACH)..(place + REACH + 1).min(aheads.len());
    near.filter(|other| *other != place).any(|other| aheads.get(other) == Some(&Some(ahead)))
}

/// The value of a Roman number as pages of front matter have.
fn in_front_matter(token: &str) -> Option<i64> {
    from_roman(&token.to_ascii_lowercase()).filter(|value| *value < 200).map(i64::from)
}

fn in_roman(number: i64) -> String {
    u32::try_from(number).ok().and_then(roman).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called_by(printed: &[&str]) -> Vec<String> {
        let printed: Vec<Option<Printed>> =
            printed.iter().map(|words| Printed::of(words)).collect();
        labels(&printed)
    }

    #[test]
    fn printed_numbers_are_the_names_of_pages() {
        assert_eq!(
            called_by(&["", "ii", "iii", "", "1", "", "3"]),
            ["i", "ii", "iii", "[4]", "1", "2", "3"]
        );
        assert_eq!(called_by(&["Page 79 of 90", "80", "- 81 -"]), ["79", "80", "81"]);
    }

    #[test]
    fn numbers_that_do_not_count_on_are_no_names() {
        assert_eq!(called_by(&["2023", "17", "", "5"]), ["1", "2", "3", "4"]);
        assert_eq!(called_by(&["", ""]), ["1", "2"]);
    }
}
