//! Numbered paragraphs: labels that count on from one another, each with its path ("3.b.1"). A list in
//! the middle of other text, steps and headlines with numbers are none.

use super::label::{Class, Close, Label, Part, label};
use super::line::{Line, after_word};
use super::marking::portion;
use crate::text::Span;

/// Numbers that may be missing between two paragraphs, because they were left out.
const MISSING: u32 = 6;

/// Characters from which what stands behind a label is prose.
const PROSE: usize = 60;

/// Labels among which the second of two is looked for.
const NEAR: usize = 200;

/// Parts of a paper, one of which its numbered paragraphs are at least.
const PAPER: usize = 3;

/// The same of a letter.
const LETTER: usize = 6;

/// Mean characters of a paragraph in a document that nothing else says is numbered.
const LONG: usize = 36;

/// A labelled line with its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The label as written.
    pub span: Span,
    /// Its path.
    pub path: Vec<String>,
    /// Its line.
    pub line: usize,
    /// Which sequence it belongs to.
    run: usize,
    /// What it counts in.
    class: Class,
    /// What it counts.
    value: u32,
    /// Its label says the whole path.
    whole: bool,
}

/// What else says how a document is made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// It has the head of a message, or marks of portions.
    pub message: bool,
    /// Its head is that of a letter or a mail, in which lists stand as in other texts.
    pub letter: bool,
    /// It has a line of classification.
    pub classified: bool,
    /// The line of the heading behind which its sources stand.
    pub sources: Option<usize>,
}

/// A level of the numbering that is under way.
#[derive(Clone, Debug)]
struct Level {
    class: Class,
    close: Close,
    value: u32,
    word: String,
    indent: usize,
    depth: u8,
    /// It was written as a part of a whole path, of numbers alone: "2.1" goes on as "2.2", not as "2.".
    decimal: bool,
}

/// The numbered paragraphs among the lines that `is_free` lets.
pub(super) fn paragraphs(
    lines: &[Line],
    is_free: impl Fn(usize) -> bool,
    signs: Signs,
) -> Vec<Numbered> {
    let mut sequence = Sequence {
        levels: Vec::new(),
        run: 0,
        found: Vec::new(),
        signs,
        decimals: false,
        headed: false,
    };
    for (at, line) in lines.iter().enumerate() {
        let opens = (line.opens || is_set(line.words)) && !line.quoted && !line.row && is_free(at);
        let labelled = opens.then(|| behind_marks(line.words)).flatten();
        let Some((skipped, label)) = labelled else {
            sequence.headed |= line.heading;
            continue;
        };
        if !line.words.contains("....") && !is_transparent(line, &label, signs) {
            sequence.take(line, at, skipped, &label);
        }
    }
    let Sequence { mut found, decimals, .. } = sequence;
    if !signs.message {
        prune(&mut found);
    }
    let runs = found.last().map_or(0, |last| last.run + 1);
    let mut groups: Vec<Vec<&Numbered>> = vec![Vec::new(); runs];
    found.iter().for_each(|one| groups[one.run].push(one));
    let all = length(lines);
    let stands: Vec<bool> =
        groups.iter().map(|group| stands(group, (lines, all), signs, decimals)).collect();
    found.retain(|one| stands.get(one.run).copied().unwrap_or_default());
    found
}

/// Names of the fields of a message that hold its paragraphs.
const SETS: [&str; 4] = ["GENTEXT/REMARKS/", "REMARKS/", "RMKS/", "GENTEXT/"];

fn is_set(words: &str) -> bool {
    SETS.iter().any(|set| words.starts_with(set))
}

/// The label of a line behind "RMKS/" or the mark of a portion, and how many bytes stand before it.
fn behind_marks(words: &str) -> Option<(usize, Label<'_>)> {
    let set = SETS.iter().find_map(|set| words.strip_prefix(set));
    let rest = set.unwrap_or(words);
    let rest = portion(rest)
        .map_or(rest, |(mark, _)| rest.get(mark.len()..).unwrap_or_default().trim_start());
    let para = ["Para ", "Paragraph ", "PARA "]
        .iter()
        .find_map(|para| after_word(rest, para.trim()).map(str::trim_start));
    let rest = para.unwrap_or(rest);
    Some((words.len() - rest.len(), label(rest)?))
}

/// "II. Major developments", "A. Political": headings over numbered paragraphs, in capitals and short.
fn is_transparent(line: &Line, label: &Label, signs: Signs) -> bool {
    let first = label.parts.first();
    let capital = first.is_some_and(|part| part.words.bytes().all(|b| b.is_ascii_uppercase()));
    let text = line.words.get(label.len..).unwrap_or_default();
    let short = text.len() <= PROSE && !text.ends_with(['.', ';', ':']) && !text.contains(". ");
    capital && !signs.message && (line.heading || short)
}

