//! Words of estimative probability: the bands of the two published scales, and levels of confidence.
//!
//! Percent of ICD 203: Intelligence Community Directive 203, Analytic Standards (2 January 2015, as amended
//! 2022), section D.6.e.(2)(a). Percent of PHIA: the probability yardstick of the Professional Head of
//! Intelligence Assessment, Cabinet Office (2019).

use serde::Deserialize;

/// A band of probability that both scales know by one or the other name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// "almost no chance", "remote".
    Remote,
    /// "very unlikely", "highly unlikely".
    HighlyUnlikely,
    /// "unlikely", "improbable".
    Unlikely,
    /// "roughly even chance".
    Even,
    /// "realistic possibility", of the PHIA yardstick alone.
    RealisticPossibility,
    /// "likely", "probably".
    Likely,
    /// "very likely", "highly likely".
    HighlyLikely,
    /// "almost certain".
    AlmostCertain,
}

impl Band {
    /// Every band, from the least likely.
    pub const ALL: [Self; 8] = [
        Self::Remote,
        Self::HighlyUnlikely,
        Self::Unlikely,
        Self::Even,
        Self::RealisticPossibility,
        Self::Likely,
        Self::HighlyLikely,
        Self::AlmostCertain,
    ];

    /// Its name in machine-readable output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Remote => "remote",
            Self::HighlyUnlikely => "highly-unlikely",
            Self::Unlikely => "unlikely",
            Self::Even => "even",
            Self::RealisticPossibility => "realistic-possibility",
            Self::Likely => "likely",
            Self::HighlyLikely => "highly-likely",
            Self::AlmostCertain => "almost-certain",
        }
    }

    /// What ICD 203 gives it, in percent; `None` where it has no such word.
    pub const fn icd_203(self) -> Option<(u8, u8)> {
        match self {
            Self::Remote => Some((1, 5)),
            Self::HighlyUnlikely => Some((5, 20)),
            Self::Unlikely => Some((20, 45)),
            Self::Even => Some((45, 55)),
            Self::RealisticPossibility => None,
            Self::Likely => Some((55, 80)),
            Self::HighlyLikely => Some((80, 95)),
            Self::AlmostCertain => Some((95, 99)),
        }
    }

    /// What the PHIA yardstick gives it, in percent; `None` where it has no such word.
    pub const fn phia(self) -> Option<(u8, u8)> {
        match self {
            Self::Remote => Some((0, 5)),
            Self::HighlyUnlikely => Some((10, 20)),
            Self::Unlikely => Some((25, 35)),
            Self::Even => None,
            Self::RealisticPossibility => Some((40, 50)),
            Self::Likely => Some((55, 75)),
            Self::HighlyLikely => Some((80, 90)),
            Self::AlmostCertain => Some((95, 100)),
        }
    }
}

/// How far those who judge trust their own judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// "low confidence".
    Low,
    /// "moderate confidence".
    Moderate,
    /// "high confidence".
    High,
}

impl Confidence {
    /// Every level, the lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Moderate, Self::High];

    /// Its name in machine-readable output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_one_scale_rise_and_do_not_overlap() {
        for scale in [Band::icd_203, Band::phia] {
            let bands: Vec<(u8, u8)> = Band::ALL.into_iter().filter_map(scale).collect();
            assert!(bands.iter().all(|(low, high)| low < high));
            assert!(bands.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{bands:?}");
        }
    }
}
