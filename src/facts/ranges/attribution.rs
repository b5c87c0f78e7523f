//! Who is said to say a range, and the word that hedges it. A source is a noun phrase for a person,
//! a body or a document; anything else is left out.

use std::ops::Range;

use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
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

    /// "X said that the missile", ", X said", ", said X": the verb nearest before the range that has a
    /// speaker, or one after it.
    fn speaker(&self, passage: &Passage, at: usize) -> Option<(usize, usize)> {
        let next = self.verbs.partition_point(|&verb| verb < at);
        let (before, after) = self.verbs.split_at(next);
        let near = before.iter().rev().take(SPEAKERS).chain(after.iter().take(SPEAKERS));
        near.copied().find_map(|verb| self.speaker_of(passage, verb, at))
    }

    fn speaker_of(&self, passage: &Passage, verb: usize, at: usize) -> Option<(usize, usize)> {
        let start = self.sentence.start;
        if let Some(quoted) = quoted_as_saying(passage, verb, self.sentence.end) {
            return Some(quoted);
        }
        let quoted = passage.is(verb, "quoted") && passage.follows_any(verb, list!("is was were"));
        let subject = before_auxiliaries(passage, verb - usize::from(quoted), start);
        if let Some(speaker) = subject_before(passage, subject, start) {
            return Some(speaker);
        }
        if is_pronoun(passage, subject, start) {
            return earlier_speaker(passage, start);
        }
        let inverted = verb > at && passage.before(verb).is_some_and(|token| !token.is_word());
        let end = phrase_end(passage, verb + 1, self.sentence.end);
        (inverted && is_source(passage, verb + 1, end)).then_some((verb + 1, end))
    }

    /// The hedge nearest before the range at `first..end`, or right after it. One that belongs to
    /// another clause says nothing of this range.
    pub fn hedge(&self, passage: &Passage, first: usize, end: usize) -> Option<Span> {
        let before = self.hedges.partition_point(|hit| hit.first < first);
        let after = self.hedges.partition_point(|hit| hit.first < end);
        let near = || {
            let next = self.hedges.get(after).filter(|hit| hit.first < end + 8);
            next.filter(|hit| !begins_clause(passage, end, hit.first))
        };
        let last = self.hedges[..before].iter().rev().take(HEDGES);
        let found = last.copied().find(|hit| governs(passage, hit, first));
        let found = found.or_else(|| near().copied())?;
        Some(passage.span(found.first, found.end))
    }
}

/// True if what is hedged may be the range at token `first`: no semicolon between, no relative clause
/// that holds only one of the two.
fn governs(passage: &Passage, hedge: &Hit, first: usize) -> bool {
    let is_mark = |at: usize, mark| passage.token(at).is_some_and(|token| token.is_mark(mark));
    let between = || hedge.end..first;
    let relative =
        |at: usize| is_mark(at, ',') && passage.is_any(at + 1, list!("whose which who where"));
    if between().any(|at| is_mark(at, ';')) {
        return false;
    }
    let opens = between().rev().find(|&at| relative(at));
    let inside = opens.is_some_and(|open| !(open + 1..first).any(|at| is_mark(at, ',')));
    let start = passage.sentence(first).start;
    let from = hedge.first.saturating_sub(RELATIVE).max(start);
    let comma = (from..hedge.first).rev().find(|&at| is_mark(at, ','));
    let aside = comma
        .is_some_and(|at| relative(at) || at + 1 == hedge.first && passage.is(hedge.end - 1, "be"));
    let closed = aside && between().any(|at| is_mark(at, ','));
    !(inside || closed)
}

/// True if another clause begins between a range that ends at `end` and the token at `hedge`: after a
/// semicolon, or after "and the plant".
fn begins_clause(passage: &Passage, end: usize, hedge: usize) -> bool {
    (end..hedge).any(|at| {
        let joint = passage.is_any(at, list!("and but while whereas"));
        let subject = passage.is_any(at + 1, list!("the a an its their it they this that some"))
            || passage.token(at + 1).is_some_and(Token::is_capital);
        passage.tokens[at].is_mark(';') || joint && subject && at + 1 < hedge
    })
}

