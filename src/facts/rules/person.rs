//! Persons by form: a title before a name, a known given name, initials, name particles, or a name
//! that speaks. Roles before and after the name are read by `role`.

use super::introduced::follows_ship;
use super::name::{Name, is_bare_initial, is_initial, opens_nickname};
use super::noise::{is_broken, is_foreign};
use super::office::{self, Titles};
use super::role;
use super::roster;
use super::shared_title::{SharedTitle, in_list, is_several, joins};
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Hit, Sense, Senses, Traits};
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
        let Some(mut name) = Name::read(passage, at) else { continue };
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
            findings.add(passage.span(name.first, name.end), What::Person, rule);
            let person = (name.first, name.end);
            role::find(passage, &titles, person, findings);
            shared.note(passage, &titles, (person, listed), findings);
            next = name.end;
        }
    }
    known(passage, &titles, findings);
}

/// Where a name ends that the form of its line shows, and how.
fn by_line(passage: &Passage, at: usize) -> Option<(usize, &'static str)> {
    match passage.token(at + 1)?.kind {
        Kind::Mark(',') => roster::family_first(passage, at).map(|end| (end, "surname first")),
        Kind::Mark(':') => roster::before_colon(passage, at).then_some((at + 1, "before a colon")),
        _ => None,
    }
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
        || !titled && is_located(passage, name.first)
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
    if is_way(passage, name) || titled && is_thing(passage, name) {
        return None;
    }
    if titled && safe && (whole || !first.any(Traits::WEAPON_WORD.with(Traits::ORG_HEAD))) {
        return Some("title");
    }
    if let Some(rule) = roster::rule_of(passage, name) {
        return Some(rule);
    }
    if passage.is_loud(name.first) {
        let sure = has_family(passage, name) || is_listed_person(passage, name);
        let role = || role::has_apposition(passage, (name.first, name.end));
        let other =
            || is_family(passage, name) && name.words < 4 && safe || has_inner_given(passage, name);
        let stands = first.has(Traits::GIVEN) && sure || name.words <= 4 && other() && role();
        return (whole && stands).then_some("given name");
    }
    let inner = || has_inner_given(passage, name) && !is_foreign(passage, name.first);
    if whole && safe && (first.has(Traits::GIVEN) && is_sure(passage, name) || inner()) {
        return Some("given name");
    }
    if whole && is_kunya(passage, name.first) && !passage.is_any(name.end, list!(PLACES)) {
        return Some("kunya");
    }
    if name.initials > 0 && name.words > 0 && is_initialled(passage, name) {
        return Some("initials");
    }
    if !whole || name.words > 4 || !safe {
        return None;
    }
    if has_family(passage, name)
        && name.words <= 3
        && (!passage.starts_sentence(name.first) || !first.any(Traits::BEGINS))
    {
        return Some("family name");
    }
    if speaks(passage, name) {
        return Some("speaker");
    }
    role::has_apposition(passage, (name.first, name.end)).then_some("apposition")
}

/// Where capital letters prove little: a given name that is nothing else before a word that no list
/// holds, with a role beside it or to the end of the line.
fn is_listed_person(passage: &Passage, name: &Name) -> bool {
    let unknown = passage.token(name.end - 1).is_some_and(|token| !token.id.is_known());
    let plain = !passage.traits(name.first).has(Traits::WEAK_NAME);
    let next = passage.token(name.end);
    let ends = next.is_none_or(|next| next.new_line || next.is_mark(',') || next.is_mark('('));
    let role = || role::has_apposition(passage, (name.first, name.end));
    if passage.tokens[name.first].case == Case::Upper {
        let place = |sense| matches!(sense, Sense::State(_) | Sense::Place(_) | Sense::Capital(_));
        let listed = next.is_some_and(|next| next.is_mark(','))
            && passage.longest(name.end + 1, place).is_some();
        return plain && name.words <= 3 && (listed || role());
    }
    plain && is_among_names(passage, name)
        || plain && unknown && name.words <= 3 && (ends || role())
        || plain && name.words <= 3 && role()
}

