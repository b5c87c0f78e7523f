//! What a phrase says of the certainty of its clause. Holds no words: see `data/lexicon`.

use serde::Deserialize;

use crate::facts::estimative::{Band, Confidence};

/// What a phrase says of how surely something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    /// A word of estimative probability.
    Estimate(Band),
    /// A level of confidence.
    Confidence(Confidence),
    /// "could", "would": the whole clause is conditional.
    Condition,
    /// "reportedly", "is thought to": the whole clause is hedged.
    Hedge,
    /// "unclear", "suspects": what follows is hedged, and not who suspects.
    HedgesWhatFollows,
    /// "not", "never": the whole clause is denied.
    Denial,
    /// "denies", "no evidence of": what follows is denied.
    DeniesWhatFollows,
    /// "will", "is due to": the whole clause is planned.
    Plan,
}

impl Cue {
    const ALL: [Self; 17] = [
        Self::Estimate(Band::Remote),
        Self::Estimate(Band::HighlyUnlikely),
        Self::Estimate(Band::Unlikely),
        Self::Estimate(Band::Even),
        Self::Estimate(Band::RealisticPossibility),
        Self::Estimate(Band::Likely),
        Self::Estimate(Band::HighlyLikely),
        Self::Estimate(Band::AlmostCertain),
        Self::Confidence(Confidence::Low),
        Self::Confidence(Confidence::Moderate),
        Self::Confidence(Confidence::High),
        Self::Condition,
        Self::Hedge,
        Self::HedgesWhatFollows,
        Self::Denial,
        Self::DeniesWhatFollows,
        Self::Plan,
    ];

    /// Its number in an image.
    pub fn number(self) -> u32 {
        let place = Self::ALL.iter().position(|cue| *cue == self);
        place.and_then(|place| u32::try_from(place).ok()).unwrap_or(u32::MAX)
    }

    /// The cue with this number.
    pub fn of(number: u32) -> Option<Self> {
        Self::ALL.get(number as usize).copied()
    }

    /// True if it says something only of what stands after it.
    pub const fn looks_ahead(self) -> bool {
        matches!(self, Self::HedgesWhatFollows | Self::DeniesWhatFollows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_has_a_number_of_its_own() {
        for (number, cue) in (0..).zip(Cue::ALL) {
            assert_eq!((cue.number(), Cue::of(number)), (number, Some(cue)));
        }
        assert_eq!(Cue::of(17), None);
    }
}
