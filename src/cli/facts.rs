//! `briefbook facts`: the weapons, ranges and actors of documents, for people and programs.

use std::io;
use std::path::{Path, PathBuf};

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, FAILED, NOTHING, Output, json};
use crate::config::Units;
use crate::document::Document;
use crate::facts::correction::Corrections;
use crate::facts::figure::display_figure;
use crate::facts::{Class, Counts, Entity, Extractor, Facts, Lexicon, RangeFact, extract, to_json};
use crate::library::Entry;
use crate::reading::documents::Documents;
use crate::text::{CleanText, Span, single_spaced};

/// Prints the facts of every document below the paths.
pub fn run(paths: &[PathBuf], as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let Some(lexicon) = lexicon(args, out) else { return Ok(FAILED) };
    let corrections = known(&places(args).data, out);
    let tell = |extractor: &mut Extractor<'_>, path: &Path, document: &Document| {
        let facts = corrections.apply(&extractor.extract(document), document.text());
        let path = json::path(path);
        let words = match as_json {
            true => to_json(&path, document, &facts) + "\n",
            false => plain(&path, document, &facts),
        };
        Told { words, found: facts.entities.len() + facts.ranges.len() }
    };
    let status = each((paths, args), || Extractor::new(&lexicon), tell, out)?;
    if status == NOTHING {
        out.message("no weapons, ranges or actors are found");
    }
    Ok(status)
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
