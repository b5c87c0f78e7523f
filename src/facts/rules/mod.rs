//! The rules: each reads a passage and adds candidates under its own name. None knows what the
//! others found; overlaps are settled afterwards, in `decide`.

mod abbreviation;
mod acronym;
mod beside;
mod block;
mod calibre;
mod capitals;
mod cells;
mod citation;
mod context;
mod corroboration;
mod date;
mod designator;
mod doubt;
mod extent;
mod force;
mod gazetteer;
mod generic;
mod glossary;
mod initials;
mod interposed;
mod introduced;
mod label;
mod listing;
mod maker;
mod members;
mod name;
mod noise;
mod office;
mod organisation;
mod partners;
mod person;
mod pinyin;
mod pounder;
mod ranged;
mod role;
mod role_phrase;
mod roster;
mod series;
mod shared_title;
mod ship_class;
mod small_letters;
mod state;
#[cfg(test)]
mod told;
mod unit;
mod verbal;
mod vouched;
mod weapon_words;

use super::candidate::Findings;
use super::passage::Passage;

pub use beside::{lone_name, role_line};
pub use cells::opening_role;
pub use context::is_quote;
pub use members::RULE as MEMBER_OF_ROLL;
pub use weapon_words::weapon_near;

/// The rules that find ships by the form of their names.
pub const OF_SHIPS: [&str; 2] = [ship_class::RULE, introduced::SHIP];

type Rule = fn(&Passage, &mut Findings);

const RULES: &[Rule] = &[
    gazetteer::find,
    block::find,
    state::find,
    designator::find,
    ship_class::find,
    introduced::find,
    ranged::find,
    maker::find,
    pounder::find,
    generic::find,
    person::find,
    citation::find,
    organisation::find,
    force::find,
    unit::find,
    abbreviation::find,
    acronym::find,
    vouched::find,
    partners::find,
    small_letters::find,
    listing::find,
    date::find,
];

/// What all rules say of a passage.
pub fn candidates(passage: &Passage) -> Findings {
    let mut findings = Findings::default();
    for rule in RULES {
        rule(passage, &mut findings);
    }
    findings
}
