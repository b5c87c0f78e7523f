//! Weapons that a sentence names only as what is shot at: "designed to destroy armoured vehicles", "as
//! good as the W". No range in the sentence is theirs.

use super::scene::{Placed, Scene};
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};

impl Scene<'_> {
    /// The last weapon that begins in the sentence and ends before token `before`, past those that are
    /// only shot at or compared with. The last of all if no other is left.
    pub(super) fn last_free(&self, start: usize, before: usize) -> Option<usize> {
        let end = self.weapons.partition_point(|weapon| weapon.end <= before);
        let inside = |at: &usize| self.weapons[*at].first >= start;
        let mut all = (0..end).rev().take_while(inside).take(MOST);
        let last = all.next()?;
        if !self.is_object(&self.weapons[last], start) && !self.is_in_aside(last, before) {
            return Some(last);
        }
        let free = |at: &usize| {
            !self.is_object(&self.weapons[*at], start) && !self.is_in_aside(*at, before)
        };
        Some(all.find(free).unwrap_or(last))
    }

    /// "missiles (a sort of improved Harpoons) with": inside a bracket that closes before token `before`
    /// and holds more than its name.
    fn is_in_aside(&self, at: usize, before: usize) -> bool {
        let weapon = self.weapons[at];
        let mark = |at: usize, mark: char| self.passage.tokens[at].is_mark(mark);
        let from = weapon.first.saturating_sub(BACK);
        let open = (from..weapon.first).rev().find(|&at| mark(at, '(') || mark(at, ')'));
        let Some(open) = open.filter(|&at| mark(at, '(')) else { return false };
        let words =
            (open + 1..weapon.first).filter(|&at| self.passage.tokens[at].is_word()).count();
        let closes = (weapon.end..before).any(|at| mark(at, ')'));
        closes && words > 1
    }

    /// "was derived from the W", "is modelled after the W": what another weapon was made of.
    fn is_source(&self, first: usize, start: usize) -> bool {
        let stop = list!("with has have had is are was were which that and");
        let from = first.saturating_sub(SOURCE).max(start);
        let mut words = (from..first).rev().take_while(|&at| !self.passage.is_any(at, stop));
        words.any(|at| {
            self.passage.is_any(at, list!("from on after")) && self.passage.follows_any(at, MADE)
        })
    }

    /// True for what is shot at, without a name, for what another is compared with and what it was made of.
    fn is_object(&self, weapon: &Placed, start: usize) -> bool {
        if self.is_source(weapon.first, start) {
            return true;
        }
        if weapon.found.what.is_named_weapon() {
            return self.is_likeness(weapon.first, start);
        }
        let from = weapon.first.saturating_sub(BACK).max(start);
        let stop = |at: &usize| {
            self.passage.tokens[*at].is_mark(';')
                || self.passage.is_any(*at, list!("with has have had is are that which who"))
        };
        let mut words = (from..weapon.first).rev().take_while(|at| !stop(at));
        words.any(|at| {
            self.passage.is_any(at, STRIKING) && !self.passage.follows_any(at, list!("which that"))
        })
    }

    /// "capabilities as the American W", "just like the W".
    fn is_likeness(&self, first: usize, start: usize) -> bool {
        let plain = |at: &usize| {
            self.passage.is_any(*at, list!("the a an"))
                || self.passage.token(*at).is_some_and(Token::is_capital)
        };
        let word = (start..first).rev().find(|at| !plain(at));
        let Some(word) = word.filter(|&word| word + 4 > first) else { return false };
        let same = (word.saturating_sub(4).max(start)..word)
            .any(|at| self.passage.is_any(at, list!("same similar capabilities capability")));
        self.passage.is(word, "as") && same || self.passage.is_any(word, list!("like resembling"))
    }
}

/// How many weapons are looked at.
const MOST: usize = 6;

/// How many words back the verb is looked for.
const BACK: usize = 9;

/// How many words back the verb may stand that says of what a weapon was made.
const SOURCE: usize = 14;

const MADE: &WordList =
    list!("derived based developed evolved adapted modelled modeled patterned descended");

const STRIKING: &WordList = list!(
    "destroy destroys destroying engage engages engaging hit hits hitting strike strikes striking kill \
    kills killing intercept intercepts intercepting attack attacks attacking target targets targeting \
    shoot shoots shooting down defeat defeats defeating counter counters against penetrate threaten \
    threatens knock sink sinks"
);
