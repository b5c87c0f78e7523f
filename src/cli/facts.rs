//! `briefbook facts`: the weapons, ranges and actors of documents, for people and programs.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;

use super::corrections::known;
use super::given::{Unnamed, given};
use super::start::places;
use super::{Args, DONE, FAILED, NOTHING, Output, PARTLY, json};
use crate::config::Units;
use crate::corpus::collect;
use crate::document::Document;
use crate::facts::correction::Corrections;
use crate::facts::figure::display_figure;
use crate::facts::{Class, Counts, Entity, Extractor, Facts, Lexicon, RangeFact, extract, to_json};
use crate::library::Entry;
use crate::reading::documents::Documents;
use crate::reading::extracting;
use crate::reading::in_memory::InMemory;
use crate::text::{CleanText, Span, single_spaced};

/// Prints the facts of every document below the paths.
pub fn run(paths: &[PathBuf], as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let lexicon = match extracting::lexicon(&places(args)) {
        Ok((lexicon, problems)) => {
            problems.iter().for_each(|problem| out.message(problem));
            lexicon
        }
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    let mut extractor = Extractor::new(&lexicon);
    let corrections = known(&places(args).data, out);
    let mut tally = Tally::default();
    let files = Documents::of_user(InMemory::default(), &places(args));
    let given = match given(paths, Unnamed::Nothing, args) {
        Ok(given) => given,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    tally.unreadable += given.said.len();
    given.said.iter().for_each(|words| out.message(words));
    for path in &given.paths {
        let found =
            InMemory::for_argument(path).map(|(roots, in_memory)| (roots, files.with(in_memory)));
        one(found, (&mut extractor, &corrections), as_json, &mut tally, out)?;
        if out.is_closed() {
            break;
        }
    }
    Ok(tally.status())
}

/// What became of the documents.
#[derive(Default)]
struct Tally {
    read: usize,
    facts: usize,
    unreadable: usize,
    damaged: usize,
}

impl Tally {
    fn status(&self) -> u8 {
        match self {
            Self { read: 0, unreadable: 1.., .. } => FAILED,
            Self { unreadable: 1.., .. } | Self { damaged: 1.., .. } => PARTLY,
            Self { facts: 0, .. } => NOTHING,
            _ => DONE,
        }
    }
}

fn one(
    found: Result<(Vec<PathBuf>, Documents), CleanText>,
    (extractor, corrections): (&mut Extractor<'_>, &Corrections),
    as_json: bool,
    tally: &mut Tally,
    out: &mut Output,
) -> io::Result<()> {
    let (roots, documents) = match found {
        Ok(found) => found,
        Err(reason) => {
            tally.unreadable += 1;
            out.message(&reason);
            return Ok(());
        }
    };
    let (entries, problems) = collect::found(&roots, documents.in_memory());
    for problem in problems {
        tally.unreadable += 1;
        out.message(&problem);
    }
    let mut waiting: VecDeque<PathBuf> = entries.into_iter().map(|entry| entry.path).collect();
    while let Some(path) = waiting.pop_front() {
        match documents.whole(&path) {
            Ok(document) => {
                let inner = document.inner().iter().rev();
                inner.for_each(|inner| waiting.push_front(path.join(&*inner.name)));
                let facts = corrections.apply(&extractor.extract(&document), document.text());
                tally.read += 1;
                tally.facts += facts.entities.len() + facts.ranges.len();
                if super::after_damage(&path, document.damage(), out) != DONE {
                    tally.damaged += 1;
                }
                let path = json::path(&path);
                let words = match as_json {
                    true => to_json(&path, &document, &facts) + "\n",
                    false => plain(&path, &document, &facts),
                };
                out.data(&words)?;
            }
            Err(reason) => {
                tally.unreadable += 1;
                out.message(&format!("{}: {reason}", CleanText::path(&path)));
            }
        }
    }
    Ok(())
}

/// How many weapons, ranges and actors a document names as the user knows them: as the index says, else
/// as is found now.
pub fn counts(
    entry: &Entry,
    documents: &Documents,
    lexicon: &Lexicon,
    corrections: &Corrections,
) -> Counts {
    let document = match entry.counts {
        Some(counts) => return counts,
        None if entry.failure().is_some() => return Counts::default(),
        None => documents.whole(&entry.path),
    };
    let counts = |document: Document| {
        corrections.apply(&extract(&document, lexicon), document.text()).counts()
    };
    document.map(counts).unwrap_or_default()
}

/// The facts for people: a line each, under the title.
pub fn plain(path: &str, document: &Document, facts: &Facts) -> String {
    let mut words = format!("{} ({})\n", document.title(), CleanText::line(path));
    for (class, name) in [(Class::Weapon, "weapons"), (Class::Actor, "actors")] {
        let entities = facts.entities.iter().filter(|entity| entity.class == class);
        // Names first: a generic word tells less.
        let (named, generic): (Vec<&Entity>, Vec<&Entity>) = entities.partition(|e| e.named);
        let lines: Vec<String> = named.into_iter().chain(generic).map(entity).collect();
        section(&mut words, name, &lines);
    }
    let ranges = facts.ranges.iter().map(|range| self::range(document, facts, range));
    section(&mut words, "ranges", &ranges.collect::<Vec<_>>());
    words
}

fn section(words: &mut String, name: &str, lines: &[String]) {
    if !lines.is_empty() {
        words.push_str(&format!("  {name}\n"));
        lines.iter().for_each(|line| words.push_str(&format!("    {line}\n")));
    }
}

/// "MGM-140 ATACMS, ballistic missile, 9 times"; persons with their first role.
fn entity(entity: &Entity) -> String {
    let role = entity.roles.first().map(|role| format!(", {}", role.text)).unwrap_or_default();
    let kind = format!(", {}", entity.kind);
    let kind = if entity.kind.is_empty() || !role.is_empty() { "" } else { &kind };
    let times = match entity.mentions.len() {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    format!("{}{kind}{role}, {times}", entity.name)
}

/// "about 190 miles, 306 km, ATACMS, a retired US general".
fn range(document: &Document, facts: &Facts, range: &RangeFact) -> String {
    let words = |span: Span| single_spaced(document.words(span));
    let km = display_figure(&range.figures, (range.min_km, range.max_km), Units::Km).to_string();
    let weapon = range.weapon.and_then(|(at, _)| facts.entities.get(at));
    let parts = [
        Some(words(range.span)),
        Some(km).filter(|km| !km.is_empty()),
        weapon.map(|weapon| weapon.name.to_string()),
        range.hedge().map(words),
        range.said_by().map(words),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
