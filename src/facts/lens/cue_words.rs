//! The words of a sentence that show how sure a clause is: phrases of the lexicon, but where they mean
//! something else, and what no list can say ("is to", "should").

use super::joint::is_auxiliary;
use crate::facts::lexicon::{Cue, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};

/// A cue and its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// What it says.
    pub cue: Cue,
}

/// The cue at token `at` of a sentence that ends before token `end`.
pub fn cue_at(passage: &Passage, at: usize, (start, end): (usize, usize)) -> Option<Found> {
    let hit = passage.hits_at(at).iter().filter_map(|hit| match hit.sense {
        Sense::Cue(cue) => Some(Found { first: at, end: hit.end, cue }),
        _ => None,
    });
    match hit.max_by_key(|found| found.end) {
        Some(found) => judged(passage, found, start),
        None => unlisted(passage, at, (start, end)),
    }
}

/// The cue, if it is one here.
fn judged(passage: &Passage, found: Found, start: usize) -> Option<Found> {
    let at = found.first;
    let single = found.end == at + 1;
    let capital = passage.tokens[at].is_capital();
    let opens = capital && passage.is_any(at, list!("will may"));
    if opens && passage.token(at + 1).is_some_and(Token::is_capital) {
        return None;
    }
    if is_forbidden(passage, at) || !is_infinitive_after(passage, &found) {
        return None;
    }
    let month = passage.traits(at).has(Traits::MONTH) && capital;
    let stressed = passage.word(at).len() > STRESSED
        && passage.word(at).bytes().all(|byte| byte.is_ascii_uppercase());
    let name = capital && !stressed && !passage.starts_sentence(at) && !passage.is_loud(at);
    if month || name {
        return None;
    }
    let noun = passage.follows_any(at, list!("a the his her their its political free own at last"));
    if single && passage.is_any(at, list!("will plans plan hopes fears hint guess future")) && noun
    {
        let foretold = passage.is_any(at, list!("future"));
        return foretold.then_some(found);
    }
    if single && is_of_noun(passage, at) {
        return passage
            .is(at, "possible")
            .then_some(Found { cue: Cue::HedgesWhatFollows, ..found });
    }
    if passage.is(at, "consistent") && passage.starts_sentence(at) {
        return None;
    }
    if matches!(found.cue, Cue::Denial) {
        return denial(passage, found, start);
    }
    let no_answer = passage.is(at, "would") && passage.is(at + 1, "not") && {
        passage.is_any(at + 2, list!("say comment confirm discuss disclose be elaborate"))
    };
    let past_habit = passage.is(at, "could") && passage.is_any(at + 1, list!("hardly only"));
    (!no_answer && !past_habit).then_some(found)
}

/// "false testimony", "the possible sale": what is said of the noun after it alone.
fn is_of_noun(passage: &Passage, at: usize) -> bool {
    let noun = passage.token(at + 1).is_some_and(|next| {
        next.is_word() && !next.is_capital() && !next.traits.has(Traits::FUNCTION)
    });
    let said =
        passage.follows_any(at, list!("is was were are be been as being it called it's and or"));
    noun && !said && passage.is_any(at, list!("false fabricated fictitious possible"))
}

/// Words in capitals that are longer are stressed ("it is UNLIKELY"), shorter ones may be names.
const STRESSED: usize = 5;

/// "Pilots may not carry it": what people are allowed, where "the missile may not reach" is in doubt.
fn is_forbidden(passage: &Passage, at: usize) -> bool {
    let bound = passage.is(at, "may") && passage.is_any(at + 1, list!("not only"));
    bound && passage.follows_any(at, PEOPLE) && !passage.is_any(at + 2, list!("be have"))
}

/// "agreed to send", and not "agreed to the sale"; "is meant to fly", and not "a net meant to stop".
fn is_infinitive_after(passage: &Passage, found: &Found) -> bool {
    if passage.is(found.first, "meant") {
        return passage.follows_any(found.first, list!("is are was were be"));
    }
    let plan = matches!(found.cue, Cue::Plan) && passage.is(found.end - 1, "to");
    let next = passage.token(found.end);
    let noun = next.is_some_and(|next| next.is_capital() || next.is_number())
        || passage.is_any(found.end, list!("the a an its their his our this that these those no"));
    !(plan && noun)
}

/// "not", but in "not only", "if not", "whether or not"; "A, not B" says something of B alone.
fn denial(passage: &Passage, found: Found, start: usize) -> Option<Found> {
    let (at, next) = (found.first, found.end);
    if passage.is(at, "nobody") && is_unknown(passage, at, passage.sentence(at).end) {
        return Some(Found { cue: Cue::HedgesWhatFollows, ..found });
    }
    let bound = list!(
        "only just merely least more less fewer later earlier necessarily unlike far until to all mention \
        say surprisingly exceeding exceed"
    );
    let other = passage.is_any(next, bound) && !passage.is(at, "cannot")
        || passage.follows_any(at, list!("or if whether why"))
        || passage.is(at, "nor") && at == start
        || passage.is(at, "neither") && passage.is(next, "of");
    let bounded = (next..next + 9).any(|at| passage.is_any(at, BEYOND));
    let contrast = passage.before(at).is_some_and(|before| before.is_mark(','))
        && passage.is(at, "not")
        && !is_auxiliary(passage, next);
    let cue = if contrast { Cue::DeniesWhatFollows } else { found.cue };
    (!other && !bounded).then_some(Found { cue, ..found })
}

