//! Which weak mentions the rest of the document supports. Decides nothing about strong ones.

use foldhash::{HashMap, HashSet};

use super::{keys, neighbours};
use crate::facts::candidate::{Candidate, What};
use crate::facts::lexicon::Lexicon;

/// How many bytes away a weapon may stand that makes a bare "vessel" or "aircraft" one of its kind:
/// about a page.
const NEAR: usize = 2000;

/// A weak name stands only if a strong mention of the same thing does; a bare "aircraft" only if
/// some weapon of its kind does not far away; a name that no list holds only if the same words are
/// somebody's name elsewhere; a short form without an article only after the long one.
pub fn drop_unsupported(text: &str, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let strong = || found.iter().filter(|found| !found.weak);
    // A variant speaks for its base, a ship for its class: "Bear" stands beside a Tu-95MS.
    let named = |what| [listed(what), listed(what).map(|thing| based(lexicon, thing))];
    let things: HashSet<(u8, u32)> =
        strong().flat_map(|found| named(found.what)).flatten().collect();
    let mut groups: HashMap<Group, Vec<usize>> = HashMap::default();
    for found in strong() {
        for group in Group::of(lexicon, found.what) {
            groups.entry(group).or_default().push(found.span.start);
        }
    }
    let near = |group: &Group, at: usize| {
        groups.get(group).is_some_and(|places| {
            let next = places.partition_point(|&place| place < at);
            let close =
                |place: Option<&usize>| place.is_some_and(|&place| place.abs_diff(at) < NEAR);
            close(places.get(next)) || next > 0 && close(places.get(next - 1))
        })
    };
    let names: HashSet<String> =
        strong().filter(|found| is_name(found.what)).map(|found| spelled(text, found)).collect();
    let among = neighbours::among_persons(text, found);
    found.retain(|found| match found.what {
        _ if !found.weak => true,
        what if is_name(what) => {
            among.contains(&found.span.start) || names.contains(&spelled(text, found))
        }
        What::Generic(_) => Group::of(lexicon, found.what)
            .first()
            .is_some_and(|group| near(group, found.span.start)),
        what => listed(what).is_none_or(|key| things.contains(&key)),
    });
}

/// A person or body that no list holds.
fn is_name(what: What) -> bool {
    matches!(what, What::Person | What::Organisation(_))
}

/// A name as it is compared: case, accents and line ends aside.
fn spelled(text: &str, found: &Candidate) -> String {
    keys::name_words(found.span.of(text)).join(" ")
}

/// Weapons of which a bare general word may stand for a special one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    Air,
    Sea,
    Land,
    /// What fires missiles and rockets.
    Launcher,
    Other(u32),
}

impl Group {
    /// The groups that a mention speaks for; a weak one belongs to the first.
    fn of(lexicon: &Lexicon, what: What) -> Vec<Self> {
        let (class, head) = match what {
            What::Generic(head) => (lexicon.head(head).map(|head| head.class.as_str()), head),
            What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => {
                (lexicon.weapon(number).map(|known| &*known.kind), u32::MAX)
            }
            _ => return Vec::new(),
        };
        let Some(class) = class else {
            return Vec::new();
        };
        let own = Self::of_class(class, head);
        let fired = ["missile", "rocket", "air defence"].iter().any(|word| class.contains(word));
        if fired { vec![own, Self::Launcher] } else { vec![own] }
    }

    fn of_class(class: &str, head: u32) -> Self {
        match class {
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
            "launcher" => Self::Launcher,
            _ => Self::Other(head),
        }
    }
}

/// What a thing belongs to at last, if it is a weapon; else the thing.
fn based(lexicon: &Lexicon, (list, number): (u8, u32)) -> (u8, u32) {
    (list, if list == 0 { lexicon.base(number) } else { number })
}

fn listed(what: What) -> Option<(u8, u32)> {
    match what {
        What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => Some((0, number)),
        What::KnownActor(number) => Some((1, number)),
        What::State(number) => Some((2, number)),
        _ => None,
    }
}
