//! When the documents that name the entities on the screen are dated: what is known of it, and what
//! is still to be looked up. A library names hundreds of thousands: only those near the selected row
//! are asked for.

use std::collections::{HashMap, HashSet};

use crate::index::{Trend, TrendAxis};

/// Rows above and below the selected one that are looked up together.
pub(super) const NEAR: usize = 150;

/// Rows that must be known around the selected one before nothing is asked: a screen of this many
/// lines is never without its trends.
pub(super) const IN_SIGHT: usize = 75;

/// Trends by the keys of their entities.
#[derive(Clone, Debug, Default)]
pub struct Trends {
    axis: TrendAxis,
    known: HashMap<String, Trend>,
    asked: HashSet<String>,
}

impl Trends {
    /// Forgets all: the library changed, or another class is shown.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Takes in what was looked up.
    pub(super) fn take(&mut self, axis: TrendAxis, trends: Vec<(String, Trend)>) {
        self.axis = axis;
        self.known.extend(trends);
    }

    /// True if the trend of an entity is known or asked for.
    pub(super) fn is_asked(&self, id: &str) -> bool {
        self.asked.contains(id)
    }

    /// The trend of an entity is asked for.
    pub(super) fn ask(&mut self, id: &str) {
        self.asked.insert(id.to_owned());
    }

    /// Which time the spans stand for.
    pub fn axis(&self) -> TrendAxis {
        self.axis
    }

    /// The trend of an entity, if it is known.
    pub fn of(&self, id: &str) -> Option<&Trend> {
        self.known.get(id)
    }
}
