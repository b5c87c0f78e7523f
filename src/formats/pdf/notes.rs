//! Raised figures told apart: those that a note at the foot of the page has are marks of it and are
//! written `[3]`, as the note is; others are exponents, units or marks of notes elsewhere, and stay
//! raised. Looks at one page at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::part::{Part, PartKind};
use super::piece::Piece;

/// Notes are set smaller than this many times the size of the text.
const SMALLER: f32 = 0.95;

/// The highest number of a note.
const HIGHEST: u32 = 999;

/// Words behind which 2 and 3 are powers.
const UNITS: [&str; 9] = ["m", "km", "cm", "mm", "ft", "mi", "in", "yd", "nm"];

/// Marks the notes among the parts of a page, and the figures that lead to them. `body` is the size
/// of most letters.
pub(super) fn mark(parts: &mut [Part], body: f32) {
    let mut marks: BTreeMap<u32, usize> = BTreeMap::new();
    let mut sure = BTreeSet::new();
    for piece in parts.iter_mut().flat_map(pieces) {
        for figure in figures(&piece.text).into_iter().filter(|figure| figure.range.start > 0) {
            for number in &figure.numbers {
                *marks.entry(*number).or_default() += 1;
                if !figure.is_power {
                    sure.insert(*number);
                }
            }
        }
    }
    let notes: BTreeMap<usize, (u32, usize)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| Some((at, note(part, body)?)))
        .filter(|(_, (number, _))| marks.contains_key(number))
        .collect();
    let numbers: BTreeSet<u32> = notes.values().map(|(number, _)| *number).collect();
    for (at, part) in parts.iter_mut().enumerate() {
        let own = notes.get(&at);
        if let Some((number, len)) = own {
            let marker = format!("[{number}]");
            part.kind = PartKind::Item(marker.len());
            let first = part.lines.first_mut().and_then(|line| line.pieces.first_mut());
            if let Some(piece) = first {
                piece.replace(0..*len, &marker);
            }
        }
        pieces(part).for_each(|piece| lead(piece, &numbers, &sure));
    }
}

/// Puts the notes at the foot of a page behind the sentence that they part, if it goes on at the top
/// of the next page: it is read as one. `body` is the size of most letters.
pub(super) fn behind_sentences(pages: &mut [Vec<Part>], body: f32) {
    for at in 1..pages.len() {
        let (before, rest) = pages.split_at_mut(at);
        let (Some(page), Some(next)) = (before.last_mut(), rest.first_mut()) else { continue };
        let small = |part: &&Part| {
            let set = matches!(part.kind, PartKind::Paragraph | PartKind::Item(_));
            set && part.size() > 0.0 && part.size() < body * SMALLER
        };
        let start = page.len() - page.iter().rev().take_while(small).count();
        let open = start.checked_sub(1).and_then(|last| page.get(last));
        let goes_on = open.zip(next.first()).is_some_and(|(open, rest)| rest.goes_on_from(open));
        if start < page.len() && goes_on {
            next.splice(1..1, page.drain(start..));
        }
    }
}

/// Writes the raised figures of a piece that lead to notes as their marks.
fn lead(piece: &mut Piece, notes: &BTreeSet<u32>, sure: &BTreeSet<u32>) {
    for figure in figures(&piece.text).into_iter().rev() {
        let known = figure.numbers.iter().all(|number| notes.contains(number));
        let power = figure.is_power && figure.numbers.iter().all(|number| sure.contains(number));
        let behind = figure.range.start > 0;
        if known && !power && !figure.is_unit && behind {
            let marks: Vec<String> =
                figure.numbers.iter().map(|number| format!("[{number}]")).collect();
            piece.replace(figure.range, &marks.concat());
        }
    }
}

fn pieces(part: &mut Part) -> Box<dyn Iterator<Item = &mut Piece> + '_> {
    match &mut part.kind {
        PartKind::Row { cells, .. } => Box::new(cells.iter_mut().flatten()),
        _ => Box::new(part.lines.iter_mut().flat_map(|line| &mut line.pieces)),
    }
}

/// The number that a note begins with, and its length in bytes.
fn note(part: &Part, body: f32) -> Option<(u32, usize)> {
    let words = &part.lines.first()?.pieces.first()?.text;
    if let Some(figure) = figures(words).into_iter().next().filter(|found| found.range.start == 0) {
        let [number] = figure.numbers.as_slice() else { return None };
        return Some((*number, figure.range.end));
    }
    let len = words.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = words.get(..len)?.parse().ok()?;
    let behind = words.get(len..)?;
    let sign = usize::from(behind.starts_with(['.', ')']));
    let spaced = behind.get(sign..)?;
    let small = part.size() < body * SMALLER;
    let alone = spaced.is_empty() && part.lines.first()?.pieces.len() > 1;
    let is_note = small && number <= HIGHEST && (spaced.starts_with(' ') || alone);
    is_note.then_some((number, len + sign))
}

/// Raised figures that stand together.
struct Figure {
    range: Range<usize>,
    numbers: Vec<u32>,
    /// True behind a 10.
    is_power: bool,
    /// True behind a unit.
    is_unit: bool,
}

