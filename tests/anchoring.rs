//! Passages of the sample briefings, edited in many ways, and what becomes of their anchors: none
//! may ever be attached silently to the wrong words.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use briefbook::bookmarks::{Finder, Identity, State, resolve};
use briefbook::document::{Block, BlockKind, Document, Parts};
use briefbook::text::{Shown, Span};

const BRIEFINGS: [&str; 10] = [
    include_str!("../data/briefings/2019-08-20-inf-treaty-timeline.txt"),
    include_str!("../data/briefings/2023-05-12-storm-shadow-fact-sheet.md"),
    include_str!("../data/briefings/2023-08-28-storm-shadow-taurus-comparison.md"),
    include_str!("../data/briefings/2023-10-18-atacms-first-use.txt"),
    include_str!("../data/briefings/2023-12-19-hwasong-18-press-briefing.txt"),
    include_str!("../data/briefings/2024-03-15-taurus-bundestag-votes.md"),
    include_str!("../data/briefings/2024-04-26-typhon-luzon-sitrep.txt"),
    include_str!("../data/briefings/2024-05-20-missile-terms-glossary.txt"),
    include_str!("../data/briefings/2024-10-14-long-range-strike-research-note.md"),
    include_str!("../data/briefings/2024-11-26-strike-permission-analysis.md"),
];

const NEWS: &str = "A spokesman for the harbour authority said on Tuesday that the ferry would sail \
                    again once the weather had cleared.";

/// A text after an edit, and where the passage is in it; `None` if it was destroyed.
type Edited = (String, Option<Span>);

/// What makes an edit; `None` where it does not apply.
type Edit = fn(&str, Span) -> Option<Edited>;

/// Named edits of a text that holds a passage.
const EDITS: [(&str, Edit); 19] =
    [
        ("nothing changed", |text, at| Some((text.to_owned(), Some(at)))),
        ("insert at the top", |text, at| insert(text, at, 0, &format!("{NEWS}\n\n"))),
        ("insert right before", |text, at| insert(text, at, at.start, &format!("{NEWS} "))),
        ("insert right after", |text, at| insert(text, at, at.end, &format!(" {NEWS}"))),
        ("insert inside", |text, at| insert(text, at, middle(text, at)?, " as it were once more")),
        ("delete before", |text, at| remove(text, at, line_before(text, at)?)),
        ("delete after", |text, at| remove(text, at, line_after(text, at)?)),
        ("delete a word inside", |text, at| remove(text, at, word_inside(text, at)?)),
        ("reflow", reflow),
        ("straighten quotes and dashes", |text, at| map(text, at, plain)),
        ("curl quotes and dashes", |text, at| map(text, at, curly)),
        ("headings in capitals", |text, at| {
            lines(text, at, |line| {
                if line.starts_with('#') { line.to_uppercase() } else { line.to_owned() }
            })
        }),
        ("headings renamed", |text, at| {
            lines(text, at, |line| {
                if line.starts_with('#') {
                    "## Remarks on something else".into()
                } else {
                    line.to_owned()
                }
            })
        }),
        ("paragraph moved to the end", move_paragraph),
        ("copy put at the end", |text, at| {
            Some((format!("{text}\n\n{}\n", at.of(text)), Some(at)))
        }),
        ("copy put at the top", |text, at| insert(text, at, 0, &format!("{}\n\n", at.of(text)))),
        ("many edits elsewhere", many),
        ("rewritten by half", rewrite),
        ("deleted", |text, at| Some((format!("{}{}", &text[..at.start], &text[at.end..]), None))),
    ];

fn insert(text: &str, at: Span, place: usize, new: &str) -> Option<Edited> {
    let text = format!("{}{new}{}", &text[..place], &text[place..]);
    let start = if place <= at.start { at.start + new.len() } else { at.start };
    let end = if place < at.end { at.end + new.len() } else { at.end };
    Some((text, Some(Span::new(start, end))))
}

fn remove(text: &str, at: Span, gone: Span) -> Option<Edited> {
    let kept = format!("{}{}", &text[..gone.start], &text[gone.end..]);
    let start = if gone.end <= at.start { at.start - gone.len() } else { at.start };
    let end = if gone.start < at.end { at.end - gone.len() } else { at.end };
    Some((kept, Some(Span::new(start, end))))
}

fn middle(text: &str, at: Span) -> Option<usize> {
    let words = at.of(text);
    let half = words.char_indices().nth(words.chars().count() / 2)?.0;
    let place = at.start + half + words[half..].find(' ')?;
    (words.split_whitespace().count() >= 8).then_some(place)
}

fn line_before(text: &str, at: Span) -> Option<Span> {
    let end = text[..at.start].rfind('\n')?;
    let start = text[..end].rfind('\n')? + 1;
    Some(Span::new(start, end))
}

