//! What the head of a text states without naming a key: the date on a line of its own, the agency
//! of a dateline, the order in which a form writes day and month. Changes nothing itself.

use crate::document::{Date, dates};
use crate::text::Span;

/// Lines with words that make the head of a text.
const LINES: usize = 15;

/// Bytes of the head, and of a line of it, that are looked at.
const BYTES: usize = 4_000;
const LINE_BYTES: usize = 200;

/// How much of a text is searched for other dates of the same form.
const FORM: usize = 256 << 10;

/// Words before a date that say it is the document's.
const ISSUED: [&str; 43] = [
    "changed",
    "edited",
    "printed",
    "last change",
    "as of",
    "edition of",
    "hearing of",
    "revision of",
    "session of",
    "sitting of",
    "text of",
    "date",
    "dated",
    "issued",
    "posted",
    "published",
    "released",
    "revised",
    "updated",
    "reviewed",
    "datum",
    "stand",
    "veröffentlicht",
    "erschienen",
    "aktualisiert",
    "publié",
    "publiée",
    "mis à jour",
    "fecha",
    "publicado",
    "publicada",
    "actualizado",
    "дата",
    "опубликовано",
    "обновлено",
    "опубліковано",
    "оновлено",
    "日期",
    "发布时间",
    "发布日期",
    "发布于",
    "发表于",
    "更新时间",
];

/// Words that may stand before those.
const BEFORE: [&str; 15] = [
    "public",
    "last",
    "first",
    "originally",
    "page",
    "report",
    "article",
    "document",
    "story",
    "release",
    "press",
    "this",
    "zuletzt",
    "and",
    "also",
];

/// Words between the former and a date.
const AT: [&str; 10] = ["on", "am", "den", "le", "el", "от", "від", "the", "at", "в"];

/// Words before a date that say that it is the date of something else.
const OF: [&str; 22] = [
    "of", "on", "in", "by", "from", "since", "until", "till", "after", "before", "during", "to",
    "vom", "seit", "bis", "nach", "du", "des", "del", "desde", "от", "від",
];

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

/// True if a line states its date as that of the document, or as that of what the document records.
pub(super) fn is_dated(line: &str) -> bool {
    dates(line).any(|(at, date)| {
        let own = matches!(rank(line, at), Some(Rank::OwnLine | Rank::Announced));
        date.day().is_some() && own
    })
}

/// The lines of the head, the beginnings of long ones.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> {
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
    let before = Span::new(0, date.start).of(line).trim_end_matches([' ', ':', '：', '(']);
    let after = Span::new(date.end, line.len()).of(line).trim_start();
    let sentence = line.ends_with(['.', '?', '!', ',', ';']) && !line.ends_with("р.");
    let sentence = sentence && !after.is_empty() || line.len() >= 100;
    let parted = |rest: &str| rest.starts_with(['|', '·', '•', '-', '–', '—', '(']);
    let alone = after.is_empty() || is_time(after);
    let starts = before.is_empty() && (alone || parted(after));
    let ends = alone && before.ends_with(['|', '·', '•', ',']);
    let most = date.len() * 2 > line.len() && !is_of(before);
    if !sentence && (starts || ends || most) {
        Some(Rank::OwnLine)
    } else if is_announced(before) {
        Some(Rank::Announced)
    } else if (parted(after) || after.starts_with(". /"))
        && (is_place(before.trim_end_matches(',')) || is_named(before))
    {
        Some(Rank::Dateline)
    } else {
        None
    }
}

/// True for what may stand behind a date: a time and its zone.
fn is_time(after: &str) -> bool {
    const WORDS: [&str; 12] =
        ["am", "pm", "a.m.", "p.m.", "utc", "gmt", "z", "uhr", "h", "est", "edt", "local"];
    let words = after.trim_start_matches([',', '.', ')']).split_whitespace();
    let time = |word: &str| {
        let word = word.trim_matches([',', '(', ')']).to_lowercase();
        let digits = word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h'));
        digits || WORDS.contains(&word.as_str()) || matches!(&*word, "at" | "um" | "à" | "time")
    };
    after.len() <= 40 && words.into_iter().all(time)
}

/// True if a date is that of what stands before it.
fn is_of(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    OF.contains(&last.as_str())
}

/// True behind a word that says that a date is the document's, at the beginning of a line.
fn is_announced(before: &str) -> bool {
    let lower = before.to_lowercase();
    let mut tail = lower.trim();
    while let Some((head, _)) = tail.rsplit_once(' ').filter(|(_, last)| AT.contains(last)) {
        tail = head.trim_end_matches([' ', ':', '：', ',']);
    }
    ISSUED.iter().any(|word| {
        let head = tail.strip_suffix(word).map(|head| head.trim_end_matches([' ', '(', '*']));
        head.is_some_and(|head| {
            let mut words = head.split_whitespace().map(|word| word.trim_matches([',', ':']));
            words.all(|word| BEFORE.contains(&word))
        })
    })
}

