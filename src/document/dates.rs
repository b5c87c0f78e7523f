//! Finds dates in running text: calendar dates in several languages, ISO 8601, military date-time
//! groups. A hand-written
//! scanner that looks a bounded way ahead from each word, so it is linear on any text. Does not
//! resolve "yesterday" or dates without a year.

mod cursor;
mod foreign;

use super::{Date, TimeOfDay};
use crate::text::Span;
use cursor::{Cursor, full_year};

/// The dates that `text` states, in order. A year on its own is none.
pub fn dates(text: &str) -> impl Iterator<Item = (Span, Date)> {
    Dates { text, at: 0, figure: 0 }
}

/// Bytes from the first letter of a date to its first figure at most: a weekday, a month and the signs
/// between them.
const LETTERS: usize = 64;

/// The date that the whole of `text` states; a year or `2023-07` is enough here.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let mut cursor = Cursor::new(text, 0);
    if let Some(date) = cursor.date()
        && cursor.at == text.len()
    {
        return Some(date);
    }
    year_or_month(text)
}

struct Dates<'a> {
    text: &'a str,
    at: usize,
    /// Where the next figure stands, as soon as `at` has not passed it: no date is without one.
    figure: usize,
}

impl Dates<'_> {
    /// Goes on to where the next date may begin; false if there is none.
    fn skip(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        if self.figure <= self.at {
            let rest = bytes.get(self.at..).unwrap_or_default();
            // The first byte of "一" and "二" too.
            let figure = rest.iter().position(|b| b.is_ascii_digit() || *b == 0xE4);
            self.figure = figure.map_or(bytes.len(), |figure| self.at + figure);
        }
        self.at = self.at.max(self.figure.saturating_sub(LETTERS));
        self.figure < bytes.len()
    }
}

impl Iterator for Dates<'_> {
    type Item = (Span, Date);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        while self.skip() {
            let start = self.at;
            if bytes[start].is_ascii_alphanumeric() && starts_token(bytes, start) {
                let mut cursor = Cursor::new(self.text, start);
                let month_of_a_day =
                    |date: &Date| date.day().is_none() && follows_day(&bytes[..start]);
                if let Some(date) = cursor.date().filter(|date| !month_of_a_day(date)) {
                    self.at = cursor.at;
                    return Some((Span::new(start, cursor.at), date));
                }
            } else if is_east_asian(bytes, start) {
                let mut cursor = Cursor::new(self.text, start);
                let date = cursor.east_asian().or_else(|| {
                    cursor.at = start;
                    cursor.chinese()
                });
                if let Some(date) = date {
                    self.at = cursor.at;
                    return Some((Span::new(start, cursor.at), date));
                }
            }
            self.at = token_end(bytes, start);
        }
        None
    }
}

/// True where a date in a script without spaces may begin: at a figure behind a letter, at "一" or "二".
fn is_east_asian(bytes: &[u8], at: usize) -> bool {
    let behind = at > 0 && bytes[at - 1] >= 0x80;
    let rest = bytes.get(at..).unwrap_or_default();
    bytes[at].is_ascii_digit() && behind
        || ["一", "二"].iter().any(|figure| rest.starts_with(figure.as_bytes()))
}

/// False inside words and behind "3/", "1.", where a number is the tail of a longer one.
fn starts_token(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| bytes[i]) else {
        return true;
    };
    let tail = matches!(before, b'.' | b'/' | b'-' | b',' | b':')
        && at >= 2
        && bytes[at - 2].is_ascii_digit()
        && bytes[at].is_ascii_digit();
    !(before.is_ascii_alphanumeric() || before >= 0x80 && !ends_with_space(bytes, at) || tail)
}

/// True behind "31 " or "30th of ": what follows would be a whole date if there were such a day.
fn follows_day(before: &[u8]) -> bool {
    let trimmed = |bytes: &[u8]| bytes.trim_ascii_end().len();
    let head = &before[..trimmed(before)];
    let of = head.strip_suffix(b" of").or(head.strip_suffix(b" de"));
    let head = of.map_or(head, |head| &head[..trimmed(head)]);
    let head = head.strip_suffix(b".").unwrap_or(head);
    let ordinal = [b"st", b"nd", b"rd", b"th"].into_iter().find_map(|end| head.strip_suffix(end));
    let head = ordinal.unwrap_or(head);
    let digits = head.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    let number = head.get(head.len() - digits..).unwrap_or_default();
    before.len() > head.len() && matches!(number, b"29" | b"30" | b"31")
}

