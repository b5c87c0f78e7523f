//! Finds every phrase of the lexicon in a row of tokens, in one pass: a tree over whole words, so
//! that "Kh-101", "Kh 101" and "Kh101" are one phrase. Does not decide what a match means.
//!
//! A tree over words instead of an automaton over bytes, because the words are found anyway, each
//! with its number, and because hyphen, space and nothing must be alike inside names.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rows::{self, Row};
use super::sense::Sense;
use super::traits::Traits;
use super::tree::{NodeId, Tree};
use super::words::{WordId, Words};
use crate::facts::token::{Token, atoms};
use crate::facts::token_kind::{Case, Kind};

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

    fn of(number: u8) -> Option<Self> {
        [Self::Nothing, Self::Company, Self::Support].get(usize::from(number)).copied()
    }
}

/// A phrase as listed.
#[derive(Clone, Copy, Debug, PartialEq)]
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

impl Row<4> for Phrase {
    fn numbers(&self) -> [u32; 4] {
        let [kind, number] = self.sense.numbers();
        let forms = u32::from(self.capitals) | u32::from(self.uppers) << 16;
        [kind, number, forms, self.need as u32 | u32::from(self.plural) << 8]
    }

    fn of([kind, number, forms, rest]: [u32; 4]) -> Option<Self> {
        let [need, plural, ..] = rest.to_le_bytes();
        let [capitals, capitals_high, uppers, uppers_high] = forms.to_le_bytes();
        Some(Self {
            sense: Sense::of([kind, number])?,
            need: Need::of(need)?,
            capitals: u16::from_le_bytes([capitals, capitals_high]),
            uppers: u16::from_le_bytes([uppers, uppers_high]),
            plural: plural != 0,
        })
    }
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

/// Every phrase, as a tree; those that were added since it was built, as listed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Phrases {
    #[serde(skip)]
    added: Vec<Listed>,
    /// The words of what was added, one phrase after the other.
    #[serde(skip)]
    words: Vec<WordId>,
    /// What is in the tree, sorted by words.
    #[serde(with = "rows")]
    sorted: Vec<Phrase>,
    /// Leads to places in `sorted`.
    tree: Tree,
}

/// A phrase and the place of its words.
#[derive(Clone, Copy, Debug, PartialEq)]
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
        self.added.push(Listed { from, words: count, phrase });
    }

    /// Builds the tree of all phrases, once no more will come; `words` is how many words there are.
    pub fn settle(&mut self, words: usize) {
        let mut own = std::mem::take(&mut self.words);
        let mut listed = self.relisted(&mut own);
        listed.append(&mut self.added);
        let spelling = |listed: &Listed| own.get(listed.words()).unwrap_or_default();
        listed.sort_by(|one, other| spelling(one).cmp(spelling(other)));
        let spellings: Vec<_> = listed.iter().map(spelling).collect();
        self.tree = Tree::of(&spellings, words);
        self.sorted = listed.iter().map(|listed| listed.phrase).collect();
    }

    /// What is in the tree as it was listed, before what was added since; `own` takes the words.
    fn relisted(&self, own: &mut Vec<WordId>) -> Vec<Listed> {
        let mut listed = Vec::with_capacity(self.sorted.len() + self.added.len());
        for (places, spelling) in self.tree.endings() {
            let from = own.len();
            own.extend(&spelling);
            let words = u8::try_from(spelling.len()).unwrap_or(u8::MAX);
            let phrases = self.sorted.get(places).unwrap_or_default();
            listed.extend(phrases.iter().map(|&phrase| Listed { from, words, phrase }));
        }
        listed
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
            walk.take(at);
            if let Some(node) = singular {
                self.collect(node, (&mut walk, text, tokens), (first, true), found);
            }
            let Some(node) = own else { return };
            walk.node = node;
            self.collect(node, (&mut walk, text, tokens), (first, false), found);
            if self.tree.is_leaf(node) {
                return;
            }
            at = after_joint(tokens, at + 1);
            at += usize::from(tokens.get(at).is_some_and(|token| is_article(text, token)));
        }
    }

    /// Adds the phrases that end at a node: at most nodes none does.
    #[inline]
    fn collect(
        &self,
        node: NodeId,
        (walk, text, tokens): (&mut Walk, &str, &[Token]),
        (first, plural): (usize, bool),
        found: &mut Vec<Hit>,
    ) {
        let phrases = self.sorted.get(self.tree.phrases(node)).unwrap_or_default();
        if !phrases.is_empty() {
            walk.note(text, tokens);
            add_fitting(phrases, walk, (first, plural), found);
        }
    }
}

/// Adds the phrases that the words walked so far are written like.
fn add_fitting(
    phrases: &[Phrase],
    walk: &Walk,
    (first, plural): (usize, bool),
    found: &mut Vec<Hit>,
) {
    for phrase in phrases {
        let fits = phrase.capitals & !walk.capitals == 0
            && phrase.uppers & !walk.uppers == 0
            && (phrase.plural || !plural);
        if fits {
            found.push(Hit {
                first,
                end: walk.last + 1,
                sense: phrase.sense,
                weak: phrase.need == Need::Support,
                everyday: phrase.need == Need::Company,
            });
        }
    }
}

#[derive(Default)]
struct Walk {
    node: NodeId,
    /// How many words were walked.
    words: usize,
    /// The token of the last word.
    last: usize,
    /// The tokens of the words whose spelling was not looked at yet, from that of `noted` on.
    ats: [u32; MOST_WORDS],
    noted: usize,
    capitals: u16,
    uppers: u16,
}

impl Walk {
    /// Takes the word at token `at`.
    fn take(&mut self, at: usize) {
        if let Some(slot) = self.ats.get_mut(self.words) {
            *slot = u32::try_from(at).unwrap_or(u32::MAX);
        }
        self.last = at;
        self.words += 1;
    }

    /// Notes how the words are written that were taken since it was last asked for.
    fn note(&mut self, text: &str, tokens: &[Token]) {
        for word in self.noted..self.words {
            let at = self.ats.get(word).map_or(0, |&at| at as usize);
            if let Some(token) = tokens.get(at) {
                self.note_word(text, word, token);
            }
        }
        self.noted = self.words;
    }

    /// Notes how a word is written. A long acronym may be written as a name ("Nato").
    fn note_word(&mut self, text: &str, word: usize, token: &Token) {
        let bit = 1 << word;
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
    token.span.len() == 3 && token.case == Case::Lower && token.span.of(text) == "the"
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
