//! The imprint of a text: a line of its head that says who published it and when, without a key:
//! "Harbour Review, 3 May 2024", "Ministry of Defence, Oslo. As of 3 May 2024", or the publisher on a
//! line of its own beside the line of the date. Who is named must have a word that publishers and
//! offices have in their names: a place before a date ("La Spezia, 3 May 2024") is no publisher.
//! Changes nothing itself.

use super::head;
use crate::document::{Date, dates};
use crate::text::{Span, folded};

/// Lines with words among which an imprint is looked for; the text itself stands below them.
const LINES: usize = 6;

/// Longest line that is an imprint, and longest name of a publisher, in bytes.
const LINE_BYTES: usize = 120;
const NAME_BYTES: usize = 60;

/// Most words of a publisher's name, between it and the date, and behind the date.
const NAME_WORDS: usize = 8;
const EDITION_WORDS: usize = 7;
const TAIL_WORDS: usize = 9;

/// Last words of names of periodicals.
const PERIODICALS: &str = "bulletin chronicle courier daily dispatch gazette globe hansard herald journal ledger magazine \
    mail mirror monitor monthly newspaper observer paper post quarterly record reporter review \
    sentinel standard star sun telegraph times tribune weekly wiki wire";

/// Last words of names of bodies.
const BODIES: &str = "agency archive association authority board bureau cabinet center centre chancellery command \
    commission committee council department embassy forum foundation institute library ministry \
    museum office parliament press secretariat senate service society staff university watch";

/// Last words of names of firms, and of periodicals that are words of titles too. They count below a
/// title, or beside a word for the kind of the edition.
const FIRMS: &str = "aerospace ag aircraft company corporation digest dynamics exports gmbh group inc industries \
    limited ltd news notes ordnance shipyard systems works";

/// First words of names of offices that go on with "of", "on" or "for".
const OFFICES: &str = "agency board bureau center centre chamber commission committee council department house \
    institute ministry office secretariat subcommittee directorate";

/// What an office may be called before that.
const RANKS: &str = "the federal joint national royal standing select";

/// Kinds of editions.
const EDITIONS: &str = "brochure bulletin catalogue catalog digest edition factsheet flyer handbook issue leaflet \
    newsletter notice office release report revision sheet statement text transcript relations";

/// Words before a date that make a sentence of the line.
const SENTENCE: &str = "after before by during for from had has he in is it on said she since they to until was which \
    who";

/// Small words inside of names; "on" in those of committees only.
const SMALL: &str = "of for and the & de";

/// Who published a text, and when, if the same line says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Imprint {
    /// The publisher's name.
    pub(super) publisher: Span,
    /// The date beside it.
    pub(super) date: Option<(Span, Date)>,
}

/// The imprint in the head of `text`.
pub(super) fn of(text: &str) -> Option<Imprint> {
    let lines = head::lines(text).take(LINES).take_while(|line| line.len() <= LINE_BYTES);
    let lines: Vec<Span> = lines.collect();
    let beside = lines.iter().enumerate().find_map(|(at, line)| beside_date(text, *line, at > 0));
    beside
        .or_else(|| above_or_below(text, &lines))
        .or_else(|| lines.iter().find_map(|line| of_byline(text, *line)))
        .or_else(|| {
            let head = lines.last().map_or(0, |line| line.end);
            let mut below = last_lines(text).filter(|line| line.start >= head);
            below.find_map(|line| beside_date(text, line, false))
        })
}

/// "Harbour Review, 3 May 2024 (excerpt)"; `below` another line, which is the title then.
fn beside_date(text: &str, line: Span, below: bool) -> Option<Imprint> {
    let line = undecorated(text, line);
    let words = line.of(text);
    let (at, date) = dates(words).next().filter(|(_, date)| date.day().is_some())?;
    let before = words.get(..at.start)?;
    let name = name_of(before);
    let edition = before.get(name.len()..)?;
    let kind = edition.split_whitespace().any(|word| is_one_of(&letters(word), EDITIONS));
    let parted = starts_apart(edition)
        && edition.split_whitespace().count() <= EDITION_WORDS
        && !edition.split_whitespace().any(|word| is_one_of(word, SENTENCE));
    let firm = (kind || below) && ends_in(name, FIRMS);
    let named = is_periodical(name) || is_body(name) || firm;
    let found = parted && named && is_name(name) && is_tail(words.get(at.end..)?);
    let date = (Span::new(line.start + at.start, line.start + at.end), date);
    found.then(|| Imprint {
        publisher: Span::new(line.start, line.start + name.len()),
        date: Some(date),
    })
}