/// "Andrew Savage, Bob Tyrrell, David Short": another given name before or after a comma.
fn is_among_names(passage: &Passage, name: &Name) -> bool {
    let given = |at: usize| {
        let traits = passage.traits(at);
        passage.token(at).is_some_and(|token| token.case == Case::Title)
            && traits.has(Traits::GIVEN)
            && !traits.has(Traits::WEAK_NAME)
            && passage.token(at + 1).is_some_and(|next| next.case == Case::Title && !next.glued)
    };
    let joins = |at: usize| joins(passage, at);
    let after = joins(name.end) && given(name.end + 1);
    let before = name.first > 3
        && joins(name.first - 1)
        && (given(name.first - 3) || name.first > 4 && given(name.first - 4));
    name.words <= 3 && (after || before)
}

/// "Justice Manual", "Original Risk Rating", "Queen Size Bed": ordinary words behind a word that is a title
/// too.
fn is_thing(passage: &Passage, name: &Name) -> bool {
    let person = Traits::GIVEN.with(Traits::FAMILY);
    let word = |at: usize| {
        let traits = passage.traits(at);
        passage.word(at).len() > 1
            && traits.any(Traits::LABEL.with(Traits::NEVER_NAME))
            && !traits.any(person)
    };
    let doubtful = passage.follows_any(
        name.first,
        list!("king queen prince duke major general private chief master head leader lead judge justice chair"),
    );
    (name.first..name.end).any(word)
        || doubtful
            && passage.is_loud(name.first)
            && !(name.first..name.end).any(|at| passage.traits(at).any(person))
}

/// "Colonel Rd", "Duke Hollow Lane", "Captain Creek": a road or a water bears the name.
fn is_way(passage: &Passage, name: &Name) -> bool {
    let last = name.end - 1;
    let way = passage.is_any(last, list!(WAYS));
    let maybe = passage.is_any(last, list!("lane court drive ridge valley bay canyon terrace"))
        && !passage.traits(name.first).has(Traits::GIVEN)
        && name.words > 1;
    way || maybe
}

const WAYS: &str = "rd road street ave avenue blvd boulevard highway hwy parkway pkwy turnpike creek ln lake \
    trail plaza";

/// The "Aviv" of "Tel Aviv Metropolitan", "the submarine Henry Clay": inside of a place's name that
/// begins before, or a ship's.
fn is_of_other(passage: &Passage, first: usize) -> bool {
    let place = |hit: &Hit| {
        hit.end > first
            && matches!(hit.sense, Sense::Place(_) | Sense::Capital(_) | Sense::State(_))
    };
    let inside = (first.saturating_sub(3)..first).any(|at| passage.hits_at(at).iter().any(place));
    inside || follows_ship(passage, first)
}

/// "the John F. Kennedy Assassination Records Act": capitalised words lead on to the head of another
/// name.
pub fn is_in_title(passage: &Passage, end: usize) -> bool {
    (end..end + 6)
        .take_while(|&at| {
            passage.token(at).is_some_and(|token| {
                token.is_capital()
                    && !token.traits.any(Traits::FUNCTION.with(Traits::SAYING).with(Traits::ACTING))
                    && passage.sentence_number(at) == passage.sentence_number(end.saturating_sub(1))
            })
        })
        .any(|at| {
            passage.is_any(at, list!("act bill law resolution amendment prize award library"))
        })
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
    let unknown = passage.token(name.first).is_some_and(|token| !token.id.is_known());
    let inner = (name.first + 1..name.end - 1).any(|at| {
        passage.traits(at).has(Traits::GIVEN) && !passage.traits(at).has(Traits::WEAK_NAME)
    });
    unknown && inner && name.words <= 5
}

/// "near Tal Afar": a preposition of place before it.
fn is_located(passage: &Passage, first: usize) -> bool {
    passage.follows_any(
        first,
        list!(
            "in near at outside inside across around into toward towards northern \
            southern eastern western"
        ),
    )
}

/// What bears a name that begins like a person's: "Abu Shouk camp".
const PLACES: &str = "camp prison jail island islands district neighbourhood neighborhood village town \
    city suburb area airport airfield port governorate province crossing junction hospital dam mosque oilfield";

fn is_kunya(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("abu umm ibn abdul abd sheikh mullah"))
}

/// "J. Edgar Hoover", "George H. W. Bush": initials with a written-out name after or around them.
fn is_initialled(passage: &Passage, name: &Name) -> bool {
    let last = passage.token(name.end - 1);
    let full = last.is_some_and(|token| token.case == Case::Title && token.span.len() > 2);
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
