//! Running heads: what stands at the head or foot of page after page, and the numbers of pages. They
//! are set aside and named in a caveat; a head that stands on each page is kept once, on the first.
//! Decides by place and repetition on several pages, and about whole lines: a row of a table whose
//! cells stand elsewhere too is no running head.

use std::collections::{BTreeSet, HashMap};

use super::labels::Printed;
use super::piece::Piece;
use super::rules::Rules;
use crate::text::CleanText;

/// Parts of the page's height at its top and bottom where running heads stand.
const TOP: f32 = 0.1;
const BOTTOM: f32 = 0.9;

/// The first and the last words of a page may be a running head this far inside.
const OUTER: f32 = 0.2;

/// Letters of a running head at most.
const MAX_LETTERS: usize = 160;

/// What stands for any page number.
const NUMBER: &str = "#";

/// Words that stand before the number of a page.
const PAGE: [&str; 12] = [
    "page",
    "pages",
    "pg",
    "p",
    "seite",
    "pagina",
    "página",
    "sida",
    "side",
    "strona",
    "стр",
    "страница",
];

/// Running heads named in the caveat.
const NAMED: usize = 3;

/// The pieces of one page and its height.
#[derive(Clone)]
pub(super) struct Leaf {
    pub pieces: Vec<Piece>,
    pub height: f32,
    /// The number printed on it, once it was set aside.
    pub number: Option<Printed>,
    /// Lines across and down that are drawn on it.
    pub rules: Rules,
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

/// Takes the running heads of all pages away, and names them. `body` is the size of most letters.
pub(super) fn set_aside(leaves: &mut [Leaf], body: f32) -> Option<CleanText> {
    let seen = Seen::of(leaves, body);
    let verdicts: Vec<Vec<Verdict>> =
        leaves.iter().enumerate().map(|(page, leaf)| seen.verdicts(page, leaf)).collect();
    // Where nothing else is written, it is the text.
    let is_text = |verdict: &Verdict| matches!(verdict, Verdict::Text | Verdict::Kept);
    if !verdicts.iter().flatten().any(is_text) {
        return None;
    }
    let (mut named, mut words) = (BTreeSet::new(), 0);
    for (page, (leaf, verdicts)) in leaves.iter_mut().zip(verdicts).enumerate() {
        let marking = if page == 0 { seen.marking(leaf, &verdicts) } else { None };
        let mut verdicts = verdicts.into_iter();
        let number = &mut leaf.number;
        leaf.pieces.retain(|piece| {
            match verdicts.next().unwrap_or(Verdict::Text) {
                Verdict::Text | Verdict::Kept => return true,
                Verdict::Number => *number = number.or(Printed::of(&piece.text)),
                Verdict::Head => {
                    words += piece.text.split_whitespace().count();
                    if named.len() < NAMED {
                        named.insert(piece.text.clone());
                    }
                }
            }
            false
        });
        leaf.pieces.extend(marking);
    }
    let names: Vec<String> = named.iter().map(|name| format!("“{name}”")).collect();
    let names = names.join(", ");
    let counted = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
    let caveat = format!("Running heads are not shown: {names} ({counted} in all).");
    (!named.is_empty()).then(|| CleanText::line(&caveat))
}

/// What is to become of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Text,
    /// A running head, kept on the first page for all others.
    Kept,
    Head,
    Number,
}

/// What stands in the margins of all pages.
struct Seen {
    pages: HashMap<Key, Vec<usize>>,
    count: usize,
    body: f32,
}

impl Seen {
    fn of(leaves: &[Leaf], body: f32) -> Self {
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
        Self { pages: seen, count: leaves.len(), body }
    }

