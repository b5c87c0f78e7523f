//! Where in a passage rules have to look: most words begin nothing, and few rules need to see them.
//! Says what may begin at a token; what does, the rules decide.

use super::lexicon::Traits;
use super::token::{Case, Kind, is_dash};

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
    /// A phrase of the lexicon, if the word is written with a small letter.
    const SMALL_PHRASE: Self = Self(1 << 8);
    /// A dash without a space before it: the word before begins a compound.
    const JOINT: Self = Self(1 << 9);

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
            Kind::Mark('&') => self.or(Self::PHRASE),
            Kind::Mark(mark) if glued && is_dash(mark) => Self::JOINT,
            Kind::Mark(_) | Kind::Possessive => Self::default(),
        }
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

/// The tokens of a passage at which something may begin.
#[derive(Debug, Default)]
pub struct Places {
    at: Vec<(u32, Starts)>,
    all: Starts,
}

impl Places {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.at.clear();
        self.all = Starts::default();
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
        if starts == Starts::default() {
            return;
        }
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        match self.at.last_mut() {
            Some((last, own)) if *last == at => *own = own.or(starts),
            _ => self.at.push((at, starts)),
        }
        self.all = self.all.or(starts);
    }

    /// The tokens at which one of these may begin, in order.
    pub fn of(&self, starts: Starts) -> impl Iterator<Item = usize> {
        let places = if self.all.any(starts) { &self.at[..] } else { &[] };
        places.iter().filter(move |(_, own)| own.any(starts)).map(|(at, _)| *at as usize)
    }
}
