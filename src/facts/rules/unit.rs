//! Numbered military units: "3rd Battalion, 6th Marines", "507th Air Refueling Wing", "No. 617
//! Squadron".

use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::Traits;
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{WordList, list};

const RULE: &str = "numbered unit";

/// Adds numbered units.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let mut next = 0;
    for at in passage.starts(Starts::NUMBER) {
        if let Some(end) = unit_end(passage, at).filter(|_| at >= next) {
            next = joined_end(passage, end);
            findings.add(passage.span(at, next), What::Organisation(ActorKind::Group), RULE);
        }
    }
}

/// The token after a unit whose number stands at `at`.
fn unit_end(passage: &Passage, at: usize) -> Option<usize> {
    let ordinal = passage.token(at)?.is_number()
        && passage.token(at + 1)?.glued
        && passage.is_any(at + 1, list!("st nd rd th d"));
    let plain = !ordinal && is_plain(passage, at);
    if !ordinal && !plain {
        return None;
    }
    let mut end = None;
    for word in at + 1 + usize::from(ordinal)..at + 8 {
        let Some(token) = passage.token(word).filter(|token| token.is_capital() || token.is_dash())
        else {
            break;
        };
        let team = passage.is(word, "team") && passage.follows_any(word, list!("combat"));
        let head = token.traits.any(Traits::FORCE_HEAD) || passage.is_any(word, HEADS) || team;
        if head && token.is_capital() {
            end = Some(word + 1);
        }
    }
    let end = end.filter(|&end| ordinal || passage.is_any(end - 1, UNITS));
    end.or_else(|| ordinal.then(|| small_end(passage, at + 2)).flatten())
}

/// "67th brigade", "3rd separate assault brigade": in small letters.
fn small_end(passage: &Passage, first: usize) -> Option<usize> {
    let kinds = list!(
        "separate independent mechanized mechanised motorized motorised rifle assault airborne airmobile \
        mountain infantry tank artillery marine guards armored armoured territorial defense defence \
        special forces missile rocket aviation naval air"
    );
    let unit = (first..first + 5).find(|&at| !passage.is_any(at, kinds))?;
    passage.is_any(unit, UNITS).then_some(unit + 1)
}

/// "3 Commando Brigade", "16 Air Assault Brigade": a number without an ordinal's letters before
/// capitalised words, inside a sentence and not after another number's name ("Article 3").
fn is_plain(passage: &Passage, at: usize) -> bool {
    let word = passage.word(at);
    let number = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let next = passage.token(at + 1).is_some_and(|next| {
        next.case == Case::Title && next.is_word() && !next.glued && !next.traits.has(Traits::MONTH)
    });
    let before = passage.before(at);
    let office = passage.follows_any(at, list!(HOLDERS))
        || before.is_some_and(|before| before.is_mark(',') || before.is_mark(')'))
            && passage.is_any(at + 1, UNITS);
    let free =
        office || before.is_some_and(|before| before.is_word() && before.case == Case::Lower);
    number && next && free
}

/// Who heads a unit that has a plain number: "Commander 45 Engineer Brigade".
const HOLDERS: &str = "commander commanding commandant goc staff";

/// What a plain number counts as a unit by: "8 Marines" are eight men.
const UNITS: &WordList = list!("brigade battalion regiment division squadron");

/// "3rd Battalion, 6th Marines" is one unit.
fn joined_end(passage: &Passage, end: usize) -> usize {
    let comma = passage.token(end).is_some_and(|token| token.is_mark(','));
    let part =
        passage.is_any(end - 1, list!("battalion squadron company battery troop platoon bn"));
    if comma && part { unit_end(passage, end + 1).unwrap_or(end) } else { end }
}

const HEADS: &WordList = list!(
    "battalion brigade regiment division wing squadron fleet army corps company group \
    infantry cavalry artillery marines airborne command rifles guards arw fw bn \
    legion"
);
