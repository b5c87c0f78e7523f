//! Date-time groups ("141630Z MAR 24"): a day and a time, the letter of a zone, month and year. The
//! letters are offsets: A is +1, B +2, Z is UTC (ACP 121).

use super::mark::Instant;
use crate::document::dates::month_number;
use crate::document::{Date, TimeOfDay};
use crate::text::Span;

/// Two-digit years from this one on are of the last century, as for other dates.
const PIVOT: i16 = 50;

/// Every date-time group of a text.
pub(super) fn groups(text: &str) -> Vec<(Span, Instant)> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(digit) =
        bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit))
    {
        let start = at + digit;
        let run = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let inside = start > 0 && (bytes[start - 1].is_ascii_alphanumeric());
        at = start + run;
        if inside || !matches!(run, 2 | 6) {
            continue;
        }
        if let Some((end, instant)) = group(bytes, start) {
            found.push((Span::new(start, end), instant));
            at = end;
        }
    }
    found
}

/// The group that begins at `at`, and where it ends.
fn group(bytes: &[u8], at: usize) -> Option<(usize, Instant)> {
    let mut cursor = Cursor { bytes, at };
    let day = cursor.number(2)?;
    cursor.spaces(1);
    let hour = cursor.number(2)?;
    let minute = cursor.number(2)?;
    cursor.spaces(1);
    let bracket = cursor.eat(b'(');
    let letter = cursor
        .next()
        .filter(|letter| letter.is_ascii_uppercase() || *letter == b'z')?
        .to_ascii_uppercase();
    if bracket {
        cursor.eat(b')').then_some(())?;
    }
    let zone = offset(letter)?;
    cursor.spaces(2);
    let month = cursor.month()?;
    cursor.spaces(2);
    let year = cursor.year()?;
    let follows = bytes.get(cursor.at).is_some_and(u8::is_ascii_alphanumeric);
    let (hour, minute) = (u8::try_from(hour).ok()?, u8::try_from(minute).ok()?);
    let date = Date::of_day(year, month, u8::try_from(day).ok()?)?;
    if follows || hour > 23 || minute > 59 {
        return None;
    }
    let local = date.at(TimeOfDay { hour, minute, utc: zone == Some(0) });
    Some((cursor.at, Instant { local, zone }))
}

/// Hours ahead of UTC; `Some(None)` for J, `None` for what is no letter of a zone.
#[expect(clippy::option_option, reason = "local time is a zone without an offset")]
fn offset(letter: u8) -> Option<Option<i8>> {
    let place = |from: u8| i8::try_from(letter - from).ok();
    match letter {
        b'A'..=b'I' => Some(place(b'A').map(|at| at + 1)),
        b'J' => Some(None),
        b'K'..=b'M' => Some(place(b'K').map(|at| at + 10)),
        b'N'..=b'Y' => Some(place(b'N').map(|at| -at - 1)),
        b'Z' => Some(Some(0)),
        _ => None,
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    fn spaces(&mut self, most: usize) {
        for _ in 0..most {
            let _ = self.eat(b' ') || self.eat(b'\n');
        }
    }

    /// Exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let found = self.bytes.get(self.at..self.at + digits)?;
        let value = found
            .iter()
            .try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))?;
        self.at += digits;
        Some(value)
    }

    /// A month's name, whole or its first three letters.
    fn month(&mut self) -> Option<u8> {
        let rest = self.bytes.get(self.at..)?;
        let len = rest.iter().take(10).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = rest.get(..len).filter(|word| word.len() >= 3)?;
        let month = month_number(word)?;
        self.at += len;
        Some(month)
    }

    /// A year of two or four digits.
    fn year(&mut self) -> Option<i16> {
        let start = self.at;
        if let Some(year) = self.number(4) {
            return i16::try_from(year).ok();
        }
        self.at = start;
        let year = i16::try_from(self.number(2)?).ok()?;
        Some(year + if year >= PIVOT { 1900 } else { 2000 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        groups(text).iter().map(|(span, at)| format!("{} = {at}", span.of(text))).collect()
    }

    #[test]
    fn groups_are_instants() {
        for (text, expected) in [
            ("DTG: 141630Z MAR 24", "141630Z MAR 24 = 2024-03-14T16:30Z"),
            ("at 120600B OCT 22.", "120600B OCT 22 = 2022-10-12T06:00+02:00"),
            ("(140400ROCT2022)", "140400ROCT2022 = 2022-10-14T04:00-05:00"),
            ("01 1700Z MAR 22", "01 1700Z MAR 22 = 2022-03-01T17:00Z"),
            ("061355Z NOV 76", "061355Z NOV 76 = 1976-11-06T13:55Z"),
            ("221330(Z) Jul 2023", "221330(Z) Jul 2023 = 2023-07-22T13:30Z"),
            ("271200z oct 22", "271200z oct 22 = 2022-10-27T12:00Z"),
            ("221330JJUL23", "221330JJUL23 = 2023-07-22T13:30"),
            ("010015M JAN 20", "010015M JAN 20 = 2020-01-01T00:15+12:00"),
            ("010015YJAN20", "010015YJAN20 = 2020-01-01T00:15-12:00"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_figures_are_no_groups() {
        for text in [
            "061645Z",
            "311630Z FEB 24",
            "141670Z MAR 24",
            "142430Z MAR 24",
            "A141630Z MAR 24",
            "141630 MAR 24",
            "1141630Z MAR 24",
            "141630b mar 24",
            "141630Z MARKET 24",
            "141630Z MAR 245",
            "22 July 2023",
            "12 1300 A MAN",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
