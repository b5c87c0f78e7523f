//! Pages of a typescript: what stands at the head and the foot of each around a form feed is set aside,
//! and a sentence that goes on over a page is whole again. Does nothing to a text without form feeds.

use std::collections::HashMap;

/// Lines at the head and at the foot of a page that may be running ones.
const EDGE: usize = 3;

/// Lines of the first page among which its title is looked for, which may be the head of the others.
const TITLE: usize = 10;

/// Running lines named in the caveat.
const NAMED: usize = 3;

/// A text of lines, each with its number in the file, from 1.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub text: String,
    pub numbers: Vec<u32>,
}

impl Lines {
    /// The lines of a text as they are.
    pub(super) fn of(text: String) -> Self {
        Self { text, numbers: Vec::new() }
    }

    pub(super) fn push(&mut self, line: &str, number: u32) {
        if !self.numbers.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.numbers.push(number);
    }

    /// The number in the file of line `at` of the text, both counted from 1.
    pub(super) fn number(&self, at: u32) -> u32 {
        let index = usize::try_from(at).unwrap_or(usize::MAX).checked_sub(1);
        index.and_then(|at| self.numbers.get(at)).copied().unwrap_or(at)
    }
}

/// A page: its lines without the blank ones around them.
struct Page<'t> {
    lines: Vec<(&'t str, u32)>,
}

/// The text without running heads and feet, and a sentence about them.
pub(super) fn joined(raw: String) -> (Lines, Option<String>) {
    if !raw.contains('\u{C}') {
        return (Lines::of(raw), None);
    }
    let mut pages = pages(&raw);
    let (heads, feet) = (counted(&pages, false), counted(&pages, true));
    let first: String = pages.first().map(beginning).unwrap_or_default();
    let mut aside: Vec<&str> = Vec::new();
    let mut numbered = false;
    for (at, page) in pages.iter_mut().enumerate() {
        let mut foot_numbered = false;
        for _ in 0..EDGE {
            let last = page.lines.last().copied().filter(|_| page.lines.len() > 1);
            let Some((line, _)) = last else { break };
            if !is_running(line, &feet) && !is_page_number(&key(line)) && !is_numbered_foot(line) {
                break;
            }
            foot_numbered |= is_page_number(&key(line)) || is_numbered_foot(line);
            page.lines.pop();
            page.trim();
            aside.push(line);
        }
        for _ in 0..EDGE {
            let first_line = page.lines.first().copied().filter(|_| page.lines.len() > 1);
            let Some((line, _)) = first_line else { break };
            let apart = page.lines.get(1).is_some_and(|next| next.0.trim().is_empty());
            let running = is_running(line, &heads) || is_page_number(&key(line));
            let running = running || repeats(line, &first) || numbered && apart && has_gaps(line);
            if at == 0 || !running {
                break;
            }
            page.lines.remove(0);
            page.trim();
            aside.push(line);
        }
        numbered = foot_numbered;
    }
    (written(&pages), caveat(&aside, pages.len()))
}

fn pages(raw: &str) -> Vec<Page<'_>> {
    let mut number = 0;
    let mut pages = vec![Page { lines: Vec::new() }];
    for line in raw.split('\n') {
        number += 1;
        for (at, piece) in line.split('\u{C}').enumerate() {
            if at > 0 {
                pages.push(Page { lines: Vec::new() });
            }
            if let Some(page) = pages.last_mut() {
                page.lines.push((piece, number));
            }
        }
    }
    pages.iter_mut().for_each(Page::trim);
    pages.retain(|page| !page.lines.is_empty());
    pages
}

impl Page<'_> {
    fn trim(&mut self) {
        let blank = |line: &&(&str, u32)| line.0.trim().is_empty();
        let end = self.lines.len() - self.lines.iter().rev().take_while(blank).count();
        self.lines.truncate(end);
        let start = self.lines.iter().take_while(blank).count();
        self.lines.drain(..start);
    }
}

