//! Words that several rules of ranges ask for.

use crate::facts::word_list::{WordList, list};

/// What is thrown, without a name.
pub(super) const PROJECTILES: &WordList = list!(
    "shell shells round rounds projectile projectiles ball balls cannonball cannonballs bomb bombs \
    shot grenade grenades ammunition rocket rockets missile missiles"
);