struct Sequence {
    levels: Vec<Level>,
    run: usize,
    found: Vec<Numbered>,
    signs: Signs,
    /// Paths of numbers alone were met: the document is numbered throughout, its headings too.
    decimals: bool,
    /// A heading without a label stands between the last label and this.
    headed: bool,
}

impl Sequence {
    fn take(&mut self, line: &Line, at: usize, skipped: usize, label: &Label) {
        let placed = match label.parts.as_slice() {
            [part] => self.single(line, part),
            parts => self.compound(line, parts),
        };
        self.headed = false;
        let Some(top) = self.levels.last().filter(|_| placed) else { return };
        let start = line.span.start + skipped;
        self.found.push(Numbered {
            span: Span::new(start, start + label.len),
            path: self.levels.iter().map(|level| level.word.clone()).collect(),
            line: at,
            run: self.run,
            class: top.class,
            value: top.value,
            whole: label.parts.len() > 1,
        });
    }

    /// Places a label of one part: the next of a level that is open, the first of a level inside, or
    /// the beginning of another numbering.
    fn single(&mut self, line: &Line, part: &Part) -> bool {
        let next = |level: &Level, (class, value): (Class, u32)| {
            !level.decimal
                && level.class == class
                && level.close == part.close
                && value == level.value + 1
        };
        for at in (0..self.levels.len()).rev() {
            let goes_on = part.values().find(|found| next(&self.levels[at], *found));
            if let Some(found) = goes_on {
                self.levels.truncate(at);
                self.push(line, part, found);
                return true;
            }
        }
        let first = part.values().filter(|(_, value)| *value == 1).last();
        match first {
            Some(found) => self.inside(line, part, found),
            None => self.apart(line, part),
        }
    }

    /// The first of a level inside of the last, or of a new numbering.
    fn inside(&mut self, line: &Line, part: &Part, found: (Class, u32)) -> bool {
        let same = |level: &Level| level.class == found.0 && level.close == part.close;
        let at = self.levels.iter().position(same);
        let deeper = |level: &Level| line.indent > level.indent + 1 || line.depth > level.depth;
        match at {
            _ if self.headed => self.restart(),
            Some(at) if self.levels.get(at).is_some_and(deeper) && self.signs.message => {}
            Some(0) => self.restart(),
            Some(at) => self.levels.truncate(at),
            None => {}
        }
        if self.levels.len() >= 6 {
            return false;
        }
        self.push(line, part, found);
        true
    }

    /// A number that does not go on from the last: some are missing, or another numbering begins.
    fn apart(&mut self, line: &Line, part: &Part) -> bool {
        let Some(found) = part.values().next() else { return false };
        let missing = |level: &Level| {
            let near = found.1 > level.value && found.1 - level.value <= MISSING;
            level.class == Class::Number
                && level.class == found.0
                && level.close == part.close
                && near
        };
        if self.levels.first().is_some_and(missing) {
            self.levels.clear();
            self.push(line, part, found);
            return true;
        }
        let roman = part.close == Close::Brackets && part.words.len() > 1;
        let begins = matches!(found.0, Class::Number) || roman;
        if !begins {
            return false;
        }
        self.restart();
        // "(xxviii)" counts in Roman numbers where it can be read so.
        let roman = part.values().last().filter(|_| part.words.len() > 1);
        self.push(line, part, roman.unwrap_or(found));
        true
    }

    /// Places a label that says its whole path.
    fn compound(&mut self, line: &Line, parts: &[Part]) -> bool {
        let Some(((_, last), (_, first))) = parts
            .last()
            .and_then(|part| part.values().next())
            .zip(parts.first().and_then(|part| part.values().next()))
        else {
            return false;
        };
        let (same, next) = self
            .levels
            .first()
            .map_or((false, false), |top| (top.value == first, top.value + 1 == first));
        let counted = self.is_counted(parts);
        if !(same && counted || last == 1 && (next || self.levels.is_empty() || first == 1)) {
            return false;
        }
        if !same && !next {
            self.restart();
        }
        self.levels.clear();
        let decimal = parts.iter().all(|part| part.words.bytes().all(|b| b.is_ascii_digit()));
        for (at, part) in parts.iter().enumerate() {
            let found = part.values().next();
            // "1.A." and "A." below it count on from one another.
            let close = if part.close == Close::Bare { Close::Stop } else { part.close };
            self.push(line, &Part { close, ..*part }, found.unwrap_or((Class::Number, 0)));
            if let Some(level) = self.levels.last_mut() {
                level.decimal = decimal && at > 0;
            }
        }
        self.decimals |= decimal;
        true
    }

    /// True if a path goes on from the open one: its last part is the first of its kind, the next, or
    /// one of some that are missing.
    fn is_counted(&self, parts: &[Part]) -> bool {
        let value = |part: &Part| part.values().next().map_or(0, |(_, value)| value);
        let own = parts.last().map_or(0, value);
        match self.levels.get(parts.len() - 1) {
            Some(level) => own > level.value && own - level.value <= MISSING || own == 1,
            None => own == 1 || own <= 2,
        }
    }

