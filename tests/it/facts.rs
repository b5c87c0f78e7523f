//! The texts of `tests/facts`, each with what a careful reader would mark, and what the engine finds.
//!
//! In a text, `[w …]` marks a weapon, `[a …]` an actor, `[o …]` what may be marked or not (a state that
//! is only a place, a bare "weapon"), `{… => 10..20 about NAME}` a range with its bounds in kilometres
//! (`-` for an open one), its kind and its weapon (`-` for none), and where a text marks it ` // SAYER, CLASS`:
//! who says so (`-` for the document) and how surely. Lines that
//! begin with `#` are headings, with `|` rows of a table. After `--` stands what the engine found;
//! `BLESS=1 cargo test --test it facts` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use briefbook::document::{Block, BlockKind, Document, Parts};
use briefbook::facts::{Class, Extractor, Facts, Lexicon, Mention, extract};
use briefbook::text::{CleanText, Span};

/// Below these the build fails: precision and recall of weapons, actors and ranges.
const FLOORS: [(&str, f64, f64); 3] =
    [("weapon", 0.97, 0.95), ("actor", 0.96, 0.93), ("range", 0.92, 0.87)];

#[test]
fn the_texts_give_the_recorded_facts_and_keep_to_the_floors() {
    let lexicon = Lexicon::bundled().unwrap();
    let bless = std::env::var_os("BLESS").is_some();
    let mut all = Tally::default();
    let mut changed = Vec::new();
    for path in case_files() {
        let old = fs::read_to_string(&path).unwrap();
        let mut new = String::new();
        for case in cases(&old) {
            let file = path.file_stem().unwrap_or_default().to_string_lossy();
            let found = run(&case, &lexicon, &file, &mut all);
            writeln!(new, "## {}\n{}\n--\n{}", case.name, case.marked, found).unwrap();
            if found.trim() != case.recorded.trim() {
                changed.push(format!("{}: {}\n{found}", path.display(), case.name));
            }
        }
        if bless {
            fs::write(&path, new).unwrap();
        }
    }
    report(&all);
    assert!(bless || changed.is_empty(), "facts differ:\n{}", changed.join("\n"));
}

#[test]
fn an_extractor_that_has_read_other_texts_finds_the_same() {
    let lexicon = Lexicon::bundled().unwrap();
    let mut extractor = Extractor::new(&lexicon);
    for path in case_files() {
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            let document = document(&Expected::of(&case.marked).text);
            let found = extractor.extract(&document);
            assert_eq!(found, extract(&document, &lexicon), "{}", case.name);
        }
    }
}

#[allow(clippy::print_stdout)] // the figures are for people who run the test with --nocapture
fn report(all: &Tally) {
    for (name, count) in &all.by_kind {
        let (p, r) = count.figures();
        println!("{name}: precision {p:.3}, recall {r:.3} of {}", count.expected);
    }
    for (name, count) in &all.by_rule {
        println!("{name}: precision {:.3} of {}", count.figures().0, count.found);
    }
    for (name, count) in &all.by_stance {
        println!("{name}: {} right of {} given", count.right, count.found);
        assert!(count.right == count.found, "{name}: {} of {}", count.right, count.found);
    }
    for (count, (class, precision, recall)) in all.by_class.iter().zip(FLOORS) {
        let (p, r) = count.figures();
        println!("{class}: precision {p:.3}, recall {r:.3} of {}", count.expected);
        assert!(p >= precision && r >= recall, "{class}: precision {p:.3}, recall {r:.3}");
    }
}

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

struct Case {
    name: String,
    marked: String,
    recorded: String,
}

fn cases(file: &str) -> Vec<Case> {
    file.split("## ")
        .skip(1)
        .map(|part| {
            let (name, rest) = part.split_once('\n').unwrap();
            let (marked, recorded) = rest.split_once("\n--").unwrap_or((rest.trim_end(), ""));
            Case {
                name: name.trim().to_owned(),
                marked: marked.trim_matches('\n').to_owned(),
                recorded: recorded.trim().to_owned(),
            }
        })
        .collect()
}

