//! Where in a passage rules have to look: most words begin nothing, and few rules need to see them.
//! Says what may begin at a token; what does, the rules decide.

use super::lexicon::Traits;
use super::token::{Case, Kind, Token};

/// What may begin at a token: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts(u8);

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

    /// What a token may begin, by itself.
    fn of(token: &Token) -> Self {
        let by_kind = match token.kind {
            Kind::Word if token.case != Case::Lower => Self::NAME,
            Kind::Number => Self::NUMBER,
            Kind::Mark('(') => Self::BRACKET,
            _ => Self(0),
        };
        LISTED.iter().fold(
            by_kind,
            |all, (trait_, starts)| {
                if token.traits.has(*trait_) { all.or(*starts) } else { all }
            },
        )
    }

    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn any(self, other: Self) -> bool {
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
    pub fn note(&mut self, at: usize, token: &Token, phrase: bool) {
        if token.glued && token.is_dash() && at > 0 {
            self.add(at - 1, Starts::COMPOUND);
        }
        let phrase = if phrase { Starts::PHRASE } else { Starts::default() };
        self.add(at, Starts::of(token).or(phrase));
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
