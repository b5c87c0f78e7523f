//! Where sentences end: stops that are no abbreviation's, and line ends that no wrapping made. Works
//! on the tokens of one passage.

use std::ops::Range;

use super::lexicon::Traits;
use super::token::{Case, Kind, Token};

/// Lines longer than this are not wrapped by hand: their ends are ends of paragraphs.
const LONGEST_WRAPPED_LINE: usize = 120;

/// No sentence is longer than this many tokens: what looks longer is a list, and rules that look
/// around in a sentence stay linear.
const LONGEST_SENTENCE: usize = 250;

/// Hands out the sentences of `tokens`, each a range of token numbers, in order and without gaps.
pub fn split(text: &str, tokens: &[Token], mut sentence: impl FnMut(Range<usize>)) {
    let width = widest_line(text, tokens);
    let mut start = 0;
    for at in 1..tokens.len() {
        let full = at - start >= LONGEST_SENTENCE;
        if full || ends_before(text, tokens, at) || line_ends_before(text, tokens, (at, width)) {
            sentence(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        sentence(start..tokens.len());
    }
}

/// True if a sentence ends between token `at - 1` and token `at`.
fn ends_before(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at).filter(|next| !next.glued && !closes(next)) else {
        return false;
    };
    let Some(last) = last_word_mark(tokens, at) else {
        return false;
    };
    match tokens[last].kind {
        Kind::Mark('!' | '?' | '…') => starts_sentence(next),
        Kind::Mark('.') => starts_sentence(next) && !abbreviates(tokens, last),
        Kind::Word => {
            let opens = next.is_capital() && next.traits.has(Traits::FUNCTION);
            opens && tokens[last].span.of(text).ends_with('.')
        }
        _ => false,
    }
}

/// The last token before `at` that is no closing quote or bracket.
fn last_word_mark(tokens: &[Token], at: usize) -> Option<usize> {
    (0..at).rev().take(4).find(|&before| !closes(&tokens[before]))
}

fn closes(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('"' | '”' | '’' | ')' | ']'))
}

fn starts_sentence(token: &Token) -> bool {
    token.is_capital()
        || token.is_number()
        || token.new_line
        || matches!(
            token.kind,
            Kind::Mark('"' | '“' | '‘' | '\'' | '(' | '[' | '-' | '–' | '•' | '*')
        )
}

/// True if the stop at `stop` belongs to an abbreviation or an initial.
fn abbreviates(tokens: &[Token], stop: usize) -> bool {
    let Some(word) = stop.checked_sub(1).and_then(|at| tokens.get(at)) else {
        return false;
    };
    let initial = word.case == Case::Upper && word.span.len() <= 2;
    tokens[stop].glued && word.is_word() && (initial || word.traits.has(Traits::ABBREVIATION))
}

/// True if a line ends before token `at` that was not broken to fit a width.
fn line_ends_before(text: &str, tokens: &[Token], (at, width): (usize, usize)) -> bool {
    let token = &tokens[at];
    if !token.new_line {
        return false;
    }
    let before = &tokens[at - 1];
    let line = line_length(text, before.span.end);
    let bullet = matches!(token.kind, Kind::Mark('-' | '•' | '*' | '–' | '|'));
    let stops = matches!(before.kind, Kind::Mark(':' | ';' | '|'));
    let room = line + token.span.len() + 8 < width;
    let blank = text
        .get(before.span.end..token.span.start)
        .is_some_and(|gap| gap.matches('\n').count() > 1);
    blank
        || bullet
        || stops && token.is_capital()
        || line > LONGEST_WRAPPED_LINE
        || room && !before.is_dash()
}

/// Bytes from the start of the line to `end`, counted to just past what matters.
fn line_length(text: &str, end: usize) -> usize {
    let from = text.floor_char_boundary(end.saturating_sub(LONGEST_WRAPPED_LINE + 2));
    let line = text.get(from..end).unwrap_or("");
    line.len() - line.rfind('\n').map_or(0, |at| at + 1)
}

fn widest_line(text: &str, tokens: &[Token]) -> usize {
    let ends = tokens.windows(2).filter(|pair| pair[1].new_line);
    ends.map(|pair| line_length(text, pair[0].span.end)).max().unwrap_or(0)
}
