//! What people do to texts: they insert, delete, reflow, rename, move, copy and rewrite. Each edit
//! says where the passage is afterwards. Judges nothing.

use briefbook::bookmarks::normal;
use briefbook::text::Span;

use super::chance::Chance;

/// A text after an edit.
pub struct Edited {
    /// The text.
    pub text: String,
    /// Where the passage is in it: more than once if nothing tells its copies apart, nowhere if it
    /// was destroyed.
    pub truth: Vec<Span>,
}

/// What makes an edit of a text that holds a passage; `None` where it does not apply.
pub type Edit = fn(&mut Chance, &str, Span) -> Option<Edited>;

/// The ways texts are edited.
pub const EDITS: [(&str, Edit); 20] = [
    ("nothing changed", |_, text, at| one(text.to_owned(), at)),
    ("insert before", insert_before),
    ("insert inside", insert_inside),
    ("insert after", insert_after),
    ("delete before", delete_before),
    ("delete inside", delete_inside),
    ("delete after", delete_after),
    ("reflow", reflow),
    ("quotes straightened", |_, text, at| map(text, at, plain)),
    ("quotes curled", |_, text, at| map(text, at, curly)),
    ("heading renamed", rename_headings),
    ("paragraph moved", move_paragraph),
    ("sentence duplicated elsewhere", copy_elsewhere),
    ("sentence duplicated beside", copy_beside),
    ("another sentence duplicated", copy_another),
    ("file renamed and edited", many),
    ("passage rewritten by half", rewrite),
    ("passage deleted", |_, text, at| gone(text, at, "")),
    ("passage replaced", replace),
    ("twin in the passage's place", twin),
];

const NEWS: [&str; 4] = [
    "A spokesman for the harbour authority said on Tuesday that the ferry would sail again once \
     the weather had cleared.",
    "The committee noted this.",
    "Further particulars were not given at the time, and none have been since; the file is closed.",
    "See the annex.",
];

/// Bytes on each side of two places that make them the same to a reader.
const ALIKE: usize = 32;

fn one(text: String, at: Span) -> Option<Edited> {
    Some(Edited { text, truth: vec![at] })
}

fn insert(text: &str, at: Span, place: usize, new: &str) -> Option<Edited> {
    let text = format!("{}{new}{}", &text[..place], &text[place..]);
    let start = if place <= at.start { at.start + new.len() } else { at.start };
    let end = if place < at.end { at.end + new.len() } else { at.end };
    one(text, Span::new(start, end))
}

fn remove(text: &str, at: Span, gone: Span) -> Option<Edited> {
    let kept = format!("{}{}", &text[..gone.start], &text[gone.end..]);
    let start = if gone.end <= at.start { at.start - gone.len() } else { at.start };
    let end = if gone.start < at.end { at.end - gone.len() } else { at.end };
    one(kept, Span::new(start, end))
}

/// Where the word at the end of `head` begins.
fn word_start(head: &str) -> usize {
    head.trim_end_matches(|c: char| !c.is_whitespace()).len()
}

/// At the top, at the start of a line before, or right before the word.
fn insert_before(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let news = chance.pick(&NEWS)?;
    let head = &text[..at.start];
    match chance.below(3) {
        0 => insert(text, at, 0, &format!("{news}\n\n")),
        1 => insert(text, at, head.rfind('\n').map_or(0, |end| end + 1), &format!("{news}\n\n")),
        _ => insert(text, at, word_start(head), &format!("{news} ")),
    }
}

fn insert_after(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let news = chance.pick(&NEWS)?;
    let tail = &text[at.end..];
    let or_end = |found: Option<usize>| at.end + found.unwrap_or(tail.len());
    match chance.below(3) {
        0 => insert(text, at, text.len(), &format!("\n\n{news}\n")),
        1 => insert(text, at, or_end(tail.find('\n')), &format!("\n\n{news}\n\n")),
        _ => insert(text, at, or_end(tail.find(char::is_whitespace)), &format!(" {news}")),
    }
}

/// A gap between two words of a passage of at least eight.
fn gap(chance: &mut Chance, text: &str, at: Span) -> Option<usize> {
    let gaps: Vec<usize> = at.of(text).match_indices(' ').map(|(gap, _)| at.start + gap).collect();
    (gaps.len() >= 7).then(|| chance.pick(&gaps)).flatten()
}

fn insert_inside(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let place = gap(chance, text, at)?;
    insert(text, at, place, chance.pick(&[" as it were once more", " not", " (see below)"])?)
}