    /// What becomes of each piece of a page: lines are set aside as a whole, and page numbers at
    /// their ends.
    fn verdicts(&self, page: usize, leaf: &Leaf) -> Vec<Verdict> {
        let edges = leaf.edges();
        let stands: Vec<Option<Verdict>> =
            leaf.pieces.iter().map(|piece| self.alone(page, piece, &edges)).collect();
        let mut out = vec![Verdict::Text; leaf.pieces.len()];
        let lines = lines(&leaf.pieces);
        let stand = |at: &usize| stands.get(*at).copied().flatten();
        let whole: Vec<bool> =
            lines.iter().map(|line| line.iter().all(|at| stand(at).is_some())).collect();
        let rows = rows(leaf, &lines, &whole);
        for (line, (whole, is_row)) in lines.iter().zip(whole.into_iter().zip(rows)) {
            let kept = whole && page == 0 && self.is_first(leaf, line, &edges);
            let ends = [line.first(), line.last()].into_iter().flatten();
            let counts_on = |at: &&usize| {
                let piece = leaf.pieces.get(**at);
                piece.is_some_and(|piece| self.counts_on(page, piece, &edges))
            };
            let found: Vec<(usize, Verdict)> = match () {
                () if is_row => Vec::new(),
                () if whole => line
                    .iter()
                    .map(|at| match stand(at) {
                        Some(Verdict::Head) if kept => (*at, Verdict::Kept),
                        verdict => (*at, verdict.unwrap_or(Verdict::Text)),
                    })
                    .collect(),
                () => ends.filter(counts_on).map(|at| (*at, Verdict::Number)).collect(),
            };
            for (at, verdict) in found {
                if let Some(slot) = out.get_mut(at) {
                    *slot = verdict;
                }
            }
        }
        out
    }

    /// What a piece is that stands on other pages too, taken by itself.
    fn alone(&self, page: usize, piece: &Piece, edges: &Edges) -> Option<Verdict> {
        let keys = keys(piece, edges, (page, self.body));
        let stands = |key: &Key| is_running(key, piece, around(key, &self.pages, page), self.count);
        let is_number = keys.iter().any(|key| key.0 == NUMBER);
        let found = if is_number { Verdict::Number } else { Verdict::Head };
        keys.iter().any(stands).then_some(found)
    }

    /// True for a number alone that counts the pages, as no column of a table does.
    fn counts_on(&self, page: usize, piece: &Piece, edges: &Edges) -> bool {
        let keys = keys(piece, edges, (page, self.body));
        let counted = keys.iter().filter(|key| key.0.contains('\0'));
        let is_number = keys.iter().any(|key| key.0 == NUMBER);
        let stands = |key: &Key| is_running(key, piece, around(key, &self.pages, page), self.count);
        is_number && counted.into_iter().any(stands)
    }

    /// True if a line at the top of the first page, without numbers that count, is on others too: a
    /// letterhead, a marking, the name of the paper.
    fn is_first(&self, leaf: &Leaf, line: &[usize], edges: &Edges) -> bool {
        let pieces = line.iter().filter_map(|at| leaf.pieces.get(*at));
        self.count > 1
            && pieces
                .clone()
                .all(|piece| piece.base < 0.5 * edges.height && self.spread(piece, edges) > 1)
    }

    /// On how many pages the words of a piece stand in its place.
    fn spread(&self, piece: &Piece, edges: &Edges) -> usize {
        let keys = keys(piece, edges, (0, self.body));
        let Some(key) = keys.first().filter(|key| key.0 != NUMBER) else { return 0 };
        let near = (-1..=1).filter_map(|step| self.pages.get(&(key.0.clone(), key.1 + step)));
        near.flatten().collect::<BTreeSet<_>>().len()
    }

    /// A marking that stands at the foot of each page and not at the top of the first, placed there.
    fn marking(&self, leaf: &Leaf, verdicts: &[Verdict]) -> Option<Piece> {
        let edges = leaf.edges();
        let pieces = || leaf.pieces.iter().zip(verdicts);
        let foot = pieces().find(|(piece, verdict)| {
            **verdict == Verdict::Head
                && is_marking(&piece.text)
                && self.spread(piece, &edges) * 5 >= self.count * 4
        });
        let (foot, _) = foot?;
        let known = pieces().any(|(piece, verdict)| {
            *verdict != Verdict::Head && piece.text.to_uppercase().contains(&foot.text)
        });
        (!known).then(|| Piece { base: edges.first - 3.0 * foot.size, ..foot.clone() })
    }
}

