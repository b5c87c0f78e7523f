//! Candidates: what a rule believes to have found, before anything is decided or merged.

use super::model::{ActorKind, Class};
use crate::text::Span;

/// A candidate mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where.
    pub span: Span,
    /// What it is.
    pub what: What,
    /// The rule that found it.
    pub rule: &'static str,
    /// True if it stands only beside a strong mention of the same thing.
    pub weak: bool,
}

/// What a candidate is; numbers are places in the lexicon's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A named weapon of the lexicon.
    KnownWeapon(u32),
    /// A named weapon found by form, perhaps a variant of a known one.
    NamedWeapon(Option<u32>),
    /// A generic weapon, by the head of its phrase.
    Generic(u32),
    /// A state that acts.
    State(u32),
    /// A state that is only a place.
    StatePlace(u32),
    /// An organisation, group or person of the lexicon.
    KnownActor(u32),
    /// A person found by form.
    Person,
    /// An organisation or group found by form.
    Organisation(ActorKind),
    /// The head of an organisation's name alone ("the Committee").
    ShortForm,
    /// A place of the lexicon.
    KnownPlace(u32),
    /// An entity of this class that is known by its words alone, as dates are.
    OfClass(Class),
}

impl What {
    /// True for weapons.
    pub fn is_weapon(self) -> bool {
        matches!(self, Self::KnownWeapon(_) | Self::NamedWeapon(_) | Self::Generic(_))
    }

    /// True for weapons with a name.
    pub fn is_named_weapon(self) -> bool {
        matches!(self, Self::KnownWeapon(_) | Self::NamedWeapon(_))
    }
}

impl Candidate {
    /// A strong candidate.
    pub fn new(span: Span, what: What, rule: &'static str) -> Self {
        Self { span, what, rule, weak: false }
    }

    /// The same, standing only beside a strong mention if `weak`.
    pub fn weak_if(self, weak: bool) -> Self {
        Self { weak, ..self }
    }
}

/// What the rules say of one passage.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Candidates in any order.
    pub found: Vec<Candidate>,
    /// Roles, each with the name it belongs to.
    pub roles: Vec<RoleOf>,
    /// Abbreviations in brackets, each with what stands before them.
    pub aliases: Vec<Alias>,
}

/// A role beside a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleOf {
    /// The name.
    pub person: Span,
    /// The role.
    pub role: Span,
}

/// Two names for one thing: "Intermediate-Range Nuclear Forces (INF)".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The longer form, before the bracket.
    pub long: Span,
    /// The form in the bracket.
    pub short: Span,
}

impl Findings {
    /// Adds a candidate.
    pub fn add(&mut self, span: Span, what: What, rule: &'static str) {
        self.found.push(Candidate::new(span, what, rule));
    }
}
