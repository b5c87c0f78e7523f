//! Full text and facts of every document of a library, on disk: what a search, the catalogue and a
//! look across all documents read. A cache: whoever deletes it loses nothing. Reads no documents,
//! finds no facts and decides no order of the list.
//!
//! `catalogue_row`, `stored_facts` (of `stated_range`, `weapon_statement` and `actor_facts`) are the rows, `wire` their bytes; `schema` and `tokens` tell the engine what
//! a document is; `record` makes one, `writer` takes it in, `reader` gives it back; `ask` turns a
//! query into one of the engine, of which `beginning` and `statements` are parts (`known_documents`); `prefix_postings`, `prefix_tables` and `set` make
//! the first letters of a word as fast as the later ones. `search` ranks the answers, `newest` gathers the
//! newest of them, `statement_table` (of `statement_numbers`) holds what is stated of weapons, `selected` gives some documents of its state, `actor_documents` what is said of one
//! actor, `passages` quotes from them, `across` gathers facts over all documents, `dated` counts them by
//! date, `trend` those that name something, `per_state` keeps what was worked out of all of them until the
//! index changes, and `corrected` and `touched` apply to all of that what the user knows better.

mod across;
mod actor_documents;
mod actor_facts;
mod ask;
mod beginning;
mod catalogue_row;
mod corrected;
mod dated;
mod error;
mod known_documents;
mod newest;
mod passages;
mod per_state;
mod prefix_postings;
mod prefix_tables;
mod reader;
mod record;
mod schema;
mod search;
mod selected;
mod set;
mod stated_in;
mod stated_range;
mod statement_numbers;
mod statement_table;
mod statements;
mod stored_facts;
mod tokens;
mod touched;
mod trend;
mod weapon_statement;
mod wire;
mod writer;

pub use across::{Naming, RangeRow, Tally};
pub use actor_documents::ActorDocument;
pub use actor_facts::{ActorFacts, StoredRole, StoredSaying, WeaponBeside};
pub use ask::Outside;
pub use catalogue_row::{CatalogueRow, IndexedFile, RootedPath};
pub use dated::DatedDocuments;
pub use error::IndexError;
pub use passages::{AFTER, Passage, Passages, field, snippet};
pub use reader::Index;
pub use record::Record;
pub use schema::VERSION;
pub use search::{IndexQuery, Match, Matches};
pub use selected::StoredDocument;
pub use stated_range::StatedRange;
pub use statement_numbers::{StatedWeapon, StatementKeys, StatementNumbers};
pub use statement_table::{StatementState, StatementTable, StatingDocument};
pub use stored_facts::{Named, StoredFacts};
pub use trend::{TREND_SPANS, Trend, TrendAxis};
pub use weapon_statement::{StatementTraits, WeaponStatement};
pub use writer::Writer;

#[cfg(test)]
mod tests;
