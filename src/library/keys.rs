//! What titles, sources and dates compare as. Shows nothing.

use crate::document::Date;
use crate::text::{fold_char, is_invisible};

/// Characters of a title or name that count when sorting and filtering. Longer ones are cut, so
/// that a title of a megabyte costs no more than another.
const LONGEST: usize = 256;

/// `text` as filters compare it: folded, without combining marks and characters that paint
/// nothing.
pub(super) fn comparable(text: &str) -> impl Iterator<Item = char> {
    let visible = text.chars().filter(|&c| !is_invisible(c) && !is_combining(c));
    visible.map(fold_char).take(LONGEST)
}

/// A key whose bytes sort as people order titles: by letters without case and accents, numbers by
/// their value ("Annex 9" before "Annex 10"), quotation marks and brackets at the start ignored.
pub(super) fn natural(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut chars = comparable(text).skip_while(|c| !c.is_alphanumeric()).peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_digit() {
            key.push(c);
            continue;
        }
        let mut number = String::from(c);
        while let Some(digit) = chars.next_if(char::is_ascii_digit) {
            number.push(digit);
        }
        push_number(&mut key, number.trim_start_matches('0'));
    }
    key
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

/// A longer number is a greater one: its length goes first, as a character above the digits'
/// place among the letters and below every letter.
fn push_number(key: &mut String, number: &str) {
    let length = u32::try_from(number.len()).unwrap_or(u32::MAX);
    key.push('0');
    key.extend(char::from_u32(length + 1));
    key.push_str(number);
}

/// Combining diacritical marks (U+0300 to U+036F): names written with them equal those written
/// with accented letters.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TimeOfDay;

    fn sorted<'a>(titles: &[&'a str]) -> Vec<&'a str> {
        let mut titles = titles.to_vec();
        titles.sort_by_key(|title| natural(title));
        titles
    }

    #[test]
    fn numbers_sort_by_value() {
        let titles = ["Annex 10", "Annex 9", "Annex 009b", "Annex", "annex 1000", "Annex 9.5"];
        let expected = ["Annex", "Annex 9", "Annex 9.5", "Annex 009b", "Annex 10", "annex 1000"];
        assert_eq!(sorted(&titles), expected);
    }

    #[test]
    fn case_accents_and_opening_quotes_do_not_count() {
        assert_eq!(natural("“Émigré”"), natural("emigre”"));
        assert_eq!(natural("E\u{301}migre\u{301}"), natural("Émigré"));
        assert_eq!(sorted(&["beta", "“Alpha”", "Gamma"]), ["“Alpha”", "beta", "Gamma"]);
    }

    #[test]
    fn a_title_of_a_megabyte_is_cut() {
        let digits = "9".repeat(1 << 20);
        assert!(natural(&digits).len() < 1000);
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
