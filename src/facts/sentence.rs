//! Where sentences end: stops that are no abbreviation's, and line ends that no wrapping made. Works
//! on the tokens of one passage.

use std::ops::Range;

use super::lexicon::Traits;
use super::token::Token;
use super::token_kind::{Case, Kind};
use crate::text::Span;

/// Lines longer than this are not wrapped by hand: their ends are ends of paragraphs.
const LONGEST_WRAPPED_LINE: usize = 120;

/// No sentence is longer than this many tokens: what looks longer is a list, and rules that look
/// around in a sentence stay linear.
const LONGEST_SENTENCE: usize = 250;

/// Hands out the sentences of `tokens`, each a range of token numbers, in order and without gaps.
pub fn split(text: &str, tokens: &[Token], mut sentence: impl FnMut(Range<usize>)) {
    let width = widest_line(text, tokens);
    let mut lines = Lines::of(text);
    let mut start = 0;
    for (last, pair) in tokens.windows(2).enumerate() {
        let [before, next] = pair else { continue };
        let at = last + 1;
        let full = at - start >= LONGEST_SENTENCE;
        if !full && is_inside(before, next) {
            continue;
        }
        let broken = next.new_line && {
            let line = lines.length_between(before, next);
            line_ends_between(text, (before, next), (line, width))
        };
        if full || broken || ends_before(text, tokens, at) {
            sentence(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        sentence(start..tokens.len());
    }
}

/// True if surely no sentence ends between two tokens, as is plain for most. What is asked is asked
/// of every token: no answer leads to a branch.
fn is_inside(before: &Token, next: &Token) -> bool {
    let opens = next.is_capital() & next.traits.has(Traits::FUNCTION);
    let plain = before.is_word() & !opens | before.is_number() | next.glued;
    plain & !next.new_line
}

/// True if a sentence ends between token `at - 1` and token `at`.
fn ends_before(text: &str, tokens: &[Token], at: usize) -> bool {
    let next = &tokens[at];
    if closes(next) || !starts_sentence(next) {
        return false;
    }
    let Some(last) = last_word_mark(tokens, at) else {
        return false;
    };
    match tokens[last].kind {
        Kind::Mark('!' | '?' | '…') => true,
        Kind::Mark('.') => !abbreviates(tokens, last) || is_counted(text, tokens, last),
        Kind::Word => {
            let opens = next.is_capital() && next.traits.has(Traits::FUNCTION);
            opens && tokens[last].span.of(text).ends_with('.')
        }
        _ => false,
    }
}

/// The last token before `at` that is no closing quote or bracket.
fn last_word_mark(tokens: &[Token], at: usize) -> Option<usize> {
    let last = at.checked_sub(1)?;
    if !closes(&tokens[last]) {
        return Some(last);
    }
    (0..last).rev().take(3).find(|&before| !closes(&tokens[before]))
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

/// "Category I. Complete rockets": a numeral or letter of a list before the stop, no initial.
fn is_counted(text: &str, tokens: &[Token], stop: usize) -> bool {
    let counted =
        stop.checked_sub(2).and_then(|at| tokens.get(at)).filter(|token| token.is_capital());
    counted.is_some_and(|token| {
        let word = token.span.of(text);
        COUNTED.iter().any(|counted| word.eq_ignore_ascii_case(counted))
    })
}

/// What is counted with roman numerals and letters.
const COUNTED: &[&str] = &[
    "category",
    "part",
    "phase",
    "class",
    "tier",
    "stage",
    "chapter",
    "section",
    "article",
    "annex",
    "appendix",
    "volume",
    "schedule",
    "title",
    "block",
    "increment",
];

/// True if the line of this length that ends between two tokens was not broken to fit the width.
fn line_ends_between(
    text: &str,
    (before, token): (&Token, &Token),
    (line, width): (usize, usize),
) -> bool {
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

/// The lines of a passage, as its tokens are gone through.
struct Lines<'a> {
    text: &'a str,
    /// Where the line under way begins, once a line has ended.
    start: Option<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, start: None }
    }

    /// The length of the line that ends between two tokens, in bytes and counted to just past what
    /// matters.
    fn length_between(&mut self, before: &Token, next: &Token) -> usize {
        let end = before.span.end;
        let far = self.text.floor_char_boundary(end.saturating_sub(LONGEST_WRAPPED_LINE + 2));
        let start = self.start.unwrap_or_else(|| self.line_start(far, end));
        self.start = Some(self.line_start(end, next.span.start));
        end - start.max(far)
    }

    /// Where the last line between two places begins; the first place if no line ends there.
    fn line_start(&self, from: usize, to: usize) -> usize {
        let gap = self.text.as_bytes().get(from..to).unwrap_or_default();
        from + gap.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1)
    }
}

fn widest_line(text: &str, tokens: &[Token]) -> usize {
    let whole = match tokens {
        [first, .., last] => Span::new(first.span.start, last.span.end).of(text),
        _ => "",
    };
    if memchr::memchr(b'\n', whole.as_bytes()).is_none() {
        return 0;
    }
    let mut lines = Lines::of(text);
    let ends = tokens.windows(2).filter(|pair| pair[1].new_line);
    ends.map(|pair| lines.length_between(&pair[0], &pair[1])).max().unwrap_or(0)
}
