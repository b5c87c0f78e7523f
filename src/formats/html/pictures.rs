//! Descriptions of pictures in an article which say nothing new: words of the title, of a caption next
//! to them, the name of a file.

use std::collections::HashSet;

use super::prose::{holds_words, letters, same_words, says_most_of};
use crate::document::Parts;
use crate::text::{CleanText, PICTURE};

/// Blocks before and behind a picture among which its caption is looked for.
const NEAR: usize = 2;

/// Letters behind a description that say nothing.
const REST: usize = 3;

/// Leaves out the descriptions among what is kept of a page that say nothing new.
pub(super) fn drop_repeated(parts: &Parts, keep: &mut [bool], title: Option<&CleanText>) {
    let mut seen: HashSet<&str> = HashSet::new();
    let words = |at: usize| parts.blocks.get(at).map(|block| block.span.of(&parts.text).trim());
    for at in 0..keep.len() {
        let described = words(at).and_then(described).filter(|_| keep.get(at) == Some(&true));
        let Some(described) = described else { continue };
        let is_title = title
            .is_some_and(|title| same_words(described, title) || holds_words(title, described));
        let near = (at.saturating_sub(NEAR)..=at + NEAR).filter(|near| *near != at);
        let mut near = near.filter(|near| keep.get(*near) == Some(&true)).filter_map(words);
        let again = !seen.insert(described)
            || near.any(|near| !near.starts_with(PICTURE) && says_most_of(near, described));
        if let Some(keep) = keep.get_mut(at).filter(|_| is_title || again || is_file(described)) {
            *keep = false;
        }
    }
}

/// The description, if a block says no more than that.
fn described(words: &str) -> Option<&str> {
    let (described, rest) = words.strip_prefix(PICTURE)?.rsplit_once(']')?;
    (letters(rest) < REST && !described.contains(PICTURE)).then_some(described)
}

/// True for the name of a file and for what says only of which kind it is: "JPEG - 172.1 ko".
fn is_file(described: &str) -> bool {
    let first = described.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let last = described.rsplit('.').next().unwrap_or_default();
    let kinds = ["jpg", "jpeg", "png", "gif", "webp", "svg", "avif"];
    let is = |word: &str| kinds.iter().any(|kind| kind.eq_ignore_ascii_case(word));
    is(last) && described.contains('.') || is(first) && described.len() < 24
}
