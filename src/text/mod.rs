//! Text as everything above sees it: byte spans, cleaned strings, cell widths, folding.
//! Deliberately knows nothing of documents, screens or files.

mod bounds;
mod clean_text;
mod csv;
mod differing;
mod edits;
mod fold;
mod folded_text;
mod length;
mod markdown;
mod marks;
mod number;
mod occurrences;
mod picture;
mod raised;
mod roman;
mod scalars;
mod sentence;
mod skipping;
mod spacing;
mod span;
mod width;
mod words;

pub use bounds::{WordBounds, cluster_at, cluster_before, whole_clusters};
pub use clean_text::{CleanText, CleanTextBuf, is_invisible, stand_in};
pub use csv::{csv_row, is_formula};
pub use differing::differing;
pub use edits::edits;
pub use fold::{each_folded, fold_char, folded, has_words, push_exact, push_folded};
pub use length::length_in_words;
pub use markdown::markdown_line;
pub use marks::{is_silent, is_vowel_sign};
pub use number::grouped;
pub use occurrences::{Needle, Occurrences};
pub use picture::PICTURE;
pub use raised::{is_lowered, is_raised, lowered, raised};
pub use roman::{from_roman, roman};
pub use scalars::Scalars;
pub use sentence::{ABBREVIATIONS, sentence_at};
pub use spacing::single_spaced;
pub use span::Span;
pub use width::{MAX_MARKS, TAB_STOP, clusters, width, width_from};
pub use words::{LONGEST_WORD, Words};
