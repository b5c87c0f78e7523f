//! The clauses of one sentence, as a tree: what each stands in, who says it, and which cues it holds.

use std::ops::Range;

use super::cue_words::Found;
use super::source::Source;
use crate::facts::lexicon::Cue;
use crate::facts::model::{Attribution, CertaintyClass, Modality, Stance};
use crate::facts::passage::Passage;

/// How many clauses above one are asked who speaks and how surely.
const DEEPEST: usize = 12;

/// How a clause stands to the one it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It stands by itself.
    Main,
    /// What is said, thought or likely; true if a verb of saying opens it.
    Content {
        /// A verb of saying opens it.
        said: bool,
    },
    /// "whether the missile flew": what is asked.
    Whether,
    /// "if the missile flies", with the tokens of the word.
    If(usize),
    /// "how the missile flew": taken for granted.
    How,
    /// "which the army owns", "because it flew": its own certainty, the sayer of what it hangs on.
    Aside,
}

/// A clause.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// How it stands to the clause above it.
    pub link: Link,
    /// The clause above it.
    pub above: Option<usize>,
    /// Who says it, if that is said here.
    pub source: Option<Source>,
    /// Its first token.
    pub from: usize,
    /// The "if" of a clause on which it depends.
    pub under_if: Option<usize>,
    /// True if it goes on with the clause before it, so that a sayer of its own ends what was said there.
    pub goes_on: bool,
}

impl Clause {
    /// A clause that begins at token `from`.
    pub fn new(link: Link, above: Option<usize>, from: usize) -> Self {
        Self { link, above, source: None, from, under_if: None, goes_on: false }
    }
}

/// The clauses of a sentence.
#[derive(Debug, Default)]
pub struct Tree {
    /// The clauses, in the order in which they were opened.
    pub clauses: Vec<Clause>,
    /// The clause of each token of the sentence.
    pub of: Vec<usize>,
    /// Cues, each with its clause.
    pub cues: Vec<(usize, Found)>,
}

impl Tree {
    /// Forgets the sentence before.
    pub fn clear(&mut self) {
        self.clauses.clear();
        self.of.clear();
        self.cues.clear();
    }

    /// Opens a clause.
    pub fn open(&mut self, clause: Clause) -> usize {
        self.clauses.push(clause);
        self.clauses.len() - 1
    }

    /// True if something marks some place of the sentence.
    pub fn is_marked(&self) -> bool {
        !self.cues.is_empty()
            || self.clauses.iter().any(|clause| {
                clause.source.is_some() || matches!(clause.link, Link::If(_) | Link::Whether)
            })
    }

    /// The tokens of the sentence `start..end` that may be said otherwise than the one before them.
    pub fn changes(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let pairs = self.of.windows(2).zip(start + 1..end);
        let ends = |at: usize| self.cues.iter().any(|(_, found)| found.end == at);
        let changes = move |pair: &[usize], at| pair.first() != pair.last() || ends(at);
        pairs.filter(move |(pair, at)| changes(pair, *at)).map(|(_, at)| at)
    }

    /// Who says what stands in a clause.
    fn attribution(&self, clause: usize) -> Attribution {
        let mut next = Some(clause);
        for _ in 0..DEEPEST {
            let Some(clause) = next.and_then(|at| self.clauses.get(at)) else { break };
            if let Some(source) = clause.source {
                return source.attribution();
            }
            next = clause.above;
        }
        Attribution::default()
    }

    /// How surely is said what stands at token `at` of a clause.
    fn certainty(&self, passage: &Passage, clause: usize, mut at: usize) -> Modality {
        let mut weighed = Weighed { passage, best: Modality::default() };
        let (mut next, mut said) = (Some(clause), false);
        for _ in 0..DEEPEST {
            let clause = next.and_then(|at| Some((at, self.clauses.get(at)?)));
            let Some((number, clause)) = clause else { break };
            let own = self.cues.iter().filter(|(of, _)| *of == number).map(|(_, found)| found);
            let reaching = own.filter(|found| !found.cue.looks_ahead() || found.first < at);
            reaching.filter(|found| !said || reaches_said(found.cue)).for_each(|f| weighed.add(f));
            let depends = match clause.link {
                Link::If(word) => Some(word),
                _ => clause.under_if.filter(|_| !said),
            };
            if let Some(word) = depends {
                weighed.take(CertaintyClass::Conditional, word..word + 1);
            }
            at = clause.from;
            next = match clause.link {
                Link::Whether => {
                    if weighed.best.class != CertaintyClass::Estimative {
                        let word = clause.from.saturating_sub(1)..clause.from;
                        weighed.best.class = CertaintyClass::Hedged;
                        weighed.best.cue = Some(passage.span(word.start, word.end));
                    }
                    None
                }
                Link::Content { said: by_saying } => {
                    said = by_saying;
                    clause.above
                }
                Link::Main | Link::If(_) | Link::How | Link::Aside => None,
            };
        }
        weighed.best
    }

    /// How the fact at token `at` of the sentence that begins at `start` is said.
    pub fn stance(&self, passage: &Passage, at: usize, start: usize) -> Stance {
        let Some(&clause) = self.of.get(at - start) else { return Stance::default() };
        Stance {
            attribution: self.attribution(clause),
            certainty: self.certainty(passage, clause, at),
        }
    }
}

/// What holds for what somebody says, too: not that he will or would say it.
fn reaches_said(cue: Cue) -> bool {
    !matches!(cue, Cue::Condition | Cue::Plan)
}

struct Weighed<'a> {
    passage: &'a Passage<'a>,
    best: Modality,
}

impl Weighed<'_> {
    fn add(&mut self, found: &Found) {
        let tokens = found.first..found.end;
        match found.cue {
            Cue::Estimate(band) => {
                self.take(CertaintyClass::Estimative, tokens);
                self.best.band.get_or_insert(band);
            }
            Cue::Confidence(level) => {
                self.take(CertaintyClass::Estimative, tokens);
                self.best.confidence.get_or_insert(level);
            }
            Cue::Condition => self.take(CertaintyClass::Conditional, tokens),
            Cue::Hedge | Cue::HedgesWhatFollows => self.take(CertaintyClass::Hedged, tokens),
            Cue::Denial | Cue::DeniesWhatFollows => self.take(CertaintyClass::Denied, tokens),
            Cue::Plan => self.take(CertaintyClass::Planned, tokens),
        }
    }

    /// The class, if it comes before what was found so far.
    fn take(&mut self, class: CertaintyClass, tokens: Range<usize>) {
        if class > self.best.class {
            self.best.class = class;
            self.best.cue = Some(self.passage.span(tokens.start, tokens.end));
        }
    }
}