/// Words of markings that say who may read a paper.
const MARKINGS: [&str; 14] = [
    "CONFIDENTIAL",
    "SECRET",
    "RESTRICTED",
    "UNCLASSIFIED",
    "CLASSIFIED",
    "OFFICIAL",
    "SENSITIVE",
    "NOFORN",
    "FOUO",
    "CUI",
    "NATO",
    "VERTRAULICH",
    "DIENSTGEBRAUCH",
    "CONFIDENTIEL",
];

/// True for words in capitals that say who may read a paper.
fn is_marking(words: &str) -> bool {
    let mut parts = words.split(|c: char| !c.is_alphabetic());
    !words.chars().any(char::is_lowercase) && parts.any(|part| MARKINGS.contains(&part))
}

/// The pieces of a page by lines, from top to bottom and left to right.
fn lines(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut order: Vec<(usize, &Piece)> = pieces.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| a.by_place(b));
    let mut out: Vec<Vec<(usize, &Piece)>> = Vec::new();
    for (at, piece) in order {
        match out.last_mut().filter(|line| {
            line.last().is_some_and(|(_, last)| piece.base - last.base < 0.3 * piece.size)
        }) {
            Some(line) => line.push((at, piece)),
            None => out.push(vec![(at, piece)]),
        }
    }
    for line in &mut out {
        line.sort_by(|(_, a), (_, b)| a.left.total_cmp(&b.left));
    }
    out.into_iter().map(|line| line.into_iter().map(|(at, _)| at).collect()).collect()
}

/// Which lines are rows of a table though they stand on other pages too, such as its heads: their
/// cells stand above or below those of a line of text, or of another such row.
fn rows(leaf: &Leaf, lines: &[Vec<usize>], whole: &[bool]) -> Vec<bool> {
    let mut rows = vec![false; lines.len()];
    let is_table =
        |rows: &[bool], n: usize| whole.get(n) == Some(&false) || rows.get(n) == Some(&true);
    let downwards = (0..lines.len()).map(|n| (n, n.checked_sub(1)));
    let upwards = (0..lines.len()).rev().map(|n| (n, n.checked_add(1)));
    for (n, other) in downwards.chain(upwards) {
        let near = other.filter(|other| is_table(&rows, *other) && whole.get(n) == Some(&true));
        let Some((own, other)) = lines.get(n).zip(near.and_then(|other| lines.get(other))) else {
            continue;
        };
        if let Some(row) = rows.get_mut(n) {
            *row |= are_aligned(leaf, own, other);
        }
    }
    rows
}

/// True if two lines near each other have cells in the same columns.
fn are_aligned(leaf: &Leaf, own: &[usize], other: &[usize]) -> bool {
    let pieces = |line: &[usize]| -> Vec<&Piece> {
        line.iter().filter_map(|at| leaf.pieces.get(*at)).collect()
    };
    let (own, other) = (pieces(own), pieces(other));
    let Some((first, next)) = own.first().zip(other.first()) else { return false };
    let close = (next.base - first.base).abs() < 3.0 * first.size.max(next.size);
    let meets = |piece: &&&Piece| {
        other.iter().any(|other| {
            (other.left - piece.left).abs() < 3.0 || (other.right - piece.right).abs() < 3.0
        })
    };
    let aligned = own.iter().filter(meets).count();
    close && other.len() > 1 && aligned > 1 && aligned * 3 >= own.len() * 2
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
/// number counted from the page, as page numbers count; a number alone is like any other. A number
/// that belongs to a word, as in "Section 4", counts something else.
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
        let at = words.find(|c: char| c.is_ascii_digit());
        let counted = at.and_then(|at| counted(&words, at, page));
        let keys = [Some(NUMBER.to_owned()), counted].into_iter().flatten();
        return keys.map(|words| (words, row)).collect();
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
        let numbers = ends.filter(|at| is_set_off(&words, *at));
        keys.extend(numbers.filter_map(|at| Some((counted(&words, at, page)?, row))));
    }
    keys
}

