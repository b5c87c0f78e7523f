//! What earlier passages leave for later ones. What is remembered of a passage, `ranges` says.

use crate::facts::candidate::{Candidate, What};
use crate::text::Span;

/// What earlier passages leave for later ones: the weapons last spoken of.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The named weapons that a following "it" or "the missile" may stand for, the likeliest first.
    pub(super) named: Vec<Candidate>,
    /// A generic weapon, if no named one was spoken of since.
    pub(super) generic: Option<Span>,
    /// A generic weapon that was brought in as something new, if no named one was spoken of since.
    pub(super) new: Option<Span>,
    /// The weapon that the heading above names.
    pub(super) heading: Option<Span>,
    /// The weapon last said to be replaced by another.
    pub(super) replaced: Option<Span>,
    /// The weapon for whose range the last passage asked.
    pub(super) asked: Option<Span>,
    /// The numbers of the weapons that were surely named, in order.
    pub(super) sure: Vec<u32>,
}

impl Memory {
    /// Learns which weapons are surely named.
    pub fn learn(&mut self, found: &[Candidate]) {
        for number in found.iter().filter(|found| !found.weak).filter_map(number) {
            if let Err(place) = self.sure.binary_search(&number) {
                self.sure.insert(place, number);
            }
        }
    }

    /// False for a name that may mean something else, while nothing has borne it out.
    pub(super) fn is_sure(&self, name: &Candidate) -> bool {
        !name.weak || number(name).is_none_or(|number| self.sure.binary_search(&number).is_ok())
    }

    /// What "it" stands for at the start of the next passage.
    pub(super) fn last(&self) -> Option<Span> {
        self.new.or_else(|| self.topic()).or(self.generic)
    }

    /// The weapon that a table without names speaks of.
    pub(super) fn topic(&self) -> Option<Span> {
        self.named.first().map(|found| found.span)
    }
}

/// The number of a weapon in the lexicon.
fn number(found: &Candidate) -> Option<u32> {
    match found.what {
        What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => Some(number),
        _ => None,
    }
}
