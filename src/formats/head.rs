//! What the head of a text states without naming a key: the date on a line of its own, the agency
//! of a dateline, the order in which a form writes day and month. Changes nothing itself.

use crate::document::{Date, dates};
use crate::text::Span;

/// Lines with words that make the head of a text.
const LINES: usize = 15;

/// Bytes of the head, and of a line of it, that are looked at.
const BYTES: usize = 4_000;
const LINE_BYTES: usize = 200;

/// Dates further in than this many bytes are dates of what is told.
const MENTIONED: usize = 600;

/// How much of a text is searched for other dates of the same form.
const FORM: usize = 256 << 10;

/// Words before a date that say it is the document's.
const ISSUED: [&str; 9] =
    ["as of", "date", "dated", "issued", "posted", "published", "released", "revised", "updated"];

/// How surely a date is the document's; the smaller, the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    OwnLine,
    Announced,
    Dateline,
}

/// The date that the head states as its own, `title` not counted.
pub(super) fn stated(text: &str, title: Option<Span>) -> Option<(Span, Date)> {
    let mut best: Option<(Rank, Span, Date)> = None;
    for line in lines(text) {
        if title.is_some_and(|title| title.overlaps(line)) {
            continue;
        }
        for (span, date) in dates(line.of(text)).take(4) {
            let rank = rank(line.of(text), span);
            let span = Span::new(line.start + span.start, line.start + span.end);
            if let Some(rank) = rank.filter(|rank| best.is_none_or(|(old, ..)| *rank < old)) {
                best = Some((rank, span, date));
            }
        }
    }
    best.map(|(_, span, date)| (span, date))
}

/// The first date near the beginning, whatever it is the date of.
pub(super) fn mentioned(text: &str) -> Option<(Span, Date)> {
    dates(prefix(text, MENTIONED)).next()
}

/// The agency in a dateline: "KYIV, July 22 (Reuters) - ...".
pub(super) fn agency(text: &str) -> Option<Span> {
    lines(text).find_map(|line| agency_of(line, line.of(text)))
}

/// A date such as 07/05/1963, if other dates of the text tell which number is the month.
pub(super) fn numeric(value: &str, text: &str) -> Option<Date> {
    let [first, second, year] = numbers(value)?;
    let (mut days_first, mut months_first) = (false, false);
    let form = prefix(text, FORM).split(|c: char| c.is_whitespace());
    for [first, second, _] in form.filter(|word| word.len() >= 8).filter_map(numbers) {
        days_first |= (13..=31).contains(&first) && second <= 12;
        months_first |= (13..=31).contains(&second) && first <= 12;
    }
    let small = |number: u16| u8::try_from(number).unwrap_or_default();
    let year = i16::try_from(year).ok()?;
    match (days_first, months_first) {
        (true, false) => Date::of_day(year, small(second), small(first)),
        (false, true) => Date::of_day(year, small(first), small(second)),
        _ => None,
    }
}

/// The lines of the head, the beginnings of long ones.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    let spans = prefix(text, BYTES).split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let line = prefix(line, LINE_BYTES);
        Span::new(start, start + line.len())
    });
    spans.map(|span| span.trimmed(text)).filter(|span| !span.is_empty()).take(LINES)
}

fn rank(line: &str, date: Span) -> Option<Rank> {
    let before = Span::new(0, date.start).of(line).trim_end_matches([' ', ':']);
    let after = Span::new(date.end, line.len()).of(line).trim_start();
    let sentence = line.ends_with(['.', '?', '!', ',', ';']) || line.len() >= 100;
    let parted = |rest: &str| rest.starts_with(['|', '·', '•', '-', '–', '—', '(']);
    let starts = before.is_empty() && (after.is_empty() || parted(after));
    let ends = after.is_empty() && before.ends_with(['|', '·', '•', ',']);
    if !sentence && (starts || ends || date.len() * 2 > line.len()) {
        Some(Rank::OwnLine)
    } else if is_announced(before) {
        Some(Rank::Announced)
    } else if is_place(before.trim_end_matches(',')) && parted(after) {
        Some(Rank::Dateline)
    } else {
        None
    }
}

