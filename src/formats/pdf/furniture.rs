//! What a page carries besides its text: running heads, page numbers, stamps across the page. They
//! are set aside and named in a caveat. Decides by place and repetition on several pages.

use std::collections::{BTreeSet, HashMap};

use super::labels::Printed;
use super::piece::Piece;
use crate::text::Shown;

/// Parts of the page's height at its top and bottom where running heads stand.
const TOP: f32 = 0.1;
const BOTTOM: f32 = 0.9;

/// The first and the last words of a page may be furniture this far inside.
const OUTER: f32 = 0.2;

/// Letters of a running head at most.
const MAX_LETTERS: usize = 160;

/// What stands for any page number.
const NUMBER: &str = "#";

/// Running heads named in the caveat.
const NAMED: usize = 3;

/// The pieces of one page and its height.
#[derive(Clone)]
pub(super) struct Leaf {
    pub pieces: Vec<Piece>,
    pub height: f32,
    /// The number printed on it, once it was set aside.
    pub number: Option<Printed>,
}

/// A page's height and the base lines of its first and last words.
struct Edges {
    height: f32,
    first: f32,
    last: f32,
}

impl Leaf {
    fn edges(&self) -> Edges {
        let bases = || self.pieces.iter().map(|piece| piece.base);
        let (first, last) = (bases().fold(f32::MAX, f32::min), bases().fold(f32::MIN, f32::max));
        Edges { height: self.height.max(1.0), first, last }
    }
}

/// Words and place of a piece in the margins.
type Key = (String, i32);

/// Takes the furniture of all pages away, and names it. `body` is the size of most letters.
pub(super) fn set_aside(leaves: &mut [Leaf], body: f32) -> Option<Shown> {
    let mut seen: HashMap<Key, Vec<usize>> = HashMap::new();
    for (page, leaf) in leaves.iter().enumerate() {
        let edges = leaf.edges();
        for key in leaf.pieces.iter().flat_map(|piece| keys(piece, &edges, (page, body))) {
            let pages = seen.entry(key).or_default();
            if pages.last() != Some(&page) {
                pages.push(page);
            }
        }
    }
    let pages = leaves.len();
    let mut named = BTreeSet::new();
    for (page, leaf) in leaves.iter_mut().enumerate() {
        let edges = leaf.edges();
        let number = &mut leaf.number;
        leaf.pieces.retain(|piece| {
            let keys = keys(piece, &edges, (page, body));
            let stands = |key: &Key| is_furniture(key, piece, around(key, &seen, page), pages);
            if !keys.iter().any(stands) {
                return true;
            }
            if keys.iter().any(|key| key.0 == NUMBER) {
                *number = number.or(Printed::of(&piece.text));
            } else if named.len() < NAMED {
                named.insert(piece.text.clone());
            }
            false
        });
    }
    let names: Vec<String> = named.iter().map(|name| format!("“{name}”")).collect();
    let names = names.join(", ");
    (!named.is_empty()).then(|| Shown::line(&format!("Running heads are not shown: {names}.")))
}

/// On how many other pages the same stands in the same place, give or take a line's height; no
/// more than two are counted.
fn around(key: &Key, seen: &HashMap<Key, Vec<usize>>, page: usize) -> usize {
    let near = (-1..=1).filter_map(|step| seen.get(&(key.0.clone(), key.1 + step)));
    let mut found: Vec<usize> = Vec::new();
    for other in near.flatten().filter(|other| **other != page) {
        if !found.contains(other) {
            found.push(*other);
        }
        if found.len() == 2 {
            break;
        }
    }
    found.len()
}

/// What a piece in the margins is compared by: its words, and its words with the first or the last
/// number counted from the page, as page numbers count; a number alone is like any other.
fn keys(piece: &Piece, edges: &Edges, (page, body): (usize, f32)) -> Vec<Key> {
    let Edges { height, first, last } = *edges;
    let part = piece.base / height;
    let outermost =
        piece.base < first + 3.0 && part < OUTER || piece.base > last - 3.0 && part > 1.0 - OUTER;
    let letters = piece.text.chars().count();
    if (TOP..BOTTOM).contains(&part) && !outermost || letters > MAX_LETTERS {
        return Vec::new();
    }
    let from_edge = if part < 0.5 { piece.base } else { piece.base - height - 10_000.0 };
    #[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
    let row = (from_edge / 6.0) as i32;
    let words = piece.text.to_lowercase();
    if is_number(&words) || is_roman(&words) {
        return vec![(NUMBER.to_owned(), row)];
    }
    let mut keys = vec![(words.clone(), row)];
    // Large words with a number are titles: "Annex 3".
    if piece.size < body * 1.15 {
        let begins = |at: &usize| {
            let digit = |at: usize| words.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
            digit(*at) && !at.checked_sub(1).is_some_and(digit)
        };
        let mut starts = (0..words.len()).filter(begins);
        let ends = [starts.next(), starts.next_back()].into_iter().flatten();
        keys.extend(ends.filter_map(|at| Some((counted(&words, at, page)?, row))));
    }
    keys
}

