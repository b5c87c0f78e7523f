//! Why a distance is a range. Which of these holds, `reach` decides.

/// Why a distance is a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// "a range of M": the token of "range".
    RangeOf(usize),
    /// "M range", "M-range missile".
    RangeAfter,
    /// "the missile (M)".
    Bracket,
    /// "an M-mile missile".
    Attribute,
    /// "can reach targets M away": the token of the verb.
    Reach(usize),
    /// "the missile, with M,": right after the weapon.
    With,
    /// "ranges of M and M": one more of the same.
    Continued,
    /// "this rises to M": the same weapon's.
    Changed,
    /// "M with one shell and M with another": the same weapon's.
    Parallel,
    /// "The interceptor? M, sir.": of the weapon asked for.
    Answer,
    /// "the Mk-II of M": of something between that is no weapon for us.
    Unnamed,
    /// "A crew of five fires shells to M": of the weapon spoken of before.
    Spoken,
    /// The words beside the distance name its weapon: the rule, and the weapon's first token.
    Owned(&'static str, usize),
}

impl Evidence {
    /// True if the words right beside the distance name whose it is: if that is no weapon, none is.
    pub fn names_weapon(self) -> bool {
        matches!(self, Self::With | Self::Owned(..) | Self::Bracket)
    }

    /// The name of the rule.
    pub fn rule(self) -> &'static str {
        match self {
            Self::RangeOf(_) => "range of",
            Self::RangeAfter => "distance range",
            Self::Bracket => "distance in brackets after a weapon",
            Self::Attribute => "distance as an attribute",
            Self::Reach(_) => "able to reach",
            Self::With => "distance after a weapon",
            Self::Continued | Self::Parallel | Self::Unnamed => "range list",
            Self::Changed => "changed range",
            Self::Answer => "answer",
            Self::Spoken => "thrown to a distance",
            Self::Owned(rule, _) => rule,
        }
    }
}