/// How many hedges before a range are asked whether they are about it: a sentence may have thousands.
const HEDGES: usize = 4;

/// How many words a relative clause may have before its hedge.
const RELATIVE: usize = 8;

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
    let before = passage.before(at);
    let source = before.is_some_and(Token::is_plural)
        && passage.is_any(at - 1, SOURCES)
        && !passage.is(at + 1, "of");
    let named = before.is_some_and(|before| before.is_capital() || before.is_mark(','));
    let another = passage.is_any(at + 1, REPORTING) || passage.word(at + 1).ends_with("ed");
    let noun = passage
        .is_any(at, list!("reports claims claim estimates estimate states report puts"))
        && (!named && !source || another);
    let joined = at > 0 && passage.tokens[at].glued && passage.tokens[at - 1].is_dash();
    let estimated = passage.is_any(at, list!("estimated quoted cited listed"))
        && !passage.is_any(at + 1, list!("the its that their"))
        && !passage.token(at + 1).is_some_and(Token::is_capital);
    let quoted = passage.is(at, "quoted") && passage.is(at + 1, "as");
    let denied = passage.is(at + 1, "otherwise");
    (!passive || quoted) && !denied && !noun && !joined && (!estimated || quoted)
}

/// True if the subject of the verb at `verb` is one who says something: "most experts give".
pub fn is_given_by_source(passage: &Passage, verb: usize, start: usize) -> bool {
    let subject = before_auxiliaries(passage, verb, start);
    is_reporting(passage, verb) && subject_before(passage, subject, start).is_some()
}

/// "have earlier said", "has also claimed": where the words begin that belong to the verb.
fn before_auxiliaries(passage: &Passage, verb: usize, start: usize) -> usize {
    let mut first = verb;
    let small = list!("have has had also earlier later previously often since now already");
    while first > start + 1
        && verb - first < 4
        && (passage.is_any(first - 1, small) || passage.word(first - 1).ends_with("ly"))
    {
        first -= 1;
    }
    first
}

/// "Press TV quoted General X as saying": the one who is quoted.
fn quoted_as_saying(passage: &Passage, verb: usize, limit: usize) -> Option<(usize, usize)> {
    if !passage.is_any(verb, list!("quoted quotes cited")) {
        return None;
    }
    let end = phrase_end(passage, verb + 1, limit);
    let saying = passage.is(end, "as") && passage.is(end + 1, "saying");
    (saying && is_source(passage, verb + 1, end)).then_some((verb + 1, end))
}

/// Who stands before a verb that begins at token `verb`: past an aside ("for its part,") and what hangs
/// on the name ("an official familiar with the tests", "a spokesman in Paris").
fn subject_before(passage: &Passage, verb: usize, start: usize) -> Option<(usize, usize)> {
    let (first, last) = phrase_before(passage, verb, start);
    let comma = |at: usize| at > start && passage.tokens[at - 1].is_mark(',');
    if comma(verb) {
        let named =
            comma(first) && !is_participle(passage, first) && !hangs(passage, first - 1, start);
        if first == start || named {
            let role = named
                && passage.token(first).is_some_and(|token| !token.is_capital())
                && (first..last).any(|at| passage.traits(at).has(Traits::ROLE_HEAD));
            let holder = if role { standing(passage, first - 1, start) } else { None };
            let holder = holder.filter(|&(_, end)| passage.tokens[end - 1].is_capital());
            return holder.or_else(|| is_source(passage, first, last).then_some((first, last)));
        }
        let open = (verb.saturating_sub(ASIDE).max(start)..verb - 1)
            .rev()
            .find(|&at| passage.tokens[at].is_mark(','))?;
        return standing(passage, open, start);
    }
    standing(passage, verb, start)
}