fn is_announced(before: &str) -> bool {
    let tail = before.trim_end_matches(" on").to_lowercase();
    ISSUED.iter().any(|word| {
        let head = tail.strip_suffix(word);
        head.is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric()))
    })
}

/// "KYIV", "WASHINGTON", "NEW YORK": a place as datelines write it.
fn is_place(words: &str) -> bool {
    let first = words.split([',', ' ']).next().unwrap_or_default();
    first.chars().count() > 2 && first.chars().all(char::is_uppercase) && words.len() <= 40
}

fn agency_of(line: Span, words: &str) -> Option<Span> {
    let open = words.find('(').filter(|at| *at <= 60)?;
    let inner = words.get(open + 1..)?.split(')').next()?;
    let after = words.get(open + inner.len() + 2..)?.trim_start();
    let name = inner.starts_with(|c: char| c.is_uppercase()) && inner.len() <= 30;
    let dashed = after.starts_with(['-', '–', '—']);
    let start = line.start + open + 1;
    let found = Span::new(start, start + inner.len());
    (name && dashed && is_place(words.get(..open)?.trim_end())).then_some(found)
}

/// The three numbers of a date with slashes at the start of `words`.
fn numbers(words: &str) -> Option<[u16; 3]> {
    let mut parts = words.trim_start().splitn(3, '/');
    let [first, second] = [parts.next()?, parts.next()?];
    let rest = parts.next()?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = rest.get(..digits).filter(|_| digits == 4)?;
    let short = |number: &str| (1..=2).contains(&number.len());
    let plain = short(first) && short(second);
    plain.then(|| Some([first.parse().ok()?, second.parse().ok()?, year.parse().ok()?]))?
}

fn prefix(text: &str, bytes: usize) -> &str {
    let cut = (bytes.saturating_sub(3)..=bytes).rev().find_map(|at| text.get(..at));
    cut.filter(|_| text.len() > bytes).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<String> {
        stated(text, None).map(|(_, date)| date.to_string())
    }

    #[test]
    fn a_date_on_its_own_line_comes_before_dates_of_what_is_told() {
        let told = "A treaty of 8 December 1987 ended missiles of one class, and that was that.";
        for (head, found) in [
            ("3 May 2024", Some("2024-05-03")),
            ("3 May 2024 | The Office", Some("2024-05-03")),
            ("Updated on 3 May 2024 by the desk of the paper.", Some("2024-05-03")),
            ("WASHINGTON, May 3, 2024 (AP) - The office said so", Some("2024-05-03")),
            ("Nothing else", None),
        ] {
            let found = found.map(str::to_owned);
            assert_eq!(date(&format!("Title\n{told}\n{head}\n")), found, "{head}");
        }
        let (span, _) = mentioned(told).unwrap();
        assert_eq!(span.of(told), "8 December 1987");
        assert!(mentioned(&format!("{}{told}", "word ".repeat(200))).is_none());
    }

    #[test]
    fn datelines_name_the_agency() {
        let named = |text: &str| agency(text).map(|span| span.of(text).to_owned());
        assert_eq!(named("Title\n\nKYIV, July 22 (Reuters) - It"), Some("Reuters".into()));
        assert_eq!(named("NEW YORK (AP) \u{2014} It"), Some("AP".into()));
        assert_eq!(named("The army (US) - said"), None);
        assert_eq!(named("NATO (Brussels) said"), None);
    }

    #[test]
    fn other_dates_tell_the_month_of_an_ambiguous_one() {
        let read = |text: &str| numeric("07/05/1963", text).map(|date| date.to_string());
        assert_eq!(read("REVIEW: 09/28/1998"), Some("1963-07-05".into()));
        assert_eq!(read("on 28/09/1998 and"), Some("1963-05-07".into()));
        assert_eq!(read("28/09/1998 and 09/28/1998"), None);
        assert_eq!(read("01/02/1998 alone, 07/05/1963"), None);
    }
}
