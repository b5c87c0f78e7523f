//! Words that a typescript divides at line ends, whole again: the rest of the word moves up to its
//! beginning. Whether the hyphen goes is decided by how the rest of the text spells its words. What
//! is taken away is made up for by spaces at the end of the line, which are never seen: so places in
//! the text stay those in the file.

use super::super::pdf::Spelling;
use super::line::Line;
use super::pages::Lines;
use super::shape::Shape;

/// Words that do not go on with the word before them: "short- and long-range".
const JOINING: [&str; 18] = [
    "and", "or", "to", "nor", "but", "und", "oder", "bis", "sowie", "et", "ou", "y", "o", "e", "и",
    "или", "та", "або",
];

/// Columns that a divided line takes at least, as part of the width of the text.
const FULL: (usize, usize) = (6, 10);

/// The text with its divided words whole.
pub(super) fn whole(lines: Lines) -> Lines {
    let may_be = has_divided(&lines.text);
    let Some(wrap) = may_be.then(|| Shape::of(&lines.text).wrap).flatten() else { return lines };
    let mut spelling = None;
    let mut out = Lines::default();
    let mut rows = (1..).zip(lines.text.split('\n')).peekable();
    let mut carried: Option<String> = None;
    while let Some((at, source)) = rows.next() {
        let mut row = carried.take().unwrap_or_else(|| source.to_owned());
        if let Some((_, below)) = rows.peek()
            && is_full(source, wrap)
            && let Some((head, hyphen)) = cut(&row, below)
        {
            let start = below.len() - below.trim_start().len();
            let (indent, words) = below.split_at(start);
            let end = words.find(' ').unwrap_or(words.len());
            let (rest, after) = words.split_at(end);
            let goes = hyphen
                && spelling
                    .get_or_insert_with(|| Spelling::of(&lines.text))
                    .divides(row.trim(), words);
            let mut joined = head.to_owned();
            joined.push_str(if goes { "" } else { "-" });
            joined.push_str(rest);
            let left = after.trim_start();
            // The line end of a line that is gone, and its indentation.
            let gone = if left.trim().is_empty() { 1 + indent.chars().count() } else { 0 };
            let spaces = after.chars().count() - left.chars().count() + usize::from(goes) + gone;
            joined.extend(std::iter::repeat_n(' ', spaces));
            row = joined;
            carried = Some(format!("{indent}{left}"));
        }
        let taken = carried.as_ref().is_some_and(|rest| rest.trim().is_empty());
        out.push(&row, lines.number(at));
        if taken {
            // The line held nothing but the end of the word.
            carried = None;
            rows.next();
        }
    }
    out
}

/// True if some line ends with a letter or digit and a hyphen, and the next one goes on with one.
fn has_divided(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, b"-\n").any(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let mut after = bytes.get(at + 2..).unwrap_or_default().iter();
        let next = after.find(|byte| !matches!(byte, b' ' | b'\t'));
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        before.is_some_and(is_word) && next.is_some_and(is_word)
    })
}

/// A line that ends in the middle of a word, without its hyphen, and whether the hyphen may be the
/// line's.
fn cut<'r>(row: &'r str, below: &str) -> Option<(&'r str, bool)> {
    let head = row.strip_suffix('-')?;
    let line = Line::new(row, 0, 0);
    let next = Line::new(below, 0, 0);
    let drawn = |line: &Line| {
        line.quote() > 0 || line.words.contains(['|', '\t']) || line.words.contains("   ")
    };
    let before = head.chars().next_back()?;
    let first = next.words.split(' ').next()?;
    let bare = first.trim_matches(|c: char| !c.is_alphanumeric());
    let goes_on = first.starts_with(char::is_alphanumeric) && !JOINING.contains(&bare);
    let good = before.is_alphanumeric() && goes_on && !drawn(&line) && !drawn(&next);
    good.then_some((head, before.is_lowercase() && first.starts_with(char::is_lowercase)))
}

/// True for a line, as the file has it, that is about as long as the lines of the text.
fn is_full(source: &str, wrap: usize) -> bool {
    Line::new(source, 0, 0).width * FULL.1 >= wrap * FULL.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text made whole, which is as long as before, without the spaces at the ends of its lines.
    fn read(text: &str) -> String {
        let whole = whole(Lines::of(text.to_owned())).text;
        assert_eq!(whole.chars().count(), text.chars().count(), "{whole:?}");
        whole.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    const BODY: &str = "The brigade moved on to the north of the river\nand stayed there for the night, as the mayor\nof the town and several witnesses said later.\n";

    #[test]
    fn divided_words_are_whole() {
        let text = format!(
            "{BODY}\nThe coastal brigade moved four laun-\nchers to the northern pier, and on Mon-\nday it moved two more of them there.\n"
        );
        let whole = format!(
            "{BODY}\nThe coastal brigade moved four launchers\nto the northern pier, and on Monday\nit moved two more of them there.\n"
        );
        assert_eq!(read(&text), whole);
        let text = format!(
            "{BODY}\n   It was the last of all the mis-\n   siles.\n   More words follow below it.\n"
        );
        assert!(read(&text).contains("   It was the last of all the missiles.\n   More words"));
    }

    #[test]
    fn a_line_that_lost_its_beginning_to_a_word_is_still_a_full_one() {
        let text = format!(
            "{BODY}\nThe boats of the town were brought to the long-\nrange radio and to the float of the air-\nlaunched kind in the har-\nbour.\n"
        );
        assert!(read(&text).contains("air-launched"), "{}", read(&text));
    }

    #[test]
    fn compounds_numbers_and_pairs_keep_their_hyphen() {
        let text = format!(
            "{BODY}\nA long way within range of the long-\nrange missile and of the older Kh-\n101 and then of short-\nand long-range ones that the Franco-\nGerman brigade has had there since.\n"
        );
        let read = read(&text);
        for words in ["long-range", "Kh-101", "short-\nand long-range", "Franco-German"] {
            assert!(read.contains(words), "{read}");
        }
    }

    #[test]
    fn tables_verse_and_quotations_stay() {
        for text in ["a-\nb\n", "Short lines-\nwith a dash\nand no\nsentence", "| left-\n| right\n"]
        {
            assert_eq!(read(text), text);
        }
    }
}