/// True if a white or punctuating character beyond ASCII (U+00A0, U+2000 to U+206F) ends at `at`.
fn ends_with_space(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    before.ends_with(&[0xC2, 0xA0])
        || at >= 3 && before[at - 3] == 0xE2 && matches!(before[at - 2], 0x80 | 0x81)
}

fn token_end(bytes: &[u8], at: usize) -> usize {
    let run = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    at + run.max(1)
}

fn year_or_month(text: &str) -> Option<Date> {
    let mut cursor = Cursor::new(text, 0);
    let year = cursor.year()?;
    if cursor.at == text.len() {
        return Date::of_year(year);
    }
    if !cursor.eat(b'-') && !cursor.eat(b'/') {
        return None;
    }
    let (month, digits) = cursor.number(2)?;
    (digits == 2 && cursor.at == text.len()).then(|| Date::of_month(year, small(month)))?
}

impl<'a> Cursor<'a> {
    fn date(&mut self) -> Option<Date> {
        let start = self.at;
        let forms: &[fn(&mut Self) -> Option<Date>] = match self.peek()? {
            b'0'..=b'9' => &[
                Self::compact,
                Self::iso,
                Self::group,
                Self::day_first,
                Self::numeric,
                Self::foreign,
                Self::east_asian,
            ],
            b'A'..=b'z' => &[Self::weekday_first, Self::month_first, Self::foreign_month],
            _ => &[Self::chinese],
        };
        forms.iter().find_map(|form| {
            self.at = start;
            form(self).filter(|_| self.at_boundary())
        })
    }

    /// `20230722`, as a whole token.
    fn compact(&mut self) -> Option<Date> {
        let (number, 8) = self.number(8)? else {
            return None;
        };
        let year = i16::try_from(number / 10_000).ok()?;
        (1900..2100)
            .contains(&year)
            .then(|| Date::of_day(year, small(number / 100 % 100), small(number % 100)))?
    }

    /// `2023-07-22`, `2023/07/22`, with a time perhaps.
    fn iso(&mut self) -> Option<Date> {
        let year = self.year()?;
        let separator = self.next().filter(|b| matches!(b, b'-' | b'/'))?;
        let month = self.number(2)?.0;
        let day = self.eat(separator).then(|| self.number(2))??.0;
        let date = Date::of_day(year, small(month), small(day))?;
        let end = self.at;
        match self.clock() {
            Some(time) if self.at_boundary() => Some(date.at(time)),
            _ => {
                self.at = end;
                Some(date)
            }
        }
    }

    /// `T13:30Z`, ` 13:30:05.2+03:00`.
    fn clock(&mut self) -> Option<TimeOfDay> {
        self.next().filter(|b| matches!(b, b'T' | b't' | b' '))?;
        let (hour, 2) = self.number(2)? else {
            return None;
        };
        let (minute, 2) = self.eat(b':').then(|| self.number(2))?? else {
            return None;
        };
        if self.eat(b':') {
            self.number(2)?;
            if self.eat(b'.') {
                self.number(9)?;
            }
        }
        let utc = self.zone();
        (hour < 24 && minute < 60).then_some(TimeOfDay {
            hour: small(hour),
            minute: small(minute),
            utc,
        })
    }

    /// Passes a zone; true if it says Coordinated Universal Time.
    fn zone(&mut self) -> bool {
        if self.eat(b'Z') || self.eat(b'z') {
            return true;
        }
        let start = self.at;
        let signed = self.eat(b'+') || self.eat(b'-');
        let Some((hours, _)) = signed.then(|| self.number(4)).flatten() else {
            self.at = start;
            return false;
        };
        let minutes = if self.eat(b':') { self.number(2) } else { None };
        hours == 0 && minutes.is_none_or(|(minutes, _)| minutes == 0)
    }

    /// A date-time group: `221330ZJUL23`, `221330Z JUL 2023`.
    fn group(&mut self) -> Option<Date> {
        let (number, 6) = self.number(6)? else {
            return None;
        };
        let zone = self.next().filter(u8::is_ascii_alphabetic)?;
        self.spaces();
        let (month, _) = self.month()?;
        self.spaces();
        let (year, digits) = self.number(4)?;
        let date = Date::of_day(full_year(year, digits)?, month, small(number / 10_000))?;
        let (hour, minute) = (number / 100 % 100, number % 100);
        (hour < 24 && minute < 60).then(|| {
            date.at(TimeOfDay {
                hour: small(hour),
                minute: small(minute),
                utc: zone.eq_ignore_ascii_case(&b'Z'),
            })
        })
    }