/// The source that ends before token `end`, without what hangs on it.
fn standing(passage: &Passage, mut end: usize, start: usize) -> Option<(usize, usize)> {
    for _ in 0..3 {
        let (first, last) = phrase_before(passage, end, start);
        if first == start || !passage.is_any(first - 1, HANGING) {
            return is_source(passage, first, last).then_some((first, last));
        }
        end = first - 1;
        let bound = list!("familiar close briefed");
        end -= usize::from(end > start && passage.is_any(end - 1, bound));
    }
    None
}

/// True if the phrase before token `end` hangs on a preposition: "in the capital, Paris".
fn hangs(passage: &Passage, end: usize, start: usize) -> bool {
    let (first, _) = phrase_before(passage, end, start);
    first > start && first < end && passage.is_any(first - 1, list!("in at near from"))
}

/// "titled", "reporting": an aside that says more of the one before it.
fn is_participle(passage: &Passage, at: usize) -> bool {
    let word = passage.word(at);
    let small = passage.token(at).is_some_and(|token| !token.is_capital());
    small && (word.ends_with("ed") || word.ends_with("ing"))
}

/// How many verbs on either side of a range are asked who speaks: a sentence may have thousands.
const SPEAKERS: usize = 4;

/// The longest aside in tokens.
const ASIDE: usize = 24;

/// Prepositions with which more is said of a person or a body.
const HANGING: &WordList = list!("in at with on from near to");

/// "it said", "he added": somebody who spoke before.
fn is_pronoun(passage: &Passage, verb: usize, start: usize) -> bool {
    verb > start && passage.is_any(verb - 1, list!("he she it they"))
}

/// The speaker of the nearest sentence before that has one.
fn earlier_speaker(passage: &Passage, start: usize) -> Option<(usize, usize)> {
    let mut end = start;
    for _ in 0..3 {
        let sentence = passage.sentence(end.checked_sub(1)?);
        let verbs = sentence.clone().rev().filter(|&at| is_reporting(passage, at));
        let found = verbs.take(3).find_map(|verb| {
            let subject = before_auxiliaries(passage, verb, sentence.start);
            subject_before(passage, subject, sentence.start)
        });
        if found.is_some() {
            return found;
        }
        end = sentence.start;
    }
    None
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
        let common =
            token.is_plural() || passage.is_any(at, list!("nothing evidence imagery debris"));
        let opens = passage.starts_sentence(at) && (end > first + 1 || common);
        let capital = token.is_capital() && !token.traits.any(never) && !opens;
        listed || capital || token.traits.has(Traits::ROLE_HEAD) || passage.is_any(at, SOURCES)
    };
    let other = (first..end).any(|at| {
        let weapon =
            |hit: &Hit| matches!(hit.sense, Sense::Weapon(_) | Sense::Head(_)) && hit.end == end;
        passage.traits(at).has(Traits::REACH) || passage.hits_at(at).iter().any(weapon)
    });
    first < end && !other && (first..end).any(name)
}

const REPORTING: &WordList = list!(
    "said says say told claims claimed claim stated states announced believes \
    believe estimates estimate assesses assessed reports reported added confirmed noted wrote \
    warned explained boasts boasted alleges alleged insists insisted gives give gave puts put cites \
    revealed reveals disclosed estimated suggest suggests suggested quoted quotes cited listed"
);

const SOURCES: &WordList = list!(
    "officials official analysts analyst experts expert sources source media press \
    report reports researchers general generals commander spokesman spokeswoman spokesperson \
    ministry military army navy government manufacturer maker makers company intelligence \
    newspaper outlet agency authorities observers inspectors scientists engineers documents document study yearbook handbook manual statement memoir memoirs \
    website magazine television tv radio broadcaster reporter lawmaker lawmakers"
);

/// Words of ability and measure, which are no hedges.
const ABLE: &WordList = list!(
    "can could up more over about around approximately roughly capable designed intended \
    should would some nearly almost at less an estimated"
);
