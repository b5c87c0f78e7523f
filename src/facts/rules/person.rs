//! Persons by form: a title before a name, a known given name, initials, name particles, or a name
//! that speaks. Roles before and after the name are read by `role`.

use super::doubt::{
    PLACES, has_ordinary_word, is_edited, is_in_title, is_located, is_noun_before, is_of_other,
    is_participle, is_thing, is_way,
};
use super::initials::{are_two_initials, is_bare_initial, is_initial, is_listed_initial};
use super::members;
use super::name::{Name, opens_nickname, past_generation};
use super::noise::{is_broken, is_foreign};
use super::office::{self, Titles};
use super::pinyin;
use super::role;
use super::roster;
use super::shared_title::{SharedTitle, in_list, is_several, joins};
use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind, is_dash};
use crate::facts::word_list::list;

/// Adds persons and their roles.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let titles = Titles::of(passage);
    let mut next = 0;
    let mut shared = SharedTitle::default();
    for at in passage.starts(Starts::NAME) {
        if at < next {
            continue;
        }
        if let Some((end, rule)) = by_line(passage, at) {
            findings.add(passage.span(at, end), What::Person, rule);
            role::find(passage, &titles, (at, end), findings);
            next = end;
            continue;
        }
        if is_several(passage, at) {
            continue;
        }
        let listed = shared.joins(passage, at);
        let titled = listed
            || at.checked_sub(1).is_some_and(|before| is_several(passage, before))
            || !titles.is_empty()
                && (titles.before_name(at, 1).is_some() || titles.has_field_before(at));
        if !titled && is_alone(passage, at)
            || titles.hold(at)
            || titles.covers(at)
            || office::is_grade(passage, at)
        {
            continue;
        }
        let Some(mut name) = Name::read(passage, at) else {
            members::add(passage, at, findings);
            continue;
        };
        if listed {
            name = in_list(passage, name);
        }
        let titled = titled
            && (name.words == 1
                || titles.before(at).is_some()
                || titles.before_name(at, 1).is_none());
        let rule = rule_of(passage, &name, titled);
        let persons = || is_readable(passage, &name) && !is_of_other(passage, name.first);
        if let Some(rule) = rule.filter(|_| titled || persons()) {
            let person = (name.first, past_generation(passage, name.end));
            findings.add(passage.span(person.0, person.1), What::Person, rule);
            role::find(passage, &titles, person, findings);
            shared.note(passage, &titles, (person, listed), findings);
            next = person.1;
        } else if members::add(passage, at, findings) {
        } else if may_be_named(passage, &name) {
            let person = (name.first, past_generation(passage, name.end));
            let span = passage.span(person.0, person.1);
            findings
                .found
                .push(Candidate::new(span, What::Person, "named elsewhere").weak_if(true));
            role::find(passage, &titles, person, findings);
        }
    }
    known(passage, &titles, findings);
}

/// A row of two or three words with a given or family name, which is somebody's if a stronger sign makes it
/// so elsewhere in the document.
fn may_be_named(passage: &Passage, name: &Name) -> bool {
    let person = Traits::GIVEN.with(Traits::FAMILY);
    let other =
        Traits::FUNCTION.with(Traits::ORG_HEAD).with(Traits::NEVER_NAME).with(Traits::MONTH);
    let words = (name.first..name.end).filter(|&at| passage.tokens[at].is_word());
    let known = words.clone().any(|at| passage.traits(at).any(person));
    let free = words.clone().all(|at| !passage.traits(at).any(other) && !passage.tokens[at].glued);
    let listed = passage.hits_at(name.first).iter().any(|hit| {
        matches!(hit.sense, Sense::Weapon(_) | Sense::Organisation(_) | Sense::State(_))
    });
    let place = passage.is_any(name.end, list!(PLACES)) || is_way(passage, name);
    (2..=3).contains(&words.count())
        && (known || is_rare(passage, name))
        && free
        && !listed
        && !place
}