    fn restart(&mut self) {
        self.levels.clear();
        self.run += usize::from(!self.found.is_empty());
    }

    fn push(&mut self, line: &Line, part: &Part, (class, value): (Class, u32)) {
        let word = part.words.to_ascii_lowercase();
        self.levels.push(Level {
            class,
            close: part.close,
            value,
            word,
            indent: line.indent,
            depth: line.depth,
            decimal: false,
        });
    }
}

/// Drops what a capital with a stop begins and nothing goes on with: an initial of a name. What is below
/// goes with it.
fn prune(found: &mut Vec<Numbered>) {
    let mut kept = vec![true; found.len()];
    let mut index = 0;
    while let Some(one) = found.get(index) {
        let below = |other: &Numbered| other.run == one.run && other.path.starts_with(&one.path);
        let after = found.get(index + 1..).unwrap_or_default();
        let mut next = index + 1;
        if is_initial(one, after) {
            next += after.iter().take_while(|other| below(other)).count();
            kept.get_mut(index..next).into_iter().flatten().for_each(|kept| *kept = false);
        }
        index = next;
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
}

/// True for a capital that begins to count and has no second near it.
fn is_initial(one: &Numbered, after: &[Numbered]) -> bool {
    let parent = one.path.len().saturating_sub(1);
    let capital =
        !one.whole && matches!(one.class, Class::Capital | Class::CapitalRoman) && one.value == 1;
    let second = |other: &Numbered| {
        let beside = other.run == one.run && other.path.len() == one.path.len();
        beside && other.path.get(..parent) == one.path.get(..parent) && other.value == 2
    };
    capital && !after.iter().take(NEAR).any(second)
}

/// True if a sequence numbers paragraphs of a document that is `all` bytes long.
fn stands(
    group: &[&Numbered],
    (lines, all): (&[Line], usize),
    signs: Signs,
    decimals: bool,
) -> bool {
    let Some(first) = group.first() else { return false };
    let tops = group.iter().filter(|one| one.path.len() == first.path.len()).count();
    let below = group.len() > tops;
    let begins = first.value == 1 || tops >= 3;
    let noted = signs.sources.is_some_and(|at| first.line > at);
    if !begins || noted {
        return false;
    }
    // What has others below it is often a heading.
    let leaf =
        |at: usize| group.get(at + 1).is_none_or(|next| next.path.len() <= group[at].path.len());
    let leaves: Vec<&&Numbered> =
        group.iter().enumerate().filter(|(at, _)| leaf(*at)).map(|(_, one)| one).collect();
    let written = leaves.iter().filter(|one| is_prose(one, lines)).count();
    if signs.message && (!signs.letter || is_share(group, lines, all / LETTER)) {
        return tops >= 2 || below || written == 1;
    }
    let decimal = decimals
        && group.iter().any(|one| {
            one.path.len() > 1
                && one.path.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        });
    if decimal && tops >= 2 {
        return true;
    }
    let mostly = written * 5 >= leaves.len() * 3;
    let many = tops >= 3 || tops == 2 && (below || signs.classified);
    mostly && many && (signs.classified || is_most(group, lines, all))
}

/// True if sentences stand behind a label.
fn is_prose(one: &Numbered, lines: &[Line]) -> bool {
    let Some(line) = lines.get(one.line) else { return false };
    let words = line.words.get(one.span.end - line.span.start..).unwrap_or_default().trim();
    let ended = words.ends_with(['.', ';', ':', '?', '!']) || words.contains(". ");
    !line.heading && (words.len() >= PROSE || ended && words.split_whitespace().count() >= 4)
}

/// True if the paragraphs are long, and most of a good part of the document.
fn is_most(group: &[&Numbered], lines: &[Line], all: usize) -> bool {
    let own = length(&own(group, lines));
    own / group.len().max(1) >= LONG && is_share(group, lines, all / PAPER)
}

/// True if the text between the first label and the last paragraph stands mostly in numbered ones, and
/// has at least so many bytes.
fn is_share(group: &[&Numbered], lines: &[Line], least: usize) -> bool {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
    let block = |line: usize| lines.get(line).map_or(0, |line| line.block);
    let after = lines.iter().skip(last.line).take_while(|line| line.block == block(last.line));
    let end = last.line + after.count();
    let extent = lines.get(first.line..end).unwrap_or_default();
    length(&own(group, lines)) * 2 >= length(extent) && length(extent) >= least
}

fn length(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.words.len()).sum()
}

/// The lines of the numbered paragraphs.
fn own<'a>(group: &[&Numbered], lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let block = |one: &&Numbered| lines.get(one.line).map_or(0, |line| line.block);
    let blocks: Vec<usize> = group.iter().map(block).collect();
    let from = group.first().map_or(0, |first| first.line);
    let lines = lines.iter().skip(from);
    let lines = lines.take_while(|line| Some(&line.block) <= blocks.last());
    lines.filter(|line| blocks.binary_search(&line.block).is_ok()).copied().collect()
}
