//! Who says something: the noun phrase before or after a verb of saying, or after "according to". A source
//! is a noun phrase for a person, a body or a document; anything else is left out.

use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// The longest name of a source in words.
const LONGEST: usize = 10;

/// True if token `at` is a verb of saying.
pub fn is_reporting(passage: &Passage, at: usize) -> bool {
    if !is_listed(passage, at) || is_counted(passage, at) || is_handed(passage, at) {
        return is_counting(passage, at);
    }
    if quoted_as_saying(passage, at, passage.tokens.len()).is_some() {
        return true;
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
    let stated = before.is_some_and(|before| {
        before.traits.any(Traits::ROLE_HEAD.with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD))
    }) || passage.follows_any(at, SOURCES);
    let says = passage.is_any(at + 1, OPENING)
        || passage.token(at + 1).is_some_and(|next| next.is_mark(',') || next.is_mark('.'));
    let noun = passage
        .is_any(at, list!("reports claims claim estimates estimate states report puts"))
        && (!named && !source || another)
        && !(says && (stated || passage.is(at, "puts")));
    let joined = at > 0 && passage.tokens[at].glued && passage.tokens[at - 1].is_dash();
    let that = (at + 1..at + THAT).any(|at| passage.is(at, "that"));
    let told = passage.is(at, "estimated") && that
        || passage.is_any(at + 1, list!("the its that their"))
        || passage.token(at + 1).is_some_and(Token::is_capital);
    let estimated = passage.is_any(at, list!("estimated quoted cited listed")) && !told;
    let quoted = passage.is(at, "quoted") && passage.is(at + 1, "as");
    let denied = passage.is(at + 1, "otherwise");
    let called = passage.is_any(at, list!("called calls"))
        && !passage.is(at + 1, "it")
        && !(at.saturating_sub(6)..at).any(|at| passage.is(at, "what"));
    let held = passage.is_any(at, list!("holds held hold")) && !passage.is(at + 1, "that");
    (!passive || quoted)
        && !denied
        && !called
        && !held
        && !noun
        && !joined
        && (!estimated || quoted)
}

/// True if token `at` may be a verb of saying, where nothing else is against it.
pub fn is_listed(passage: &Passage, at: usize) -> bool {
    let capital = passage.token(at).is_some_and(Token::is_capital);
    !capital && may_report(passage, at)
}

/// "three other successor states", "Naval News, report on the launch": a noun.
fn is_counted(passage: &Passage, at: usize) -> bool {
    let paper = passage.is_any(at, list!("report reports statement claims estimates"))
        && passage.before(at).is_some_and(|before| before.is_mark(','))
        && passage.is_any(at + 1, list!("on of about from"));
    paper || passage.is(at, "states") && !is_stating(passage, at)
}

/// "the ministry states that", "the maker states 300 km", "the report states.": the verb.
fn is_stating(passage: &Passage, at: usize) -> bool {
    let many =
        list!("other several many all both these those most some few member successor two three");
    let numbered = (at.saturating_sub(4)..at)
        .rev()
        .take_while(|&at| passage.tokens[at].is_word() || passage.tokens[at].is_number())
        .any(|at| passage.is_any(at, many) || passage.tokens[at].is_number());
    let next = passage.token(at + 1);
    let says = passage.is_any(at + 1, OPENING)
        || next.is_some_and(|next| next.is_number() || next.is_mark(':'))
        || (at + 1..at + THAT).any(|at| passage.is(at, "that"));
    let heads = Traits::ROLE_HEAD.with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD);
    let headed = passage.before(at).is_some_and(|before| before.traits.any(heads))
        || passage.follows_any(at, SOURCES);
    let ends = next.is_none_or(|next| !next.is_word() && !next.is_dash());
    passage.is(at + 1, "that") || !numbered && (says || headed && ends)
}

/// "a spokesman", "the minister": one person by an office.
pub fn is_one_in_office(passage: &Passage, first: usize, end: usize) -> bool {
    let Some(last) = end.checked_sub(1).filter(|&last| last >= first) else { return false };
    let head = (first..end).find(|&at| passage.is(at, "of")).map_or(last, |of| of - 1);
    passage.traits(head).has(Traits::ROLE_HEAD)
        && !passage.token(head).is_some_and(Token::is_plural)
}

