//! Words for weapons that are verbs where they stand: "to mine the harbour", "will bomb", "let's torpedo".

use super::series::ends_weapon;
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;

/// "to mine the harbour", "will bomb": a head after "to" or a modal is a verb.
pub fn is_verb(passage: &Passage, at: usize) -> bool {
    let modifier = passage.is_any(
        at,
        list!("attack strike assault target transport fire guard patrol carry support"),
    );
    let listed = passage.follows_any(at, list!("and")) && ends_weapon(passage, at - 1);
    if modifier
        && !listed
        && passage.follows_any(at, list!("to can could will would may might and must not they we"))
    {
        return true;
    }
    let modal = list!("to will would could can may might must should they we did not");
    let object = passage.is_any(at + 1, list!("the a an their its his targets us them it"));
    let rifles = passage.is_any(at, list!("rifle rifles")) && passage.word(at + 1).ends_with("ly");
    let ships = passage.is(at, "ship") && passage.is_any(at + 1, list!("it them us"));
    let bombs = passage.is_any(at, list!("bomb shell torpedo"))
        && (passage.follows_any(at, modal) || lets(passage, at));
    rifles
        || ships
        || bombs
        || passage.follows_any(at, modal) && object
        || passage.is(at, "mine")
            && !passage.follows_any(at, list!("a the land sea each one naval"))
}

/// "Let's" before token `at`.
fn lets(passage: &Passage, at: usize) -> bool {
    at > 1 && passage.tokens[at - 1].kind == Kind::Possessive && passage.is(at - 2, "let")
}
