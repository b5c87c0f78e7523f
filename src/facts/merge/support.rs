//! Which weak mentions the rest of the document supports. Decides nothing about strong ones.

use std::collections::HashSet;

use crate::facts::found::{Found, What};
use crate::facts::lexicon::Lexicon;

/// A weak name stands only if a strong mention of the same thing does; a bare "aircraft" only if
/// some weapon of its kind does; a short form without an article only after the long one.
pub fn drop_unsupported(lexicon: &Lexicon, found: &mut Vec<Found>) {
    let strong = || found.iter().filter(|found| !found.weak);
    let things: HashSet<(u8, u32)> = strong().filter_map(|found| listed(found.what)).collect();
    let groups: HashSet<Group> =
        strong().filter_map(|found| Group::of(lexicon, found.what)).collect();
    found.retain(|found| {
        let group = || Group::of(lexicon, found.what).is_some_and(|group| groups.contains(&group));
        match found.what {
            _ if !found.weak => true,
            What::Generic(_) => group(),
            what => listed(what).is_none_or(|key| things.contains(&key)),
        }
    });
}

/// Weapons of which a bare general word may stand for a special one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    Air,
    Sea,
    Land,
    Other(u32),
}

impl Group {
    fn of(lexicon: &Lexicon, what: What) -> Option<Self> {
        let (class, head) = match what {
            What::Generic(head) => (lexicon.head(head).map(|head| head.class.as_str()), head),
            What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => {
                (lexicon.weapon(number).map(|known| known.kind.as_str()), u32::MAX)
            }
            _ => return None,
        };
        Some(match class? {
            "aircraft"
            | "fighter"
            | "bomber"
            | "attack aircraft"
            | "transport aircraft"
            | "reconnaissance aircraft"
            | "helicopter"
            | "drone" => Self::Air,
            "ship" | "destroyer" | "frigate" | "corvette" | "patrol craft" | "amphibious ship"
            | "aircraft carrier" | "submarine" => Self::Sea,
            "tank" | "armoured vehicle" | "vehicle" => Self::Land,
            _ => Self::Other(head),
        })
    }
}

fn listed(what: What) -> Option<(u8, u32)> {
    match what {
        What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => Some((0, number)),
        What::KnownActor(number) => Some((1, number)),
        What::State(number) => Some((2, number)),
        _ => None,
    }
}
