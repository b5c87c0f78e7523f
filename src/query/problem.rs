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
    /// An `AND` with nothing on one side.
    #[error("AND needs a word on both sides; words side by side must all be there anyway.")]
    LoneAnd,
    /// A `NOT` with nothing behind it.
    #[error("A word must follow NOT.")]
    LoneNot,
    /// Brackets among operators.
    #[error(
        "Brackets do not group: OR joins the words beside it, - excludes one word or \"phrase\"."
    )]
    Brackets,
    /// A sign that other searches exclude with.
    #[error("Write -{0} or NOT {0} to leave out documents with this word.")]
    Exclamation(CleanText),
    /// An asterisk that does not end a word, or a question mark inside of one.
    #[error("* stands at the end of a word only, as in miss*; for other letters write missle~1.")]
    Wildcard,
    /// More letters that may differ than are looked for, or none.
    #[error("Write word~1 or word~2 for words that differ by one or two letters.")]
    Edits,
    /// A tilde behind a phrase.
    #[error("~ stands behind one word, not behind a phrase.")]
    EditsOfPhrase,
    /// A weight of a word.
    #[error("Words have no weights here; leave {0} out.")]
    Weight(CleanText),
    /// Something like a field that is none and like none.
    #[error(
        "{0} is no field. Put the words in quotation marks, or ask for title:, source:, author:, weapon:, actor:, place:, range:, certainty:, said:, date:, in:, has:, is:, label: or note:."
    )]
    UnknownField(CleanText),
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
    /// No distance of a ring.
    #[error("{0} is no distance; write 300km, 190 mi or 60 nm.")]
    NoRing(CleanText),
    /// No class of certainty.
    #[error(
        "{0} is no certainty; write asserted, hedged, estimative, denied, conditional or planned."
    )]
    NoCertainty(CleanText),
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
    /// Something that what is filtered does not know.
    #[error("{0} is not known here: f in the list or s answers it.")]
    NotHere(&'static str),
}