fn line_after(text: &str, at: Span) -> Option<Span> {
    let start = at.end + text[at.end..].find('\n')?;
    let end = start + 1 + text[start + 1..].find('\n')?;
    Some(Span::new(start, end))
}

fn word_inside(text: &str, at: Span) -> Option<Span> {
    let start = middle(text, at)?;
    let end = start + 1 + text[start + 1..at.end].find(' ')?;
    Some(Span::new(start, end))
}

/// Every paragraph on lines of other lengths, with single spaces.
fn reflow(text: &str, at: Span) -> Option<Edited> {
    let mut marks = Vec::new();
    let (mut out, mut column) = (String::new(), 0);
    for (place, c) in text.char_indices() {
        marks.push((place, out.len()));
        let wrap = c == ' ' && column > 50 && !out.ends_with('\n');
        let c = if wrap { '\n' } else { c };
        column = if c == '\n' { 0 } else { column + 1 };
        out.push(c);
    }
    marks.push((text.len(), out.len()));
    Some((out, moved(&marks, at)))
}

fn map(text: &str, at: Span, change: fn(char) -> &'static str) -> Option<Edited> {
    let mut marks = Vec::new();
    let mut out = String::new();
    for (place, c) in text.char_indices() {
        marks.push((place, out.len()));
        match change(c) {
            "" => out.push(c),
            new => out.push_str(new),
        }
    }
    marks.push((text.len(), out.len()));
    Some((out, moved(&marks, at)))
}

fn plain(c: char) -> &'static str {
    match c {
        '‘' | '’' => "'",
        '“' | '”' => "\"",
        '–' => "-",
        '—' => " -- ",
        _ => "",
    }
}

fn curly(c: char) -> &'static str {
    match c {
        '\'' => "’",
        '"' => "“",
        '-' => "‑",
        ' ' => "\u{a0}",
        _ => "",
    }
}

fn lines(text: &str, at: Span, change: impl Fn(&str) -> String) -> Option<Edited> {
    let mut marks = Vec::new();
    let (mut out, mut place) = (String::new(), 0);
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let new = change(body);
        if new == body {
            marks.extend((0..line.len()).map(|n| (place + n, out.len() + n)));
        }
        place += line.len();
        out.push_str(&new);
        out.push_str(&line[body.len()..]);
    }
    marks.push((text.len(), out.len()));
    let span = moved(&marks, at)?;
    Some((out, Some(span)))
}

fn moved(marks: &[(usize, usize)], at: Span) -> Option<Span> {
    let find = |offset| marks.iter().find(|mark| mark.0 == offset).map(|mark| mark.1);
    Some(Span::new(find(at.start)?, find(at.end)?))
}

fn move_paragraph(text: &str, at: Span) -> Option<Edited> {
    let start = text[..at.start].rfind("\n\n")? + 2;
    let end = at.end + text[at.end..].find("\n\n")? + 2;
    if text.len() - end < 200 {
        return None;
    }
    let out = format!("{}{}\n\n{}", &text[..start], &text[end..].trim_end(), &text[start..end]);
    let new = out.len() - (end - start) + (at.start - start);
    Some((out, Some(Span::new(new, new + at.len()))))
}

fn many(text: &str, at: Span) -> Option<Edited> {
    let (text, at) = insert(text, at, 0, &format!("{NEWS}\n\n"))?;
    let gone = line_before(&text, at?)?;
    let (text, at) = remove(&text, at?, gone)?;
    let (text, at) = map(&text, at?, plain)?;
    let end = text.len();
    insert(&text, at?, end, NEWS)
}

/// Every second word gives way to another.
fn rewrite(text: &str, at: Span) -> Option<Edited> {
    let words = at.of(text);
    if words.split_whitespace().count() < 6 {
        return None;
    }
    let new: Vec<_> = words
        .split_whitespace()
        .enumerate()
        .map(
            |(n, word)| {
                if n % 2 == 0 { "quibble".get(..word.len().min(7)).unwrap() } else { word }
            },
        )
        .collect();
    Some((format!("{}{}{}", &text[..at.start], new.join(" "), &text[at.end..]), None))
}

/// A document with a block for each run of lines, and headings where a line starts with `#`.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        let span = Span::new(at, at + part.len()).trimmed(text);
        let level = part.trim().bytes().take_while(|b| *b == b'#').count() as u8;
        let kind = if level > 0 { BlockKind::Heading { level } } else { BlockKind::Paragraph };
        if !span.is_empty() {
            blocks.push(Block::new(kind, span));
        }
        at += part.len() + 2;
    }
    Document::new(Parts { text: Shown::text(text), blocks, ..Parts::default() }).unwrap()
}

