//! Passages of all lengths in real texts, edited in many ways, and what becomes of their anchors:
//! none may ever be attached silently to the wrong words.

mod chance;
mod edits;
mod passages;
mod truth;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use briefbook::bookmarks::{Anchoring, Identity, PassageFinder, normal, resolve};
use briefbook::formats::{Source, read};
use briefbook::text::Span;

use chance::Chance;
use edits::{EDITS, Edited};
use passages::{KINDS, document};
use truth::{Fate, fate};

use crate::support::rounds::rounds;

/// Longer texts cost time and show nothing more.
const LONGEST: usize = 60_000;

/// What became of the passages that were edited in one way.
#[derive(Clone, Default)]
struct Tally {
    pairs: usize,
    states: [usize; 4],
    /// Survivors, and those of them that were found.
    surviving: (usize, usize),
    /// Passages that are there and that nothing tells from others; those of them found.
    indistinct: (usize, usize),
    destroyed: usize,
    wrong: usize,
}

impl Tally {
    fn count(&mut self, fate: Fate, found: &Anchoring, right: bool) {
        self.pairs += 1;
        self.states[found.state as usize] += 1;
        let kept = usize::from(found.span.is_some() && right);
        match fate {
            Fate::Survives => self.surviving = (self.surviving.0 + 1, self.surviving.1 + kept),
            Fate::Indistinct => self.indistinct = (self.indistinct.0 + 1, self.indistinct.1 + kept),
            Fate::Destroyed => self.destroyed += 1,
        }
        self.wrong += usize::from(!right);
    }

    fn with(mut self, other: &Self) -> Self {
        let pair = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
        self.pairs += other.pairs;
        self.states.iter_mut().zip(other.states).for_each(|(a, b)| *a += b);
        self.surviving = pair(self.surviving, other.surviving);
        self.indistinct = pair(self.indistinct, other.indistinct);
        self.destroyed += other.destroyed;
        self.wrong += other.wrong;
        self
    }

    fn row(&self, name: &str) -> String {
        let [exact, moved, suspect, orphan] = self.states;
        let Self { pairs, wrong, surviving, .. } = self;
        let share = |(all, found): (usize, usize)| format!("{found} of {all}");
        format!(
            "{name:31}{pairs:>6}{exact:>7}{moved:>7}{suspect:>8}{orphan:>7}{wrong:>6}{:>16}{:>14}\n",
            share(*surviving),
            share(self.indistinct),
        )
    }
}

/// True unless the passage was attached to other words: if at least three quarters of what it was
/// attached to, and half of the passage, are where it is, or all the words that were marked.
fn is_right(found: Option<Span>, was: &str, edited: &Edited) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = normal(text);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let same = |found: Span, truth: Span| {
        let shared = found.intersection(truth).len();
        let most = shared * 4 >= found.len() * 3 && shared * 2 >= truth.len();
        most || (shared > 0 && words(found.of(&edited.text)) == words(was))
    };
    found.is_none_or(|found| edited.truth.iter().any(|truth| same(found, *truth)))
}

/// Tallies by way and by kind of passage, and the pairs that went wrong or were missed.
struct Judgement {
    ways: Vec<Tally>,
    kinds: Vec<Tally>,
    wrong: String,
    missed: String,
}

impl Judgement {
    fn new() -> Self {
        let ways = vec![Tally::default(); EDITS.len()];
        let kinds = vec![Tally::default(); KINDS.len()];
        Self { ways, kinds, wrong: String::new(), missed: String::new() }
    }

    fn examine(&mut self, name: &str, text: &str, passages: usize, seed: u64) {
        let old = document(text);
        let finder = PassageFinder::new(&old);
        let identity = Identity::of(Path::new("old.txt"), None, &old);
        for (kind, (_, choose)) in KINDS.iter().enumerate() {
            for n in 0..passages {
                let mut chance =
                    Chance::new(seed ^ (name.len() * 31 + kind * 7 + n * 1_009) as u64);
                let Some(span) = (0..8).find_map(|_| choose(&mut chance, &old)) else { continue };
                let Ok(anchor) = finder.anchor(span, &identity) else { continue };
                for (way, (_, edit)) in EDITS.iter().enumerate() {
                    let Some(edited) = edit(&mut chance, text, span) else { continue };
                    let found = resolve(&document(&edited.text), &anchor);
                    let right = is_right(found.span, span.of(text), &edited);
                    let fate = fate(text, span, &edited);
                    self.ways[way].count(fate, &found, right);
                    self.kinds[kind].count(fate, &found, right);
                    if !right || (found.span.is_none() && fate == Fate::Survives) {
                        self.complain(right, (way, kind), (name, text, span), (&found, &edited));
                    }
                }
            }
        }
    }

