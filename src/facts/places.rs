//! Where in a passage rules have to look: most words begin nothing, and few rules need to see them.
//! Says what may begin at a token; what does, the rules decide.

use super::lexicon::Traits;
use super::token_kind::{Case, Kind, is_dash, is_quote};
use super::word_list::{Sign, WordList, list};

/// What may begin at a token: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts(u16);

impl Starts {
    /// A name: a word with a capital letter, or a particle.
    pub const NAME: Self = Self(1);
    /// A number, in digits or words.
    pub const NUMBER: Self = Self(1 << 1);
    /// A phrase of the lexicon.
    pub const PHRASE: Self = Self(1 << 2);
    /// A word with a hyphen and another word.
    pub const COMPOUND: Self = Self(1 << 3);
    /// A bracket.
    pub const BRACKET: Self = Self(1 << 4);
    /// The head of the name of a force.
    pub const FORCE: Self = Self(1 << 5);
    /// The word "class".
    pub const CLASS: Self = Self(1 << 6);
    /// The last word of a unit of length.
    pub const UNIT: Self = Self(1 << 7);
    /// An abbreviation: three to six capital letters.
    pub const ACRONYM: Self = Self(1 << 8);
    /// A mark of quoted speech: it begins or ends.
    pub const QUOTE: Self = Self(1 << 9);
    /// The sign "&".
    pub const AMPERSAND: Self = Self(1 << 10);
    /// A noun that may vouch for the name beside it: see [`VOUCHING`].
    pub const VOUCHING: Self = Self(1 << 11);
    /// A title that several persons share: see [`SHARED_TITLES`].
    pub const SHARED_TITLE: Self = Self(1 << 12);
    /// A phrase of the lexicon, if the word is written with a small letter.
    const SMALL_PHRASE: Self = Self(1 << 13);
    /// A dash without a space before it: the word before begins a compound.
    const JOINT: Self = Self(1 << 14);

    /// What a word with these traits may begin; `phrases` are the traits of the word itself and of its
    /// singular, by which phrases of the lexicon begin.
    pub fn of_word(traits: Traits, phrases: [Traits; 2]) -> Self {
        let begins = |begin: Traits| phrases.iter().any(|traits| traits.has(begin));
        let listed = LISTED.iter().filter(|(trait_, _)| traits.has(*trait_));
        let listed = listed.fold(Self::default(), |all, (_, starts)| all.or(*starts));
        let phrase = if begins(Traits::BEGINS) { Self::PHRASE } else { Self::default() };
        let small = if begins(Traits::BEGINS_SMALL) { Self::SMALL_PHRASE } else { Self::default() };
        listed.or(phrase).or(small)
    }

    /// What a token may begin, of whose word `self` is known.
    pub fn written(self, kind: Kind, case: Case, glued: bool) -> Self {
        match kind {
            Kind::Word if case == Case::Lower && !self.any(Self::SMALL_PHRASE) => {
                self.without(Self::PHRASE)
            }
            Kind::Word if case == Case::Lower => self,
            Kind::Word => self.or(Self::NAME),
            Kind::Number => self.or(Self::NUMBER),
            Kind::Mark('(') => Self::BRACKET,
            Kind::Mark('&') => self.or(Self::PHRASE).or(Self::AMPERSAND),
            Kind::Mark(mark) if is_quote(mark) => Self::QUOTE,
            Kind::Mark(mark) if glued && is_dash(mark) => Self::JOINT,
            Kind::Mark(_) | Kind::Possessive => Self::default(),
        }
    }

    /// The same, and what the letters of the word say: whether it looks like an abbreviation, and which
    /// lists hold it.
    pub fn spelled(self, case: Case, word: &str, sign: Sign) -> Self {
        let letters = case == Case::Upper
            && (3..=6).contains(&word.len())
            && !word.as_bytes().contains(&b'.');
        let abbreviation = if letters { Self::ACRONYM } else { Self::default() };
        let held = |list: &WordList, starts| match list.may_hold(sign) && list.holds(sign, word) {
            true => starts,
            false => Self::default(),
        };
        let vouching = held(VOUCHING, Self::VOUCHING);
        self.or(abbreviation).or(vouching).or(held(SHARED_TITLES, Self::SHARED_TITLE))
    }

    /// The numbers of the flags that are set.
    fn kinds(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let kind = (left != 0).then_some(left.trailing_zeros() as usize);
            left &= left.wrapping_sub(1);
            kind
        })
    }

    /// The set as a number.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The set that is this number.
    pub const fn of_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True if at least one flag of `other` is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