/// "Berlin,", "New York,": a place as datelines of other languages write it.
fn is_named(words: &str) -> bool {
    let Some(place) = words.strip_suffix(',') else { return false };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    place.len() <= 40
        && place.split_whitespace().count() <= 3
        && place.split_whitespace().all(capital)
}

/// "KYIV", "WASHINGTON", "NEW YORK": a place as datelines write it.
fn is_place(words: &str) -> bool {
    let first = words.split([',', ' ']).next().unwrap_or_default();
    let shouted = |c: char| c.is_uppercase() || c == '.';
    first.chars().count() > 2 && first.chars().all(shouted) && words.len() <= 40
}

fn agency_of(line: Span, words: &str) -> Option<Span> {
    bracketed_agency(line, words).or_else(|| slashed_agency(line, words))
}

/// "MOSCOW, May 3. /TASS/. The ministry": the agency between slashes, behind place and date.
fn slashed_agency(line: Span, words: &str) -> Option<Span> {
    let open = words.find(" /").filter(|at| *at <= 60)?;
    let inner = words.get(open + 2..)?.split('/').next()?;
    let after = words.get(open + 2 + inner.len()..)?;
    let before = words.get(..open)?.trim_end_matches([' ', '.']);
    let named = inner.starts_with(char::is_uppercase) && inner.len() <= 30;
    let start = line.start + open + 2;
    let found = Span::new(start, start + inner.len());
    (named && after.starts_with("/.") && is_place(before)).then_some(found)
}

fn bracketed_agency(line: Span, words: &str) -> Option<Span> {
    let open = words.find('(').filter(|at| *at <= 60)?;
    let inner = words.get(open + 1..)?.split(')').next()?;
    let after = words.get(open + inner.len() + 2..)?.trim_start();
    let dated = dates(inner).next().is_some();
    let name = inner.starts_with(|c: char| c.is_uppercase()) && inner.len() <= 30 && !dated;
    let after = after.strip_prefix('.').unwrap_or(after).trim_start();
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
            ("ST. PETERSBURG, May 3, 2024. /Neva/. The office said so", Some("2024-05-03")),
            ("Page last changed on 3 May 2024", Some("2024-05-03")),
            ("Nothing else", None),
        ] {
            let found = found.map(str::to_owned);
            assert_eq!(date(&format!("Title\n{told}\n{head}\n")), found, "{head}");
        }
    }

    #[test]
    fn the_date_of_an_event_is_not_the_date_of_the_document() {
        for told in [
            "Treaty of 8 December 1987",
            "The strike of 3 May 2024",
            "On 3 May 2024 the brigade moved four launchers to the pier.",
            "The report released on 3 May 2024 said so.",
            "He was born on 3 May 1950.",
            "The range, updated 3 May 2024, is 300 km.",
            "Angriff vom 5. März 2024",
        ] {
            assert_eq!(date(&format!("Title\n\n{told}\n")), None, "{told}");
        }
    }

    #[test]
    fn lines_say_in_other_languages_that_they_are_the_date() {
        for line in [
            "Stand: 5. März 2024",
            "Berlin, den 5. März 2024",
            "Dienstag, 5. März 2024, 14:30 Uhr",
            "Publié le 5 mars 2024",
            "Paris, le 5 mars 2024",
            "Publicado el 5 de marzo de 2024",
            "Опубликовано 5 марта 2024 г.",
            "Київ, 5 березня 2024 року",
            "发布时间：2024年3月5日",
            "Berlin, 5. März 2024 – Die Brigade hat vier Werfer an den Pier verlegt, sagte ein Sprecher.",
            "Last updated: 5 March 2024",
        ] {
            assert_eq!(date(&format!("Titel\n\n{line}\n")), Some("2024-03-05".into()), "{line}");
        }
    }

    #[test]
    fn datelines_name_the_agency() {
        let named = |text: &str| agency(text).map(|span| span.of(text).to_owned());
        assert_eq!(named("Title\n\nKYIV, July 22 (Reuters) - It"), Some("Reuters".into()));
        assert_eq!(named("NEW YORK (AP) \u{2014} It"), Some("AP".into()));
        assert_eq!(named("BREST (Landes Wire). - It"), Some("Landes Wire".into()));
        assert_eq!(named("MOSCOW, May 3, 2024. /Neva/. It"), Some("Neva".into()));
        assert_eq!(named("FORT LAKE (May 3, 2024) - It"), None);
        assert_eq!(named("MOSCOW and/or KYIV/. It"), None);
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