    fn complain(
        &mut self,
        right: bool,
        (way, kind): (usize, usize),
        (name, text, span): (&str, &str, Span),
        (found, edited): (&Anchoring, &Edited),
    ) {
        let list = if right { &mut self.missed } else { &mut self.wrong };
        let around = |text: &str, span: Span| {
            let from = text.floor_char_boundary(span.start.saturating_sub(60));
            let to = text.ceil_char_boundary((span.end + 60).min(text.len()));
            let (a, b, c) = (&text[from..span.start], span.of(text), &text[span.end..to]);
            let short: String = b.chars().take(200).collect();
            format!("{a:?} [{short:?}] {c:?}")
        };
        let places = found.span.iter().chain(&edited.truth);
        let places: Vec<_> = places.map(|span| around(&edited.text, *span)).collect();
        let _ = writeln!(
            list,
            "{}, {}, {name}: {:?}\n  was {}\n  now {}\n  {:?}",
            EDITS[way].0,
            KINDS[kind].0,
            found.state,
            around(text, span),
            places.join("\n  or  "),
            found.candidates.iter().take(3).collect::<Vec<_>>(),
        );
    }

    fn table(&self) -> String {
        let mut out = format!(
            "{:31}{:>6}{:>7}{:>7}{:>8}{:>7}{:>6}{:>16}{:>14}\n",
            "edit",
            "pairs",
            "exact",
            "moved",
            "suspect",
            "orphan",
            "wrong",
            "survivors found",
            "unclear found"
        );
        EDITS.iter().zip(&self.ways).for_each(|((name, _), tally)| out += &tally.row(name));
        out += "\n";
        KINDS.iter().zip(&self.kinds).for_each(|((name, _), tally)| out += &tally.row(name));
        out + &self.all().row("all")
    }

    fn all(&self) -> Tally {
        self.ways.iter().fold(Tally::default(), |all, tally| all.with(tally))
    }
}

/// Judges passages of every kind in every text, prints the tables and holds them to their floors:
/// 98 in 100 survivors found, and not one passage attached to other words.
fn check(texts: &[(String, String)], passages: usize, seed: u64) {
    let mut judgement = Judgement::new();
    for (name, text) in texts {
        judgement.examine(name, text, passages, seed);
    }
    let Judgement { wrong, missed, .. } = &judgement;
    let table = judgement.table();
    println!("{} texts, seed {seed}\n{table}", texts.len());
    if std::env::var_os("BRIEFBOOK_COMPLAINTS").is_some() {
        println!("{wrong}{missed}");
    }
    let all = judgement.all();
    assert!(all.surviving.0 > 0 && all.destroyed > 0, "{table}");
    assert_eq!(all.wrong, 0, "{table}{wrong}");
    let (surviving, found) = all.surviving;
    assert!(
        found * 100 >= surviving * 98,
        "{table}{}",
        missed.chars().take(20_000).collect::<String>()
    );
}

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// The files of `folder`, and then those of each folder in it; at most so many of each, spread over
/// all of them.
fn files(folder: &Path, most: usize, seed: usize) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    let step = files.len().div_ceil(most).max(1);
    let mut found: Vec<_> = files.into_iter().skip(seed % step).step_by(step).collect();
    found.extend(folders.iter().flat_map(|folder| self::files(folder, most, seed)));
    found
}

/// The text of a file as an editor shows it, or as the reader does if it is no plain text.
fn text(path: &Path) -> Option<(String, String)> {
    let bytes = std::fs::read(path).ok()?;
    let read = read(&Source { name: path, bytes: &bytes, whole: true }).ok()?;
    let plain = matches!(path.extension()?.to_str()?, "txt" | "md");
    let text = match String::from_utf8(bytes) {
        Ok(text) if plain && !text.contains('\r') => text,
        _ => read.text().to_string(),
    };
    let end = text.floor_char_boundary(LONGEST);
    let name = path.file_name()?.to_string_lossy().into_owned();
    (text.len() > 400).then(|| (name, text[..end].to_owned()))
}

/// Judges passages of every kind in the texts below `folder`, at most so many of each folder in it.
/// The environment may ask for more passages or texts, or for others. Returns how many texts it were.
fn examine(folder: &Path, most: usize) -> usize {
    let number = |name, usual| number(name).unwrap_or(usual);
    let seed = number("BRIEFBOOK_SEED", 1);
    let files = files(folder, number("BRIEFBOOK_FILES", most), seed);
    let texts: Vec<_> = files.iter().filter_map(|path| text(path)).collect();
    check(&texts, rounds(1) as usize, seed as u64);
    texts.len()
}

#[test]
fn no_passage_of_the_briefings_is_attached_to_the_wrong_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/briefings");
    assert!(examine(&folder, 100) >= 10);
}

/// For any texts at hand: `BRIEFBOOK_TEXTS=folder cargo test --test it anchoring`.
#[test]
fn no_passage_of_other_texts_is_attached_to_the_wrong_words() {
    let Some(folder) = std::env::var_os("BRIEFBOOK_TEXTS") else {
        println!("BRIEFBOOK_TEXTS names no folder of texts: nothing was examined");
        return;
    };
    assert!(examine(Path::new(&folder), 10) >= 30, "too few texts to say anything");
}