    /// `22 July 2023`, `22nd of July, 2023`, `22-Jul-23`, `22JUL2023`, `22-24 July 2023`.
    fn day_first(&mut self) -> Option<Date> {
        let day = self.day()?;
        self.gap();
        self.word_is("of").then(|| self.gap());
        let (month, spelling) = self.month()?;
        self.eat(b',');
        self.gap();
        self.eat(b'\'');
        let (year, digits) = self.number(4)?;
        if digits == 2 && !self.short_year_fits(spelling) {
            return None;
        }
        Date::of_day(full_year(year, digits)?, month, day)
    }

    /// `July 22, 2023`, `Jul. 22 2023`, `July 22-24, 2023`, `July 2023`.
    fn month_first(&mut self) -> Option<Date> {
        let (month, _) = self.month()?;
        self.eat(b',');
        if !self.spaces() {
            return None;
        }
        let start = self.at;
        if let Some(year) = self.year().filter(|_| self.at_boundary()) {
            return Date::of_month(year, month);
        }
        self.at = start;
        let day = self.day()?;
        let apart = self.eat(b',') | self.spaces();
        self.spaces();
        let year = apart.then(|| self.year())??;
        Date::of_day(year, month, day)
    }

    /// A weekday, then a date.
    fn weekday_first(&mut self) -> Option<Date> {
        let word = self.word();
        const DAYS: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        // "Tue", "Tues" and "Tuesday", and not the beginning of "Monthly" or "Sunrise".
        let is_day =
            |day: &str| starts_with(day.as_bytes(), std::str::from_utf8(word).unwrap_or("?"));
        if word.len() < 3 || !DAYS.iter().any(|day| is_day(day)) {
            return None;
        }
        let _ = self.eat(b'.') | self.eat(b',');
        if !self.spaces() {
            return None;
        }
        let start = self.at;
        self.day_first().or_else(|| {
            self.at = start;
            self.month_first()
        })
    }

    /// `22.07.2023`; `22/07/2023` and `22-07-2023` if only one order makes sense.
    fn numeric(&mut self) -> Option<Date> {
        let first = small(self.number(2)?.0);
        let separator = self.next().filter(|b| matches!(b, b'.' | b'/' | b'-'))?;
        let second = small(self.number(2)?.0);
        let year = self.eat(separator).then(|| self.year())??;
        let day_first = Date::of_day(year, second, first);
        if separator == b'.' {
            return day_first;
        }
        match (day_first, Date::of_day(year, first, second)) {
            (Some(a), Some(b)) if a != b => None,
            (a, b) => a.or(b),
        }
    }

    /// A day of the month, with its ordinal ending, or the first of two ("22-24", "22 to 24").
    fn day(&mut self) -> Option<u8> {
        let (day, _) = self.number(2)?;
        for ending in ["st", "nd", "rd", "th"] {
            if self.word_is(ending) {
                break;
            }
        }
        let end = self.at;
        let dash = self.eat(b'-') || self.eat_str("\u{2013}");
        if !dash || self.number(2).is_none() {
            self.at = end;
        }
        Some(small(day))
    }

    /// A month's name and how it is spelt; "Sept" and a full stop after short names are known.
    fn month(&mut self) -> Option<(u8, &'a [u8])> {
        let word = self.word();
        let capital = word.first().is_some_and(u8::is_ascii_uppercase);
        let month = month_number(word)?;
        if word.len() <= 4 {
            self.eat(b'.');
        }
        capital.then_some((month, word))
    }

    /// "22 Jul 23" is a date, "5 July 23 soldiers" and "5 May 10 soldiers" are not.
    fn short_year_fits(&self, month: &[u8]) -> bool {
        let shouted = month.iter().all(u8::is_ascii_uppercase);
        let short = month.len() == 3 || starts_with(month, "sept");
        if shouted || short && !starts_with(month, "may") {
            return true;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let next = rest.iter().find(|b| !matches!(b, b' ' | b'\n'));
        next.is_none_or(|b| b.is_ascii_punctuation())
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of an English month, from 1: its whole name, its first three letters or "Sept", in
/// capitals or not.
pub(super) fn month_number(word: &[u8]) -> Option<u8> {
    let month = MONTHS.iter().position(|name| is_month(word, name))?;
    u8::try_from(month + 1).ok()
}

fn is_month(word: &[u8], name: &str) -> bool {
    let short = word.len() == 3 || word.eq_ignore_ascii_case(b"sept");
    word.eq_ignore_ascii_case(name.as_bytes())
        || short && starts_with(name.as_bytes(), std::str::from_utf8(word).unwrap_or("?"))
}

fn starts_with(word: &[u8], prefix: &str) -> bool {
    word.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// Numbers of two digits; anything else becomes one that no date accepts.
fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
