//! Where clauses begin: what a word or comma opens. Small predicates over tokens; keeps nothing.

use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{self, Kind};
use crate::facts::word_list::{WordList, list};

/// How many tokens a subject may have before its verb.
const SUBJECT: usize = 12;

/// True if a source comes after the words that end before token `end`: "according to", "in the words of".
pub fn introduces_source(passage: &Passage, end: usize) -> bool {
    let words = list!("words view opinion interview");
    let of = passage.follows_any(end, list!("of with"))
        && end.checked_sub(2).is_some_and(|at| passage.is_any(at, words));
    of || passage.follows_any(end, list!("to by per citing quoting"))
}

/// True if a clause with a subject of its own begins at token `at`: "its crews are", "he fired".
pub fn begins_clause(passage: &Passage, at: usize, end: usize) -> bool {
    if passage.is_any(at, list!("he she it they we i this these that there")) {
        return passage.token(at + 1).is_some_and(Token::is_word) && !passage.is(at + 1, "of");
    }
    let Some(first) = passage.token(at) else { return false };
    let determined = passage.is_any(at, DETERMINERS);
    if !first.is_word() && !first.is_number() || first.traits.has(Traits::FUNCTION) && !determined {
        return false;
    }
    let until = end.min(at + SUBJECT);
    for next in at + 1..until {
        let token = &passage.tokens[next];
        if is_auxiliary(passage, next) {
            return true;
        }
        if token.is_mark(',') {
            return aside_end(passage, next, end)
                .is_some_and(|close| is_auxiliary(passage, close + 1));
        }
        match token.kind {
            Kind::Mark('-') | Kind::Possessive | Kind::Number => {}
            Kind::Word if is_simple_past(passage, next) => return true,
            Kind::Word if passage.is_any(next, INSIDE) => {}
            Kind::Word if !token.traits.has(Traits::FUNCTION) => {}
            _ => return false,
        }
    }
    false
}

/// Where the aside that the comma at `open` opens is closed: "the crew, if he is right, will".
fn aside_end(passage: &Passage, open: usize, end: usize) -> Option<usize> {
    let asides = list!("if which who when as after since although though unless while");
    let until = end.min(open + SUBJECT);
    let closes = |at: &usize| passage.tokens[*at].is_mark(',');
    passage.is_any(open + 1, asides).then(|| (open + 1..until).find(closes)).flatten()
}

/// True for a verb that needs no other: "is", "will", "may".
pub fn is_auxiliary(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, AUXILIARIES) && !is_month(passage, at)
}

/// "31 May": the month, where "may" is a verb.
fn is_month(passage: &Passage, at: usize) -> bool {
    let capital = passage.token(at).is_some_and(Token::is_capital);
    capital && passage.is(at, "may") && !passage.starts_sentence(at) && !passage.is_loud(at)
}

/// True if a second verb with a help of its own follows: "and will reach", "but is still".
pub fn begins_predicate(passage: &Passage, at: usize) -> bool {
    let adverb = passage.is_any(at, list!("still also then now later soon"))
        || passage.word(at).ends_with("ly");
    is_auxiliary(passage, at + usize::from(adverb))
}

/// "fired" after its subject, no participle: "a missile fired by" is one.
fn is_simple_past(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    let word = passage.word(at);
    let verb = token.traits.any(Traits::SAYING.with(Traits::ACTING)) && word.ends_with('s');
    let past = word.ends_with("ed") || verb || passage.is_any(at, PAST);
    let passive = passage.is_any(at + 1, list!("by from in at on to with"));
    !token.is_capital() && token.is_word() && past && !passive
}

/// True if some finite verb stands in the tokens.
pub fn has_verb(passage: &Passage, mut tokens: std::ops::Range<usize>) -> bool {
    tokens.any(|at| is_auxiliary(passage, at) || is_simple_past(passage, at))
}

/// True if token `at` closes a sentence or what leads up to a pause.
pub fn is_pause(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(',' | ';' | '.' | '?' | '!' | ':' | '…')) || is_quote(token)
}

/// True for quotation marks that open or close speech.
pub fn is_quote(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(mark) if token_kind::is_quote(mark))
}

/// True if what the "that" at `at` opens is what is said, thought or likely, not more of a noun before it.
pub fn opens_complement(passage: &Passage, at: usize) -> bool {
    let Some(before) = passage.before(at) else { return false };
    let held = (at.saturating_sub(CONTENT_NEAR)..at)
        .rev()
        .take_while(|&at| !is_pause(&passage.tokens[at]) && !is_auxiliary(passage, at))
        .any(|at| passage.is_any(at, HELD));
    held || before.traits.has(Traits::SAYING) && !before.is_capital()
        || passage.is_any(at - 1, CONTENT)
        || before.is_mark(',') && passage.is_any(at.saturating_sub(2), CONTENT)
        || passage.word(at - 1).ends_with("ly")
}

/// ", with its range of 500 km,": taken for granted, whatever the clause around it says.
pub fn is_presupposed(passage: &Passage, at: usize, end: usize) -> bool {
    let near = at + 2..end.min(at + ASIDE);
    let closes = near.clone().find(|&at| is_mark(passage, at, ',') && !is_in_number(passage, at));
    let range = |until: usize| (at + 2..until).any(|at| passage.traits(at).has(Traits::REACH));
    passage.is(at, "with")
        && passage.is_any(at + 1, list!("its their a the"))
        && closes.is_some_and(range)
}

