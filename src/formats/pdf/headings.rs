//! Which parts are headings, and of what level: by the file's own bookmarks, by the size of their
//! letters, by their weight. Looks at the whole document at once.

use std::collections::HashMap;

use super::part::{Part, PartKind, ends_sentence};

/// Letters of a heading at most.
const MAX_LETTERS: usize = 200;

/// Letters of a heading that only its weight tells.
const MAX_BOLD: usize = 100;

/// How much larger than the body a heading is.
const LARGER: f32 = 1.12;

/// Levels told by size.
const MAX_LEVEL: usize = 4;

/// An entry of the file's own outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    pub title: String,
    /// Page it leads to, counted from 0.
    pub page: usize,
    /// 1 for the outermost.
    pub level: u8,
}

/// Marks headings among the parts of all pages.
pub(super) fn mark(pages: &mut [Vec<Part>], body: f32, bookmarks: &[Bookmark]) {
    let found = by_bookmarks(pages, bookmarks);
    // An outline that hardly fits the text is not to be relied on.
    let led = found.len() >= 2 && found.len() * 2 >= bookmarks.len();
    let tiers = Tiers::of(pages, body);
    let below = u8::from(led && has_title(pages, &found));
    for (page, parts) in pages.iter_mut().enumerate() {
        for (at, part) in parts.iter_mut().enumerate() {
            let level = match found.get(&(page, at)) {
                Some(level) => Some((level + below).min(6)),
                None if led && page > 0 => None,
                None => tiers.level(part),
            };
            if let Some(level) = level {
                part.kind = PartKind::Heading(level);
            }
        }
    }
}

/// True if the first page has a title that no bookmark names, larger than all that bookmarks do.
fn has_title(pages: &[Vec<Part>], found: &HashMap<(usize, usize), u8>) -> bool {
    let size_at = |(page, at): &(usize, usize)| pages.get(*page)?.get(*at).map(Part::size);
    let largest = found.keys().filter_map(size_at).fold(0.0, f32::max);
    let first = pages.first().into_iter().flatten().filter(|part| is_short(part)).map(Part::size);
    first.fold(0.0, f32::max) > largest * LARGER
}

/// The parts that bookmarks name, by page and place, and their levels.
fn by_bookmarks(pages: &[Vec<Part>], bookmarks: &[Bookmark]) -> HashMap<(usize, usize), u8> {
    let mut found = HashMap::new();
    for bookmark in bookmarks {
        let wanted = letters(&bookmark.title);
        let Some(parts) = pages.get(bookmark.page).filter(|_| !wanted.is_empty()) else { continue };
        let named = parts.iter().enumerate().find(|(at, part)| {
            !found.contains_key(&(bookmark.page, *at)) && is_named(part, &wanted)
        });
        if let Some((at, _)) = named {
            found.insert((bookmark.page, at), bookmark.level.clamp(1, 6));
        }
    }
    found
}

/// True if the part says `wanted` and little else: a number before it at most.
fn is_named(part: &Part, wanted: &str) -> bool {
    let short = part.letters() <= MAX_LETTERS && !part.lines.is_empty();
    if !short {
        return false;
    }
    let words = letters(&part.text());
    words == wanted || words.ends_with(wanted) && words.len() <= wanted.len() + 12
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Sizes of letters that headings have, largest first.
struct Tiers {
    body: f32,
    sizes: Vec<f32>,
    /// True if bold lines are headings: not where all is bold.
    bold: bool,
}

impl Tiers {
    fn of(pages: &[Vec<Part>], body: f32) -> Self {
        let (mut all, mut heavy) = (0, 0);
        let mut sizes: Vec<(f32, usize, usize)> = Vec::new();
        for part in pages.iter().flatten().filter(|part| !part.lines.is_empty()) {
            let (letters, size) = (part.letters(), part.size());
            all += letters;
            heavy += if part.is_bold() { letters } else { 0 };
            if size < body * LARGER {
                continue;
            }
            let heads = if is_short(part) { letters } else { 0 };
            match sizes.iter_mut().find(|(known, ..)| (*known - size).abs() < 0.06 * size) {
                Some(known) => {
                    known.1 += heads;
                    known.2 += letters;
                }
                None => sizes.push((size, heads, letters)),
            }
        }
        sizes.retain(|(_, heads, letters)| heads * 2 > *letters);
        sizes.sort_by(|a, b| b.0.total_cmp(&a.0));
        let sizes = sizes.into_iter().map(|(size, ..)| size).collect();
        Self { body, sizes, bold: heavy * 4 < all }
    }

    fn level(&self, part: &Part) -> Option<u8> {
        if part.lines.is_empty() || !is_short(part) {
            return None;
        }
        let size = part.size();
        let tier = self.sizes.iter().position(|known| (*known - size).abs() < 0.06 * size);
        if let Some(tier) = tier {
            return u8::try_from(tier.min(MAX_LEVEL - 1) + 1).ok();
        }
        let heavy = self.bold && part.is_bold() && size >= self.body * 0.95;
        let plain = matches!(part.kind, PartKind::Paragraph) || part.letters() < 60;
        let brief = part.letters() <= MAX_BOLD && part.lines.len() <= 2;
        let level = self.sizes.len().min(MAX_LEVEL) + 1;
        let named = heavy && plain && brief && !ends_sentence(&part.text());
        u8::try_from(level.max(2)).ok().filter(|_| named)
    }
}

/// Short enough, and words.
fn is_short(part: &Part) -> bool {
    let text = part.text();
    let lettered = text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let bullet = matches!(part.kind, PartKind::Item(_)) && !text.starts_with(char::is_alphanumeric);
    part.letters() <= MAX_LETTERS && part.lines.len() <= 4 && lettered && !bullet
}
