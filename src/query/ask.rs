//! What a search asks for, as data. Does not read what was typed, and finds nothing.

use super::problem::QueryProblem;
use super::stem::Stem;
use crate::document::Date;
use crate::text::Span;

/// A search as typed: everything in `all` must hold of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Each of these must hold: at least one of its terms.
    pub all: Vec<Vec<Term>>,
    /// What is malformed, by place; the rest counts.
    pub problems: Vec<QueryProblem>,
}

impl Query {
    /// True if nothing is asked for, so that every document passes.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The same, so that no word stands for another form of itself.
    #[must_use]
    pub fn by_letters(mut self) -> Self {
        for term in self.all.iter_mut().flatten() {
            if let Ask::Words(_, wanted) | Ask::Folder(wanted) = &mut term.ask {
                wanted.stems = false;
            }
        }
        self
    }

    /// Every term.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.all.iter().flatten()
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// True if it must not hold.
    pub negated: bool,
    /// Where it was typed, in bytes.
    pub span: Span,
    /// The condition.
    pub ask: Ask,
}

/// What a document must have.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// These words, one after the other.
    Words(QueryField, QueryPhrase),
    /// A stated range within these bounds.
    Range(Reach),
    /// A range that is stated so surely: one of [`CERTAINTIES`].
    Certainty(&'static str),
    /// A date within these bounds.
    Date(Days),
    /// That it waits to be read, or was read (`false`).
    Unread(bool),
    /// A folder of this name above it; with several names, one inside the other.
    Folder(QueryPhrase),
    /// At least one fact of this kind.
    Has(FactKind),
}

/// Where words must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryField {
    /// Anywhere in the document.
    Anywhere,
    /// In its title.
    Title,
    /// In the name of who issued it.
    Source,
    /// In the names of its authors.
    Author,
    /// In the name of a weapon it names.
    Weapon,
    /// In the name of an actor it names.
    Actor,
    /// In the name of a place it names.
    Place,
    /// In the words that name who states one of its ranges.
    SaidBy,
    /// In a label of one of its bookmarks.
    Label,
    /// In a note of one of its bookmarks.
    Note,
}

/// Words as typed, and as they compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryPhrase {
    /// As typed, without quotation marks.
    pub typed: String,
    /// As they compare (see [`crate::text::Words`]); never empty.
    pub words: Vec<String>,
    /// True if the last word may go on: it is being typed, or ends in an asterisk.
    pub open: bool,
    /// True if another form of its one word counts too, unless only exact words are asked for.
    pub stems: bool,
    /// Letters by which a word may differ from its one word.
    pub edits: u8,
}

impl QueryPhrase {
    /// What the forms of its one word have in common, if others count.
    pub fn stem(&self) -> Option<Stem> {
        let [word] = self.words.as_slice() else { return None };
        Some(word).filter(|_| self.stems).and_then(|word| Stem::of(word))
    }
}

/// How surely something is said, as it is typed.
pub const CERTAINTIES: [&str; 6] =
    ["asserted", "hedged", "estimative", "denied", "conditional", "planned"];

/// Kinds of facts that a document may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// A weapon.
    Weapon,
    /// A stated range.
    Range,
    /// An actor.
    Actor,
}

/// Bounds of a stated range, in metres, both included; an open bound is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The least.
    pub least: Option<u64>,
    /// The most.
    pub most: Option<u64>,
}

impl Reach {
    /// True if a range of so many metres lies within the bounds.
    pub fn holds(self, metres: u64) -> bool {
        self.least.is_none_or(|least| least <= metres)
            && self.most.is_none_or(|most| metres <= most)
    }
}

/// Bounds of a date, as numbers whose digits are `yyyymmdd`, both included. A month or day that is
/// not stated is 00, so that "July 2023" comes before every day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Days {
    /// A date as such a number.
    pub fn number(date: Date) -> u32 {
        let part = |part: Option<u8>| u32::from(part.unwrap_or_default());
        u32::from(date.year().unsigned_abs()) * 10_000 + part(date.month()) * 100 + part(date.day())
    }

    /// The date of such a number; `None` if it is none.
    pub fn date(number: u32) -> Option<Date> {
        let part = |part: u32| u8::try_from(part % 100).ok().filter(|part| *part > 0);
        let year = i16::try_from(number / 10_000).ok()?;
        match (part(number / 100), part(number)) {
            (None, _) => Date::of_year(year),
            (Some(month), None) => Date::of_month(year, month),
            (Some(month), Some(day)) => Date::of_day(year, month, day),
        }
    }

    /// True if a date lies within the bounds.
    pub fn holds(self, date: Date) -> bool {
        (self.first..=self.last).contains(&Self::number(date))
    }
}
