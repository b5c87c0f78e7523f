//! A correction of a fact as it was made: what it says, what the fact is called, where it was met. Data
//! only: which facts it changes is told in `facts::correction`.

use serde::{Deserialize, Serialize};

use crate::bookmarks::{FilePath, Fingerprint, Stamp};
use crate::facts::correction::{Correction, Corrections, RANGE};
use crate::text::Span;

/// A correction in force.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeCorrection {
    /// When it was made; `None` while it is not on the disk.
    pub made: Option<Stamp>,
    /// What it says.
    pub correction: Correction,
    /// What is to be known of it besides.
    pub details: CorrectionDetails,
}

/// What is kept of a correction for people, all of which earlier versions did not keep.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CorrectionDetails {
    /// What the fact is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What the fact is called into which it was merged.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub into: String,
    /// The document in which it was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<FilePath>,
    /// Where it stands there, in bytes of the text.
    #[serde(default)]
    pub begin: usize,
    /// The words that stand there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl MadeCorrection {
    /// The name by which programs call it: the same in every instance, and on another day.
    pub fn id(&self) -> String {
        let keys = serde_json::to_string(&self.correction).unwrap_or_default();
        format!("{:08x}", Fingerprint::of(keys.as_bytes()).short())
    }

    /// What the fact is called; its key, if only that was kept.
    pub fn name(&self) -> &str {
        let key = &self.correction.fact().id;
        if self.details.name.is_empty() { key } else { &self.details.name }
    }

    /// What the fact counts as, if it was merged into another; what it cannot be compared with.
    pub fn into(&self) -> Option<&str> {
        let (Correction::Merge { into, .. } | Correction::Apart { from: into, .. }) =
            &self.correction
        else {
            return None;
        };
        let name = self.details.into.as_str();
        Some(if name.is_empty() { &into.id } else { name })
    }

    /// Where it was met, if that was kept.
    pub fn passage(&self) -> Option<(&FilePath, Span)> {
        let CorrectionDetails { path, begin, words, .. } = &self.details;
        Some((path.as_ref()?, Span::new(*begin, begin + words.len())))
    }

    /// What it says, in words.
    pub fn said(&self) -> String {
        let name = self.name();
        let apart = matches!(self.correction, Correction::Apart { .. });
        match self.into() {
            Some(other) if apart => format!("{name} cannot be compared with {other}"),
            Some(into) => format!("{name} is {into}"),
            None if self.correction.fact().class == RANGE => format!("“{name}” is no range"),
            None => format!("{name} is no {}", self.correction.fact().class),
        }
    }

    /// What is said once it is taken back.
    pub fn taken_back(&self) -> String {
        let name = self.name();
        let apart = matches!(self.correction, Correction::Apart { .. });
        match self.into() {
            Some(other) if apart => format!("{name} is compared with {other} again."),
            Some(into) => format!("{name} and {into} are two again."),
            None if self.correction.fact().class == RANGE => format!("“{name}” is a range again."),
            None => format!("{name} is a fact again."),
        }
    }

    /// All corrections of a list, ready to be applied.
    pub fn in_force(made: &[Self]) -> Corrections {
        let mut corrections = Corrections::default();
        for one in made {
            corrections.add_named(one.correction.clone(), &one.details.into);
        }
        corrections
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::correction::FactKey;

    fn key(id: &str) -> FactKey {
        FactKey { class: "weapon".into(), id: id.into() }
    }

    #[test]
    fn a_correction_of_an_earlier_version_is_told_by_its_key() {
        let correction = Correction::Merge { fact: key("mgm-140"), into: key("atacms") };
        let details = CorrectionDetails::default();
        let mut made = MadeCorrection { made: None, correction, details };
        assert_eq!(made.said(), "mgm-140 is atacms");
        let id = made.id();
        made.details.into = "ATACMS".into();
        assert_eq!((made.said(), made.id()), ("mgm-140 is ATACMS".into(), id));
        assert_eq!(made.taken_back(), "mgm-140 and ATACMS are two again.");
        assert_eq!(made.passage(), None);
        let all = MadeCorrection::in_force(&[made]);
        assert_eq!(all.name("weapon", "atacms"), Some("ATACMS"));
    }
}
