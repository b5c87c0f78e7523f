//! What the engine returns: entities with their mentions, ranges with their weapons. Holds spans, not
//! the text; decides nothing.

use std::borrow::Cow;

pub use super::actor_kind::ActorKind;
use super::figure::Figure;
use super::range_details::RangeDetails;
pub use super::slug::slug;
pub use super::stance::{
    Attribution, Band, CertaintyClass, Confidence, Modality, SourceKind, Stance,
};
use crate::text::{CleanText, Span};

/// Everything found in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Weapons, actors, places and dates, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Ranges in the order of the text.
    pub ranges: Vec<RangeFact>,
    /// Distances that weapons flew in one test or strike, or drive on their fuel, in the order of the
    /// text: statements, but no ranges.
    pub apart: Vec<RangeFact>,
    /// What actors are said to have said, in the order of the text.
    pub sayings: Vec<Saying>,
    /// The sentences in which weapons, actors or ranges stand, in the order of the text; cells of a table
    /// and items of a list have sentences of their own.
    pub sentences: Vec<Span>,
}

/// How many facts a document has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// Weapons it names.
    pub weapons: u32,
    /// Ranges it states.
    pub ranges: u32,
    /// Actors it names.
    pub actors: u32,
}

impl Facts {
    /// The sentence in which a fact stands that begins at byte `at`.
    pub fn sentence(&self, at: usize) -> Option<Span> {
        span_at(&self.sentences, at)
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Counts {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let of = |class| number(self.entities.iter().filter(|e| e.class == class).count());
        Counts {
            weapons: of(Class::Weapon),
            ranges: number(self.ranges.len()),
            actors: of(Class::Actor),
        }
    }
}

/// The one of these spans, which are in order, that holds byte `at`.
pub fn span_at(spans: &[Span], at: usize) -> Option<Span> {
    let after = spans.partition_point(|span| span.start <= at);
    spans.get(after.checked_sub(1)?).copied().filter(|span| at < span.end)
}

/// A weapon, actor, place or date with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// A key of small letters, digits and hyphens: "mgm-140-atacms". Unique in its document and the
    /// same for the same thing in other documents.
    pub id: String,
    /// Its canonical name, or its fullest form in the text.
    pub name: CleanText,
    /// What it is.
    pub class: Class,
    /// A weapon's class ("ballistic missile"), an actor's kind ("person"), a place's ("city").
    pub kind: Cow<'static, str>,
    /// True for a proper name, false for a generic weapon ("cruise missiles").
    pub named: bool,
    /// The name of the weapon whose variant, ship or kin it is, if the lexicon knows that.
    pub family: Option<CleanText>,
    /// The name of the weapon of which it is a variant at last, if it is one.
    pub base: Option<CleanText>,
    /// A person's roles as the text gives them, each once.
    pub roles: Vec<Role>,
    /// Where it is mentioned, in the order of the text.
    pub mentions: Vec<Mention>,
}

impl Entity {
    /// The key and the name of the weapon under which it is compared: of its base, else its own.
    pub fn subject(&self) -> (String, &CleanText) {
        match &self.base {
            Some(base) => (slug(base), base),
            None => (self.id.clone(), &self.name),
        }
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A weapon or military platform.
    Weapon,
    /// A person, organisation, group, or state that acts.
    Actor,
    /// A place.
    Place,
    /// A date.
    Date,
}

impl Class {
    /// Its name in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Weapon => "weapon",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Date => "date",
        }
    }
}

/// One place where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// The rule that found it.
    pub rule: &'static str,
    /// Who names it there, and how surely what is said of it is said.
    pub stance: Stance,
}

/// A role of a person ("head of Zelenskyy's office").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Where the text gives it.
    pub span: Span,
    /// Its words, without line breaks.
    pub text: CleanText,
}

/// Words that a document gives as those of an actor, quoted or reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The actor: its place in [`Facts::entities`].
    pub actor: usize,
    /// The words, or a part of them: those of one clause.
    pub span: Span,
    /// How surely they are said.
    pub certainty: CertaintyClass,
}

/// A distance that a weapon can reach.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeFact {
    /// The expression, with its approximator ("about 190 miles").
    pub span: Span,
    /// The same value in other units ("(306 km)").
    pub also: Vec<Span>,
    /// The value as the text writes it, then those of `also`, as long as these are known.
    pub figures: Vec<Figure>,
    /// Lower bound in kilometres; `None` is open.
    pub min_km: Option<f64>,
    /// Upper bound in kilometres; `None` is open.
    pub max_km: Option<f64>,
    /// What kind of bound it is.
    pub approx: Approx,
    /// The weapon: its place in [`Facts::entities`] and the mention that was linked.
    pub weapon: Option<(usize, Span)>,
    /// Who says so, and how surely.
    pub stance: Stance,
    /// What it is the range of, and for what it holds.
    pub details: RangeDetails,
    /// A key of the variant that it is of, the same in every document; empty if none is named.
    pub variant_key: String,
    /// The name of who says so as the document's actors have it; empty if nobody with a name does.
    pub speaker: String,
    /// The rule that found it.
    pub rule: &'static str,
}

impl RangeFact {
    /// Who is said to say so ("a retired US general").
    pub fn said_by(&self) -> Option<Span> {
        self.stance.attribution.sayer
    }

    /// The word that makes it less than sure ("reportedly", "likely").
    pub fn hedge(&self) -> Option<Span> {
        let Modality { class, cue, .. } = self.stance.certainty;
        cue.filter(|_| matches!(class, CertaintyClass::Hedged | CertaintyClass::Estimative))
    }
}

/// How exact a range is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Approx {
    /// "190 miles".
    #[default]
    Exact,
    /// "about 190 miles".
    About,
    /// "up to 190 miles".
    UpTo,
    /// "more than 190 miles".
    AtLeast,
    /// "190 to 200 miles".
    Interval,
}

impl Approx {
    /// Its name in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::UpTo => "up_to",
            Self::AtLeast => "at_least",
            Self::Interval => "interval",
        }
    }
}

/// How far bounds in kilometres say that a weapon reaches, in metres: the upper bound, or the lower if
/// that is open.
pub fn metres(min_km: Option<f64>, max_km: Option<f64>) -> Option<u64> {
    let km = max_km.or(min_km)?;
    (km.is_finite() && km >= 0.0).then_some((km * 1_000.0).round() as u64)
}