/// One to three words, at most an eighth of the passage.
fn delete_inside(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let start = gap(chance, text, at)?;
    let words = at.of(text).split_whitespace().count();
    let count = chance.between(1, (words / 8).clamp(1, 3));
    let end = text[start + 1..at.end].match_indices([' ', '\n']).nth(count - 1)?.0;
    remove(text, at, Span::new(start, start + 1 + end))
}

/// A line, or what of the line stands before the passage.
fn delete_before(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let line = text[..at.start].rfind('\n');
    match chance.below(2) {
        0 => {
            let end = line?;
            let start = text[..end].rfind('\n').map_or(0, |end| end + 1);
            remove(text, at, Span::new(start, end))
        }
        _ => {
            let end = text[..at.start].rfind(char::is_whitespace)?;
            let start = line
                .map_or(0, |end| end + 1)
                .max(text.floor_char_boundary(end.saturating_sub(200)));
            (start < end).then(|| remove(text, at, Span::new(start, end))).flatten()
        }
    }
}

fn delete_after(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let tail = &text[at.end..];
    match chance.below(2) {
        0 => {
            let start = at.end + tail.find('\n')?;
            let end = start + 1 + text[start + 1..].find('\n')?;
            remove(text, at, Span::new(start, end))
        }
        _ => {
            let start = at.end + tail.find(char::is_whitespace)?;
            let end = at.end + tail.find('\n').unwrap_or(tail.len());
            let far = text.floor_char_boundary((start + 200).min(end));
            let end = start + text[start..far].rfind(char::is_whitespace).unwrap_or(0);
            (start < end).then(|| remove(text, at, Span::new(start, end))).flatten()
        }
    }
}

/// Where every byte of a text has gone.
#[derive(Default)]
struct Moves {
    marks: Vec<(usize, usize)>,
    out: String,
}

impl Moves {
    fn end(mut self, text: &str, at: Span) -> Option<Edited> {
        self.marks.push((text.len(), self.out.len()));
        let find = |place| {
            let found = self.marks.binary_search_by_key(&place, |mark| mark.0);
            found.ok().map(|n| self.marks[n].1)
        };
        let span = Span::new(find(at.start)?, find(at.end)?);
        one(self.out, span)
    }
}

/// Every paragraph on lines of other lengths.
fn reflow(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let width = chance.between(30, 90);
    let mut moves = Moves::default();
    let mut column = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        moves.marks.push((place, moves.out.len()));
        let paragraph_ends = chars.peek().is_none_or(|(_, next)| "\n#-|*>".contains(*next));
        let joins = c == '\n' && !paragraph_ends && !moves.out.ends_with('\n') && column > 20;
        let c = if joins || c == ' ' { if column > width { '\n' } else { ' ' } } else { c };
        column = if c == '\n' { 0 } else { column + 1 };
        moves.out.push(c);
    }
    moves.end(text, at)
}

fn map(text: &str, at: Span, change: fn(char) -> &'static str) -> Option<Edited> {
    let mut moves = Moves::default();
    for (place, c) in text.char_indices() {
        moves.marks.push((place, moves.out.len()));
        match change(c) {
            "" => moves.out.push(c),
            new => moves.out.push_str(new),
        }
    }
    moves.end(text, at)
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

/// Headings that are no part of the passage.
fn rename_headings(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    if at.of(text).contains('#') {
        return None;
    }
    let capitals = chance.below(2) == 0;
    let mut moves = Moves::default();
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let new = match (body.starts_with('#'), capitals) {
            (true, true) => body.to_uppercase(),
            (true, false) => "## Remarks on something else".to_owned(),
            (false, _) => body.to_owned(),
        };
        if new == body {
            let kept = line.char_indices().map(|(n, _)| (place + n, moves.out.len() + n));
            moves.marks.extend(kept);
        }
        place += line.len();
        moves.out.push_str(&new);
        moves.out.push_str(&line[body.len()..]);
    }
    moves.end(text, at)
}

/// The paragraphs that hold the passage go to the end, to the top or over the next paragraph.
fn move_paragraph(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let start = text[..at.start].rfind("\n\n").map_or(0, |end| end + 2);
    let end = at.end + text[at.end..].find("\n\n")? + 2;
    let moved = &text[start..end];
    let rest = format!("{}{}", &text[..start], &text[end..]);
    let place = match chance.below(3) {
        0 => rest.len(),
        1 => 0,
        _ => rest[start..].find("\n\n").map_or(rest.len(), |next| start + next + 2),
    };
    if rest.len() < 200 || place == start {
        return None;
    }
    let gap = if place == rest.len() { "\n\n" } else { "" };
    let new = place + gap.len() + at.start - start;
    let text = format!("{}{gap}{moved}{}", &rest[..place], &rest[place..]);
    one(text, Span::new(new, new + at.len()))
}

