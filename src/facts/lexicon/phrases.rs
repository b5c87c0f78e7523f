//! Finds every phrase of the lexicon in a row of tokens, in one pass: a tree over whole words, so
//! that "Kh-101", "Kh 101" and "Kh101" are one phrase. Does not decide what a match means.
//!
//! A tree over words instead of an automaton over bytes, because the words are found anyway, each
//! with its number, and because hyphen, space and nothing must be alike inside names.

use std::ops::Range;

use super::tree::{NodeId, Tree};
use super::words::{Traits, WordId, Words};
use crate::facts::token::{Case, Kind, Token, atoms};

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
    /// "reportedly".
    Hedge,
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

/// What a phrase needs beside it to be what it is listed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// Other weapons or words of war not far away: it means something else too.
    Company,
    /// Words right beside it that say what it is.
    Support,
}

impl Need {
    /// Support, if `weak`.
    pub fn support_if(weak: bool) -> Self {
        if weak { Self::Support } else { Self::Nothing }
    }
}

/// A phrase as listed.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    /// What it is.
    pub sense: Sense,
    /// What it needs beside it.
    need: Need,
    /// Bit n set: word n must begin with a capital letter.
    capitals: u16,
    /// Bit n set: word n must hold more than one capital (or, if long, begin with one).
    uppers: u16,
    /// A plural ending may follow the last word.
    plural: bool,
}

/// A phrase found: tokens `first..end`.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// What it is.
    pub sense: Sense,
    /// True if it needs support from the context.
    pub weak: bool,
    /// True if it means something else too.
    pub everyday: bool,
}

/// Every phrase, as listed and as a tree.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    listed: Vec<Listed>,
    /// The words of what is listed, one phrase after the other.
    words: Vec<WordId>,
    /// What is listed, sorted by words.
    sorted: Vec<Phrase>,
    /// Leads to places in `sorted`.
    tree: Tree,
}

/// A phrase and the place of its words.
#[derive(Clone, Copy, Debug)]
struct Listed {
    from: usize,
    words: u8,
    phrase: Phrase,
}

impl Listed {
    fn words(&self) -> Range<usize> {
        self.from..self.from + usize::from(self.words)
    }
}

/// The most words a phrase can have: as many as [`Phrase`] has bits for.
const MOST_WORDS: usize = 16;

impl Phrases {
    /// Adds a phrase; does nothing if `name` holds no word or too many.
    pub fn add(&mut self, words: &mut Words, name: &str, sense: Sense, need: Need) {
        let mut atoms = atoms(name);
        drop_inner_articles(&mut atoms);
        let count = u8::try_from(atoms.len()).unwrap_or(u8::MAX);
        if count == 0 || usize::from(count) > MOST_WORDS {
            return;
        }
        let from = self.words.len();
        self.words.extend(atoms.iter().map(|(word, _)| words.intern(word)));
        if let (Some(&id), Some((_, case))) = (self.words.get(from), atoms.first()) {
            words.mark_id(id, Traits::BEGINS);
            if *case == Case::Lower {
                words.mark_id(id, Traits::BEGINS_SMALL);
            }
        }
        let phrase = Phrase {
            sense,
            need,
            capitals: bits(&atoms, |case| case != Case::Lower),
            uppers: bits(&atoms, |case| matches!(case, Case::Upper | Case::Mixed)),
            plural: takes_plural(sense),
        };
        self.listed.push(Listed { from, words: count, phrase });
    }

    /// Builds the tree of all phrases, once no more will come; `words` is how many words there are.
    pub fn settle(&mut self, words: usize) {
        let spelling = |listed: &Listed| self.words.get(listed.words()).unwrap_or_default();
        self.listed.sort_by(|one, other| spelling(one).cmp(spelling(other)));
        let spellings: Vec<_> = self.listed.iter().map(spelling).collect();
        self.tree = Tree::of(&spellings, words);
        self.sorted = self.listed.iter().map(|listed| listed.phrase).collect();
    }

