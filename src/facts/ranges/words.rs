//! Words that several rules of ranges ask for.

use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};

/// True if what ends before token `at` ends its clause: no "behind the line", no "from the border".
pub(super) fn ends_clause(passage: &Passage, at: usize) -> bool {
    let word = passage.token(at).is_some_and(Token::is_word);
    let new = passage.sentence_number(at) != passage.sentence_number(at.saturating_sub(1));
    !word || new || passage.is_any(at, list!("and or but while whereas"))
}

/// Where "a maximum distance of" begins that ends before token `first`, with its article; none without
/// such words.
pub(super) fn distance_start(passage: &Passage, first: usize) -> Option<usize> {
    let nouns = list!("distance distances range ranges");
    let noun = first.checked_sub(2).filter(|&at| passage.is_any(at, nouns))?;
    let of = passage.is(noun + 1, "of");
    let kind = usize::from(is_most(passage, noun));
    let article = usize::from(passage.follows_any(noun - kind, list!("a an the some")));
    of.then_some(noun - kind - article)
}

/// True if "maximum" or its like stands before token `noun`: what is told of one shot too is then what
/// the gun can do.
pub(super) fn is_most(passage: &Passage, noun: usize) -> bool {
    passage.follows_any(noun, list!("maximum max average typical effective practical astonishing"))
}

/// What is thrown, without a name.
pub(super) const PROJECTILES: &WordList = list!(
    "shell shells round rounds projectile projectiles ball balls cannonball cannonballs bomb bombs \
    shot grenade grenades ammunition rocket rockets missile missiles"
);