/// "By Ann Lee (Harbour Daily)": the paper of the writer.
fn of_byline(text: &str, line: Span) -> Option<Imprint> {
    let words = line.of(text).strip_prefix("By ")?;
    let (before, name) = words.strip_suffix(')')?.rsplit_once(" (")?;
    let end = line.end - 1;
    let publisher = Span::new(end - name.len(), end);
    let writer = before.split_whitespace().count() <= 4;
    (writer && is_name(name) && is_periodical(name)).then_some(Imprint { publisher, date: None })
}

/// The last two lines with words, where letters and cuttings name paper and day.
fn last_lines(text: &str) -> impl Iterator<Item = Span> {
    let from = text.len().saturating_sub(2 * LINE_BYTES);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let lines = text[from..].split('\n').rev().scan(text.len(), |end, line| {
        let span = Span::new(*end - line.len(), *end);
        *end = span.start.saturating_sub(1);
        Some(span)
    });
    let lines = lines.map(|span| span.trimmed(text)).filter(|span| !span.is_empty()).take(2);
    lines.filter(|span| span.len() <= LINE_BYTES)
}

/// A publisher on a line of its own, above the line of the date or that before it, or below it. A body on
/// the first line may be what a headline ends with: only an office begins with its own word.
fn above_or_below(text: &str, lines: &[Span]) -> Option<Imprint> {
    let named = |at: usize| {
        let line = undecorated(text, *lines.get(at)?);
        let name = name_of(line.of(text));
        let alone = dates(line.of(text)).next().is_none() && is_name(name);
        let known = is_periodical(name) || is_office(name) || at > 0 && is_body(name);
        let publisher = Span::new(line.start, line.start + name.len());
        (alone && known).then_some(Imprint { publisher, date: None })
    };
    let dated = |at: usize| lines.get(at).is_some_and(|line| ends_dated(line.of(text)));
    (0..lines.len()).filter(|&at| dated(at)).find_map(|at| {
        let above = at.checked_sub(1).and_then(named);
        above.or_else(|| named(at + 1)).or_else(|| at.checked_sub(2).and_then(named))
    })
}

/// True for a short line that ends with a date, or states it as its own.
fn ends_dated(line: &str) -> bool {
    let short = !line.split_whitespace().any(|word| is_one_of(word, SENTENCE));
    let ends = || dates(line).any(|(at, date)| date.day().is_some() && at.end == line.len());
    head::is_dated(line) || short && ends()
}

/// A line without marks of Markdown and the word "From" before it.
fn undecorated(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let bare = words.trim_start_matches(['*', '_', '>', '#', ' ', '(', '[']);
    let bare = bare.strip_prefix("From ").unwrap_or(bare);
    Span::new(line.end - bare.len(), line.end)
}

/// The name at the beginning of `words`: up to the first sign that parts it from what follows, with the
/// place of an office ("Ministry of Defence, Oslo").
fn name_of(words: &str) -> &str {
    let end = |words: &str| {
        let signs = [", ", ". ", " - ", " – ", " — ", " | ", " · ", " • ", " (", ": "];
        let parted = signs.iter().filter_map(|sign| words.find(sign)).min();
        parted.unwrap_or(words.trim_end_matches([' ', ',', '.']).len())
    };
    let first = words.get(..end(words)).unwrap_or_default();
    let place = words.get(first.len()..).and_then(|rest| rest.strip_prefix(", "));
    let place = place.filter(|_| is_office(first)).and_then(|rest| rest.get(..end(rest)));
    let place = place.filter(|place| {
        let all = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        all && (1..=3).contains(&place.split_whitespace().count()) && dates(place).next().is_none()
    });
    let length = place.map_or(first.len(), |place| first.len() + ", ".len() + place.len());
    words.get(..length).unwrap_or(first)
}

/// True for two to eight words with capitals, such as names have, and not for what a paper is called after
/// who wrote it ("Answer of the Federal Council").
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = name.len() <= NAME_BYTES && (2..=NAME_WORDS).contains(&words.len());
    let papers = "answer reply report statement letter opinion minutes record written";
    let paper = words.first().is_some_and(|word| is_one_of(&letters(word), papers));
    let office = is_office(name);
    let part = |word: &&str| {
        let owned = word.ends_with("'s") || word.ends_with("’s");
        let small = is_one_of(word, SMALL) || office && *word == "on";
        !owned && (word.starts_with(char::is_uppercase) || small)
    };
    fits && !paper && words.iter().all(part)
}

fn is_periodical(name: &str) -> bool {
    ends_in(name, PERIODICALS)
}

fn is_body(name: &str) -> bool {
    ends_in(name, BODIES) || is_office(name)
}

