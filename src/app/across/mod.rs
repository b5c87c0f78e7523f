//! What is looked up in the whole library: searches, the things it names, the ranges it states, and
//! which other documents name a thing. Looks nothing up itself: that is asked of `runtime` as a
//! [`LookupRequest`].

pub mod elsewhere;
pub mod ranges;
pub mod things;

pub use elsewhere::Elsewhere;
pub use ranges::{Column, Ranges};
pub use things::{Order, Things};

use super::geometry::Pane;
use super::search::Search;
use super::state::State;
use crate::facts::Class;
use crate::facts::correction::FactKey;
use crate::protocol::{Effect, LookupReport, LookupRequest, NamedEntity, Notice};

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

/// The thing that a key names, as the user knows it.
pub fn naming(state: &State, class: Class, id: &str) -> NamedEntity {
    let own = FactKey { class: class.word().to_owned(), id: id.to_owned() };
    let merged = state.panes.facts.corrections.merged_into(&own);
    let ids = std::iter::once(id).chain(merged).map(str::to_owned).collect();
    NamedEntity { class, ids }
}

/// Something was looked up; what is no longer asked is dropped.
pub fn told(state: &mut State, report: LookupReport) {
    match report {
        LookupReport::Naming(naming, total, documents) => {
            elsewhere::told(state, &naming, total, &documents);
            things::named(state, &naming, total, documents);
        }
        LookupReport::Tallies(class, tallies) => things::told(state, class, tallies),
        LookupReport::Ranges(lines) => ranges::told(state, lines),
        LookupReport::Failed(request, why) => {
            if let LookupRequest::Elsewhere(_) = request {
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
            LookupRequest::Tallies(state.across.things.class)
        }
        Pane::Ranges => LookupRequest::Ranges,
        _ => return Vec::new(),
    };
    vec![Effect::LookUp(request)]
}