const LISTED: [(Traits, Starts); 5] = [
    (Traits::PARTICLE, Starts::NAME),
    (Traits::NUMERAL, Starts::NUMBER),
    (Traits::FORCE_HEAD, Starts::FORCE),
    (Traits::CLASS, Starts::CLASS),
    (Traits::UNIT, Starts::UNIT),
];

/// What vouches for a name as a firm's, a medium's or a group's: the rule of that name says of which with
/// what word before it.
const VOUCHING: &WordList = list!(
    "militia gang cartel hackers militants group faction agency channel station firm company startup start-up manufacturer automaker carmaker shipbuilder planemaker shipyard newspaper \
    broadcaster newswire tabloid daily weekly contractor conglomerate maker retailer bank airline subsidiary \
    thinktank nonprofit charity outlet"
);

/// Titles in the plural, before the first of several names.
const SHARED_TITLES: &WordList = list!(
    "councillors cllrs councilmen justices judges senators representatives congressmen messrs presidents \
    ministers generals colonels captains majors lieutenants sergeants ambassadors governors professors drs \
    commissioners admirals secretaries directors"
);

/// How many kinds of beginnings are noted.
const KINDS: usize = 13;

/// The tokens of a passage at which something may begin, each kind in a list of its own: a rule looks
/// at no others.
#[derive(Debug, Default)]
pub struct Places {
    /// As many as there are kinds, once something was noted.
    lists: Vec<Vec<u32>>,
}

impl Places {
    /// Forgets everything, and has room for what is noted.
    pub fn clear(&mut self) {
        self.lists.resize_with(KINDS, Vec::new);
        self.lists.iter_mut().for_each(Vec::clear);
    }

    /// Notes what may begin at token `at`, after those before it; `phrase` if a phrase of the lexicon
    /// does.
    pub fn note(&mut self, at: usize, starts: Starts, phrase: bool) {
        if starts.any(Starts::JOINT) && at > 0 {
            self.add(at - 1, Starts::COMPOUND);
        }
        let other = starts.without(Starts::PHRASE.or(Starts::SMALL_PHRASE).or(Starts::JOINT));
        self.add(at, if phrase { other.or(Starts::PHRASE) } else { other });
    }

    fn add(&mut self, at: usize, starts: Starts) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        for kind in starts.kinds() {
            if let Some(list) = self.lists.get_mut(kind) {
                list.push(at);
            }
        }
    }

    /// The tokens at which this may begin, in order.
    pub fn of_one(&self, starts: Starts) -> impl Iterator<Item = usize> {
        let list = self.lists.get(starts.0.trailing_zeros() as usize);
        list.map(Vec::as_slice).unwrap_or_default().iter().map(|&at| at as usize)
    }

    /// The tokens at which one of these, two at most, may begin, in order.
    pub fn of(&self, starts: Starts) -> impl Iterator<Item = usize> {
        let mut lists = starts.kinds().filter_map(|kind| self.lists.get(kind));
        let mut next = || lists.next().map(Vec::as_slice).unwrap_or_default();
        Merged { one: next(), other: next() }
    }
}

/// Two lists of numbers in order, as one.
struct Merged<'a> {
    one: &'a [u32],
    other: &'a [u32],
}

impl Iterator for Merged<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let first = |list: &[u32]| list.first().copied();
        let number = match (first(self.one), first(self.other)) {
            (Some(one), Some(other)) => one.min(other),
            (one, other) => one.or(other)?,
        };
        // No branch tells from which list it is: that cannot be foretold.
        for list in [&mut self.one, &mut self.other] {
            *list = &list[usize::from(first(list) == Some(number))..];
        }
        Some(number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_at_its_places_and_two_kinds_in_order() {
        let mut places = Places::default();
        places.clear();
        places.note(0, Starts::NAME, false);
        places.note(1, Starts::JOINT, false);
        places.note(2, Starts::NAME.or(Starts::PHRASE), true);
        places.note(3, Starts::NUMBER, false);
        places.note(5, Starts::NAME.or(Starts::PHRASE), false);
        let of = |starts| places.of(starts).collect::<Vec<_>>();
        assert_eq!(of(Starts::NAME), [0, 2, 5]);
        assert_eq!(of(Starts::PHRASE), [2]);
        assert_eq!(of(Starts::PHRASE.or(Starts::COMPOUND)), [0, 2]);
        assert_eq!(of(Starts::NAME.or(Starts::NUMBER)), [0, 2, 3, 5]);
        assert_eq!(of(Starts::NAME.or(Starts::PHRASE)), [0, 2, 5]);
        assert!(of(Starts::UNIT).is_empty());
        places.clear();
        assert_eq!(places.of(Starts::NAME).next(), None);
    }
}