fn is_in_number(passage: &Passage, at: usize) -> bool {
    let number = |at: usize| passage.token(at).is_some_and(|token| token.is_number());
    number(at + 1) && at.checked_sub(1).is_some_and(number)
}

/// "if", "unless", and "should X decide", "were it to" at the beginning of a clause.
pub fn is_condition(passage: &Passage, at: usize, end: usize) -> bool {
    if passage.is_any(at, CONDITIONS) {
        let bound = list!("any anything only not so ever");
        let as_if = passage.follows_any(at, list!("as what"));
        let provided = !passage.is_any(at, list!("provided assuming supposing"))
            || passage.is(at + 1, "that")
            || passage.starts_sentence(at);
        return provided && !as_if && !passage.is_any(at + 1, bound);
    }
    if !passage.is_any(at, list!("should were had")) {
        return false;
    }
    let opens =
        passage.starts_sentence(at) || passage.before(at).is_some_and(|before| before.is_mark(','));
    let asked = (end.saturating_sub(3)..end).any(|at| is_mark(passage, at, '?'));
    let subject = passage.token(at + 1).is_some_and(|next| next.is_word())
        && !passage.is_any(at + 1, list!("not be have also always never"))
        && !(passage.is(at, "were") && passage.word(at + 1).ends_with("ed"));
    let inverted = passage.is(at, "should")
        || passage.is(at, "were") && (at + 1..end.min(at + 10)).any(|at| passage.is(at, "to"))
        || passage.is(at, "had")
            && (at + 1..end).any(|at| passage.is_any(at, list!("would could")));
    inverted && opens && subject && !asked
}

/// "When the army announced …,", "Around the time that the army announced …,": a time before the main
/// clause, whose subject begins at `from`.
pub fn is_timed(passage: &Passage, from: usize, start: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|&before| before >= start) else {
        return false;
    };
    let time = passage.follows_any(before, list!("time day moment week month"));
    before <= start + 4 && passage.is(before, "that") && time
        || before <= start + 1 && passage.is_any(before, list!("when after before once while"))
}

/// How many tokens "with its range of 500 km" may have.
const ASIDE: usize = 14;

fn is_mark(passage: &Passage, at: usize, mark: char) -> bool {
    passage.token(at).is_some_and(|token| token.is_mark(mark))
}

/// Small words inside of a subject.
const INSIDE: &WordList = list!(
    "and or of in for at the from on a an its their his with near beside behind to under over it them this \
    between against"
);

/// How many tokens before a "that" the noun may stand of which it says what it holds.
const CONTENT_NEAR: usize = 7;

/// Nouns of which a "that" says what they hold, even from afar: "a report in the Post that".
const HELD: &WordList = list!(
    "confirmation evidence report reports claim claims rumour rumours rumor rumors allegation allegations \
    suggestion suggestions assertion denial denials proof indication indications"
);

const DETERMINERS: &WordList = list!(
    "the a an its their his her our my some most many no both each every several one two new"
);

const AUXILIARIES: &WordList = list!(
    "is are was were has have had will would could may might can should must does do did isn't aren't \
    wasn't weren't hasn't haven't hadn't won't wouldn't couldn't can't doesn't didn't don't cannot shall"
);

const PAST: &WordList = list!(
    "said told wrote flew fell hit shot took went came sent put got made held kept left struck sank broke began became \
    remains remain flies hits carries reaches uses needs gives takes has"
);

/// Nouns and adjectives of which a "that" says what they hold.
const CONTENT: &WordList = list!(
    "evidence sign signs indication indications doubt possibility likely unlikely probable improbable \
    certain possible clear unclear chance chances confidence confident claim claims report reports \
    rumour rumours rumor rumors suggestion suggestions allegation allegations fear fears view conclusion \
    judgement judgment statement proof fact true likelihood probability prospect sure aware hope belief \
    assumption suspicion speculation accusation accusations idea notion confirmation assess assesses judge \
    judges think thinks know knows means seems appears odds certainty assessment estimate intelligence \
    assertion denied believed thought understood assumed feared unlikelihood note plausible conceivable \
    nonsense fiction absurd lie lies propaganda establish established prove proved proves show shows showed shown demonstrate demonstrated find found \
    finds mean means ensure learned discovered realised realized concluded conclude agreed verify verified \
    confirmed confirm rumoured rumored untrue false unconfirmed reported suspected said reveal revealed holds \
    held condition provided assuming convinced denial denials finding warning warnings insisted"
);

/// Words that, after a comma, open more about the clause before.
pub const ASIDES: &WordList =
    list!("as while whereas although though because since after before until when once even");

/// Words that open a condition.
pub const CONDITIONS: &WordList = list!("if unless provided assuming supposing");

/// Words after which "if" is "whether".
pub const ASKING: &WordList = list!(
    "ask asked asks asking know knows knew known unclear clear say see sure determine determined wonder \
    wondered wonders wondering question confirm tell unsure doubt doubted test check"
);
