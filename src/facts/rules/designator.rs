//! Unknown weapons by the form of their designation: "Kh-101M", "Type 055A", "9M729", "CSS-N-14".
//! Roads, laws, units and papers have numbers too: short or unknown letters need a weapon nearby.

use super::context::is_other_name;
use super::corroboration::is_road;
use super::noise::is_broken;
use super::weapon_words::weapon_near;
use super::weapon_words::{head_at, is_loose};
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{WordList, list};

const RULE: &str = "designator";

/// How many words away the weapon may stand that supports a designation.
const REACH: usize = 9;

/// The same where the text is badly read.
const BROKEN: usize = 2;

/// The same for the indexes of Russian makers and for designations with a distance in brackets,
/// which little else looks like.
const FAR: usize = 60;

/// Adds designations that the lexicon does not hold.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if passage.starts(Starts::NUMBER).next().is_none() {
        return;
    }
    let mut next = 0;
    for at in passage.starts_of_either(Starts::NAME.or(Starts::NUMBER)) {
        if let Some(end) = small_type(passage, at).filter(|_| at >= next + 2) {
            findings.add(passage.span(at - 2, end), What::NamedWeapon(None), RULE);
            next = end;
            continue;
        }
        let joins = |next: &Token| next.glued || next.is_number();
        if at < next || !passage.token(at + 1).is_some_and(joins) {
            continue;
        }
        let whole = |end: usize| !passage.token(end).is_some_and(|t| t.glued && t.is_word());
        let end = designation(passage, at).filter(|&end| whole(end) && !is_road(passage, end));
        if let Some(end) = end.filter(|&end| is_listed(passage, at, end)) {
            next = end;
            continue;
        }
        if let Some(end) = end.filter(|&end| stands(passage, at, end)) {
            next = end;
            let end = with_name(passage, with_hull(passage, at, end));
            findings.add(passage.span(at, end), What::NamedWeapon(None), RULE);
        }
    }
}

/// True if the lexicon surely holds the whole designation: what it says of it stands.
fn is_listed(passage: &Passage, first: usize, end: usize) -> bool {
    let surely = passage
        .hits_at(first)
        .iter()
        .any(|hit| hit.end == end && !hit.weak && matches!(hit.sense, Sense::Weapon(_)));
    surely
        && !is_loose(passage, first, end)
        && with_name(passage, with_hull(passage, first, end)) == end
}

/// The token after a designation that begins at `at`.
fn designation(passage: &Passage, at: usize) -> Option<usize> {
    let first = passage.token(at)?;
    let slash = passage.before(at).is_some_and(|before| before.is_mark('/'))
        && !passage.token(at + 1).is_some_and(Token::is_dash);
    let joins = |before: &Token| before.is_word() || before.is_number() || before.is_dash();
    let runs_on = first.glued && (slash || passage.before(at).is_some_and(joins));
    if runs_on {
        return None;
    }
    if first.is_number() {
        return index(passage, at);
    }
    typed(passage, at).or_else(|| lettered(passage, at))
}

/// Russian indexes: "9M729", "3M-54", "2S19", "15A18".
fn index(passage: &Passage, at: usize) -> Option<usize> {
    let letters = passage.token(at + 1)?;
    let short = passage.token(at)?.span.len() <= 2 && letters.span.len() <= 2;
    if !(short && letters.glued && letters.is_word() && letters.case == Case::Upper) {
        return None;
    }
    let number = past_dash(passage, at + 2);
    is_short_number(passage.token(number)?).then(|| suffixed(passage, number + 1))
}

/// "type-17 missile", as some newspapers write: the token after it, if the kind of weapon follows.
fn small_type(passage: &Passage, number: usize) -> Option<usize> {
    let word = number.checked_sub(2).filter(|&at| passage.is(at, "type"))?;
    let joined = passage.token(number).is_some_and(|token| token.is_number() && token.glued)
        && passage.token(word + 1).is_some_and(|dash| dash.is_dash() && dash.glued);
    let small = !passage.token(word)?.is_capital();
    let end = suffixed(passage, number + 1);
    (joined && small && head_at(passage, end).is_some()).then_some(end)
}

