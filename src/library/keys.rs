//! What titles, sources and dates compare as. Shows nothing.

use std::cmp::Ordering;

use crate::document::Date;
use crate::text::push_folded;

/// Characters of a title or name that count when sorting and filtering. Longer ones are cut, so
/// that a title of a megabyte costs no more than another.
const LONGEST: usize = 256;

/// The start of `text` as filters compare it: folded.
pub(super) fn comparable(text: &str) -> String {
    let mut words = String::with_capacity(text.len().min(LONGEST));
    text.chars().take(LONGEST).for_each(|c| push_folded(&mut words, c));
    words
}

/// The order in which people put comparable texts: by letters, numbers by their value ("annex 9"
/// before "annex 10"), quotation marks and brackets at the start ignored.
pub(super) fn natural_order(one: &str, other: &str) -> Ordering {
    let at = common(one, other);
    let rest = |text| str::get(text, at..).unwrap_or_default();
    match at {
        0 => natural(one).cmp(natural(other)),
        _ => Natural::of(rest(one)).cmp(Natural::of(rest(other))),
    }
}

/// A comparable text as characters that sort as [`natural_order`] does; equal for texts that sort as
/// one.
pub(super) fn natural(text: &str) -> impl Iterator<Item = char> {
    Natural::of(text.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// Bytes at the start of two texts that do not matter for their order: none if these hold no letter or
/// digit, and no part of a number or a character.
fn common(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let mut at = (0..=same).rev().find(|at| one.is_char_boundary(*at)).unwrap_or_default();
    let before = one.get(..at).unwrap_or_default();
    at = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let begun =
        before.get(..at).is_some_and(|b| b.bytes().any(|byte| byte.is_ascii_alphanumeric()));
    if begun { at } else { 0 }
}

/// The characters of a comparable text, each number behind its length: a longer number is a greater one.
struct Natural<'a> {
    rest: &'a str,
    /// Digits of a number that are to come.
    digits: usize,
    /// The length of a number, as a character.
    length: Option<char>,
}

impl<'a> Natural<'a> {
    fn of(rest: &'a str) -> Self {
        Self { rest, digits: 0, length: None }
    }
}

impl Iterator for Natural<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(length) = self.length.take() {
            return Some(length);
        }
        let mut rest = self.rest.chars();
        let next = rest.next()?;
        if self.digits > 0 {
            self.digits -= 1;
        } else if next.is_ascii_digit() {
            let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
            let number = self.rest.get(..end).unwrap_or_default();
            let zeros = number.len() - number.trim_start_matches('0').len();
            self.rest = self.rest.get(zeros..).unwrap_or_default();
            self.digits = end - zeros;
            // Above the place of the digits among the letters, and below every letter.
            self.length = u32::try_from(self.digits + 1).ok().and_then(char::from_u32);
            return Some('0');
        }
        self.rest = rest.as_str();
        Some(next)
    }
}

/// A date as a number that grows with time, below 2^48. "July 2023" comes before every day of it.
pub(super) fn instant(date: Date) -> u64 {
    let time = date.time();
    let parts = [
        u64::try_from(date.year()).unwrap_or_default(),
        u64::from(date.month().unwrap_or_default()),
        u64::from(date.day().unwrap_or_default()),
        time.map_or(0, |time| u64::from(time.hour) + 1),
        time.map_or(0, |time| u64::from(time.minute)),
    ];
    parts.into_iter().fold(0, |all, part| all << 8 | part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::TimeOfDay;

    fn key(title: &str) -> String {
        natural(&comparable(title)).collect()
    }

    fn sorted<'a>(titles: &[&'a str]) -> Vec<&'a str> {
        let mut titles = titles.to_vec();
        titles.sort_by(|a, b| natural_order(&comparable(a), &comparable(b)));
        titles
    }

    proptest! {
        #[test]
        fn texts_are_ordered_as_their_keys_are(a in "[(“aé漢0-2 ]{0,7}", b in "[(“aé漢0-2 ]{0,7}") {
            let order = natural(&a).cmp(natural(&b));
            prop_assert_eq!(natural_order(&a, &b), order);
            let ahead = ["x1", "é", "“"];
            for ahead in ahead {
                let (a, b) = (format!("{ahead}{a}"), format!("{ahead}{b}"));
                prop_assert_eq!(natural_order(&a, &b), natural(&a).cmp(natural(&b)));
            }
        }
    }

    #[test]
    fn numbers_sort_by_value() {
        let titles = ["Annex 10", "Annex 9", "Annex 009b", "Annex", "annex 1000", "Annex 9.5"];
        let expected = ["Annex", "Annex 9", "Annex 9.5", "Annex 009b", "Annex 10", "annex 1000"];
        assert_eq!(sorted(&titles), expected);
    }

    #[test]
    fn case_accents_and_opening_quotes_do_not_count() {
        assert_eq!(key("“Émigré”"), key("emigre”"));
        assert_eq!(key("E\u{301}migre\u{301}"), key("Émigré"));
        assert_eq!(sorted(&["beta", "“Alpha”", "Gamma"]), ["“Alpha”", "beta", "Gamma"]);
    }

    #[test]
    fn a_title_of_a_megabyte_is_cut() {
        let digits = "9".repeat(1 << 20);
        assert!(key(&digits).len() < 1000);
    }

    #[test]
    fn instants_grow_with_time() {
        let day = Date::of_day(2023, 7, 22).unwrap();
        let noon = day.at(TimeOfDay { hour: 12, minute: 0, utc: true });
        let dates = [Date::of_year(2023).unwrap(), Date::of_month(2023, 7).unwrap(), day, noon];
        assert!(dates.windows(2).all(|pair| instant(pair[0]) < instant(pair[1])));
        assert!(instant(Date::of_year(2999).unwrap()) < 1 << 48);
    }
}
