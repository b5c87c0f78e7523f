//! Names of weapons that no list holds, by the words that introduce them: "the Pirat is an anti-tank
//! missile", "a drone called the Lyutyi", "the Fattah missile", "HMS Daring", "the frigate Niels Juel".

use std::ops::Range;

use super::context::{has_weapon, is_called, is_explained, is_noun, is_other_name, is_quote};
use super::noise::is_broken;
use super::series::is_example;
use super::weapon_words::head_at;
use super::weapon_words::is_civil;
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{DOUBTFUL_PREFIXES, SHIP_PREFIXES, Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::{WordList, list};

const RULE: &str = "introduced";
pub const SHIP: &str = "ship's name";

/// The longest name in words.
const LONGEST: usize = 3;

/// Adds the names that the passage introduces as weapons.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if !passage.any_sense(Senses::WEAPON.or(Senses::HEAD))
        && !passage.any_trait(Traits::SHIP_PREFIX)
    {
        return;
    }
    let mut next = 0;
    for at in passage.starts(Starts::NAME) {
        if at < next || !passage.tokens[at].is_capital() || passage.is_loud(at) {
            continue;
        }
        if let Some(end) = ship(passage, at) {
            findings.add(passage.span(at, end), What::NamedWeapon(None), SHIP);
            next = end;
            continue;
        }
        let name = name_end(passage, at, LONGEST);
        let end = if name > at { with_tail(passage, name) } else { name };
        let told = || introduces(passage, at, end) || end > name && is_of_series(passage, at, end);
        if end > at && told() && !is_broken(passage, at) {
            findings.add(passage.span(at, end), What::NamedWeapon(None), RULE);
        }
        next = end;
    }
}

/// Past what belongs to the name that ends at `end` and stands before the kind or what explains it: "the
/// Umbrak 1 missile", "Umbrak-3M drones", "the Umbrak III, a rocket", "Umbrak Mk 2 missiles".
fn with_tail(passage: &Passage, end: usize) -> usize {
    let tail = tail_end(passage, end);
    let kind = || head_at(passage, tail).is_some() && !passage.tokens[tail].glued;
    let named = tail > end && (kind() || is_explained(passage, tail));
    if named { tail } else { end }
}

/// The token after a number, a numeral or letters that end a name before token `end`.
fn tail_end(passage: &Passage, end: usize) -> usize {
    let Some(token) = passage.token(end).filter(|token| !token.new_line) else { return end };
    let mark = usize::from(passage.is_any(end, list!("mk mark block")) && token.is_capital());
    let dash = usize::from(token.is_dash() && token.glued);
    let at = end + mark + dash;
    let Some(part) = passage.token(at).filter(|part| dash == 0 || part.glued) else { return end };
    let number = part.is_number() && part.span.len() <= 3;
    let letters = part.case == Case::Upper && part.span.len() <= 4;
    let roman = letters && passage.word(at).chars().all(|c| "IVX".contains(c));
    if !(number || roman || dash > 0 && letters) {
        return end;
    }
    let suffix = passage.token(at + 1).is_some_and(|next| {
        next.glued && next.is_word() && next.span.len() <= 2 && next.is_capital()
    });
    at + 1 + usize::from(suffix)
}

/// "the Thunder-3 missile": a number after a name, whatever words it is made of, and the kind right after
/// it. Rockets fly into space too.
fn is_of_series(passage: &Passage, first: usize, end: usize) -> bool {
    let counted = passage.is_any(first, COUNTED);
    let rocket = passage.is_any(end, list!("rocket rockets"));
    let owner = passage.follows_any(first, list!("the a its their new"))
        || passage.before(first).is_some_and(|before| before.kind == Kind::Possessive);
    owner && !counted && !rocket && is_kind(passage, end)
}

/// What is counted and is no name: "Group 3 drones", "Mach-5 missiles".
pub const COUNTED: &WordList = list!(
    "group class tier level phase stage category mach generation gen version part batch increment \
    tranche flight lot unit team section route area zone no number stanag"
);

/// True if the words around the unknown name say that it is a weapon.
fn introduces(passage: &Passage, first: usize, end: usize) -> bool {
    let colon = passage.before(first).is_some_and(|before| before.is_mark(':'));
    let opens = passage.starts_sentence(first) || colon;
    let article = passage.follows_any(first, list!("the a an its their his this"));
    if opens && !article && end == first + 1 {
        let adverb = passage.word(first).ends_with("ly")
            && passage.token(end).is_some_and(|next| next.is_mark(','));
        let explained =
            is_explained(passage, end) && (is_copula(passage, end) || is_rare(passage, first));
        let named = || names_kind(passage, first, end) && is_repeated(passage, first);
        return !adverb && (explained || named());
    }
    let located = first > 0 && passage.traits(first - 1).has(Traits::LOCATIVE);
    is_called(passage, first) && !is_quoted_further(passage, first, end)
        || is_second_name(passage, first, end)
        || is_example(passage, first)
        || !located && is_explained(passage, end)
        || names_kind(passage, first, end)
        || is_ship_after(passage, first, end)
}