/// "Type 093A", "Mk 48", "Mark 45".
fn typed(passage: &Passage, at: usize) -> Option<usize> {
    if !passage.token(at)?.is_capital() || !passage.is_any(at, list!("type mk mark")) {
        return None;
    }
    let number = past_dash(passage, at + 1);
    let token = passage.token(number)?;
    (token.is_number() && token.span.len() <= 4).then(|| suffixed(passage, number + 1))
}

/// "Kh-101", "CSS-N-14", "F16", "Tu-95MS", "M1A2".
fn lettered(passage: &Passage, at: usize) -> Option<usize> {
    let mut next = at;
    for _ in 0..3 {
        let token = passage.token(next)?;
        let series = token.traits.has(Traits::DESIGNATOR)
            && passage.token(next + 1).is_some_and(|dash| dash.is_dash() && dash.glued);
        let letters = token.is_capital() && (token.span.len() <= 5 || series);
        if !letters || next > at && !token.glued {
            return None;
        }
        let number = past_dash(passage, next + 1);
        let follows = passage.token(number)?;
        if is_short_number(follows) {
            return Some(suffixed(passage, number + 1));
        }
        if number == next + 1 {
            return None;
        }
        next = number;
    }
    None
}

fn is_short_number(token: &Token) -> bool {
    token.glued && token.is_number() && token.span.len() <= 4
}

fn past_dash(passage: &Passage, at: usize) -> usize {
    let dash = passage.token(at).is_some_and(|token| token.is_dash() && token.glued);
    let next = passage.token(at + 1).is_some_and(|token| token.glued);
    if dash && next { at + 1 } else { at }
}

/// Past the letters, numbers and plural that are glued on.
fn suffixed(passage: &Passage, end: usize) -> usize {
    let mut at = end;
    while at < end + 6 {
        let next = past_dash(passage, at);
        let Some(token) = passage.token(next).filter(|token| token.glued) else {
            break;
        };
        let small = token.case == Case::Lower && token.is_word();
        let letters = token.is_word() && token.span.len() <= 3 && (!small || token.span.len() == 1);
        let number = token.is_number() && token.span.len() <= 3;
        if !(letters && (next == at || !small) || number) {
            break;
        }
        at = next + 1;
    }
    at
}

/// True if the designation is a weapon's.
fn stands(passage: &Passage, first: usize, end: usize) -> bool {
    if is_counted(passage, first, end) || is_refused(passage, first) || is_engine(passage, end) {
        return false;
    }
    let traits = passage.traits(first);
    let known = traits.has(Traits::DESIGNATOR)
        && passage.token(first).is_some_and(|t| t.span.len() > 1 && t.is_capital())
        && !is_loose(passage, first, end);
    let index = passage.token(first).is_some_and(|token| token.is_number());
    if !known && passage.token(first).is_some_and(|t| t.case == Case::Upper && t.span.len() > 4) {
        return false;
    }
    let far = index || known || has_distance(passage, end);
    if is_broken(passage, first) {
        return weapon_near(passage, (first, end), BROKEN);
    }
    known && is_used(passage, first)
        || is_plural(passage, first, end)
        || weapon_near(passage, (first, end), if far { FAR } else { REACH })
}

/// "AL-31 turbofan", "two TF33 engines", "the LV-21 liquid rocket engine": what drives the weapon.
fn is_engine(passage: &Passage, end: usize) -> bool {
    let engine =
        list!("engine engines turbofan turbofans turbojet turbojets turboprop turboprops ramjet");
    (end..end + 3).any(|at| passage.is_any(at, engine))
        && passage.token(end).is_some_and(|next| next.is_word() && next.case == Case::Lower)
}

/// "T-28s", "B-26s": letters, a dash, a number and a plural are several of one type.
fn is_plural(passage: &Passage, first: usize, end: usize) -> bool {
    let dash = passage.token(first + 1).is_some_and(|token| token.is_dash());
    let upper = passage.token(first).is_some_and(|token| token.case == Case::Upper);
    dash && upper && end > first + 3 && passage.word(end - 1) == "s"
}

/// True if the sentence says what is done with weapons.
fn is_used(passage: &Passage, at: usize) -> bool {
    passage.sentence(at).any(|word| passage.is_any(word, USES))
}