/// "counted it at 500 km", "counted at 500 km": a verb with which a figure is given.
pub fn is_counting(passage: &Passage, verb: usize) -> bool {
    let figure = |at: usize| (at..at + 4).any(|at| passage.token(at).is_some_and(Token::is_number));
    passage.is_any(verb, list!("counted counts rated rates put puts"))
        && passage.is(verb + 1, "at")
        && figure(verb + 2)
}

/// "would give Taurus missiles", "gives Moscow 60 days": what is handed over and no figure that is stated.
fn is_handed(passage: &Passage, at: usize) -> bool {
    if !passage.is_any(at, list!("gives give gave")) {
        return false;
    }
    let end = passage.sentence(at).end.min(at + FIGURE);
    let figure = (at + 1..end)
        .any(|at| passage.traits(at).any(Traits::REACH.with(Traits::UNIT)) || passage.is(at, "as"));
    !figure || passage.follows_any(at, list!("would will could to may might can"))
}

/// How many tokens after "gives" its figure may stand.
const FIGURE: usize = 20;

/// How many tokens after "estimated" its "that" may stand.
const THAT: usize = 10;

/// True for the words that are verbs of saying now and then.
pub fn may_report(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, REPORTING) || passage.is_any(at, MORE_REPORTING)
}

/// True if the subject of the verb at `verb` is one who says something: "most experts give".
pub fn is_given_by_source(passage: &Passage, verb: usize, start: usize) -> bool {
    is_reporting(passage, verb) && is_of_source(passage, verb, start)
}

/// True if the subject of the verb at `verb`, whatever it means, is one who says things.
pub fn is_of_source(passage: &Passage, verb: usize, start: usize) -> bool {
    subject_before(passage, before_auxiliaries(passage, verb, start), start).is_some()
}

