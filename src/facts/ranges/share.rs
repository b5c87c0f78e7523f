//! Several weapons and as many ranges in one clause: "The A and B have ranges of 300 and 500 km,
//! respectively". Whose a single range is, `link` finds.

use std::ops::Range;

use super::ranged::Ranged;
use super::scene::{Placed, Scene};
use crate::facts::passage::Passage;
use crate::facts::word_list::list;
use crate::text::Span;

/// "The A and B have ranges of 300 and 500 km, respectively": gives each its own.
pub fn share(passage: &Passage, scene: &Scene, ranges: &mut [Ranged]) {
    let mut at = 0;
    while at < ranges.len() {
        let token = passage.token_at(ranges[at].span.start);
        let sentence = passage.sentence(token);
        let same = ranges[at..]
            .iter()
            .take_while(|r| passage.token_at(r.span.start) < sentence.end)
            .count()
            .max(1);
        let respectively = same > 1 && sentence.clone().any(|at| passage.is(at, "respectively"));
        let paired = || scene.are_paired(sentence.start..token, same);
        if !(respectively || same > 1 && paired()) {
            at += same;
            continue;
        }
        let mut before = scene.named_in(sentence.start..token);
        if before.is_empty()
            && let Some(last) = sentence.start.checked_sub(1)
        {
            before = scene.named_in(passage.sentence(last).start..sentence.start);
        }
        if before.len() == same && scene.are_joined(&before) {
            for (range, weapon) in ranges[at..at + same].iter_mut().zip(before) {
                range.weapon = Some(weapon);
            }
        } else if before.len() == 1 && is_row(passage, sentence.start, token) {
            // "The A-2, -3 and -4": of the others no name is known.
            ranges[at + 1..at + same].iter_mut().for_each(|range| range.weapon = None);
        }
        at += same;
    }
}

impl Scene<'_> {
    /// True if an "and" stands before the last of the weapons: "the A, an older one, and the B".
    fn are_joined(&self, weapons: &[Span]) -> bool {
        let [.., one, last] = weapons else { return true };
        let gap = self.passage.token_at(one.end)..self.passage.token_at(last.start);
        gap.into_iter().any(|at| self.passage.is_any(at, list!("and or &")))
    }

    /// "The A and B have ranges of": as many named weapons in a row, and nothing else, as there are ranges.
    fn are_paired(&self, before: Range<usize>, ranges: usize) -> bool {
        let passage = self.passage;
        let inside = |weapon: &&Placed| weapon.end <= before.end && !weapon.found.weak;
        let from = self.weapons.partition_point(|weapon| weapon.first < before.start);
        let near = self.weapons[from..].iter().take_while(|weapon| weapon.first < before.end);
        let row: Vec<&Placed> = near.filter(inside).collect();
        let named = row.iter().all(|weapon| weapon.found.what.is_named_weapon());
        let joined = row.windows(2).all(|pair| {
            let mut gap = pair[0].end..pair[1].first;
            gap.all(|at| passage.is_any(at, list!("and the")) || passage.tokens[at].is_mark(','))
        });
        let Some(last) = row.last().filter(|_| named && joined && row.len() == ranges) else {
            return false;
        };
        let has = passage.is_any(last.end, list!("have had with"));
        has && (last.end..before.end).any(|at| passage.is(at, "ranges"))
    }
}

/// True if several things are named before the ranges: "the A-2A, -2B and -2C".
fn is_row(passage: &Passage, from: usize, to: usize) -> bool {
    let comma = (from..to).any(|at| passage.tokens[at].is_mark(','));
    let name =
        |at: usize| passage.token(at).is_some_and(|token| token.is_dash() || token.is_capital());
    (from..to).any(|at| passage.is(at, "and") && name(at + 1)) || comma
}

#[cfg(test)]
mod tests {
    use crate::facts::ranges::told::ranges;

    #[test]
    fn respectively_gives_each_its_own() {
        let text = "The Kalibr and the Harpoon have ranges of 1,500 and 120 km, respectively.";
        assert_eq!(ranges(text), ["1,500: Kalibr", "120 km: Harpoon"]);
    }

    #[test]
    fn as_many_ranges_as_weapons_in_a_row_are_theirs() {
        let text = "The Kalibr and Harpoon have ranges of 1,500 and 120 km.";
        assert_eq!(ranges(text), ["1,500: Kalibr", "120 km: Harpoon"]);
    }

    #[test]
    fn what_another_was_derived_from_shares_no_range() {
        let text = "The Kalibr was derived from the Harpoon and has two types, A and B, with a range of \
            500 km and 1,000 km, respectively.";
        assert_eq!(ranges(text), ["500 km: Kalibr", "1,000 km: Kalibr"]);
    }
}
