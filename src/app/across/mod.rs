//! What is looked up in the whole library: searches, the things it names, the ranges it states, and
//! which other documents name a thing. Looks nothing up itself: that is asked of `runtime` as a
//! [`Request`].

pub mod elsewhere;
pub mod ranges;
pub mod things;

use std::sync::Arc;

pub use elsewhere::Elsewhere;
pub use ranges::{Column, Line, Paper, Ranges};
pub use things::{Order, Things};

use super::effect::Effect;
use super::event::Notice;
use super::geometry::Pane;
use super::search::{Document, Search};
use super::state::State;
use crate::facts::Class;
use crate::facts::correction::FactKey;
use crate::index::Tally;
use crate::text::Shown;

/// Documents that name one thing of which sentences are quoted.
pub const MOST_NAMING: usize = 500;

/// The state of everything that is about the whole library.
#[derive(Clone, Debug, Default)]
pub struct Across {
    /// The search.
    pub search: Search,
    /// The weapons, actors and places.
    pub things: Things,
    /// The ranges.
    pub ranges: Ranges,
    /// The other documents that name the thing whose details the sidebar shows.
    pub elsewhere: Option<Elsewhere>,
}

/// Something to be looked up. A newer request of one kind replaces one that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// The documents that name a thing, newest first.
    Naming(Naming),
    /// Everything of a class that the library names.
    Tallies(Class),
    /// Every range that the library states.
    Ranges,
}

/// A thing of which the documents are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// What it is.
    pub class: Class,
    /// Its key, and those of what the user merged into it.
    pub ids: Vec<String>,
}

/// What was looked up.
#[derive(Clone, Debug)]
pub enum Report {
    /// How many documents name a thing, and the newest of them.
    Naming(Naming, usize, Vec<Document>),
    /// Everything of a class that the library names.
    Tallies(Class, Vec<Tally>),
    /// Every range that the library states.
    Ranges(Vec<Arc<Line>>),
    /// It cannot be had, for this reason.
    Failed(Request, Shown),
}

impl Naming {
    /// The thing that a key names, as the user knows it.
    pub fn of(state: &State, class: Class, id: &str) -> Self {
        let own = FactKey { class: class.word().to_owned(), id: id.to_owned() };
        let merged = state.panes.facts.corrections.merged_into(&own);
        let ids = std::iter::once(id).chain(merged).map(str::to_owned).collect();
        Self { class, ids }
    }

    /// The key by which the open page knows the thing.
    pub fn key(&self) -> FactKey {
        let id = self.ids.first().cloned().unwrap_or_default();
        FactKey { class: self.class.word().to_owned(), id }
    }
}

/// Something was looked up; what is no longer asked is dropped.
pub fn told(state: &mut State, report: Report) {
    match report {
        Report::Naming(naming, total, documents) => {
            elsewhere::told(state, &naming, total, &documents);
            things::named(state, &naming, total, documents);
        }
        Report::Tallies(class, tallies) => things::told(state, class, tallies),
        Report::Ranges(lines) => ranges::told(state, lines),
        Report::Failed(request, why) => {
            if let Request::Naming(_) = request {
                state.across.elsewhere = None;
            }
            if state.focus.is_whole() {
                state.tell(Notice::passing(&why));
            }
        }
    }
}

/// The index has grown: what is shown of it is looked up anew.
pub fn indexed(state: &State) -> Vec<Effect> {
    let request = match state.focus {
        Pane::Things if state.across.things.detail.is_none() => {
            Request::Tallies(state.across.things.class)
        }
        Pane::Ranges => Request::Ranges,
        _ => return Vec::new(),
    };
    vec![Effect::LookUp(request)]
}