/// Where a name ends that the form of its line shows, and how.
fn by_line(passage: &Passage, at: usize) -> Option<(usize, &'static str)> {
    if roster::bench(passage, at) {
        return Some((at + 1, "bench"));
    }
    match passage.token(at + 1)?.kind {
        Kind::Mark(',') => roster::family_first(passage, at).map(|end| (end, "surname first")),
        Kind::Mark(':') => roster::before_colon(passage, at).then_some((at + 1, "before a colon")),
        _ => None,
    }
    .or_else(|| roster::is_kin(passage, at).then_some((at + 1, "kin")))
}

/// False where the text is badly read and only half of the name is known.
fn is_readable(passage: &Passage, name: &Name) -> bool {
    let whole = passage.traits(name.first).has(Traits::GIVEN) && has_family(passage, name);
    whole || name.initials > 0 || !is_broken(passage, name.first)
}

/// True if what follows cannot belong to a name: one word without a title is no person's.
fn is_alone(passage: &Passage, at: usize) -> bool {
    passage.token(at + 1).is_none_or(|next| match next.kind {
        Kind::Word => next.case == Case::Lower && !next.traits.has(Traits::PARTICLE),
        Kind::Mark(mark) => !(mark == '.' || is_dash(mark) || opens_nickname(mark)),
        Kind::Number | Kind::Possessive => true,
    })
}

/// Persons of the lexicon have roles too.
fn known(passage: &Passage, titles: &Titles, findings: &mut Findings) {
    if !passage.any_sense(Senses::PERSON) {
        return;
    }
    for at in passage.starts(Starts::PHRASE) {
        let hit = passage.longest(at, |sense| matches!(sense, Sense::Person(_)));
        if let Some(hit) = hit {
            role::find(passage, titles, (hit.first, hit.end), findings);
        }
    }
}

/// The rule that makes the name a person's, if one does.
fn rule_of(passage: &Passage, name: &Name, titled: bool) -> Option<&'static str> {
    let first = passage.traits(name.first);
    let whole = name.words + usize::from(name.initials > 0) > 1;
    if is_listed(passage, name)
        || !titled && is_located(passage, name.first) && !is_edited(passage, name.end)
        || is_in_title(passage, name.end)
    {
        return None;
    }
    let safe = !first.any(Traits::FUNCTION)
        || is_initial(passage, name.first) && name.words > 1
        || titled && name.words > 0 && is_bare_initial(passage, name.first);
    let capitals = |token: &Token| token.case == Case::Upper && token.span.len() > 2;
    if is_initial(passage, name.first) && passage.before(name.first).is_some_and(capitals) {
        return None;
    }
    if is_way(passage, name) || titled && is_thing(passage, name) || is_participle(passage, name) {
        return None;
    }
    let bare = list!("mp mps mep msp author editor mg bg");
    if titled && !whole && !is_family(passage, name) && passage.follows_any(name.first, bare) {
        return None;
    }
    if titled && safe && (whole || !first.any(Traits::WEAPON_WORD.with(Traits::ORG_HEAD))) {
        return Some("title");
    }
    if let Some(rule) = roster::rule_of(passage, name) {
        return Some(rule);
    }
    if name.words == 2 && name.initials == 0 && pinyin::is_name(passage, name.first) {
        return Some("Chinese name");
    }
    if passage.is_loud(name.first) {
        return loud_rule(passage, name, (whole, safe));
    }
    plain_rule(passage, name, (whole, safe))
}

