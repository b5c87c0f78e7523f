//! Words into lines: textwrap's two algorithms, with the promise that no line is too wide.

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::words::Word;

/// As textwrap's own, but a line that is too wide by one cell costs more than any other choice
/// in a segment: 16,000 lines with gaps of 400 cells.
const PENALTIES: Penalties = Penalties { overflow_penalty: 10_000_000_000, ..Penalties::new() };

/// Sets `words` in lines of `limit` cells.
pub(super) fn wrap(words: &[Word], limit: usize, optimal: bool) -> Vec<&[Word]> {
    if words.is_empty() {
        return Vec::new();
    }
    let limits = [limit as f64];
    if optimal
        && let Ok(lines) = wrap_optimal_fit(words, &limits, &PENALTIES)
        && lines.iter().all(|line| line.len() == 1 || cells(line) <= limit)
    {
        return lines;
    }
    wrap_first_fit(words, &limits)
}

/// Cells that a line takes when nothing is stretched, with the hyphen at its end.
pub(super) fn cells(line: &[Word]) -> usize {
    let Some((last, rest)) = line.split_last() else {
        return 0;
    };
    let before: usize = rest.iter().map(|word| word.cells + usize::from(word.space)).sum();
    before + last.cells + usize::from(last.hyphen)
}