/// True if a sign stands between the number at `at` and the words beside it, or a word for pages.
fn is_set_off(words: &str, at: usize) -> bool {
    let (before, rest) = words.split_at_checked(at).unwrap_or_default();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let beside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '.');
    let (before, behind) = (before.trim_end(), behind.trim_start());
    let named = before.rsplit(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    let is_page = named.is_some_and(|word| PAGE.contains(&word)) && !before.ends_with(')');
    is_page || beside(before.chars().next_back()) && beside(behind.chars().next())
}

/// Words with the number at `at` as what it is ahead of the page.
fn counted(words: &str, at: usize, page: usize) -> Option<String> {
    let (before, rest) = words.split_at_checked(at)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, behind) = rest.split_at_checked(end)?;
    let ahead = number.parse::<i32>().ok()? - i32::try_from(page).ok()?;
    Some(format!("{before}\0{ahead}\0{behind}"))
}

fn is_running(key: &Key, piece: &Piece, others: usize, pages: usize) -> bool {
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

    fn left(pages: &[&[(&str, f32)]]) -> (Vec<Vec<String>>, Option<CleanText>) {
        let leaf = |page: &&[(&str, f32)]| Leaf {
            pieces: page.iter().map(|(text, base)| piece(text, *base)).collect(),
            height: 800.0,
            number: None,
            rules: Rules::default(),
        };
        let mut leaves: Vec<Leaf> = pages.iter().map(leaf).collect();
        let caveat = set_aside(&mut leaves, 10.0);
        let texts = |leaf: Leaf| leaf.pieces.into_iter().map(|piece| piece.text).collect();
        (leaves.into_iter().map(texts).collect(), caveat)
    }

    #[test]
    fn what_repeats_in_the_margins_is_set_aside_counted_and_named() {
        let (pages, caveat) = left(&[
            &[("A title", 30.0), ("Words", 400.0), ("1", 780.0)],
            &[("Annual Report 2023", 30.5), ("Words", 400.0), ("2", 780.0)],
            &[("Annual Report 2023", 30.0), ("Other", 400.0), ("3", 780.0)],
        ]);
        assert_eq!(pages, [vec!["A title", "Words"], vec!["Words"], vec!["Other"]]);
        let said = "Running heads are not shown: “Annual Report 2023” (6 words in all).";
        assert_eq!(&*caveat.unwrap(), said);
    }

    #[test]
    fn what_stands_on_each_page_is_kept_once_at_the_top() {
        let (pages, caveat) = left(&[
            &[("Institute of Ports", 30.0), ("Words", 400.0), ("NATO RESTRICTED", 790.0)],
            &[("Institute of Ports", 30.0), ("Words", 400.0), ("NATO RESTRICTED", 790.0)],
        ]);
        assert_eq!(pages[0], ["Institute of Ports", "Words", "NATO RESTRICTED"]);
        assert_eq!(pages[1], ["Words"]);
        assert!(caveat.unwrap().contains("(7 words in all)"));
    }

    #[test]
    fn rows_of_a_table_stay_whole_whatever_their_cells() {
        let cells = |rows: &[[&str; 3]], top: f32| -> Vec<Piece> {
            let mut out = Vec::new();
            for (n, row) in rows.iter().enumerate() {
                for (words, left) in row.iter().zip([50.0, 200.0, 300.0]) {
                    let base = top + 14.0 * n as f32;
                    out.push(Piece { left, right: left + 40.0, ..piece(words, base) });
                }
            }
            out
        };
        let leaf = |first: &str, second: &str| Leaf {
            pieces: cells(
                &[["Site", "Kind", "Days"], [first, "Closure", "12"], [second, "Layoff", "12"]],
                30.0,
            ),
            height: 800.0,
            number: None,
            rules: Rules::default(),
        };
        let mut leaves =
            vec![leaf("Site 1", "Site 2"), leaf("Site 3", "Site 4"), leaf("Site 5", "Site 9")];
        assert_eq!(set_aside(&mut leaves, 10.0), None);
        assert!(leaves.iter().all(|leaf| leaf.pieces.len() == 9));
    }

    #[test]
    fn a_foot_of_two_lines_in_columns_is_no_table() {
        let leaf = |number: &str| {
            let at = |words: &str, left: f32, base: f32| Piece {
                left,
                right: left + 60.0,
                ..piece(words, base)
            };
            let pieces = vec![
                at("Words of the page", 50.0, 400.0),
                at("The complaint", 50.0, 760.0),
                at("97015", 300.0, 760.0),
                at(number, 50.0, 772.0),
                at("Telephone 0345", 300.0, 772.0),
            ];
            Leaf { pieces, height: 800.0, number: None, rules: Rules::default() }
        };
        let mut leaves = vec![leaf("Page 1 of 3"), leaf("Page 2 of 3"), leaf("Page 3 of 3")];
        assert!(set_aside(&mut leaves, 10.0).is_some());
        assert!(leaves.iter().all(|leaf| leaf.pieces.len() == 1), "{:?}", leaves[1].pieces);
    }

    #[test]
    fn pages_of_numbers_alone_keep_them() {
        let (pages, _) = left(&[&[("1", 400.0)], &[("2", 400.0)]]);
        assert_eq!(pages, [["1"], ["2"]]);
        let (pages, _) = left(&[&[("1", 780.0)], &[("2", 780.0)]]);
        assert_eq!(pages, [["1"], ["2"]]);
    }

    #[test]
    fn a_page_number_beside_a_title_of_its_own_is_no_text() {
        let page = |words, number| vec![(words, 30.0), (number, 30.0), ("Words", 400.0)];
        let all = [page("Ports", "3"), page("Roads", "4"), page("Rails", "5")];
        let all: Vec<&[(&str, f32)]> = all.iter().map(Vec::as_slice).collect();
        let (pages, _) = left(&all);
        assert_eq!(pages, [["Ports", "Words"], ["Roads", "Words"], ["Rails", "Words"]]);
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
    fn heads_that_count_sections_or_days_are_text() {
        for [first, second, third] in [
            ["Section 1", "Section 2", "Section 3"],
            ["Chapter 4: Duties", "Chapter 5: Duties", "Chapter 6: Duties"],
            ["3 May 1999", "4 May 1999", "5 May 1999"],
        ] {
            let page = |head| [(head, 40.0), ("Words", 400.0)];
            let (pages, caveat) = left(&[&page(first), &page(second), &page(third)]);
            assert_eq!(pages.concat(), [first, "Words", second, "Words", third, "Words"]);
            assert_eq!(caveat, None);
        }
    }

    #[test]
    fn heads_that_name_their_page_are_set_aside() {
        for [first, second, third] in [
            ["Harbour log, page 1", "Harbour log, page 2", "Harbour log, page 3"],
            ["7 | Harbour log", "8 | Harbour log", "9 | Harbour log"],
            ["Hafenbuch Seite 11", "Hafenbuch Seite 12", "Hafenbuch Seite 13"],
        ] {
            let page = |head| [(head, 40.0), ("Words", 400.0)];
            let (pages, _) = left(&[&page(first), &page(second), &page(third)]);
            assert_eq!(pages.concat(), ["Words"; 3]);
        }
    }

    #[test]
    fn the_number_of_a_single_page_is_no_text() {
        let (pages, _) = left(&[&[("Words", 400.0), ("- 1 -", 780.0)]]);
        assert_eq!(pages[0], ["Words"]);
    }
}