/// The rule of a name without a title in running text.
fn plain_rule(passage: &Passage, name: &Name, (whole, safe): (bool, bool)) -> Option<&'static str> {
    let first = passage.traits(name.first);
    if whole && (is_noun_before(passage, name) || has_ordinary_word(passage, name)) {
        return None;
    }
    let inner = || has_inner_given(passage, name) && !is_foreign(passage, name.first);
    let given = || is_sure(passage, name) && is_borne_out(passage, name);
    if whole && safe && (first.has(Traits::GIVEN) && given() || inner()) {
        return Some("given name");
    }
    if whole && is_kunya(passage, name.first) && !passage.is_any(name.end, list!(PLACES)) {
        return Some("kunya");
    }
    if whole && safe && name.words <= 4 && roster::has_life(passage, name) {
        return Some("life dates");
    }
    if name.initials > 0 && name.words > 0 && is_initialled(passage, name)
        || whole && safe && has_initialled_surname(passage, name)
    {
        return Some("initials");
    }
    if !whole || name.words > 4 || !safe {
        return None;
    }
    if has_family(passage, name)
        && passage.tokens[name.end - 1].id.is_known()
        && !(is_foreign(passage, name.first) && passage.traits(name.first + 1).has(Traits::GIVEN))
        && name.words <= 3
        && (!passage.starts_sentence(name.first) || !first.any(Traits::BEGINS))
    {
        return Some("family name");
    }
    if speaks(passage, name) {
        return Some("speaker");
    }
    if roster::is_aged(passage, name) {
        return Some("age");
    }
    role::has_apposition(passage, (name.first, name.end)).then_some("apposition")
}

/// The rule of a name where capital letters prove little: a headline, a line of capitals.
fn loud_rule(passage: &Passage, name: &Name, (whole, safe): (bool, bool)) -> Option<&'static str> {
    let first = passage.traits(name.first);
    let sure = has_family(passage, name) || is_listed_person(passage, name);
    let role = || role::has_apposition(passage, (name.first, name.end));
    let other =
        || is_family(passage, name) && name.words < 4 && safe || has_inner_given(passage, name);
    let stands = first.has(Traits::GIVEN) && sure || name.words <= 4 && other() && role();
    let initialled = || has_initialled_surname(passage, name);
    let listed = name.initials > 0
        && name.words > 0
        && (is_listed_initial(passage, name.first) || are_two_initials(passage, name.first));
    if has_ordinary_word(passage, name) || is_noun_before(passage, name) {
        return None;
    }
    if listed || whole && safe && initialled() {
        return Some("initials");
    }
    if whole && stands {
        return Some("given name");
    }
    let rare = || is_rare(passage, name) && passage.tokens[name.first].case != Case::Upper;
    (safe && name.words == 2 && rare() && role()).then_some("apposition")
}

/// True if no list holds a word of the name.
fn is_rare(passage: &Passage, name: &Name) -> bool {
    let mut words = (name.first..name.end).filter(|&at| passage.tokens[at].is_word());
    words.all(|at| !passage.tokens[at].id.is_known() && passage.word(at).len() > 2)
}

/// "MARGARET B. KELLERBY": an initial between a given name and another word, in a line of capitals.
fn has_initialled_surname(passage: &Passage, name: &Name) -> bool {
    let first = &passage.tokens[name.first];
    let given = first.traits.any(Traits::GIVEN.with(Traits::FAMILY))
        || !first.id.is_known() && !is_broken(passage, name.first);
    let last = passage.token(name.end - 1);
    let surname = last.is_some_and(|token| {
        token.span.len() > 3
            && token.is_word()
            && !token.traits.any(Traits::LABEL.with(Traits::ORG_HEAD).with(Traits::NEVER_NAME))
    });
    given && surname && name.initials > 0 && (2..=3).contains(&name.words)
}

