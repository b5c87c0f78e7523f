//! What is looked for: a pattern in one page (`find`), and the search language over many documents
//! (`parse` reads it, `ask` is what it says, `matcher` finds its words in a text, `passage_matcher` all that it is
//! about in a document). Pure data: knows
//! neither screens nor files, and who answers a query is not its matter.

mod ask;
mod find;
mod matcher;
mod parse;
mod passage_matcher;
mod problem;
mod statement;
mod stem;
mod values;

pub use ask::{Ask, CERTAINTIES, Days, FactKind, Query, QueryField, QueryPhrase, Reach, Term};
pub use find::{MAX_QUERY, Pattern};
pub use matcher::Matcher;
pub use parse::{brief, in_field};
pub use passage_matcher::{PassageMatcher, has_parts};
pub use problem::{Fault, QueryProblem};
pub use statement::{Joint, Statement};
pub use stem::Stem;