/// "known as the “Guam killer”": the name goes on to the end of the quotation.
fn is_quoted_further(passage: &Passage, first: usize, end: usize) -> bool {
    let quote = |at: Option<&Token>| {
        at.is_some_and(|token| matches!(token.kind, Kind::Mark('"' | '“' | '”' | '‘' | '\'')))
    };
    quote(passage.before(first)) && passage.token(end).is_some_and(Token::is_word)
}

/// "the Il-28 (Beagle)": alone in a bracket after a designation with a number.
fn is_second_name(passage: &Passage, first: usize, end: usize) -> bool {
    let Some(open) = first.checked_sub(1).filter(|&at| passage.tokens[at].is_mark('(')) else {
        return false;
    };
    let close = passage.token(end).is_some_and(|token| token.is_mark(')'));
    let number = passage.before(open).is_some_and(|token| token.is_number());
    let designation = (open.saturating_sub(5)..open).any(|at| {
        let weapon = |sense| matches!(sense, Sense::Weapon(_));
        passage.hits_at(at).iter().any(|hit| hit.end == open && !hit.weak && weapon(hit.sense))
    });
    close && number && designation
}

fn is_copula(passage: &Passage, end: usize) -> bool {
    passage.is_any(end, list!("is was are were"))
        || passage.token(end).is_some_and(|token| token.is_mark('('))
}

/// "Zorvat missiles have": true if the word is written with a capital elsewhere too, where no sentence
/// begins.
fn is_repeated(passage: &Passage, at: usize) -> bool {
    let from = at.saturating_sub(REPEATED);
    let to = (at + REPEATED).min(passage.tokens.len());
    (from..to).any(|other| {
        other != at
            && passage.tokens[other].is_capital()
            && !passage.starts_sentence(other)
            && passage.word(other) == passage.word(at)
    })
}

/// How many words away a name is looked for again.
const REPEATED: usize = 80;

/// True for a word that no list of names and words holds.
fn is_rare(passage: &Passage, at: usize) -> bool {
    passage.token(at).is_some_and(|token| !token.id.is_known())
}

/// A name between two quotation marks.
fn is_quoted(passage: &Passage, first: usize, end: usize) -> bool {
    let quote = |token: &Token| is_quote(token) || token.is_mark('»');
    passage.before(first).is_some_and(quote) && passage.token(end).is_some_and(quote)
}

/// "the Fattah missile", "its new Poseidon torpedo": the name stands before the kind.
fn names_kind(passage: &Passage, first: usize, end: usize) -> bool {
    let quoted = is_quoted(passage, first, end);
    let end = end + usize::from(quoted);
    let medium = usize::from(passage.is_any(end, list!("sea air ground land naval coastal shore")));
    let Some(after) = head_at(passage, end).or_else(|| head_at(passage, end + medium)) else {
        return false;
    };
    let glued = passage.token(end).is_some_and(|token| token.glued);
    let kind = is_kind_between(passage, end..after);
    let person = Traits::GIVEN.with(Traits::FAMILY);
    let owner = passage.before(first).is_some_and(|before| before.kind == Kind::Possessive);
    let pointed =
        (owner || passage.follows_any(first, list!("the a"))) && passage.traits(first).any(person);
    let counted = passage.is_any(first, COUNTED);
    let rare = quoted || pointed || !counted && (first..end).any(|at| is_rare(passage, at));
    let maker = passage
        .token(end - 1 - usize::from(quoted))
        .is_some_and(|token| token.case == Case::Upper && token.span.len() < 4);
    kind && !glued && rare && !maker && !is_noun(passage, after)
}

/// True if a kind of weapon that is called by a name begins at token `end`.
fn is_kind(passage: &Passage, end: usize) -> bool {
    let after = head_at(passage, end);
    let apart = passage.token(end).is_some_and(|token| !token.glued);
    after.is_some_and(|after| {
        apart && is_kind_between(passage, end..after) && !is_noun(passage, after)
    })
}

fn is_kind_between(passage: &Passage, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        passage.hits_at(at).iter().any(|hit| match hit.sense {
            Sense::Head(number) => passage.lexicon.head(number).is_some_and(|head| {
                let called = |kind: &str| head.class.contains(kind) || head.word == kind;
                head.bare && KINDS.iter().any(|kind| called(kind))
            }),
            _ => false,
        })
    })
}

/// Kinds of weapons that are called by a name before their kind.
const KINDS: &[&str] = &[
    "missile",
    "rocket",
    "torpedo",
    "drone",
    "munition",
    "howitzer",
    "tank",
    "air defence",
    "mortar",
    "helicopter",
    "fighter",
    "bomber",
    "hypersonic",
];

