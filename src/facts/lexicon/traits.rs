//! What the lists of the lexicon say of single words. Holds no words: see `words`.

/// What lists say of a single word: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u32);

impl Traits {
    /// A given name of a person.
    pub const GIVEN: Self = Self(1);
    /// A family name.
    pub const FAMILY: Self = Self(1 << 1);
    /// A particle inside names ("al", "von", "bin").
    pub const PARTICLE: Self = Self(1 << 2);
    /// The head of an organisation's name ("Ministry", "Committee").
    pub const ORG_HEAD: Self = Self(1 << 3);
    /// A verb of saying ("said", "told").
    pub const SAYING: Self = Self(1 << 4);
    /// A verb that only actors do ("announced", "agreed").
    pub const ACTING: Self = Self(1 << 5);
    /// The head noun of a role ("head", "spokesman").
    pub const ROLE_HEAD: Self = Self(1 << 6);
    /// A month.
    pub const MONTH: Self = Self(1 << 7);
    /// A day of the week.
    pub const WEEKDAY: Self = Self(1 << 8);
    /// Never a name, capital letter or not.
    pub const NEVER_NAME: Self = Self(1 << 9);
    /// An article, preposition, conjunction, pronoun or auxiliary.
    pub const FUNCTION: Self = Self(1 << 10);
    /// Begins a phrase.
    pub const BEGINS: Self = Self(1 << 11);
    /// Letters that begin the designation of a known weapon ("DF" of "DF-21").
    pub const DESIGNATOR: Self = Self(1 << 12);
    /// A preposition of place ("in", "near").
    pub const LOCATIVE: Self = Self(1 << 13);
    /// A number in words ("two", "hundred").
    pub const NUMERAL: Self = Self(1 << 14);
    /// The head of the name of a military unit or force ("Brigade", "forces").
    pub const FORCE_HEAD: Self = Self(1 << 15);
    /// An abbreviation written with a full stop that ends no sentence ("Gen", "Jan").
    pub const ABBREVIATION: Self = Self(1 << 16);
    /// Makes a range of a distance ("range", "reach").
    pub const REACH: Self = Self(1 << 17);
    /// The name of something that is no actor: a treaty, a building, a road, an operation.
    pub const OTHER_HEAD: Self = Self(1 << 18);
    /// A word of military titles and offices.
    pub const TITLE: Self = Self(1 << 19);
    /// A modifier or head of a weapon phrase.
    pub const WEAPON_WORD: Self = Self(1 << 20);

    /// A word after which a head is no weapon.
    pub const NOT_AFTER: Self = Self(1 << 21);
    /// A name that is an ordinary word too.
    pub const WEAK_NAME: Self = Self(1 << 22);
    /// Begins the name of an organisation in languages that put the head first ("Jaish", "Guardia").
    pub const FIRST_HEAD: Self = Self(1 << 23);
    /// An adjective of a people without a state ("Kurdish", "Arab").
    pub const ETHNIC: Self = Self(1 << 24);
    /// The word that makes the name of a ship a name of its class.
    pub const CLASS: Self = Self(1 << 25);
    /// The last word of a unit of length ("km", "mile").
    pub const UNIT: Self = Self(1 << 26);
    /// Begins a phrase that may be written without a capital letter.
    pub const BEGINS_SMALL: Self = Self(1 << 27);

    /// Says that something is made, or who makes it ("built", "maker").
    pub const MAKING: Self = Self(1 << 28);
    /// A prefix of the names of ships ("USS").
    pub const SHIP_PREFIX: Self = Self(1 << 29);
    /// An ordinary word of labels, menus and headings ("Support", "Customer").
    pub const LABEL: Self = Self(1 << 30);

    /// Joins clauses, or may say in some clause who speaks or how surely.
    pub const STANCE: Self = Self(1 << 31);

    /// True if every flag of `other` is set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// True if at least one flag of `other` is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set as a number.
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// The set that is this number.
    pub(super) const fn of_bits(bits: u32) -> Self {
        Self(bits)
    }
}