/// Sentences, paragraphs, and phrases of three words.
fn passages(document: &Document) -> Vec<(&'static str, Span)> {
    let text: &str = document.text();
    let mut found = Vec::new();
    for block in document.blocks().iter().filter(|b| b.kind == BlockKind::Paragraph) {
        let words = block.span.of(text);
        found.push(("paragraph", block.span));
        let mut at = block.span.start;
        for (n, sentence) in words.split_inclusive(". ").enumerate() {
            let span = Span::new(at, at + sentence.len()).trimmed(text);
            at += sentence.len();
            found.push(("sentence", span));
            let ends: Vec<_> = span.of(text).match_indices(' ').map(|(at, _)| at).collect();
            if let (0, Some(first), Some(last)) = (n % 3, ends.get(2), ends.get(5)) {
                found.push(("phrase", Span::new(span.start + first + 1, span.start + last)));
            }
        }
    }
    found
}

#[derive(Default)]
struct Tally {
    pairs: usize,
    states: [usize; 4],
    wrong: usize,
    destroyed: bool,
}

impl Tally {
    fn count(&mut self, state: State, span: Option<Span>, truth: Option<Span>) -> bool {
        self.pairs += 1;
        self.states[state as usize] += 1;
        self.destroyed = truth.is_none();
        let right = match (span, truth) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(span), Some(truth)) => {
                let shared = span.intersection(truth).len() as f32;
                shared >= 0.75 * span.len().max(truth.len()) as f32
            }
        };
        self.wrong += usize::from(!right);
        right
    }
}

fn judge(texts: &[String], most: usize) -> (Vec<Tally>, String) {
    let mut tallies: Vec<Tally> = EDITS.iter().map(|_| Tally::default()).collect();
    let (mut wrong, mut complaints) = (String::new(), String::new());
    for text in texts {
        let old = document(text);
        let (finder, identity) = (Finder::new(&old), identity("old.txt", &old));
        let step = (passages(&old).len() / most).max(1);
        for (kind, span) in passages(&old).into_iter().step_by(step) {
            let Ok(anchor) = finder.anchor(span, &identity) else {
                continue;
            };
            for ((name, edit), tally) in EDITS.iter().zip(&mut tallies) {
                let Some((new, truth)) = edit(text, span) else {
                    continue;
                };
                let found = resolve(&document(&new), &anchor);
                let right = tally.count(found.state, found.span, truth);
                let lost = found.span.is_none() && truth.is_some();
                if !right || lost {
                    let words = found.span.map(|span| span.of(&new).to_owned());
                    let list = if right { &mut complaints } else { &mut wrong };
                    let _ = writeln!(
                        list,
                        "{name}, {kind} {:?}: {:?} {words:?}\n   {:?}",
                        anchor.quote, found.state, found.candidates
                    );
                }
            }
        }
    }
    (tallies, wrong + &complaints)
}

fn identity(path: &str, document: &Document) -> Identity {
    Identity::of(Path::new(path), None, document)
}

fn table(tallies: &[Tally]) -> String {
    let mut out = format!(
        "{:32}{:>7}{:>7}{:>7}{:>8}{:>7}{:>7}\n",
        "edit", "pairs", "exact", "moved", "suspect", "orphan", "wrong"
    );
    for ((name, _), tally) in EDITS.iter().zip(tallies) {
        let [exact, moved, suspect, orphan] = tally.states;
        let _ = writeln!(
            out,
            "{name:32}{:>7}{exact:>7}{moved:>7}{suspect:>8}{orphan:>7}{:>7}",
            tally.pairs, tally.wrong
        );
    }
    out
}

fn check(texts: &[String], most: usize) {
    let (tallies, complaints) = judge(texts, most);
    let sum =
        |f: fn(&Tally) -> usize| tallies.iter().filter(|t| !t.destroyed).map(f).sum::<usize>();
    let (pairs, kept) = (sum(|t| t.pairs), sum(|t| t.states[0] + t.states[1]));
    let report = format!("{}surviving found: {kept} of {pairs}\n", table(&tallies));
    let shown: String = complaints.chars().take(60_000).collect();
    if std::env::var_os("BRIEFBOOK_COMPLAINTS").is_some() {
        println!("{shown}");
    }
    println!("{report}");
    assert_eq!(tallies.iter().map(|t| t.wrong).sum::<usize>(), 0, "{report}{shown}");
    assert!(kept * 100 >= pairs * 98, "{report}{shown}");
}

#[test]
fn no_passage_of_the_briefings_is_attached_to_the_wrong_words() {
    let texts: Vec<_> = BRIEFINGS.iter().map(|text| (*text).to_owned()).collect();
    check(&texts, 12);
}

/// For any texts at hand: `BRIEFBOOK_TEXTS=folder cargo test --test anchoring -- --ignored`.
#[test]
#[ignore = "needs a folder of texts"]
fn no_passage_of_other_texts_is_attached_to_the_wrong_words() {
    let Some(folder) = std::env::var_os("BRIEFBOOK_TEXTS") else {
        return;
    };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts: Vec<_> = files.filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    check(&texts, 10);
}
