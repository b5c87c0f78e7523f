//! Roles in rows of plain text, whose cells a tab or a wide space parts: beside the name, after it or before.

use super::beside::is_role;
use super::role_phrase::phrase;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::list;
use crate::text::Span;

/// The longest cell in words.
const LONGEST: usize = 12;

/// The role in the cell after the name that ends at token `end`.
pub fn after(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    passage.token(end).filter(|next| next.new_cell && next.is_capital())?;
    let (first, last) = phrase(passage, end)?;
    let last = (first + 1..last).find(|&at| passage.tokens[at].new_cell).unwrap_or(last);
    is_role(passage, first, last).then_some((first, last))
}

/// The role in the cells before token `first`, with which the cell of a name begins.
pub fn before(passage: &Passage, first: usize) -> Option<(usize, usize)> {
    passage.token(first).filter(|name| name.new_cell && !name.new_line)?;
    let from = first.saturating_sub(LONGEST);
    let opens = |&at: &usize| at == 0 || passage.tokens[at].new_line;
    let start = (from..first).rev().find(opens)?;
    let hangs = |at: usize| passage.is_any(at, list!("and of for the to"));
    let end = (start + 1..=first).rev().find(|&end| !hangs(end - 1))?;
    let office = passage.token(start).is_some_and(Token::is_capital);
    (office && is_role(passage, start, end)).then_some((start, end))
}

/// The role with which a cell begins that says more of the person: "Employee of the Mint, who resigned".
pub fn opening_role(passage: &Passage) -> Option<Span> {
    passage.token(0).filter(|first| first.is_capital())?;
    let (first, last) = phrase(passage, 0)?;
    let clause = |next: &Token| !next.is_word() || passage.is_any(last, list!("who which that"));
    let ends = passage.token(last).is_none_or(clause);
    (ends && is_role(passage, first, last)).then(|| passage.span(first, last))
}
