//! Who wrote to whom, when and about what. Believes what the headers say, as every mail program does.

use mail_parser::{Address, DateTime};

use super::super::builder::{Builder, Leaf};
use super::super::metadata;
use super::head::Head;
use crate::document::{Date, Metadata, Origin, Stated, TimeOfDay};
use crate::text::{CleanText, single_spaced};

/// Names in a line of addresses at most.
const MAX_NAMES: usize = 12;

/// Characters of a name or a subject at most.
const MAX_CHARS: usize = 300;

/// Writes from whom and to whom, a line each, above the text; for a message inside of another one also
/// when.
pub(super) fn write(head: &Head, dated: bool, out: &mut Builder) {
    let addresses = [("From", head.from()), ("To", head.to()), ("Cc", head.cc())];
    let addresses =
        addresses.into_iter().filter_map(|(word, address)| Some((word, names(address?)?)));
    let sent = head.date().filter(|_| dated).and_then(date);
    let sent = sent.map(|date| ("Date", date.to_string().replace('T', " ")));
    out.open(Leaf::Paragraph);
    for (at, (word, words)) in addresses.chain(sent).enumerate() {
        if at > 0 {
            out.line_break();
        }
        out.words(&format!("{word}: {words}"));
    }
    out.close();
}

/// Takes subject, sender, organisation and date for title, author, source and date.
pub(super) fn apply(head: &Head, known: &mut Metadata) {
    if let Some(subject) = head.subject() {
        metadata::set(known, "title", &clipped(subject), Origin::Format);
    }
    if let Some(sender) = head.from().and_then(sender) {
        metadata::set(known, "author", &sender, Origin::Format);
        let source = head.organisation().map_or(sender, clipped);
        metadata::set(known, "source", &source, Origin::Format);
    }
    known.date = head.date().and_then(date).map(|date| Stated::new(date, Origin::Format));
}

/// The name of the first sender, or the address.
pub(super) fn sender(address: &Address) -> Option<String> {
    let first = address.first()?;
    let name = first.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    name.or(first.address.as_deref()).map(clipped)
}

/// A date with its time, if there is such a day.
pub(super) fn date(date: &DateTime) -> Option<Date> {
    let day = Date::of_day(i16::try_from(date.year).ok()?, date.month, date.day)?;
    let utc = date.tz_hour == 0 && date.tz_minute == 0;
    Some(day.at(TimeOfDay { hour: date.hour, minute: date.minute, utc }))
}

/// "Ann Lee <ann@example.org>, Bo Day and 3 more".
fn names(address: &Address) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let mut all = address.iter();
    for address in all.by_ref().take(MAX_NAMES) {
        let name = address.name.as_deref().map(clipped).filter(|name| !name.is_empty());
        let place = address.address.as_deref().map(clipped);
        names.extend(match (name, place) {
            (Some(name), Some(place)) if name != place => Some(format!("{name} <{place}>")),
            (name, place) => name.or(place),
        });
    }
    let more = match all.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!names.is_empty()).then(|| names.join(", ") + &more)
}

/// One line of bounded length.
pub(super) fn clipped(words: &str) -> String {
    let start: String = words.chars().take(4 * MAX_CHARS).collect();
    CleanText::line(&single_spaced(&start)).chars().take(MAX_CHARS).collect()
}