/// A line as it is compared: small letters, one space between words, any number like another.
fn key(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars().take(300) {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c if c.is_ascii_digit() => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many pages have a line at their head or foot.
fn counted(pages: &[Page], feet: bool) -> HashMap<String, usize> {
    let mut found: HashMap<String, usize> = HashMap::new();
    for (at, page) in pages.iter().enumerate() {
        let words = |line: &&(&str, u32)| !line.0.trim().is_empty();
        let lines = page.lines.iter().filter(words).map(|line| key(line.0));
        let edge = if at == 0 { TITLE } else { EDGE };
        let mut keys: Vec<String> =
            if feet { lines.rev().take(EDGE).collect() } else { lines.take(edge).collect() };
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *found.entry(key).or_default() += 1;
        }
    }
    found
}

fn is_running(line: &str, counts: &HashMap<String, usize>) -> bool {
    counts.get(&key(line)).is_some_and(|count| *count > 1)
}

/// "12", "- 12 -", "page 3 of 12", "[Page 3]", by its key.
fn is_page_number(key: &str) -> bool {
    let rest = key.replace("page", "").replace("of", "");
    key.contains('#') && rest.chars().all(|c| "#-–—|/[](). ".contains(c))
}

/// A foot that ends with "[Page 3]" or "Page 3".
fn is_numbered_foot(line: &str) -> bool {
    let key = key(line);
    let key = key.trim_end_matches([']', ')', '.']);
    let gap = line.trim().contains("   ");
    gap && (key.ends_with("page #") || key.ends_with("page # of #"))
}

/// True for a line of several parts with wide gaps between them.
fn has_gaps(line: &str) -> bool {
    line.trim().split("   ").filter(|part| !part.trim().is_empty()).count() > 1
}

/// True for a head of several parts with wide gaps between them, one of which the first page has: title,
/// number or date of the document.
fn repeats(line: &str, first: &str) -> bool {
    let words = line.trim();
    let parts = words.split("   ").map(key).filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.collect();
    parts.len() > 1 && parts.iter().any(|part| part.chars().count() > 5 && first.contains(part))
}

/// The first lines of a page, as keys.
fn beginning(page: &Page) -> String {
    let lines = page.lines.iter().take(30).map(|line| key(line.0));
    lines.collect::<Vec<_>>().join("\n")
}

/// The pages one below the other, without a gap where a sentence goes on.
fn written(pages: &[Page]) -> Lines {
    let mut out = Lines::default();
    let mut last: Option<&str> = None;
    for page in pages {
        let first = page.lines.first().map_or("", |line| line.0);
        if last.is_some_and(|last| !goes_on(last, first)) {
            out.push("", page.lines.first().map_or(0, |line| line.1));
        }
        page.lines.iter().for_each(|(line, number)| out.push(line, *number));
        last = page.lines.last().map(|line| line.0);
    }
    out.text.push('\n');
    out
}

/// True if the sentence at the end of a page goes on at the beginning of the next one.
fn goes_on(last: &str, first: &str) -> bool {
    let end = last.trim_end().trim_end_matches(['"', '\'', ')', '”', '’']);
    let ended = end.ends_with(['.', '!', '?', ':', ';', '。']);
    let small = first.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    let capital = first.trim_start().starts_with(char::is_uppercase);
    let full = end.chars().count() >= 50 && !first.starts_with("    ");
    !ended && (small || capital && full) || end.ends_with('-')
}

fn caveat(aside: &[&str], pages: usize) -> Option<String> {
    let words: usize = aside.iter().map(|line| line.split_whitespace().count()).sum();
    let mut named: Vec<String> = Vec::new();
    for line in aside.iter().filter(|line| line.chars().any(char::is_alphabetic)) {
        let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let new = named.iter().all(|known| key(known) != key(&name));
        if new && named.len() < NAMED {
            named.push(name);
        }
    }
    let named: Vec<String> = named.iter().map(|name| format!("“{name}”")).collect();
    let names = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    (words > 0).then(|| {
        format!(
            "Running heads and feet of {pages} pages are not shown, {words} words in all{names}."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> (String, Option<String>) {
        let (lines, caveat) = joined(raw.to_owned());
        (lines.text, caveat)
    }

    #[test]
    fn heads_and_feet_go_and_the_sentence_goes_on() {
        let page = |number: u32, words: &str| {
            format!(
                "Harbour Report 7          The Pier\n\n   {words}\n\n\nHolt      [Page {number}]\n\u{C}\n"
            )
        };
        let raw = page(1, "Four launchers stand behind the")
            + &page(2, "old cannery.")
            + &page(3, "The end.");
        let (text, caveat) = read(&raw);
        let whole = "Harbour Report 7          The Pier\n\n   Four launchers stand behind the\n   old cannery.\n\n   The end.\n";
        assert_eq!(text, whole);
        let said = "Running heads and feet of 3 pages are not shown, 19 words in all: “Holt [Page 1]”, “Harbour Report 7 The Pier”.";
        assert_eq!(caveat.unwrap(), said);
    }

    #[test]
    fn a_typescript_of_two_pages_has_numbers_and_a_head_of_its_own() {
        let raw = "SECRET\nMemo of the harbour\n\nThe brigade moved four launchers to the northern\n- 1 -\n\u{C}SECRET\n\npier on Monday.\n- 2 -\n";
        let (text, caveat) = read(raw);
        assert_eq!(
            text,
            "SECRET\nMemo of the harbour\n\nThe brigade moved four launchers to the northern\npier on Monday.\n"
        );
        assert!(caveat.unwrap().contains("“SECRET”"));
        let head = "The Pier\n\nWords about the\n\u{C}\nReport 1        The Pier        May 2024\n\nold cannery.";
        assert_eq!(read(head).0, "The Pier\n\nWords about the\nold cannery.\n");
        let paged = "The Pier\n\nWords about the\n\nHolt          Page 1\n\u{C}\nRFW 9        Piers        May\n\nold cannery.";
        assert_eq!(read(paged).0, "The Pier\n\nWords about the\nold cannery.\n");
    }

    #[test]
    fn what_stands_once_stays_and_lines_keep_their_numbers() {
        let (lines, caveat) = joined("One.\n\u{C}\nTwo is a heading\n\nThree.\n".to_owned());
        assert_eq!((lines.text.as_str(), caveat), ("One.\n\nTwo is a heading\n\nThree.\n", None));
        assert_eq!([lines.number(1), lines.number(3), lines.number(5)], [1, 3, 5]);
        assert_eq!(read("no feeds\n"), ("no feeds\n".to_owned(), None));
    }
}
