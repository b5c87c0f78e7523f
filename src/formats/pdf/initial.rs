//! Large first letters of a text, set over several lines, put back before the word they begin. Knows
//! the runs of one page and nothing of lines.

use std::collections::HashSet;

use super::sheet::Run;

/// How many times as large as the text beside it such a letter is at least.
const LARGER: f32 = 1.9;

/// Such letters on one page at most.
const MOST: usize = 24;

/// The runs of a page with large first letters joined to the runs they belong to.
pub(super) fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    let large: Vec<usize> =
        runs.iter().enumerate().filter(|(_, run)| is_letter(run)).map(|(at, _)| at).collect();
    if large.len() > MOST {
        return runs;
    }
    let mut taken = Vec::new();
    for at in large {
        let Some(letter) = runs.get(at).cloned() else { continue };
        let Some(first) = beside(&runs, &letter) else { continue };
        let between = if stands_alone(&runs, &letter, first) { " " } else { "" };
        if let Some(run) = runs.get_mut(first) {
            run.text = format!("{}{between}{}", letter.text.trim(), run.text.trim_start());
            run.left -= run.size * 0.3;
            taken.push(at);
        }
    }
    let mut at = 0;
    runs.retain(|_| {
        at += 1;
        !taken.contains(&(at - 1))
    });
    runs
}

/// A capital alone, or behind an opening quotation mark.
fn is_letter(run: &Run) -> bool {
    let mut letters = run.text.trim().trim_start_matches(['“', '"', '„', '«', '‘']).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// The run that a letter begins: the uppermost of at least two lines at its right side.
fn beside(runs: &[Run], letter: &Run) -> Option<usize> {
    let is_beside = |run: &Run| {
        let gap = run.left - letter.right;
        let above = letter.base - run.base;
        let size = run.size;
        letter.size > LARGER * size
            && (-0.3 * size..2.0 * size).contains(&gap)
            && (-0.3 * size..letter.size).contains(&above)
    };
    let lines = || runs.iter().enumerate().filter(|(_, run)| is_beside(run));
    let (first, run) = lines().min_by(|a, b| a.1.base.total_cmp(&b.1.base))?;
    let others = lines().filter(|(_, other)| other.base - run.base > 0.5 * run.size).count();
    let above = letter.base - run.base;
    let begins = run.text.trim_start().starts_with(char::is_alphabetic);
    (begins && others > 0 && above > 0.25 * letter.size).then_some(first)
}

/// True if the letter is a word of its own: what follows it is a word of the page by itself, and is
/// none with the letter before it.
fn stands_alone(runs: &[Run], letter: &Run, first: usize) -> bool {
    let capital = letter.text.trim();
    if !matches!(capital, "A" | "I" | "O") {
        return false;
    }
    let word = |run: &Run| run.text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let Some(next) = runs.get(first).map(word) else { return false };
    let others = runs.iter().enumerate().filter(|(at, _)| *at != first);
    let words: HashSet<String> = others
        .flat_map(|(_, run)| run.text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .collect();
    words.contains(&next) && !words.contains(&(capital.to_lowercase() + &next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::pdf::sheet::Style;

    fn run(text: &str, (left, base): (f32, f32), size: f32) -> Run {
        let right = left + 0.5 * size * text.chars().count() as f32;
        let style = Style::default();
        Run { text: text.into(), left, right, base, size, style, slanted: false, scanned: false }
    }

    fn texts(runs: Vec<Run>) -> Vec<String> {
        joined(runs).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn a_letter_over_two_lines_begins_the_first() {
        let runs = vec![
            run("W", (50.0, 124.0), 34.0),
            run("hen the brigade moved its launchers", (68.0, 102.0), 10.0),
            run("to the pier, it was seen from the", (68.0, 114.0), 10.0),
            run("bridge.", (50.0, 126.0), 10.0),
        ];
        assert_eq!(texts(runs)[0], "When the brigade moved its launchers");
    }

    #[test]
    fn a_letter_may_be_a_word() {
        let line = |words: &str, base| run(words, (63.0, base), 10.0);
        let page = |first: &str| {
            let below = line("of the long road to the coast", 114.0);
            vec![run("A", (50.0, 124.0), 26.0), line(first, 102.0), below]
        };
        assert_eq!(texts(page("long time ago"))[0], "A long time ago");
        assert_eq!(texts(page("fter the war"))[0], "After the war");
    }

    #[test]
    fn large_letters_elsewhere_stay() {
        let alone = vec![run("A", (50.0, 124.0), 34.0), run("Annex", (50.0, 190.0), 10.0)];
        assert_eq!(texts(alone), ["A", "Annex"]);
        let grade = vec![run("B", (50.0, 124.0), 30.0), run("is the grade", (68.0, 124.0), 10.0)];
        assert_eq!(texts(grade), ["B", "is the grade"]);
    }
}