fn figures(words: &str) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut letters = words.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        let Some(digit) = digit(c) else { continue };
        let mut numbers = vec![digit];
        let mut end = start + c.len_utf8();
        let mut parted = false;
        while let Some((at, c)) = letters.peek().copied() {
            match (self::digit(c), numbers.last_mut()) {
                (Some(digit), Some(last)) if !parted => *last = (*last * 10 + digit).min(10_000),
                (Some(digit), _) => numbers.push(digit),
                // A comma between two figures, with or without a space.
                (None, _) if matches!(c, ',' | ' ') && goes_on(words, at) => {
                    parted = true;
                    letters.next();
                    continue;
                }
                _ => break,
            }
            (end, parted) = (at + c.len_utf8(), false);
            letters.next();
        }
        let before = words.get(..start).unwrap_or_default();
        let unit = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let power = before.strip_suffix("10").is_some_and(|rest| {
            !rest.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
        });
        // Signs of an exponent, and the bar of a fraction.
        let signed = before.ends_with(['⁻', '⁺', '⁼', '⁽']);
        let parted = words.get(end..).is_some_and(|rest| rest.starts_with(['/', '⁄']));
        let counted = numbers.iter().all(|number| (1..=HIGHEST).contains(number));
        let sound = counted && !signed && !parted;
        let is_unit = UNITS.contains(&unit) && matches!(numbers.as_slice(), [2 | 3]);
        if sound {
            out.push(Figure { range: start..end, numbers, is_power: power, is_unit });
        }
    }
    out
}

/// True if nothing but a comma and a space part the place from the next raised figure.
fn goes_on(words: &str, at: usize) -> bool {
    let rest = words.get(at..).unwrap_or_default();
    let behind = rest.strip_prefix(',').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
    let behind = behind.or_else(|| rest.strip_prefix(' '));
    let parted = words.get(..at).is_some_and(|before| before.ends_with(','));
    behind.is_some_and(|behind| behind.starts_with(|c| digit(c).is_some()))
        && (rest.starts_with(',') || parted)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '\u{B9}' => Some(1),
        '\u{B2}' => Some(2),
        '\u{B3}' => Some(3),
        '\u{2070}' => Some(0),
        '\u{2074}'..='\u{2079}' => Some(c as u32 - 0x2070),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::pdf::order::{Line, regions};
    use crate::formats::pdf::part::parts;

    fn page(lines: &[(&str, f32)]) -> Vec<String> {
        let piece = |(n, (words, size)): (usize, &(&str, f32))| Piece {
            text: (*words).to_owned(),
            styles: vec![(words.len(), Default::default())],
            left: 50.0,
            right: 50.0 + 5.0 * words.chars().count() as f32,
            base: 100.0 + 30.0 * n as f32,
            size: *size,
            ..Piece::default()
        };
        let pieces = lines.iter().enumerate().map(piece).collect();
        let regions = regions(pieces);
        let mut found: Vec<Part> =
            regions.into_iter().flat_map(|region| parts(region, 10.0, &[], &mut 0)).collect();
        mark(&mut found, 10.0);
        found.iter().map(Part::text).collect()
    }

    #[test]
    fn figures_with_a_note_at_the_foot_are_its_marks() {
        let found = page(&[
            ("about 190³ miles, as is said", 10.0),
            ("500⁴,⁵ km and 10⁶ kg on 2 km²", 10.0),
            ("³ Letter of 4 May.", 8.0),
            ("4 Harbour log, page 4.", 8.0),
            ("5 The same.", 8.0),
        ]);
        let wanted = [
            "about 190[3] miles, as is said 500[4][5] km and 10⁶ kg on 2 km²",
            "[3] Letter of 4 May.",
            "[4] Harbour log, page 4.",
            "[5] The same.",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn notes_stand_behind_a_sentence_that_goes_on_over_the_page() {
        let parts = |lines: &[(&str, f32)]| {
            let line = |(words, size): &(&str, f32)| {
                let piece = Piece { text: (*words).to_owned(), size: *size, ..Piece::default() };
                Part {
                    kind: PartKind::Paragraph,
                    lines: Line::new(vec![piece]).into_iter().collect(),
                }
            };
            lines.iter().map(line).collect::<Vec<Part>>()
        };
        let order = |first: &[(&str, f32)], second: &[(&str, f32)]| -> Vec<String> {
            let mut pages = [parts(first), parts(second), parts(&[("Words", 10.0)])];
            behind_sentences(&mut pages, 10.0);
            pages.iter().flatten().map(Part::text).collect()
        };
        let feet = [("The harbour was", 10.0), ("3 Log, page 4.", 8.0), ("4 The same.", 8.0)];
        let found = order(&feet, &[("closed in May.", 10.0), ("It opened.", 10.0)]);
        let wanted = [
            "The harbour was",
            "closed in May.",
            "3 Log, page 4.",
            "4 The same.",
            "It opened.",
            "Words",
        ];
        assert_eq!(found, wanted);
        let whole = [("The harbour closed.", 10.0), ("3 Log, page 4.", 8.0)];
        let found = order(&whole, &[("as was said", 10.0)]);
        assert_eq!(found[..3], ["The harbour closed.", "3 Log, page 4.", "as was said"]);
        let found = order(&feet, &[("and nine more in small letters", 8.0)]);
        assert_eq!(found[1], "3 Log, page 4.");
    }

    #[test]
    fn figures_without_a_note_stay_raised() {
        let lines = [("190³ miles", 10.0), ("4 launchers in small letters", 8.0)];
        assert_eq!(page(&lines), ["190³ miles", "4 launchers in small letters"]);
    }

    #[test]
    fn a_power_is_no_mark_where_the_note_has_one() {
        let lines = [("10⁶ kg⁶ of 10⁻⁶ or ⁶/₇", 10.0), ("⁶ The maker says so.", 8.0)];
        assert_eq!(page(&lines), ["10⁶ kg[6] of 10⁻⁶ or ⁶/₇", "[6] The maker says so."]);
    }
}
