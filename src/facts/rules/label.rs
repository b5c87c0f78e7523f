//! Lines that only look like names: menus, labels, headings. Says which capitalised words with the head of
//! an organisation's name are none.

use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{WordList, list};

/// True if the words `first..end`, whose head is token `head`, are a label and no organisation: they are
/// all ordinary words, or a headline goes on through them.
pub fn is_label(passage: &Passage, (first, end): (usize, usize), head: usize) -> bool {
    if first == head && end == head + 1 {
        return false;
    }
    let ordinary = (first..end).filter(|&at| at != head).all(|at| is_ordinary(passage, at));
    let loud = passage.is_loud(head);
    let article = passage.follows_any(first, list!("the this our its"));
    if ordinary && passage.is_any(head, SOFT_HEADS) && (loud || !article) {
        return true;
    }
    let themed = passage.is_any(head, list!("committee subcommittee commission"))
        && passage.is_any(head + 1, list!("on"))
        && end > head + 2;
    let alone = || !themed && stands_alone(passage, first, end);
    let force = passage.traits(head).has(Traits::FORCE_HEAD);
    ordinary && (loud || alone()) && (force || passage.is_any(head, MEDIUM_HEADS))
        || loud && is_headline(passage, first, end, head)
}

fn is_ordinary(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else { return true };
    let small = token.traits.any(Traits::LABEL.with(Traits::FUNCTION).with(Traits::NEVER_NAME));
    !token.is_word() || small && token.case != Case::Upper
}

/// True if the words fill their sentence or line: a label of a form, an entry of a menu.
fn stands_alone(passage: &Passage, first: usize, end: usize) -> bool {
    let opens = passage.starts_sentence(first) || passage.tokens[first].new_line;
    let closes = passage.token(end).is_none_or(|next| {
        next.new_line || next.is_mark(':') || next.is_mark('.') || next.is_mark('|')
    });
    opens && closes
}

/// "Former SOUTHCOM Commanders Say Troops", "Factors Affecting Staff Organizations": verbs among the
/// words, or a head in the plural with nothing that says whose.
fn is_headline(passage: &Passage, first: usize, end: usize, head: usize) -> bool {
    let verb = |at: usize| {
        let traits = passage.traits(at);
        let noun = passage.follows_any(at, list!("of united"));
        traits.any(Traits::SAYING) && !noun && !traits.any(Traits::GIVEN.with(Traits::ORG_HEAD))
            || passage.is_any(at, VERBS)
            || passage.word(at).ends_with("ing") && at > first && traits.any(Traits::ACTING)
    };
    let several = passage.word(head).ends_with('s') && passage.is_any(head, PLURALS);
    let whose = (first..head).any(|at| {
        passage.hits_at(at).iter().any(|hit| {
            matches!(hit.sense, Sense::State(_) | Sense::Adjective(_) | Sense::Organisation(_))
        }) || passage.token(at).is_some_and(|token| token.is_word() && !token.id.is_known())
    });
    (first..end).any(|at| at != head && verb(at)) || several && !whose
}

/// True if an organisation's name ends before the word at `head`: "Undersea Museum News".
pub fn ends_before(passage: &Passage, head: usize) -> bool {
    let follows = head > 0
        && passage.traits(head - 1).has(Traits::ORG_HEAD)
        && passage.tokens[head - 1].is_capital()
        && !passage.traits(head - 1).has(Traits::LABEL);
    follows && passage.is_any(head, list!("news website"))
}

/// True if a word after an organisation's name is a thing of it and no part: "Defense Website".
pub fn is_thing(token: &Token, passage: &Passage, at: usize) -> bool {
    token.is_capital()
        && passage
            .is_any(at, list!("website web site page homepage photo photos news unveiled building minutes meeting agenda"))
}

/// Heads that make no name of ordinary words alone.
const SOFT_HEADS: &WordList = list!(
    "firm service services system systems staff platform platforms news review partnership partnerships \
    program programs network networks technologies technology enterprise enterprises works workshop order \
    orders mission missions establishment conference conferences campaign cell concern plant plants \
    publishing partners station stations flight post watch monitor executive international press unit \
    units community cooperative school limited associates company companies group groups troop troops \
    patrol world daily journal times magazine radio holding holdings center centre"
);

/// The same where they stand alone, as labels do.
const MEDIUM_HEADS: &WordList = list!(
    "office agency board team authority division department bureau forum panel council committee \
    administration association organization organisation organizations organisations institute \
    institution institutions club fund trust society academy college court directorate detachment \
    inquiry laboratory museum movement observatory command headquarters registry"
);

const PLURALS: &WordList = list!(
    "organizations organisations missions troops services systems forces units groups partners platforms \
    agencies institutions companies associations committees offices councils fighters"
);

/// Verbs of headlines.
const VERBS: &WordList = list!(
    "affecting supporting buying approves approve awards award gets get hits wins takes eyes seeks says say \
    cuts joins leads signs unveils unveiled launches delivers names warns urges vows tests flies"
);