/// "Flight MH-17", "Route A-4", "Resolution S-12": the word before says it is no weapon.
pub fn is_counted(passage: &Passage, first: usize, end: usize) -> bool {
    let counted = passage.follows_any(first, COUNTED);
    let unit = passage.is_any(end, UNITS);
    let stop = passage
        .before(first)
        .is_some_and(|token| token.is_mark('.') || token.is_mark(':') || token.is_mark('#'));
    let abbreviated = stop && first > 1 && passage.is_any(first - 2, COUNTED);
    counted || abbreviated || unit
}

fn is_refused(passage: &Passage, first: usize) -> bool {
    let listed = passage
        .longest(first, |sense| matches!(sense, Sense::Organisation(_) | Sense::State(_)))
        .is_some();
    listed || passage.is_any(first, NEVER) || passage.traits(first).any(Traits::MONTH)
}

/// True if a distance in brackets follows, past one word of a name: "CVS401 Perseus (300 km)".
fn has_distance(passage: &Passage, end: usize) -> bool {
    let name = usize::from(
        passage.token(end).is_some_and(|token| token.case == Case::Title && token.is_word()),
    );
    let open = end + name;
    let number =
        (open + 1..open + 4).any(|at| passage.token(at).is_some_and(|token| token.is_number()));
    let unit = (open + 2..open + 8)
        .any(|at| passage.is_any(at, list!("km mi miles nm nmi kilometers kilometres")));
    passage.token(open).is_some_and(|token| token.is_mark('(')) && number && unit
}

/// "3M-51 Alfa": an unknown word with a capital letter belongs to the designation.
fn with_name(passage: &Passage, end: usize) -> usize {
    let name = |at: usize| {
        passage
            .token(at)
            .is_some_and(|token| token.case == Case::Title && token.is_word() && !token.glued)
    };
    let same = passage.sentence_number(end) == passage.sentence_number(end.saturating_sub(1));
    if !(name(end) && is_free(passage, end) && same) {
        return end;
    }
    let numeral = passage.is_any(end + 1, list!("ii iii iv"));
    let after = end + 1 + usize::from(numeral);
    if name(after) { end } else { after }
}

/// True for a word that is no other name, nor one of the words that names of other things are made of.
fn is_free(passage: &Passage, at: usize) -> bool {
    let never = Traits::FUNCTION
        .with(Traits::NEVER_NAME)
        .with(Traits::TITLE)
        .with(Traits::ROLE_HEAD)
        .with(Traits::ORG_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::OTHER_HEAD)
        .with(Traits::WEAPON_WORD)
        .with(Traits::MONTH)
        .with(Traits::WEEKDAY)
        .with(Traits::GIVEN)
        .with(Traits::FAMILY);
    !passage.traits(at).any(never) && !is_other_name(passage, at)
}

/// "Type 096 SSBN": the hull code belongs to the name of a ship's type.
fn with_hull(passage: &Passage, first: usize, end: usize) -> usize {
    let hull = passage.token(end).is_some_and(|token| {
        !token.glued
            && token.is_word()
            && (2..=5).contains(&token.span.len())
            && token.case != Case::Lower
            && token.case != Case::Title
    });
    let head = passage.longest(end, |sense| matches!(sense, Sense::Head(_))).is_some();
    if passage.is(first, "type") && hull && head { end + 1 } else { end }
}

const COUNTED: &WordList = list!(
    "flight route highway interstate motorway road autoroute resolution article \
    section sec no law page annex figure fig table room form document chapter title \
    rule part paragraph appendix exhibit doc file number bill visa group protocol \
    version level grade size software build junction sector zone docid serial case record"
);

const USES: &WordList = list!(
    "parade paraded launch launches launched fire fires fired deploy deploys deployed \
    deployment intercept intercepted shot downed strike strikes struck armed carries carried \
    inventory arsenal military army navy troops"
);

const UNITS: &WordList = list!(
    "brigade battalion regiment division squadron wing corps company platoon motorway \
    road highway visa visas summit nations countries meeting virus vaccine pandemic \
    corridor station form filing km miles percent million billion"
);

const NEVER: &WordList = list!(
    "mach covid sars g un hr pl fy iso rfc utc gmt ad bc co hw no doc pp cve isbn q cr nr \
    eo unscr vol h1n1 am pm page us eu who article apollo boeing airbus windows mp \
    usd eur gbp bbc cnn ctf cjtf sr hj"
);
