//! What a comparison of two ranges needs beside their distances: what kind of range each is, of which
//! variant and under what condition, and whether it is one of today. Decides nothing; `ranges` fills it.

use crate::text::Span;

/// What a distance is the range of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RangeKind {
    /// How far the weapon reaches at most: what most texts mean by its range.
    #[default]
    Reach,
    /// How near it can hit: "cannot hit closer than 70 km".
    Minimum,
    /// How far it flew in one test or strike.
    Test,
    /// How far an aircraft flies and comes back: "combat radius".
    Radius,
    /// How far an aircraft flies with all its fuel and no load.
    Ferry,
    /// How far a vehicle or ship goes on its fuel.
    Road,
    /// A limit of a treaty or a rule, or the bounds of a class.
    Legal,
}

impl RangeKind {
    /// Every kind, in the order of the numbers by which the index keeps them.
    pub const ALL: [Self; 7] = [
        Self::Reach,
        Self::Minimum,
        Self::Test,
        Self::Radius,
        Self::Ferry,
        Self::Road,
        Self::Legal,
    ];

    /// Its name in machine-readable output, where it is called the measure.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Minimum => "minimum",
            Self::Test => "test",
            Self::Radius => "radius",
            Self::Ferry => "ferry",
            Self::Road => "road",
            Self::Legal => "legal",
        }
    }

    /// What it is called beside other ranges; nothing for the usual one, how far a weapon reaches.
    pub fn said(self) -> &'static str {
        match self {
            Self::Reach => "",
            Self::Minimum => "minimum range",
            Self::Test => "flown in a test or strike",
            Self::Radius => "combat radius",
            Self::Ferry => "ferry range",
            Self::Road => "range on its own fuel",
            Self::Legal => "limit of a rule or class",
        }
    }
}

/// When a range is said to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RangeTime {
    /// At the time of the text.
    #[default]
    Now,
    /// Before it: "had a range of", "the first version reached".
    Earlier,
    /// After it: "will reach", "is to be extended to".
    Planned,
}

impl RangeTime {
    /// Every time, in the order of the numbers by which the index keeps them.
    pub const ALL: [Self; 3] = [Self::Now, Self::Earlier, Self::Planned];

    /// Its name in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Earlier => "earlier",
            Self::Planned => "planned",
        }
    }
}

/// Two bounds in kilometres, of which `None` is open.
pub type Bounds = (Option<f64>, Option<f64>);

/// What a range is and holds for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RangeDetails {
    /// What it is the range of.
    pub kind: RangeKind,
    /// When it holds.
    pub time: RangeTime,
    /// The most exact name that its sentence has for the weapon ("M39A1", "the export version"), if it
    /// is more exact than the weapon's.
    pub variant: Option<Span>,
    /// The load, use or profile for which it holds: "against ships", "with a light load".
    pub condition: Option<Span>,
    /// What the words claim, as rounded as they are written: what is compared.
    pub claim: Bounds,
    /// Its sentence, row of a table or item of a list.
    pub sentence: Span,
}
