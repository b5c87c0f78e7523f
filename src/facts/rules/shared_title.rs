//! Titles that several persons share: "Councillors Ann Lee and Bo Lund", "Senators Inhofe, Wicker and Reed".
//! Says which names of a list belong to one.

use super::name::Name;
use super::office::Titles;
use crate::facts::candidate::{Findings, RoleOf};
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;
use crate::text::Span;

/// The list of persons that is being read.
#[derive(Debug, Default)]
pub struct SharedTitle {
    /// Where its last name ends.
    end: Option<usize>,
    title: Option<Span>,
}

impl SharedTitle {
    /// True if the list goes on with token `at`.
    pub fn joins(&self, passage: &Passage, at: usize) -> bool {
        self.end.is_some_and(|end| is_joined(passage, (end, at)))
    }

    /// Notes a name, in the list or not; its title is a role of those in the list.
    pub fn note(
        &mut self,
        passage: &Passage,
        titles: &Titles,
        ((first, end), listed): ((usize, usize), bool),
        findings: &mut Findings,
    ) {
        let read = listed || titles.before(first).is_none();
        if !listed {
            self.title = title_of_several(passage, titles, first);
        }
        self.end = self.title.map(|_| end);
        let office = self
            .title
            .filter(|title| !passage.is_any(passage.token_at(title.start), list!("messrs drs")));
        if let Some(role) = office.filter(|_| read) {
            findings.roles.push(RoleOf { person: passage.span(first, end), role });
        }
    }
}

/// The plural before a name that is a title of those in the list, too: "Councillors Ann Lee and Bo Lund".
fn title_of_several(passage: &Passage, titles: &Titles, at: usize) -> Option<Span> {
    let last = at.checked_sub(1)?;
    let first = titles.before(at).unwrap_or(last);
    let several = is_several(passage, last) || is_plural(passage, first);
    (several && first + 2 > last).then(|| passage.span(first, at))
}

fn is_plural(passage: &Passage, at: usize) -> bool {
    passage.token(at).is_some_and(|token| token.starts.any(Starts::SHARED_TITLE))
}

/// "Senators", "Justices" before a name.
pub fn is_several(passage: &Passage, at: usize) -> bool {
    if !is_plural(passage, at) {
        return false;
    }
    let Some(next) = passage.token(at + 1).filter(|next| next.is_capital()) else { return false };
    let known = next.traits.any(Traits::GIVEN.with(Traits::FAMILY)) || !next.id.is_known();
    // "Finance Ministers Agree": a headline, and the word before says what they are.
    let named = passage.before(at).is_some_and(|before| before.is_capital())
        && !passage.starts_sentence(at);
    passage.tokens[at].is_capital() && known && !named && !passage.is_loud(at)
}

/// "David Short,": in a list of persons a given name and one more word are a name.
pub fn in_list(passage: &Passage, mut name: Name) -> Name {
    let end = name.end + 1;
    let surname = passage.token(name.end).is_some_and(|next| {
        next.case == Case::Title && !next.new_line && !next.traits.has(Traits::FUNCTION)
    });
    let closes = passage.token(end).is_none_or(|next| {
        next.is_mark(',') || next.is_mark('&') || next.is_mark('.') || next.new_line
    });
    let single = name.words == 1 && passage.traits(name.first).has(Traits::GIVEN);
    if single && surname && closes {
        name.end = end;
        name.words = 2;
    }
    name
}

/// True for a comma and for "and" in words or as a sign.
pub fn joins(passage: &Passage, at: usize) -> bool {
    passage.is(at, "and")
        || passage.token(at).is_some_and(|token| token.is_mark(',') || token.is_mark('&'))
}

/// Past the "of Ohio" of "Representatives Hale of Ohio, Lund and Moss".
fn past_seat(passage: &Passage, end: usize) -> usize {
    let seat = passage.is(end, "of") && passage.token(end + 1).is_some_and(Token::is_capital);
    end + if seat { 2 } else { 0 }
}

/// A comma, "and", or both lead from the name before to the one at token `at`, which is no other thing.
fn is_joined(passage: &Passage, (end, at): (usize, usize)) -> bool {
    let other =
        Traits::LABEL.with(Traits::NEVER_NAME).with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD);
    let plain = !passage.traits(at).any(other)
        || passage.traits(at).any(Traits::GIVEN.with(Traits::FAMILY));
    let end = past_seat(passage, end);
    (1..=2).contains(&at.saturating_sub(end)) && (end..at).all(|at| joins(passage, at)) && plain
}