/// What a text's marks say: spans of weapons and actors, ranges as written below.
#[derive(Default)]
struct Expected {
    text: String,
    weapons: BTreeSet<Span>,
    actors: BTreeSet<Span>,
    optional: Vec<Span>,
    ranges: BTreeSet<String>,
    /// Who says a range and how surely, where that is marked: "The ministry, hedged".
    said: BTreeMap<String, String>,
}

impl Expected {
    fn of(marked: &str) -> Self {
        let mut expected = Self::default();
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut rest = marked;
        while let Some(c) = rest.chars().next() {
            let start = expected.text.len();
            if c == '[' && rest.get(2..3) == Some(" ") {
                open.push((start, rest.chars().nth(1).unwrap()));
                rest = &rest[3..];
                continue;
            }
            rest = &rest[c.len_utf8()..];
            match (c, open.last().copied()) {
                ('{', _) => {
                    let (inside, after) = rest.split_once('}').unwrap();
                    let (words, value) = inside.split_once(" => ").unwrap();
                    expected.text.push_str(words);
                    let (value, said) = value.split_once(" // ").unwrap_or((value, ""));
                    expected.ranges.insert(format!("{words} = {value}"));
                    if !said.is_empty() {
                        expected.said.insert(format!("{words} = {value}"), said.to_owned());
                    }
                    rest = after;
                }
                (']', Some((from, class))) => {
                    open.pop();
                    let span = Span::new(from, start);
                    match class {
                        'w' => _ = expected.weapons.insert(span),
                        'a' => _ = expected.actors.insert(span),
                        'o' => expected.optional.push(span),
                        _ => panic!("no such mark in {marked}"),
                    }
                }
                _ => expected.text.push(c),
            }
        }
        expected
    }
}

/// Right, found and expected mentions and ranges: by class, by kind of text (file and class), by rule.
#[derive(Default)]
struct Tally {
    by_class: [Count; 3],
    by_kind: BTreeMap<String, Count>,
    by_rule: BTreeMap<String, Count>,
    /// Right and given, by kind of sayer and by class of certainty, of the ranges for which they are marked.
    by_stance: BTreeMap<String, Count>,
}

impl Tally {
    /// Counts who says a range, and how surely.
    fn add_stance(&mut self, range: &briefbook::facts::RangeFact, text: &str, said: &str) {
        let (sayer, class) = said.rsplit_once(", ").unwrap();
        let own = range.said_by().map_or("-", |said_by| said_by.of(text)).replace('\n', " ");
        let (kind, certainty) = (range.stance.attribution.kind, range.stance.certainty.class);
        let pairs = [
            (format!("said by {}", kind.word()), own == sayer),
            (certainty.word().to_owned(), certainty.word() == class),
        ];
        for (name, right) in pairs {
            let count = self.by_stance.entry(name).or_default();
            count.right += usize::from(right);
            count.found += 1;
        }
    }
}

fn run(case: &Case, lexicon: &Lexicon, file: &str, all: &mut Tally) -> String {
    let expected = Expected::of(&case.marked);
    let document = document(&expected.text);
    let facts = extract(&document, lexicon);
    let text = document.text();
    for (class, spans_of, count) in
        [(Class::Weapon, &expected.weapons, 0), (Class::Actor, &expected.actors, 1)]
    {
        let mut found = spans(&facts, class, text);
        let optional = |span: &Span| expected.optional.iter().any(|other| other.overlaps(*span));
        found.retain(|span| spans_of.contains(span) || !optional(span));
        all.by_class[count].add(&found, spans_of);
        all.by_kind.entry(format!("{file}, {}", class.word())).or_default().add(&found, spans_of);
        for mention in mentions(&facts, class) {
            let span = without_article(mention.span, text);
            let one: BTreeSet<Span> = found.iter().copied().filter(|own| *own == span).collect();
            let rule = format!("{} by {}", class.word(), mention.rule);
            all.by_rule.entry(rule).or_default().add(&one, spans_of);
        }
    }
    for range in &facts.ranges {
        let one = Facts { ranges: vec![range.clone()], ..Facts::default() };
        let line = ranges(&one, text).pop_first().unwrap_or_default();
        if let Some(said) = expected.said.get(&line) {
            all.add_stance(range, text, said);
        }
    }
    let found = ranges(&facts, text);
    all.by_class[2].add(&found, &expected.ranges);
    all.by_kind.entry(format!("{file}, range")).or_default().add(&found, &expected.ranges);
    outcome(&facts, text)
}