/// Where capital letters prove little: a given name that is nothing else before a word that no list
/// holds, with a role beside it or to the end of the line.
fn is_listed_person(passage: &Passage, name: &Name) -> bool {
    let unknown = passage
        .token(name.end - 1)
        .is_some_and(|token| !token.id.is_known() || token.traits.has(Traits::FAMILY));
    let plain = !passage.traits(name.first).has(Traits::WEAK_NAME);
    let next = passage.token(name.end);
    let joined = passage.is(name.end, "and")
        && passage.token(name.end + 1).is_some_and(Token::is_capital)
        && passage.token(name.end + 2).is_some_and(Token::is_capital);
    let ends = next.is_none_or(|next| {
        next.new_line || next.is_mark(',') || next.is_mark(';') || next.is_mark('(')
    });
    let ends = ends || joined;
    let role = || role::has_apposition(passage, (name.first, name.end));
    if passage.tokens[name.first].case == Case::Upper {
        let place = |sense| matches!(sense, Sense::State(_) | Sense::Place(_) | Sense::Capital(_));
        let listed = next.is_some_and(|next| next.is_mark(','))
            && passage.longest(name.end + 1, place).is_some();
        let rare = listed && unknown && name.words == 2;
        return name.words <= 3
            && (plain && (listed || role() || is_bounded(passage, name)) || rare)
            || name.words == 2 && plain && is_among_names(passage, name);
    }
    let rare = passage.token(name.end - 1).is_some_and(|token| !token.id.is_known());
    plain && is_among_names(passage, name)
        || plain && unknown && name.words <= 3 && (ends || role())
        || (plain || rare) && name.words <= 4 && role()
}

/// "LETTER TO MARGARET HOLLENBECK FROM JOHN PELHAM": two words of a line of capitals that small words or its
/// ends bound, the second no word of any list.
fn is_bounded(passage: &Passage, name: &Name) -> bool {
    let small = |at: usize| {
        passage.is_any(at, list!("to from by for and with of"))
            || passage.token(at).is_some_and(|token| !token.is_word() && !token.is_dash())
    };
    let last = passage.token(name.end - 1);
    let other = last.is_some_and(|token| !token.id.is_known() && token.span.len() > 4);
    let before = name.first.checked_sub(1).is_some_and(small)
        && passage.follows_any(name.first, list!("to from by"));
    let after = passage.token(name.end).is_none_or(|next| next.new_line) || small(name.end);
    other && before && after && name.words == 2
}

/// "Andrew Savage, Bob Tyrrell, David Short": another given name before or after a comma.
fn is_among_names(passage: &Passage, name: &Name) -> bool {
    let case = passage.tokens[name.first].case;
    let given = |at: usize| {
        let traits = passage.traits(at);
        passage.token(at).is_some_and(|token| token.case == case)
            && traits.has(Traits::GIVEN)
            && !traits.has(Traits::WEAK_NAME)
            && passage.token(at + 1).is_some_and(|next| next.case == case && !next.glued)
    };
    let joins = |at: usize| joins(passage, at);
    let after = joins(name.end) && given(name.end + 1);
    let initials =
        |at: usize| passage.token(at).is_some_and(|token| token.is_capital() || token.is_mark('.'));
    let before = name.first > 3
        && joins(name.first - 1)
        && (name.first.saturating_sub(6)..name.first - 2)
            .rev()
            .take_while(|&at| initials(at) && initials(at + 1))
            .any(given);
    name.words <= 3 && (after || before)
}

/// True if the row of words is a name of the lexicon or contains one that is no person.
fn is_listed(passage: &Passage, name: &Name) -> bool {
    (name.first..name.end).any(|at| {
        passage.hits_at(at).iter().any(|hit| {
            let other = matches!(
                hit.sense,
                Sense::Organisation(_) | Sense::State(_) | Sense::Government(_) | Sense::Weapon(_)
            );
            let part = hit.end - hit.first == 1
                && name.end - name.first > 1
                && (hit.weak || passage.traits(at).any(Traits::GIVEN.with(Traits::FAMILY)));
            other && !hit.weak && !part
        })
    })
}

/// The same for a family name that is an ordinary word too.
fn is_family(passage: &Passage, name: &Name) -> bool {
    let plain = (name.first..name.end - 1).all(|at| {
        let traits = passage.traits(at);
        !traits.any(Traits::LABEL.with(Traits::NEVER_NAME).with(Traits::ORG_HEAD))
    });
    plain && passage.traits(name.end - 1).has(Traits::FAMILY)
}