/// The passage stands a second time at the end or at the top.
fn copy_elsewhere(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let copy = at.of(text);
    match chance.below(2) {
        0 => insert(text, at, text.len(), &format!("\n\n{copy}\n")),
        _ => insert(text, at, 0, &format!("{copy}\n\n")),
    }
}

/// The passage stands twice in a row: nothing tells which is the first.
fn copy_beside(_: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let ends = text[at.end..].chars().next().is_none_or(char::is_whitespace);
    let begins = text[..at.start].chars().next_back().is_none_or(char::is_whitespace);
    if !(begins && ends) {
        return None;
    }
    let edited = insert(text, at, at.end, &format!(" {}", at.of(text)))?;
    let second = Span::new(at.end + 1, at.end + 1 + at.len());
    Some(Edited { truth: vec![at, second], ..edited })
}

/// What stands right after the passage is said a second time further down.
fn copy_another(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let end = text.floor_char_boundary((at.end + chance.between(60, 200)).min(text.len()));
    let copy = text[at.end..end].trim();
    if copy.len() < 30 {
        return None;
    }
    insert(text, at, text.len(), &format!("\n\n{copy}\n"))
}

/// A line goes, sentences come at the top and the end, quotation marks change.
fn many(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let mut edited = insert(text, at, 0, &format!("{}\n\n", chance.pick(&NEWS)?))?;
    for edit in
        [delete_before, insert_before, |_: &mut Chance, text: &str, at| map(text, at, plain)]
    {
        let at = *edited.truth.first()?;
        edited = edit(chance, &edited.text, at).unwrap_or(edited);
    }
    let at = *edited.truth.first()?;
    insert(&edited.text, at, edited.text.len(), NEWS[0])
}

/// The passage goes, and something else may come.
fn gone(text: &str, at: Span, new: &str) -> Option<Edited> {
    let text = format!("{}{new}{}", &text[..at.start], &text[at.end..]);
    Some(Edited { text, truth: Vec::new() })
}

/// Other words stand in the passage's place, and do not begin as it did.
fn replace(chance: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let news = chance.pick(&NEWS)?;
    let same = news.to_lowercase().starts_with(&at.of(text).to_lowercase());
    if same { None } else { gone(text, at, news) }
}

/// Everything goes between the passage and the next place with the same words, and the passage too:
/// the other place now stands behind what stood before the passage, or before what stood behind it.
/// If what follows both is the same for a while, nobody could tell, and the passage counts as there.
fn twin(_: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let words = at.of(text);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let edges = |at: Span| {
        let (head, tail) = (&text[..at.start], &text[at.end..]);
        (letter(head.chars().next_back()), letter(tail.chars().next()))
    };
    let twins = text.match_indices(words).map(|(twin, _)| Span::new(twin, twin + words.len()));
    let twins: Vec<Span> = twins.filter(|twin| edges(*twin) == edges(at)).collect();
    let next = twins.iter().find(|twin| twin.start >= at.end).map(|next| (at.start, next.start));
    let last = twins.iter().rfind(|twin| twin.end <= at.start).map(|last| (last.end, at.end));
    let (start, end) = next.or(last)?;
    let edited = gone(text, Span::new(start, end), "")?;
    let place = if next.is_some() { at.start } else { start - words.len() };
    let place = Span::new(place, place + words.len());
    let around = |text: &str, at: Span| {
        let from = text.floor_char_boundary(at.start.saturating_sub(ALIKE));
        let to = text.ceil_char_boundary((at.end + ALIKE).min(text.len()));
        normal(&text[from..to])
    };
    let alike = around(text, at) == around(&edited.text, place);
    Some(Edited { truth: if alike { vec![place, place] } else { Vec::new() }, ..edited })
}

/// Every second word gives way to another: runs of letters and digits.
fn rewrite(_: &mut Chance, text: &str, at: Span) -> Option<Edited> {
    let other = |word: &str| "quibble".chars().cycle().take(word.len().clamp(3, 9)).collect();
    let (mut new, mut count, mut rest) = (String::new(), 0, at.of(text));
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, word) = rest.split_at(start);
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let (word, tail) = word.split_at(end);
        let word: String = if count % 2 == 0 { other(word) } else { word.to_owned() };
        new.extend([gap, &word]);
        (count, rest) = (count + 1, tail);
    }
    new.push_str(rest);
    let text = format!("{}{new}{}", &text[..at.start], &text[at.end..]);
    (count >= 2).then_some(Edited { text, truth: Vec::new() })
}
