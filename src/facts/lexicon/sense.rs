//! What a phrase of the lexicon is. Does not find any: see `phrases`.

use super::cue::Cue;

/// What a phrase is; the number is the entry's place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A named weapon.
    Weapon(u32),
    /// A variant of a named weapon ("H-6K" of "H-6"): a thing of its own.
    Variant(u32),
    /// A head of weapon phrases.
    Head(u32),
    /// A modifier of weapon phrases.
    Modifier,
    /// May stand between modifiers.
    Neutral,
    /// A phrase whose head is no weapon.
    Blocked,
    /// A state's name.
    State(u32),
    /// A state's adjective.
    Adjective(u32),
    /// A state's people.
    People(u32),
    /// A state's capital.
    Capital(u32),
    /// A name of a state's government.
    Government(u32),
    /// An organisation or group.
    Organisation(u32),
    /// A person.
    Person(u32),
    /// A place.
    Place(u32),
    /// A rank, honorific or office before a name.
    Title,
    /// "according to".
    Attribution,
    /// "reportedly", "is likely to", "will": how sure a clause is.
    Cue(Cue),
    /// The head of an organisation's name, of more than one word ("Task Force").
    OrgHead,
}

/// A set of kinds of senses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Senses(u8);

impl Senses {
    /// Named weapons.
    pub const WEAPON: Self = Self(1);
    /// Heads of weapon phrases.
    pub const HEAD: Self = Self(1 << 1);
    /// States.
    pub const STATE: Self = Self(1 << 2);
    /// Capitals.
    pub const CAPITAL: Self = Self(1 << 3);
    /// Persons.
    pub const PERSON: Self = Self(1 << 4);
    /// Titles before names.
    pub const TITLE: Self = Self(1 << 5);
    /// Heads of organisations' names.
    pub const ORG_HEAD: Self = Self(1 << 6);
    /// Phrases that show who speaks or how surely.
    pub const CUE: Self = Self(1 << 7);

    /// The kind of a sense; nothing for those that nobody asks for.
    pub fn of(sense: Sense) -> Self {
        match sense {
            Sense::Weapon(_) => Self::WEAPON,
            Sense::Head(_) => Self::HEAD,
            Sense::State(_) => Self::STATE,
            Sense::Capital(_) => Self::CAPITAL,
            Sense::Person(_) => Self::PERSON,
            Sense::Title => Self::TITLE,
            Sense::OrgHead => Self::ORG_HEAD,
            Sense::Cue(_) | Sense::Attribution => Self::CUE,
            _ => Self::default(),
        }
    }

    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if the two share a kind.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Sense {
    /// Its kind and the place of its entry, as an image holds them.
    pub fn numbers(self) -> [u32; 2] {
        match self {
            Self::Weapon(number) => [0, number],
            Self::Variant(number) => [1, number],
            Self::Head(number) => [2, number],
            Self::Modifier => [3, 0],
            Self::Neutral => [4, 0],
            Self::Blocked => [5, 0],
            Self::State(number) => [6, number],
            Self::Adjective(number) => [7, number],
            Self::People(number) => [8, number],
            Self::Capital(number) => [9, number],
            Self::Government(number) => [10, number],
            Self::Organisation(number) => [11, number],
            Self::Person(number) => [12, number],
            Self::Place(number) => [13, number],
            Self::Title => [14, 0],
            Self::Attribution => [15, 0],
            Self::Cue(cue) => [16, cue.number()],
            Self::OrgHead => [17, 0],
        }
    }

    /// The sense with these numbers; `None` if it is of no known kind.
    pub fn of([kind, number]: [u32; 2]) -> Option<Self> {
        Some(match kind {
            0 => Self::Weapon(number),
            1 => Self::Variant(number),
            2 => Self::Head(number),
            3 => Self::Modifier,
            4 => Self::Neutral,
            5 => Self::Blocked,
            6 => Self::State(number),
            7 => Self::Adjective(number),
            8 => Self::People(number),
            9 => Self::Capital(number),
            10 => Self::Government(number),
            11 => Self::Organisation(number),
            12 => Self::Person(number),
            13 => Self::Place(number),
            14 => Self::Title,
            15 => Self::Attribution,
            16 => Self::Cue(Cue::of(number)?),
            17 => Self::OrgHead,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sense_has_numbers_of_its_own() {
        let senses: Vec<Sense> = (0..18).filter_map(|kind| Sense::of([kind, 0])).collect();
        assert_eq!(senses.len(), 18);
        assert!(senses.iter().zip(0..).all(|(sense, kind)| sense.numbers() == [kind, 0]));
        assert_eq!(Sense::of([7, 300]).map(Sense::numbers), Some([7, 300]));
        assert_eq!(Sense::of([18, 0]), None);
    }
}
