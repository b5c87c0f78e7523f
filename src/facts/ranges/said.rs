//! Who is said to say a range, and the word that hedges it. A source is a noun phrase for a person,
//! a body or a document; anything else is left out.

use std::ops::Range;

use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Kind;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// The longest name of a source in words.
const LONGEST: usize = 10;

/// What a sentence says of its sources: read once, however many ranges it gives.
pub struct Sayings {
    sentence: Range<usize>,
    attributed: Option<(usize, usize)>,
    /// Verbs of saying.
    verbs: Vec<usize>,
    /// Hedges, in order.
    hedges: Vec<Hit>,
}

impl Sayings {
    /// Reads the sentence of token `at`; `last` is kept if it is of the same one.
    pub fn of(passage: &Passage, at: usize, last: Option<Self>) -> Self {
        let sentence = passage.sentence(at);
        match last {
            Some(last) if last.sentence == sentence => last,
            _ => Self {
                attributed: attributed(passage, &sentence),
                verbs: sentence.clone().filter(|&at| is_reporting(passage, at)).collect(),
                hedges: sentence.clone().filter_map(|at| hedge_at(passage, at)).collect(),
                sentence,
            },
        }
    }

    /// The source that the sentence names for the range at token `at`: "according to X", "X said".
    pub fn source(&self, passage: &Passage, at: usize) -> Option<Span> {
        let (first, end) = self.attributed.or_else(|| self.speaker(passage, at))?;
        Some(passage.span(first, end))
    }

    /// "X said that the missile", ", X said", ", said X": the verb nearest before the range, or after it.
    fn speaker(&self, passage: &Passage, at: usize) -> Option<(usize, usize)> {
        let next = self.verbs.partition_point(|&verb| verb < at);
        let verb = *self.verbs[..next].last().or_else(|| self.verbs.get(next))?;
        let (first, end) = phrase_before(passage, verb, self.sentence.start);
        if is_source(passage, first, end) {
            return Some((first, end));
        }
        let inverted = verb > at && passage.before(verb).is_some_and(|token| !token.is_word());
        let end = phrase_end(passage, verb + 1, self.sentence.end);
        (inverted && is_source(passage, verb + 1, end)).then_some((verb + 1, end))
    }

    /// The hedge nearest before the range at `first..end`, or right after it.
    pub fn hedge(&self, passage: &Passage, first: usize, end: usize) -> Option<Span> {
        let before = self.hedges.partition_point(|hit| hit.first < first);
        let after = self.hedges.partition_point(|hit| hit.first < end);
        let near = || self.hedges.get(after).filter(|hit| hit.first < end + 8);
        let found = self.hedges[..before].last().or_else(near)?;
        Some(passage.span(found.first, found.end))
    }
}

fn hedge_at(passage: &Passage, at: usize) -> Option<Hit> {
    let hit = passage.longest(at, |sense| sense == Sense::Hedge)?;
    let month = passage.traits(at).has(Traits::MONTH) && passage.tokens[at].is_capital();
    (!month && !passage.is_any(at, ABLE)).then_some(hit)
}

/// "according to a retired US general".
fn attributed(passage: &Passage, sentence: &Range<usize>) -> Option<(usize, usize)> {
    sentence.clone().find_map(|at| {
        let hit = passage.longest(at, |sense| sense == Sense::Attribution)?;
        let end = phrase_end(passage, hit.end, sentence.end);
        let introduces = passage.follows_any(hit.end, list!("to by per citing quoting"));
        (introduces && is_source(passage, hit.end, end)).then_some((hit.end, end))
    })
}

fn is_reporting(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    if token.is_capital() || !passage.is_any(at, REPORTING) {
        return false;
    }
    let passive = passage.follows_any(
        at,
        list!("is are was were be been which to a an the its with of and as often"),
    );
    let noun = passage
        .is_any(at, list!("reports claims claim estimates estimate states report puts"))
        && !passage.before(at).is_some_and(|before| before.is_capital() || before.is_mark(','));
    !passive && !noun
}

/// The noun phrase that ends right before token `verb`; between two commas, what stands there.
fn phrase_before(passage: &Passage, verb: usize, start: usize) -> (usize, usize) {
    let comma = passage.before(verb).is_some_and(|token| token.is_mark(','));
    let end = verb - usize::from(comma);
    let mut first = end;
    while first > start && end - first < LONGEST && is_inside(passage, first - 1) {
        first -= 1;
    }
    (first, end)
}

/// Where the noun phrase that begins at `from` ends.
fn phrase_end(passage: &Passage, from: usize, limit: usize) -> usize {
    let mut end = from;
    while end < limit.min(from + LONGEST) && is_inside(passage, end) {
        end += 1;
    }
    while end > from && passage.is_any(end - 1, list!("of for the a an")) {
        end -= 1;
    }
    end
}

/// A word of a noun phrase: no verb, no clause, no preposition but "of" and "for".
fn is_inside(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else {
        return false;
    };
    match token.kind {
        Kind::Word => {
            let small = passage.is_any(at, list!("of for the a an one several some other most"));
            let verb = token.traits.has(Traits::SAYING)
                && !token.is_capital()
                && !passage.is_any(at, list!("report reports"));
            small || !verb && (token.is_capital() || !token.traits.any(Traits::FUNCTION))
        }
        Kind::Number | Kind::Possessive => true,
        Kind::Mark('.') => {
            passage.before(at).is_some_and(|before| before.traits.has(Traits::ABBREVIATION))
        }
        Kind::Mark(mark) => {
            mark == '-' && token.glued && passage.before(at).is_some_and(|before| before.is_word())
        }
    }
}

/// True if the phrase names someone: a capitalised name, or a word for a source.
pub fn is_source(passage: &Passage, first: usize, end: usize) -> bool {
    let name = |at: usize| {
        let token = &passage.tokens[at];
        let listed = passage.hits_at(at).iter().any(|hit| {
            matches!(
                hit.sense,
                Sense::Organisation(_)
                    | Sense::Person(_)
                    | Sense::State(_)
                    | Sense::Government(_)
                    | Sense::Capital(_)
            )
        });
        let never = Traits::FUNCTION.with(Traits::MONTH).with(Traits::WEEKDAY).with(Traits::REACH);
        let capital =
            token.is_capital() && !token.traits.any(never) && !passage.starts_sentence(at);
        listed || capital || token.traits.has(Traits::ROLE_HEAD) || passage.is_any(at, SOURCES)
    };
    let measures = (first..end).any(|at| passage.traits(at).has(Traits::REACH));
    first < end && !measures && (first..end).any(name)
}

const REPORTING: &WordList = list!(
    "said says say told claims claimed claim stated states announced believes \
    believe estimates estimate assesses assessed reports reported added confirmed noted wrote \
    warned explained boasts boasted alleges alleged insists insisted gives give gave puts put cites"
);

const SOURCES: &WordList = list!(
    "officials official analysts analyst experts expert sources source media press \
    report reports researchers general generals commander spokesman spokeswoman spokesperson \
    ministry military army navy government manufacturer maker makers company intelligence \
    newspaper outlet agency authorities observers inspectors scientists engineers documents study"
);

/// Words of ability and measure, which are no hedges.
const ABLE: &WordList = list!(
    "can could up more over about around approximately roughly capable designed intended \
    should would some nearly almost at less an estimated"
);
