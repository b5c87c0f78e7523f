//! What the plain reader lists: headings, links, facts and ranges of a document, what a search finds, places,
//! times, the bookmarks. Each row says what a screen shows by place and colour.

use super::super::Output;
use super::super::corrections::known;
use super::super::index::up_to_date;
use super::super::start::Start;
use super::rows::{Lead, Rows};
use crate::app::panes::page::sentence;
use crate::corpus::corpus::{Corpus, SearchLimits};
use crate::corpus::lookup;
use crate::document::{Document, MarkKind};
use crate::facts::figure::display_figure;
use crate::facts::{Entity, Facts, extract};
use crate::files::clock;
use crate::protocol::{FactIndex, FactRef, Group, LookupReport, LookupRequest, NewDocument};
use crate::query::{Query, in_field};
use crate::reading::extracting;
use crate::text::{CleanText, folded, grouped, has_words, single_spaced};
use crate::userdata::journal::Store;
use crate::view::new_documents::nothing;

/// Documents that a search tells at most, and passages of each.
const FOUND: SearchLimits = SearchLimits { documents: 200, passages: 1 };

/// Times up to which the timeline tells shorter ones.
const TIMES: usize = 60;

/// The headings of a document.
pub(super) fn headings(document: &Document) -> Rows {
    let rows = document.contents().iter().map(|(level, span)| {
        let words = format!("Level {level}: {}", single_spaced(document.words(*span)));
        (CleanText::line(&words), Lead::Here(span.start))
    });
    Rows::new("heading", rows.collect())
}

/// The links of a document.
pub(super) fn links(document: &Document) -> Rows {
    let rows = document.marks().iter().filter_map(|mark| match mark.kind {
        MarkKind::Link(number) => {
            let target = &document.links().get(number as usize)?.target;
            let words = format!("{}, to {target}", document.words(mark.span));
            Some((CleanText::line(&words), Lead::Link(target.clone())))
        }
        _ => None,
    });
    Rows::new("link", rows.collect())
}

/// The facts of a document; of a document whose facts cannot be found, that is said.
fn found(document: &Document, start: &Start, out: &mut Output) -> Option<Facts> {
    match extracting::lexicon(start.corpus.places()) {
        Ok((lexicon, problems)) => {
            problems.iter().for_each(|problem| out.message(problem));
            let facts = extract(document, &lexicon);
            let corrections = known(&start.corpus.places().data, out);
            Some(corrections.apply(&facts, document.text()))
        }
        Err(reason) => {
            out.message(&reason);
            None
        }
    }
}

/// Weapons, actors and places, in this order; only those that have all words in name or kind, if words are
/// given. Each leads to its first mention. If the words fit one fact alone, its mentions are told instead.
pub(super) fn facts(document: &Document, words: &str, start: &Start, out: &mut Output) -> Rows {
    let Some(facts) = found(document, start, out) else { return Rows::new("fact", Vec::new()) };
    let facts = FactIndex::new(facts);
    let wanted = folded(words);
    let groups = [Group::Weapons, Group::Actors, Group::Places];
    let rows = groups.into_iter().flat_map(|group| {
        facts.in_group(group).iter().filter_map(|fact: &FactRef| facts.entity(*fact))
    });
    let rows = rows.map(|entity| (entity, fact(entity)));
    let fits = |said: &str| has_words(&folded(said), &wanted);
    let rows: Vec<(&Entity, String)> = rows.filter(|(_, said)| fits(said)).collect();
    if let ([(entity, _)], false) = (rows.as_slice(), wanted.is_empty()) {
        return mentions(document, entity);
    }
    let rows = rows.into_iter().filter_map(|(entity, said)| {
        let first = entity.mentions.first()?.span.start;
        Some((CleanText::line(&said), Lead::Here(first)))
    });
    Rows::new("fact", rows.collect())
}

/// "weapon: MGM-140 ATACMS, ballistic missile, 9 times".
fn fact(entity: &Entity) -> String {
    let role = entity.roles.first().map(|role| format!(", {}", role.text)).unwrap_or_default();
    let times = match entity.mentions.len() {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    };
    let kind = if entity.kind.is_empty() { String::new() } else { format!(", {}", entity.kind) };
    format!("{}: {}{kind}{role}, {times}", entity.class.word(), entity.name)
}

/// The sentences that name a fact.
fn mentions(document: &Document, entity: &Entity) -> Rows {
    let rows = entity.mentions.iter().map(|mention| {
        let words = single_spaced(document.words(sentence(document, mention.span.start)));
        let row = format!("{}: {words}", entity.name);
        (CleanText::line(&row), Lead::Here(mention.span.start))
    });
    Rows::new("mention", rows.collect())
}

/// The ranges that a document states.
pub(super) fn ranges(document: &Document, start: &Start, out: &mut Output) -> Rows {
    let Some(facts) = found(document, start, out) else { return Rows::new("range", Vec::new()) };
    let units = start.settings.units;
    let rows = facts.ranges.iter().map(|range| {
        let figure = display_figure(&range.figures, (range.min_km, range.max_km), units);
        let weapon = range.weapon.and_then(|(at, _)| facts.entities.get(at));
        let weapon = weapon.map(|weapon| format!("{}: ", weapon.name)).unwrap_or_default();
        let words = |span| single_spaced(document.words(span));
        let said = range
            .said_by()
            .map(|span| format!(", according to {}", words(span)))
            .unwrap_or_default();
        let (written, figure) = (words(range.span), figure.to_string());
        let figure = match written.contains(&figure) {
            true => String::new(),
            false => format!(", that is {figure}"),
        };
        let row = format!("{weapon}{written}{figure}{said}");
        (CleanText::line(&row), Lead::Here(range.span.start))
    });
    Rows::new("range", rows.collect())
}

