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

/// What is thrown, without a name.
pub(super) const PROJECTILES: &WordList = list!(
    "shell shells round rounds projectile projectiles ball balls cannonball cannonballs bomb bombs \
    shot grenade grenades ammunition rocket rockets missile missiles"
);