    /// All phrases that begin at token `first`, shortest first.
    pub fn find(&self, text: &str, tokens: &[Token], first: usize, found: &mut Vec<Hit>) {
        let mut walk = Walk::default();
        let mut at = first;
        while walk.words < MOST_WORDS {
            let Some(token) = tokens.get(at) else { return };
            let plural = token.is_plural();
            let singular = plural.then(|| self.tree.step(walk.node, token.stem)).flatten();
            let own = self.tree.step(walk.node, token.id);
            if singular.is_none() && own.is_none() {
                return;
            }
            walk.note(text, token);
            if let Some(node) = singular {
                self.collect(node, &walk, (first, at + 1, true), found);
            }
            let Some(node) = own else { return };
            walk.node = node;
            self.collect(node, &walk, (first, at + 1, false), found);
            walk.words += 1;
            if self.tree.is_leaf(node) {
                return;
            }
            at = after_joint(tokens, at + 1);
            at += usize::from(tokens.get(at).is_some_and(|token| is_article(text, token)));
        }
    }

    fn collect(
        &self,
        node: NodeId,
        walk: &Walk,
        (first, end, plural): (usize, usize, bool),
        found: &mut Vec<Hit>,
    ) {
        for phrase in self.sorted.get(self.tree.phrases(node)).unwrap_or_default() {
            let fits = phrase.capitals & !walk.capitals == 0
                && phrase.uppers & !walk.uppers == 0
                && (phrase.plural || !plural);
            if fits {
                found.push(Hit {
                    first,
                    end,
                    sense: phrase.sense,
                    weak: phrase.need == Need::Support,
                    everyday: phrase.need == Need::Company,
                });
            }
        }
    }
}

#[derive(Default)]
struct Walk {
    node: NodeId,
    words: usize,
    capitals: u16,
    uppers: u16,
}

impl Walk {
    /// Notes how the next word is written. A long acronym may be written as a name ("Nato").
    fn note(&mut self, text: &str, token: &Token) {
        let bit = 1 << self.words;
        let long = token.span.len() >= 4;
        let number = token.is_number();
        if token.case != Case::Lower || number {
            self.capitals |= bit;
        }
        let inner = token.case == Case::Mixed
            && token.span.of(text).starts_with(|c: char| c.is_uppercase());
        if token.case == Case::Upper || inner || number || long && token.case != Case::Lower {
            self.uppers |= bit;
        }
    }
}

/// "Islamic State of Iraq and the Levant" is written without "the" too.
fn drop_inner_articles(atoms: &mut Vec<(String, Case)>) {
    let mut first = true;
    atoms.retain(|(word, _)| std::mem::take(&mut first) || word != "the");
}

fn is_article(text: &str, token: &Token) -> bool {
    token.case == Case::Lower && token.span.of(text) == "the"
}

/// Past what joins the words of a name, if it stands at `at`: a hyphen, a stop, a possessive ending
/// ("People's Republic"), or a dash with spaces around it.
fn after_joint(tokens: &[Token], at: usize) -> usize {
    let joined = |mark: &Token| mark.is_dash() || mark.is_mark('.') || mark.is_mark('/');
    match tokens.get(at) {
        Some(ending) if ending.kind == Kind::Possessive => at + 1,
        Some(dash) if dash.is_dash() && !dash.glued => match tokens.get(at + 1) {
            Some(next) if !next.glued => at + 1,
            _ => at,
        },
        Some(mark) if mark.glued && joined(mark) => match tokens.get(at + 1) {
            Some(next) if next.glued || next.new_line || mark.is_mark('.') => at + 1,
            _ => at,
        },
        _ => at,
    }
}

fn takes_plural(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::Weapon(_) | Sense::Variant(_) | Sense::Head(_) | Sense::Blocked | Sense::OrgHead
    )
}

fn bits(atoms: &[(String, Case)], holds: impl Fn(Case) -> bool) -> u16 {
    atoms
        .iter()
        .enumerate()
        .filter(|(_, (_, case))| holds(*case))
        .fold(0, |bits, (at, _)| bits | 1 << at)
}