fn mentions(facts: &Facts, class: Class) -> impl Iterator<Item = &Mention> {
    let entities = facts.entities.iter().filter(move |entity| entity.class == class);
    entities.flat_map(|entity| entity.mentions.iter())
}

/// Mentions without the article that some names begin with.
fn spans(facts: &Facts, class: Class, text: &str) -> BTreeSet<Span> {
    mentions(facts, class).map(|mention| without_article(mention.span, text)).collect()
}

fn without_article(span: Span, text: &str) -> Span {
    let article = ["The ", "the "].iter().find(|word| span.of(text).starts_with(**word));
    Span::new(span.start + article.map_or(0, |word| word.len()), span.end)
}

fn ranges(facts: &Facts, text: &str) -> BTreeSet<String> {
    let bound =
        |km: Option<f64>| km.map_or("-".into(), |km| format!("{}", (km * 10.0).round() / 10.0));
    let lines = facts.ranges.iter().map(|range| {
        let (low, high) = (bound(range.min_km), bound(range.max_km));
        let weapon = range.weapon.map_or("-", |(_, span)| span.of(text));
        format!("{} = {low}..{high} {} {weapon}", range.span.of(text), range.approx.word())
    });
    lines.collect()
}

fn outcome(facts: &Facts, text: &str) -> String {
    let mut out = String::new();
    for entity in &facts.entities {
        let named = if entity.named { "" } else { "generic " };
        write!(out, "{} {} = {named}{}:", entity.class.word(), entity.id, entity.kind).unwrap();
        for mention in &entity.mentions {
            let words = mention.span.of(text).replace('\n', " ");
            write!(out, " “{words}” ({})", mention.rule).unwrap();
        }
        out.push('\n');
        for role in &entity.roles {
            writeln!(out, "  role: {}", role.text).unwrap();
        }
    }
    for (range, line) in
        facts.ranges.iter().zip(facts.ranges.iter().map(|range| line_of(range, text)))
    {
        writeln!(out, "range {line} ({})", range.rule).unwrap();
    }
    out
}

fn line_of(range: &briefbook::facts::RangeFact, text: &str) -> String {
    let one = Facts { ranges: vec![range.clone()], ..Facts::default() };
    let mut line: String = ranges(&one, text).into_iter().collect();
    for also in &range.also {
        write!(line, ", also {}", also.of(text)).unwrap();
    }
    if let Some(said_by) = range.said_by() {
        write!(line, ", says {}", said_by.of(text)).unwrap();
    }
    if let Some(hedge) = range.hedge() {
        write!(line, ", hedged {}", hedge.of(text)).unwrap();
    }
    line
}

#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    found: usize,
    expected: usize,
}

impl Count {
    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, expected: &BTreeSet<T>) {
        self.right += found.intersection(expected).count();
        self.found += found.len();
        self.expected += expected.len();
    }

    fn figures(&self) -> (f64, f64) {
        let share = |of: usize| self.right as f64 / of.max(1) as f64;
        (share(self.found), share(self.expected))
    }
}