/// "have earlier said", "has also claimed": where the words begin that belong to the verb.
pub fn before_auxiliaries(passage: &Passage, verb: usize, start: usize) -> usize {
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
pub fn quoted_as_saying(passage: &Passage, verb: usize, limit: usize) -> Option<(usize, usize)> {
    if !passage.is_any(verb, list!("quoted quotes cited")) {
        return None;
    }
    let end = phrase_end(passage, verb + 1, limit);
    let saying = passage.is(end, "as") && passage.is(end + 1, "saying");
    (saying && is_source(passage, verb + 1, end)).then_some((verb + 1, end))
}

/// Who stands before a verb that begins at token `verb`: past "who saw the document", past an aside ("for its part,") and what hangs
/// on the name ("an official familiar with the tests", "a spokesman in Paris").
pub fn subject_before(passage: &Passage, verb: usize, start: usize) -> Option<(usize, usize)> {
    let (first, last) = whole_subject(passage, verb, start)?;
    let first = after_setting(passage, first, last);
    is_source(passage, first, last).then_some((first, last))
}

/// Past the day or the "as" with which a sentence begins: "On 17 November American media".
fn after_setting(passage: &Passage, first: usize, end: usize) -> usize {
    if !passage.starts_sentence(first) || !passage.is_any(first, SETTING) {
        return first;
    }
    let day = Traits::MONTH.with(Traits::WEEKDAY);
    let dated = |at: &usize| {
        passage.tokens[*at].is_number()
            || passage.traits(*at).any(day) && passage.tokens[*at].is_capital()
    };
    (first + 1..end).find(|at| !dated(at)).unwrap_or(end)
}

const SETTING: &WordList = list!("on in at as but and since by yet so while although then now");

fn whole_subject(passage: &Passage, verb: usize, start: usize) -> Option<(usize, usize)> {
    if let Some(found) = before_relative(passage, verb, start) {
        return Some(found);
    }
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

/// "A person who saw the document put": the one before "who".
fn before_relative(passage: &Passage, verb: usize, start: usize) -> Option<(usize, usize)> {
    let who = (verb.saturating_sub(RELATIVE).max(start + 1)..verb)
        .rev()
        .find(|&at| passage.is(at, "who") || passage.tokens[at].is_mark(','))?;
    let whole = passage.is(who, "who") && who + 2 < verb;
    let (first, last) = phrase_before(passage, who, start);
    (whole && first < last && is_source(passage, first, last)).then_some((first, last))
}

/// How many tokens "who saw the document" may have.
const RELATIVE: usize = 10;

/// The source that ends before token `end`, without what hangs on it.
fn standing(passage: &Passage, mut end: usize, start: usize) -> Option<(usize, usize)> {
    for _ in 0..4 {
        let (first, last) = phrase_before(passage, end, start);
        let by = first > start + 1
            && passage.is(first - 1, "by")
            && passage.word(first - 2).ends_with("ed");
        if by {
            end = first - 2;
            continue;
        }
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

/// The longest aside in tokens.
const ASIDE: usize = 24;

/// Prepositions with which more is said of a person or a body.
const HANGING: &WordList = list!("in at with on from near to");

/// The noun phrase that ends right before token `verb`; between two commas, what stands there.
pub fn phrase_before(passage: &Passage, verb: usize, start: usize) -> (usize, usize) {
    let comma = passage.before(verb).is_some_and(|token| token.is_mark(','));
    let end = verb - usize::from(comma);
    let mut first = end;
    while first > start && end - first < LONGEST && is_inside(passage, first - 1) {
        first -= 1;
        if opens_phrase(passage, first, start) {
            break;
        }
    }
    (first, end)
}

/// Where the noun phrase that begins at `from` ends.
pub fn phrase_end(passage: &Passage, from: usize, limit: usize) -> usize {
    let mut end = from;
    while end < limit.min(from + LONGEST)
        && is_inside(passage, end)
        && (end == from || !opens_phrase(passage, end, from))
    {
        end += 1;
    }
    while end > from && passage.is_any(end - 1, list!("of for the a an")) {
        end -= 1;
    }
    end
}

/// True for an article with which another noun phrase begins: "the ministry | the missile".
fn opens_phrase(passage: &Passage, at: usize, start: usize) -> bool {
    let article = passage.is_any(at, list!("the a an"));
    article && (at == start || !passage.follows_any(at, list!("of for")))
}

/// A word of a noun phrase: no verb, no clause, no preposition but "of" and "for".
fn is_inside(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else {
        return false;
    };
    match token.kind {
        Kind::Word => {
            let small = passage.is_any(at, list!("of for the a an one several some other most"));
            let state = passage.is(at, "state") && passage.is_any(at + 1, STATE_MEDIA);
            let verb = token.traits.has(Traits::SAYING)
                && !token.is_capital()
                && !state
                && !passage.is_any(at, list!("report reports"));
            let pronoun = passage.is_any(at, list!("he she it they we i who there"));
            small
                || !verb && !pronoun && (token.is_capital() || !token.traits.any(Traits::FUNCTION))
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
    let nobody = passage.is_any(first, NOBODY);
    let other = nobody
        || (first..end).any(|at| {
            let weapon = |hit: &Hit| {
                matches!(hit.sense, Sense::Weapon(_) | Sense::Head(_)) && hit.end == end
            };
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

/// More of them, in a list of its own: a short list is refused faster.
const MORE_REPORTING: &WordList = list!(
    "acknowledged acknowledges admitted admits argued argues argue assess concluded concludes conclude \
    judged judges judge deems deemed declared declares deny denies denied describes described confirms \
    confirm testified testifies tweeted posted remarked replied recalled informed assured warns cautioned \
    hinted speculated speculate suspects suspect thinks think thought expects maintains maintained asserts \
    asserted contends contended indicated indicates notes observed write writes report explains adds \
    predicts predicted calculated calculates finds found briefed rejected rejects refuted dismissed asked \
    asks called holds held hold vowed pledged promised conceded implies implied reckon reckons reckoned estimating lists calls"
);

/// What no name of a source begins with: nobody, or a preposition.
const NOBODY: &WordList = list!(
    "nobody none neither anybody anyone during from in on at by with under after before since until to into \
    against despite around within without"
);

/// What belongs to a state and tells its news.
const STATE_MEDIA: &WordList = list!("television tv media radio news agency broadcaster newspaper");

/// Words with which what is said begins.
const OPENING: &WordList =
    list!("that a an the its their it he she they there this these those no some most");

const SOURCES: &WordList = list!(
    "officials official analysts analyst experts expert sources source media press \
    report reports researchers general generals commander spokesman spokeswoman spokesperson \
    ministry military army navy government manufacturer maker makers company intelligence \
    newspaper outlet agency authorities observers inspectors scientists engineers documents document study yearbook handbook manual statement memoir memoirs \
    website magazine television tv radio broadcaster reporter lawmaker lawmakers \
    people person witness witnesses resident residents blogger bloggers paper assessment article auditors \
    estimate embassy diplomat diplomats aide aides envoy envoys insider insiders minister ministers memo \
    memorandum resolution dossier filing letter cable survey book bulletin channel balance embassy directorate spokespeople review department council committee institute chiefs descriptions"
);
