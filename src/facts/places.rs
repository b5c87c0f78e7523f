//! Where in a passage rules have to look: most words begin nothing, and few rules need to see them.
//! Says what may begin at a token; what does, the rules decide.

use super::lexicon::Traits;
use super::token::{Kind, Token};

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

    /// What may begin at a token before `next`; `phrase` if a phrase of the lexicon does.
    fn at(token: &Token, next: Option<&Token>, phrase: bool) -> Self {
        let traits = token.traits;
        let flags = [
            (Self::NAME, token.is_capital() || traits.has(Traits::PARTICLE)),
            (Self::NUMBER, token.is_number() || traits.has(Traits::NUMERAL)),
            (Self::PHRASE, phrase),
            (Self::COMPOUND, next.is_some_and(|next| next.glued && next.is_dash())),
            (Self::BRACKET, token.kind == Kind::Mark('(')),
            (Self::FORCE, traits.has(Traits::FORCE_HEAD)),
            (Self::CLASS, traits.has(Traits::CLASS)),
        ];
        flags.iter().filter(|(_, holds)| *holds).fold(Self(0), |all, (flag, _)| all.or(*flag))
    }

    /// Both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

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

    /// Notes what may begin at token `at`; `phrase` if a phrase of the lexicon does.
    pub fn note(&mut self, tokens: &[Token], at: usize, phrase: bool) {
        let Some(token) = tokens.get(at) else { return };
        let starts = Starts::at(token, tokens.get(at + 1), phrase);
        if starts != Starts::default() {
            self.at.push((u32::try_from(at).unwrap_or(u32::MAX), starts));
            self.all = self.all.or(starts);
        }
    }

    /// The tokens at which one of these may begin, in order.
    pub fn of(&self, starts: Starts) -> impl Iterator<Item = usize> {
        let places = if self.all.any(starts) { &self.at[..] } else { &[] };
        places.iter().filter(move |(_, own)| own.any(starts)).map(|(at, _)| *at as usize)
    }
}