/// "Ministry of Defence", "Federal Ministry of Defence, Berlin", "Committee on External Relations".
fn is_office(name: &str) -> bool {
    let words = name.split_whitespace().map(letters);
    let mut words = words.skip_while(|word| is_one_of(word, RANKS));
    let office = words.next().is_some_and(|word| is_one_of(&word, OFFICES));
    office && words.next().is_some_and(|word| ["of", "on", "for"].contains(&&*word))
}

fn ends_in(name: &str, last_words: &str) -> bool {
    let last = name.split_whitespace().next_back().map(letters);
    last.is_some_and(|last| is_one_of(&last, last_words))
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// A word folded, without the signs around it.
fn letters(word: &str) -> String {
    folded(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn starts_apart(edition: &str) -> bool {
    edition.trim_start().starts_with([',', '.', '|', '·', '•', '(', '-', '–', '—'])
}

/// True for what may stand behind the date: nothing, or few words apart from it.
fn is_tail(after: &str) -> bool {
    let after = after.trim_matches(['*', '_', ' ', ')', ']']);
    let apart = after.is_empty() || starts_apart(after);
    apart && after.split_whitespace().count() <= TAIL_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publisher(text: &str) -> Option<String> {
        of(text).map(|imprint| imprint.publisher.of(text).to_owned())
    }

    #[test]
    fn the_publisher_stands_before_the_date() {
        for (line, name) in [
            ("Harbour Review, 3 May 2024", "Harbour Review"),
            ("Fleet Monthly, 3 May 2024. Interview: Ann Lee", "Fleet Monthly"),
            ("Ministry of Defence, Oslo. As of 3 May 2024", "Ministry of Defence, Oslo"),
            ("Committee on Fisheries - 3 May 2024", "Committee on Fisheries"),
            ("Nordic Systems - product sheet - 3 May 2024", "Nordic Systems"),
            ("*From Fjord Wiki, revision of 3 May 2024*", "Fjord Wiki"),
            ("> Lake Observer | May 3, 2024", "Lake Observer"),
            ("THE GULF MIRROR - FRIDAY 3 MAY 2024 - INTERVIEW", "THE GULF MIRROR"),
        ] {
            let text = format!("A gun on the pier\n{line}\n\nThe gun reaches 20 km.\n");
            assert_eq!(publisher(&text).as_deref(), Some(name), "{line}");
            assert!(of(&text).is_some_and(|imprint| imprint.date.is_some()), "{line}");
        }
    }

    #[test]
    fn the_publisher_stands_on_the_line_beside_that_of_the_date() {
        for head in [
            "HARBOUR DISPATCH\n3 May 2024 - hall 2",
            "Ministry of Defense, Oslo\nMay 3, 2024",
            "Committee on Fisheries, Oslo\nPublic hearing of 3 May 2024 (notes)",
            "3 May 2024\nFjord Institute",
            "A gun on the pier\nFjord Institute\nComment no. 7, released 3 May 2024",
            "COMMITTEE ON FISHERIES, OSLO\nFIRST SESSION\nFRIDAY, MAY 3, 2024",
        ] {
            assert!(publisher(&format!("{head}\n\nThe gun reaches 20 km.\n")).is_some(), "{head}");
        }
    }

    #[test]
    fn the_paper_stands_below_a_letter_or_behind_its_writer() {
        for (text, name) in [
            (
                "To the Editor\n\nThe gun is old.\n\nA. Lee\n[Lake Ledger, 3 May 2024]\n",
                "Lake Ledger",
            ),
            ("A gun\n\nThe gun is old.\n\nLake Courier, 3 May 2024, page 4\n", "Lake Courier"),
            ("A gun\nBy Ann Lee (Harbour Daily)\n\nThe gun is old.\n", "Harbour Daily"),
        ] {
            assert_eq!(publisher(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(publisher("A gun\n\nThe gun is old.\nThe Post of 3 May 2024 said so.\n"), None);
        assert_eq!(publisher("é"), None);
    }

    #[test]
    fn a_place_a_topic_or_a_sentence_is_no_publisher() {
        for head in [
            "La Spezia, 3 May 2024",
            "New York, 3 May 2024",
            "Air Defence Systems, 3 May 2024",
            "Fire at the Post Office\n3 May 2024",
            "Storm Hits Energy Ministry\n3 May 2024",
            "Attack on Energy Ministry, 3 May 2024",
            "Norway's Foreign Office\n3 May 2024",
            "The press, 3 May 2024",
            "Answer of the Federal Council, 3 May 2024",
            "He joined the Fjord Institute on 3 May 2024",
            "The Ministry of Defence, as it said on 3 May 2024, has bought the guns from a firm.",
            "Fjord Institute\nThe gun was bought on 3 May 2024.",
        ] {
            assert_eq!(publisher(&format!("{head}\n\nThe gun reaches 20 km.\n")), None, "{head}");
        }
    }
}