/// Words with the number at `at` as what it is ahead of the page.
fn counted(words: &str, at: usize, page: usize) -> Option<String> {
    let (before, rest) = words.split_at_checked(at)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, behind) = rest.split_at_checked(end)?;
    let ahead = number.parse::<i32>().ok()? - i32::try_from(page).ok()?;
    Some(format!("{before}\0{ahead}\0{behind}"))
}

fn is_furniture(key: &Key, piece: &Piece, others: usize, pages: usize) -> bool {
    let wanted = match pages {
        0 | 1 => usize::MAX,
        2..=5 => 1,
        _ => 2,
    };
    // A number alone at the foot numbers the page, even of a single one.
    let foot = key.1 < 0 && key.0 == NUMBER && !piece.text.contains('.');
    others >= wanted || foot && (pages == 1 || piece.text.to_lowercase().contains("page"))
}

/// "12", "- 12 -", "page 3 of 12".
fn is_number(words: &str) -> bool {
    let rest = words.replace("page", "").replace("of", "");
    let sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '—' | '|' | '/');
    rest.bytes().any(|b| b.is_ascii_digit()) && rest.chars().all(sign)
}

fn is_roman(words: &str) -> bool {
    (1..=7).contains(&words.len()) && words.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, base: f32) -> Piece {
        Piece { text: text.into(), base, size: 10.0, ..Piece::default() }
    }

    fn left(pages: &[&[(&str, f32)]]) -> (Vec<Vec<String>>, Option<Shown>) {
        let leaf = |page: &&[(&str, f32)]| Leaf {
            pieces: page.iter().map(|(text, base)| piece(text, *base)).collect(),
            height: 800.0,
            number: None,
        };
        let mut leaves: Vec<Leaf> = pages.iter().map(leaf).collect();
        let caveat = set_aside(&mut leaves, 10.0);
        let texts = |leaf: Leaf| leaf.pieces.into_iter().map(|piece| piece.text).collect();
        (leaves.into_iter().map(texts).collect(), caveat)
    }

    #[test]
    fn what_repeats_in_the_margins_is_set_aside_and_named() {
        let (pages, caveat) = left(&[
            &[("Annual Report 2023", 30.0), ("Words", 400.0), ("1", 780.0)],
            &[("Annual Report 2023", 30.5), ("Words", 400.0), ("2", 780.0)],
            &[("Annual Report 2023", 30.0), ("Other", 400.0), ("3", 780.0)],
        ]);
        assert_eq!(pages, [["Words"], ["Words"], ["Other"]]);
        assert_eq!(&*caveat.unwrap(), "Running heads are not shown: “Annual Report 2023”.");
    }

    #[test]
    fn what_stands_once_stays() {
        let (pages, caveat) = left(&[&[("A title", 40.0), ("Words", 400.0), ("Note 1", 760.0)]]);
        assert_eq!(pages[0].len(), 3);
        assert_eq!(caveat, None);
    }

    #[test]
    fn numbers_in_running_heads_count_on_and_titles_with_numbers_stay() {
        let (pages, _) = left(&[
            &[("Report | 7", 30.0), ("Table 4", 60.0), ("Words", 400.0)],
            &[("Report | 8", 30.0), ("Table 9", 60.0), ("Words", 400.0)],
            &[("Report | 9", 30.0), ("Table 2", 60.0), ("Words", 400.0)],
        ]);
        assert_eq!(pages, [["Table 4", "Words"], ["Table 9", "Words"], ["Table 2", "Words"]]);
    }

    #[test]
    fn the_number_of_a_single_page_is_no_text() {
        let (pages, _) = left(&[&[("Words", 400.0), ("- 1 -", 780.0)]]);
        assert_eq!(pages[0], ["Words"]);
    }
}