/// "is to be fielded", "should arrive in May", "no missiles".
fn unlisted(passage: &Passage, at: usize, (start, end): (usize, usize)) -> Option<Found> {
    if !passage.traits(at).has(Traits::STANCE) {
        return None;
    }
    if passage.is_any(at, REJECTING) {
        let what = (at + 1..end.min(at + 7)).any(|at| passage.is_any(at, CLAIMS));
        return what.then_some(Found { first: at, end: at + 1, cue: Cue::DeniesWhatFollows });
    }
    if !passage.is_any(at, list!("to should no")) {
        return None;
    }
    let found = |first, cue| Some(Found { first, end: at + 1, cue });
    let next = passage.token(at + 1);
    let verb = next.is_some_and(|next| {
        next.is_word()
            && !next.is_capital()
            && (!next.traits.has(Traits::FUNCTION) || is_infinitive(passage, at + 1))
    });
    match () {
        () if passage.is(at, "to") => {
            let be = list!("is are was were be");
            if verb && passage.is(at + 1, "be") && is_headline(passage, at, start) {
                return found(at, Cue::Plan);
            }
            (verb && passage.follows_any(at, be)).then(|| found(at - 1, Cue::Plan)).flatten()
        }
        () if passage.is(at, "should") => {
            is_expectation(passage, at, end).then(|| found(at, Cue::Plan)).flatten()
        }
        () => {
            let bound =
                list!("more less fewer later doubt longer sooner earlier one matter better way");
            let ban = passage.follows_any(at, HAVING) && at > start + 1 && passage.is(at - 2, "to");
            let thing = next.is_some_and(Token::is_word) && !passage.is_any(at + 1, bound) && !ban;
            if thing && is_unknown(passage, at, end) {
                return found(at, Cue::HedgesWhatFollows);
            }
            (thing && (!passage.tokens[at].is_capital() || passage.starts_sentence(at)))
                .then(|| found(at, Cue::DeniesWhatFollows))
                .flatten()
        }
    }
}

/// "No source confirms", "nobody knows": what is open and not denied.
fn is_unknown(passage: &Passage, at: usize, end: usize) -> bool {
    let knows = |at: usize| passage.is_any(at, KNOWING);
    let verb = (at + 1..end.min(at + KNOWER)).find(|&at| knows(at) || is_auxiliary(passage, at));
    verb.is_some_and(|verb| {
        knows(verb) || is_auxiliary(passage, verb) && (verb + 1..verb + 3).any(knows)
    })
}

const KNOWING: &WordList =
    list!("confirms confirmed confirm knows know known verified verifies verify");

/// How many tokens after "no" or "nobody" the verb may stand.
const KNOWER: usize = 8;

/// What a rule may forbid: "to have no missiles with ranges between".
const HAVING: &WordList =
    list!("have possess keep hold deploy produce build acquire develop own station retain field");

/// "Taurus to be sent after all": nothing but a name before.
fn is_headline(passage: &Passage, at: usize, start: usize) -> bool {
    at > start
        && at < start + 6
        && (start..at).all(|at| {
            let token = passage.tokens[at];
            !token.is_word() || !token.traits.has(Traits::FUNCTION)
        })
}

const REJECTING: &WordList = list!(
    "rejected rejects rejecting dismissed dismisses dismissing disputed disputes contradicted contradicts \
    rebuffed refuted rebutted"
);

const CLAIMS: &WordList = list!(
    "claim claims report reports allegation allegations accusation accusations suggestion suggestions rumour \
    rumours rumors assertion assertions charge charges reporting story stories"
);

const PEOPLE: &WordList = list!(
    "pilots crews soldiers troops members visitors officers commanders officials units forces journalists \
    civilians operators buyers users sailors states parties contractors"
);

fn is_infinitive(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("be have do let"))
}

/// Words with which "cannot reach farther than 90 km" gives a bound and denies nothing.
const BEYOND: &WordList = list!("farther further beyond exceed exceeding excess");

/// "should enter service next year": what is awaited, where "should send" is a duty.
fn is_expectation(passage: &Passage, at: usize, end: usize) -> bool {
    let until = end.min(at + AHEAD);
    let comes = (at + 1..until).take(4).any(|at| passage.is_any(at, COMING));
    let dated = (at + 1..until).any(|at| {
        let traits = passage.traits(at);
        let year = passage.word(at).len() == 4 && passage.word(at).starts_with("20");
        traits.any(Traits::MONTH.with(Traits::WEEKDAY)) && passage.tokens[at].is_capital()
            || year
            || passage.is_any(at, list!("soon shortly tomorrow"))
            || passage.is(at, "next")
                && passage.is_any(at + 1, list!("year month week spring summer autumn winter"))
    });
    let whole =
        passage.is_any(at + 1, list!("send give provide supply deliver hand stop end let make"));
    (comes || dated) && !whole
}

/// How far after "should" its date may stand, in tokens.
const AHEAD: usize = 16;

/// Verbs of what comes about by itself.
const COMING: &WordList = list!(
    "arrive enter begin start follow finish reach ready available operational delivered completed complete \
    appear come join replace get become land fly able suffice"
);