/// A document with one block a line.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let rows = blocks
            .iter()
            .filter(|block: &&Block| matches!(block.kind, BlockKind::Row { .. }))
            .count();
        let kind = match line.chars().next() {
            Some('#') => BlockKind::Heading { level: 1 },
            Some('|') => BlockKind::Row { table: 0, header: rows == 0, cells: cells(text, span) },
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block::new(kind, span));
    }
    Document::new(Parts { text: CleanText::text(text), blocks, ..Parts::default() }).unwrap()
}

fn cells(text: &str, row: Span) -> Box<[Span]> {
    let mut start = row.start;
    let pieces = row.of(text).split('|').map(|piece| {
        let span = Span::new(start, start + piece.len());
        start += piece.len() + 1;
        span.trimmed(text)
    });
    pieces.skip(1).collect()
}

/// Names of weapons in the lexicon: those that mean something else too, or are so short that they may,
/// and all others.
fn names() -> [Vec<String>; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lexicon/weapons");
    let tables: Vec<toml::Table> = fs::read_dir(folder)
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap().parse().unwrap())
        .collect();
    let list = |table: &toml::Table, key: &str| -> Vec<String> {
        let values = table.get(key).and_then(|list| list.as_array()).cloned().unwrap_or_default();
        values.iter().filter_map(|value| value.as_str()).map(str::to_owned).collect()
    };
    let tables_of = |table: &toml::Table, key: &str| -> Vec<toml::Table> {
        let values = table.get(key).and_then(|list| list.as_array()).cloned().unwrap_or_default();
        values.iter().filter_map(|value| value.as_table()).cloned().collect()
    };
    let sections: Vec<_> = tables.iter().flat_map(|table| tables_of(table, "section")).collect();
    let everyday: BTreeSet<String> =
        sections.iter().flat_map(|section| list(section, "everyday")).collect();
    let mut names = [Vec::new(), Vec::new()];
    for entry in sections.iter().flat_map(|section| tables_of(section, "weapons")) {
        let full = entry["name"].as_str().unwrap();
        let name = full.split(" (").next().unwrap();
        let weak = list(&entry, "weak");
        let shared = full != name && !name.contains(|c: char| c.is_ascii_digit());
        for other in std::iter::once(name.to_owned()).chain(list(&entry, "also")) {
            let ambiguous = weak.contains(&other)
                || everyday.contains(&other)
                || shared && other == name
                || is_short(&other);
            names[usize::from(!ambiguous)].push(other);
        }
    }
    names
}

/// Up to three capital letters, or one to three letters and digits, five in all at most: "AT 4", "B61".
fn is_short(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let letters = plain.chars().take_while(|c| c.is_alphabetic()).count();
    let abbreviates = plain.chars().all(|c| c.is_ascii_uppercase()) && plain.len() <= 3;
    abbreviates || letters <= 3 && letters < plain.len() && plain.len() <= 5 && !name.contains('-')
}

#[test]
#[allow(clippy::print_stdout)] // the share is for people who run the test with --nocapture
fn a_name_without_an_everyday_meaning_is_found_alone() {
    let lexicon = Lexicon::bundled().unwrap();
    let mut extractor = Extractor::new(&lexicon);
    let mut found = |sentence: String| {
        let facts = extractor.extract(&document(&sentence));
        facts.entities.iter().any(|entity| entity.class == Class::Weapon && entity.named)
    };
    let [others, names] = names();
    let mut missed: BTreeSet<&str> = BTreeSet::new();
    for name in &names {
        let alone = found(format!("The {name} entered service in 1991."))
            && found(format!("They spoke about {name}."));
        if !alone {
            missed.insert(name);
        }
    }
    let share = 1.0 - missed.len() as f64 / names.len() as f64;
    println!("{} names, {} ambiguous ones, found alone {share:.4}", names.len(), others.len());
    assert!(names.len() > 9 * others.len(), "most names mean nothing else");
    assert!(share > 0.995, "{share:.4} found alone; missed: {missed:?}");
}
