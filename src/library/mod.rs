//! The catalogue of documents: entries, their order and filters. Reads no files itself.

mod arrangement;
mod catalogue;
mod chunked;
mod columns;
mod counted;
mod duplicates;
mod entry;
mod filter;
mod finder;
mod interned;
mod keys;
mod list_rows;
mod merged;
mod numbers;
mod prepared;
mod ranks;
mod records;
mod row_order;
mod sieve;
mod texts;
mod timeline;
mod touched;

pub use arrangement::Arrangement;
pub use catalogue::{Catalogue, CatalogueView};
pub use columns::{ColumnValue, about_column, column_cells, column_order, column_words};
pub use entry::{Entry, EntryId, Status};
pub use filter::Filter;
pub use finder::{NameFinder, NameMatch};
pub use list_rows::ListRows;
pub use prepared::Prepared;
pub use records::split as folder_and_name;
pub use row_order::{ListSpec, RowOrder, Sort};
pub use sieve::Sieve;
pub use timeline::{Buckets, TimeCount, TimeUnit, Timeline};

pub use crate::config::{ListColumn, ListSort};