fn has_family(passage: &Passage, name: &Name) -> bool {
    let last = passage.traits(name.end - 1);
    last.has(Traits::FAMILY) && !last.has(Traits::WEAK_NAME)
}

/// A given name that is an ordinary word too ("Mark", "Will") begins a name inside a sentence, or
/// before a word that is nothing else.
fn is_sure(passage: &Passage, name: &Name) -> bool {
    let weak = passage.traits(name.first).has(Traits::WEAK_NAME);
    let last = passage.token(name.end - 1);
    let unknown =
        last.is_some_and(|token| !token.id.is_known() || token.traits.has(Traits::FAMILY));
    !weak || unknown || !passage.starts_sentence(name.first) && name.initials > 0
}

/// "Badran Turki Hishan al-Mazidi": an unknown word before a given name.
fn has_inner_given(passage: &Passage, name: &Name) -> bool {
    let first = &passage.tokens[name.first];
    let family = first.traits.has(Traits::FAMILY) && !first.traits.has(Traits::WEAK_NAME);
    let unknown =
        !first.id.is_known() || family && name.words == 3 && passage.starts_sentence(name.first);
    let inner = (name.first + 1..name.end - 1).any(|at| {
        passage.traits(at).has(Traits::GIVEN) && !passage.traits(at).has(Traits::WEAK_NAME)
    });
    unknown && inner && name.words <= 5
}

/// A given name of the long list of rare ones needs a second sign: another name of a list, an initial, a
/// role, a verb of saying.
fn is_borne_out(passage: &Passage, name: &Name) -> bool {
    let person = Traits::GIVEN.with(Traits::FAMILY);
    passage.tokens[name.first].id.is_known()
        || name.initials > 0
        || (name.first + 1..name.end).any(|at| passage.traits(at).any(person))
        || role::has_apposition(passage, (name.first, name.end))
        || speaks(passage, name)
}

fn is_kunya(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("abu umm ibn abdul abd sheikh mullah"))
}

/// "J. Edgar Hoover", "George H. W. Bush": initials with a written-out name after or around them.
fn is_initialled(passage: &Passage, name: &Name) -> bool {
    let last = passage.token(name.end - 1);
    let written = |token: &Token| matches!(token.case, Case::Title | Case::Mixed);
    let full = last.is_some_and(|token| written(token) && token.span.len() > 2);
    let listed = passage.starts_sentence(name.first)
        && name.initials == 1
        && is_initial(passage, name.first);
    let numeral = name.initials == 1
        && (name.first..name.end)
            .any(|at| passage.is_any(at, list!("i v x")) && is_initial(passage, at));
    full && !numeral && !listed && name.words <= 3
}

/// "X said", "X told reporters", "said X".
fn speaks(passage: &Passage, name: &Name) -> bool {
    let verb = |at: usize| {
        passage.traits(at).has(Traits::SAYING)
            && passage.token(at).is_some_and(|t| t.case == Case::Lower)
    };
    let article = passage.follows_any(name.first, list!("the a an"));
    let headless = !(name.first..name.end).any(|at| {
        passage.traits(at).any(Traits::ORG_HEAD.with(Traits::OTHER_HEAD).with(Traits::FORCE_HEAD))
            || is_place(passage, at)
    });
    let before = name.first.checked_sub(1).is_some_and(verb);
    let heads = passage.follows_any(name.first, list!("by"))
        && name.first > 1
        && passage
            .is_any(name.first - 2, list!("chaired headed commanded authored founded captained"));
    headless && !article && (verb(name.end) || (before || heads) && name.words <= 3)
}

fn is_place(passage: &Passage, at: usize) -> bool {
    passage
        .longest(at, |sense| {
            matches!(sense, Sense::Place(_) | Sense::Capital(_) | Sense::Adjective(_))
        })
        .is_some()
}
