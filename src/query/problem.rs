//! What is wrong with a query, and where: for underlining it while it is typed. Never a reason not
//! to search for the rest.

use thiserror::Error;

use crate::text::{CleanText, Span};

/// A malformed part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where, in bytes of what was typed.
    pub span: Span,
    /// What is wrong, as a sentence.
    pub fault: Fault,
}

/// What can be wrong with a part of a query.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Fault {
    /// A quotation mark without its second.
    #[error("The quotation mark is not closed.")]
    OpenQuote,
    /// A minus sign with nothing behind it.
    #[error("A word must follow the minus sign.")]
    NothingExcluded,
    /// An `OR` with nothing on one side.
    #[error("OR needs a word on both sides.")]
    LoneOr,
    /// A field with nothing behind it.
    #[error("Words must follow {0} without a space.")]
    NoValue(CleanText),
    /// Something like a field that is none.
    #[error("{typed} is no field; did you mean {meant}?")]
    NoField {
        /// What was typed.
        typed: CleanText,
        /// The nearest field.
        meant: &'static str,
    },
    /// Nothing but punctuation.
    #[error("There is no letter and no digit to look for in {0}.")]
    NoWords(CleanText),
    /// No distance.
    #[error("{0} is no distance; write range:>300km, range:100..500km or range:190mi.")]
    NoDistance(CleanText),
    /// No date.
    #[error("{0} is no date; write date:2023, date:2023-07.. or date:2023-07-01..2023-09.")]
    NoDate(CleanText),
    /// Nothing a document can be.
    #[error("{0} is nothing a document can be; write is:unread or is:read.")]
    NoState(CleanText),
    /// Nothing a document can have.
    #[error("{0} is nothing to ask for; write has:range, has:weapon or has:actor.")]
    NoFact(CleanText),
    /// More than is looked at.
    #[error("The query is too long; what is marked does not count.")]
    TooLong,
    /// Something this list of documents does not know.
    #[error("{0} can be answered by a search of the library, not by the filter of the list.")]
    NotHere(&'static str),
}