/// "USS Chinook", "HMS Daring": the token after the name.
fn ship(passage: &Passage, at: usize) -> Option<usize> {
    let doubtful = passage.is_any(at, list!(DOUBTFUL_PREFIXES));
    if !doubtful && !passage.is_any(at, list!(SHIP_PREFIXES)) || is_broken(passage, at) {
        return None;
    }
    let upper = passage.word(at).chars().filter(|c| c.is_uppercase()).count();
    let mut end = at + 1;
    end += usize::from(passage.is(end, "the") && passage.token(end)?.is_capital());
    while end < at + 5 {
        let token = passage.token(end)?;
        let particle = passage.is_any(end, list!("de van von der la el")) && end > at + 1;
        let initial = token.is_mark('.') && token.glued && passage.before(end)?.span.len() == 1;
        let never = Traits::FUNCTION.with(Traits::TITLE).with(Traits::ROLE_HEAD);
        let name = token.is_capital() && !token.traits.any(never) && !token.glued;
        if !(name || particle || initial) {
            break;
        }
        end += 1;
    }
    let named = upper > 1 && end > at + 1 && passage.tokens[end - 1].case == Case::Title;
    (named && (!doubtful || has_weapon(passage, (at, end), NEAR))).then_some(end)
}

/// How many words away a weapon may stand that vouches for such a ship.
const NEAR: usize = 20;

/// "the frigate Niels Juel", "the patrol boat Turva": a kind of ship stands before the name.
fn is_ship_after(passage: &Passage, first: usize, end: usize) -> bool {
    let several = first > 0 && passage.word(first - 1).ends_with('s');
    let person =
        passage.traits(first).any(Traits::TITLE) || passage.follows_any(end, list!("said"));
    let plain = passage.follows_any(first, list!("ship vessel boat ships vessels boats"));
    let naval = || {
        has_weapon(passage, (first, end), NEAR)
            || passage.is_any(first.saturating_sub(2), list!(NAVAL))
    };
    follows_ship(passage, first)
        && (!plain || naval())
        && (!several || is_pair(passage, first))
        && !person
}

/// True if a kind of ship ends right before token `first`.
pub fn follows_ship(passage: &Passage, first: usize) -> bool {
    let mut hits = (first.saturating_sub(3)..first).flat_map(|at| passage.hits_at(at));
    hits.any(|hit| match hit.sense {
        Sense::Head(number) => {
            hit.end == first
                && passage.lexicon.head(number).is_some_and(|head| {
                    is_ship(&head.class) && !(head.needs && is_civil(&head.word))
                })
        }
        _ => false,
    })
}

/// True for the classes of weapons that are ships.
pub fn is_ship(class: &str) -> bool {
    SHIPS.contains(&class)
}

/// "the frigates Ardent and Brave".
fn is_pair(passage: &Passage, first: usize) -> bool {
    passage.is(first + 1, "and") && passage.token(first + 2).is_some_and(Token::is_capital)
}

/// Words before "ship" that make it one of a navy.
const NAVAL: &str = "war naval patrol battle landing mine missile gun torpedo flag navy intelligence spy supply \
    support command assault amphibious hospital depot training sister escort guard coastguard";

const SHIPS: &[&str] = &[
    "ship",
    "destroyer",
    "frigate",
    "corvette",
    "patrol craft",
    "amphibious ship",
    "aircraft carrier",
    "submarine",
    "cruiser",
    "mine warfare ship",
    "minehunter",
    "support ship",
    "battleship",
];

/// The token after the capitalised words at `first`, none of which is known as another thing.
fn name_end(passage: &Passage, first: usize, most: usize) -> usize {
    let mut end = first;
    while end < first + most && is_name_word(passage, end) {
        let broken = end > first
            && (passage.starts_sentence(end)
                || passage.token(end).is_some_and(|token| token.glued));
        let tail = end > first && tail_end(passage, end) > end;
        if broken || tail {
            break;
        }
        end += 1;
    }
    let continues = passage.token(end).is_some_and(|next| {
        let tail = tail_end(passage, end) > end;
        let opens = passage.starts_sentence(end);
        next.is_capital() && !next.traits.has(Traits::FUNCTION) && !opens && !tail
    });
    let before = passage.before(first).is_some_and(|before| {
        before.is_capital() && !before.traits.has(Traits::FUNCTION) && !before.is_number()
    });
    let inside = passage.token(first).is_some_and(|token| token.glued)
        && passage.before(first).is_some_and(Token::is_dash);
    if continues || before || inside { first } else { end }
}

fn is_name_word(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_capital()) else {
        return false;
    };
    let never = Traits::FUNCTION
        .with(Traits::MONTH)
        .with(Traits::WEEKDAY)
        .with(Traits::NEVER_NAME)
        .with(Traits::ORG_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::OTHER_HEAD)
        .with(Traits::ROLE_HEAD)
        .with(Traits::TITLE)
        .with(Traits::WEAPON_WORD)
        .with(Traits::ETHNIC);
    let weapon = passage.longest(at, |sense| matches!(sense, Sense::Weapon(_)));
    let other = is_other_name(passage, at) || weapon.is_some_and(|hit| !hit.weak);
    token.span.len() > 1 && !token.traits.any(never) && !other
}