/// What a search of all documents finds; `None` if that could not be told, which is said.
pub(super) fn results(corpus: &Corpus, query: &Query, out: &mut Output) -> Option<Rows> {
    up_to_date(corpus, out)?;
    let found = match corpus.search(query, &corpus.outside(), FOUND) {
        Ok(found) => found,
        Err(error) => {
            out.message(&error.to_string());
            return None;
        }
    };
    let beyond = found.total.saturating_sub(found.best.len());
    if beyond > 0 {
        out.message(&format!("{beyond} more documents fit; more words narrow the search"));
    }
    let rows = found.best.iter().map(|hit| {
        let date = hit.row.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
        let best = hit.passages.best.first();
        let words = best.map(|passage| format!(": {}", passage.snippet)).unwrap_or_default();
        let times = match hit.passages.total {
            0 | 1 => String::new(),
            count => format!(", {count} passages"),
        };
        let offset = best.map_or(0, |passage| passage.span.start);
        let row = format!("{}{date}{times}{words}", hit.row.title);
        (CleanText::line(&row), Lead::There(hit.path.clone(), offset))
    });
    Some(Rows::new("result", rows.collect()))
}

/// The places that all documents name, those that are located first; each leads to the passages.
pub(super) fn places(corpus: &Corpus, out: &mut Output) -> Option<Rows> {
    up_to_date(corpus, out)?;
    let named = match lookup::answer(corpus, LookupRequest::Places) {
        LookupReport::Places(named) => named,
        report => return not_told(&report, out),
    };
    let rows = named.iter().map(|row| {
        let why = row.by.map(|by| format!(", {}", by.says())).unwrap_or_default();
        let told = format!("{}, {}{why}", row.described, counted(row.documents, "document"));
        (CleanText::line(&told), Lead::Search(in_field("place", &row.name)))
    });
    Some(Rows::new("place", rows.collect()))
}

/// When the documents that a query asks for are dated, the earliest first; each time leads to its documents.
pub(super) fn timeline(corpus: &Corpus, query: &str, out: &mut Output) -> Option<Rows> {
    up_to_date(corpus, out)?;
    let timeline = match lookup::answer(corpus, LookupRequest::Timeline(query.to_owned())) {
        LookupReport::Timeline(_, timeline) => timeline,
        report => return not_told(&report, out),
    };
    let buckets = timeline.buckets(timeline.fitting(TIMES));
    let mut before: Option<i64> = None;
    let mut rows = Vec::new();
    for (number, count) in buckets.filled(i64::MIN..=i64::MAX) {
        let name = buckets.name(number);
        let gap = before.map_or(0, |before| usize::try_from(number - before - 1).unwrap_or(0));
        let gap = match gap {
            0 => String::new(),
            gap => format!(", after {} without documents", counted(gap, buckets.unit.word())),
        };
        let documents = counted(count.documents, "document");
        let ranges = counted(count.statements, "range");
        let told = format!("{name}: {documents}, {ranges} stated{gap}");
        rows.push((CleanText::line(&told), Lead::Search(format!("{query} date:{name}"))));
        before = Some(number);
    }
    let without = timeline.undated.documents + buckets.coarse.documents;
    if without > 0 {
        let unit = buckets.unit.word();
        out.message(&format!(
            "{} without a date, or not by its {unit}",
            counted(without, "document")
        ));
    }
    Some(Rows::new("time", rows))
}

/// The documents that came or changed since the last sitting; each leads to where what is new in it begins.
pub(super) fn new_documents(corpus: &Corpus, out: &mut Output) -> Option<Rows> {
    up_to_date(corpus, out)?;
    let new = match lookup::answer(corpus, LookupRequest::NewDocuments(None)) {
        LookupReport::NewDocuments(new) => new,
        report => return not_told(&report, out),
    };
    if new.documents.is_empty() {
        out.message(&nothing(&new, &clock::zone()));
        return None;
    }
    let row = |one: &NewDocument| {
        let told = format!("{}, {}: {}", one.paper.title, one.arrival.word(), one.why());
        let lead = Lead::There(one.paper.path.clone(), one.passage().start);
        (CleanText::line(&told), lead)
    };
    Some(Rows::new("new document", new.documents.iter().map(row).collect()))
}

/// Says why something was not looked up.
pub(super) fn not_told(report: &LookupReport, out: &mut Output) -> Option<Rows> {
    if let LookupReport::Failed(_, why) = report {
        out.message(why);
    }
    None
}

pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// Every bookmark, newest first. A passage that has moved since is looked for on the screen only, and in
/// `briefbook bookmarks list`.
pub(super) fn bookmarks(corpus: &Corpus, out: &mut Output) -> Rows {
    let mut store = match Store::open(&corpus.places().data, clock::now()) {
        Ok(store) => store,
        Err(error) => {
            out.message(&error.to_string());
            return Rows::new("bookmark", Vec::new());
        }
    };
    store.take_notices().iter().for_each(|notice| out.message(notice));
    let mut marks: Vec<_> = store.bookmarks().values().collect();
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.created));
    let rows = marks.into_iter().map(|mark| {
        let note =
            if mark.note.is_empty() { String::new() } else { format!(", note: {}", mark.note) };
        let quote: String = mark.anchor.quote.chars().take(200).collect();
        let row = format!("{}: “{}”{note}", mark.citation.title, single_spaced(&quote));
        let lead = Lead::There(mark.anchor.document.path.0.clone(), mark.anchor.offset);
        (CleanText::line(&row), lead)
    });
    Rows::new("bookmark", rows.collect())
}
