//! The catalogue of documents: entries, their order and filters. Reads no files itself.

mod arrangement;
mod catalogue;
mod columns;
mod counted;
mod duplicates;
mod entry;
mod filter;
mod finder;
mod interned;
mod keys;
mod merged;
mod numbers;
mod prepared;
mod ranks;
mod records;
mod sieve;
mod texts;
mod timeline;
mod touched;

pub use arrangement::{Arrangement, Sort};
pub use catalogue::Catalogue;
pub use columns::{ColumnValue, about_column, column_cells, column_order, column_words};
pub use entry::{Entry, EntryId, Status};
pub use filter::Filter;
pub use finder::{NameFinder, NameMatch};
pub use prepared::Prepared;
pub use sieve::Sieve;
pub use timeline::{Buckets, TimeCount, TimeUnit, Timeline};

pub use crate::config::{ListColumn, ListSort};
