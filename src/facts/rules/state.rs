//! States: those that act, and those that are only a place. An adjective ("Russian") is neither.

use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Hit, Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;

/// Adds states and capitals, as actors or as places.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if !passage.any_sense(Senses::STATE.or(Senses::CAPITAL)) {
        return;
    }
    for at in passage.starts(Starts::PHRASE) {
        let hit = passage.longest(at, |sense| matches!(sense, Sense::State(_) | Sense::Capital(_)));
        if let Some(hit) = hit
            && !is_part(passage, hit)
            && !opens_body(passage, hit)
        {
            findings.found.push(of_hit(passage, hit));
        }
    }
}

fn of_hit(passage: &Passage, hit: Hit) -> Candidate {
    let span = passage.span(hit.first, hit.end);
    match hit.sense {
        Sense::Capital(number) if acts(passage, hit) && !is_located(passage, hit) => {
            Candidate::new(span, What::State(number), "capital acting")
        }
        Sense::State(number) if !is_located(passage, hit) => {
            Candidate::new(span, What::State(number), "state acting")
        }
        Sense::State(number) => Candidate::new(span, What::StatePlace(number), "state as place"),
        Sense::Capital(number) => {
            Candidate::new(span, What::CapitalPlace(number), "capital as place")
        }
        _ => Candidate::new(span, What::StatePlace(0), "state as place"),
    }
}

/// The "U.S." of "U.S. Securities and Exchange Commission".
fn opens_body(passage: &Passage, hit: Hit) -> bool {
    let next = passage.token(hit.end).is_some_and(|next| next.is_capital() && !next.new_line);
    let body = |hit: &Hit| matches!(hit.sense, Sense::Organisation(_)) && !hit.weak;
    let state = matches!(hit.sense, Sense::State(_));
    state && next && passage.hits_at(hit.end).iter().any(body)
}

/// True if a preposition of place stands before it, or a place before a comma, or a point of the
/// compass.
fn is_located(passage: &Passage, hit: Hit) -> bool {
    let Some(before) = hit.first.checked_sub(1) else {
        return false;
    };
    let article = usize::from(passage.is(before, "the"));
    let at = before.saturating_sub(article);
    if article == 1 && before == 0 {
        return false;
    }
    if passage.traits(at).has(Traits::LOCATIVE) {
        let possessive = passage.token(hit.end).is_some_and(|token| token.kind == Kind::Possessive);
        if possessive {
            return false;
        }
        return !(passage.is(at, "on") || passage.is(at, "with"));
    }
    let goal = passage.is(at, "to") && passage.follows_any(at, list!(MOVING));
    if goal || passage.is(at, "of") && passage.follows_any(at, list!("battle")) {
        return true;
    }
    if passage.token(at).is_some_and(|token| token.is_dash()) {
        return passage.before(at).is_some_and(|word| word.traits.has(Traits::LOCATIVE));
    }
    passage.token(at).is_some_and(|token| token.is_mark(',')) && ends_place(passage, at)
}

/// What one does to get to a place.
const MOVING: &str = "flew flown fly flies went go goes gone came come moved travelled traveled travel sailed \
    sail returned emigrated fled drove trip flight flights visit visits tour journey back voyage";

/// True if a place of the lexicon, or an unknown capitalised word after a preposition of place, ends
/// right before token `at`.
fn ends_place(passage: &Passage, at: usize) -> bool {
    let Some(word) = at.checked_sub(1) else {
        return false;
    };
    let from = at.saturating_sub(4);
    let ends = |first: usize, sense: fn(Sense) -> bool| {
        passage.hits_at(first).iter().any(|hit| hit.end == at && sense(hit.sense))
    };
    if (from..at).any(|first| ends(first, |sense| matches!(sense, Sense::State(_)))) {
        return false;
    }
    let listed = (from..at)
        .any(|first| ends(first, |sense| matches!(sense, Sense::Place(_) | Sense::Capital(_))));
    let unknown =
        passage.token(word).is_some_and(|token| token.is_capital() && !token.id.is_known());
    let located = (from..word).any(|before| passage.traits(before).has(Traits::LOCATIVE));
    listed || unknown && located
}

/// True if what follows is what governments do, or what stands before is done to them.
fn acts(passage: &Passage, hit: Hit) -> bool {
    let verb = Traits::ACTING.with(Traits::SAYING);
    let next =
        (hit.end..hit.end + 3).take_while(|&at| passage.token(at).is_some_and(|t| t.is_word()));
    let does = next.clone().any(|at| passage.traits(at).any(verb) || is_auxiliary(passage, at));
    let possesses = passage.token(hit.end).is_some_and(|token| token.kind == Kind::Possessive)
        && !passage.is_any(hit.end + 1, list!(TOWN));
    let paired = passage.is_any(hit.end, list!("and to"))
        && passage.follows_any(hit.first, list!("between"));
    let source = passage.follows_any(hit.first, list!("from"))
        && hit.first > 1
        && passage
            .is_any(hit.first - 2, list!("bought acquired received ordered obtained purchased"));
    let addressed = (source || passage.follows_any(hit.first, list!(ADDRESSING)))
        && !is_destination(passage, hit);
    does || possesses || paired || addressed || is_joined(passage, hit)
}

/// "trains for Paris", "the tour ends with Vienna, Prague and Warsaw": where one goes to, or the first of
/// a list of towns, unless there are dealings with them.
fn is_destination(passage: &Passage, hit: Hit) -> bool {
    let Some(before) = hit.first.checked_sub(2) else { return false };
    if !passage.is_any(before + 1, list!("for with by against")) {
        return false;
    }
    let travels = passage.is(before + 1, "for") && passage.is_any(before, list!(TRAVELLING));
    let dealt = (before.saturating_sub(2)..=before).any(|at| passage.is_any(at, list!(DEALINGS)));
    travels || !dealt && lists_towns(passage, hit)
}

/// True if two more towns follow in a list.
fn lists_towns(passage: &Passage, hit: Hit) -> bool {
    let (mut at, mut more) = (hit.end, 0);
    loop {
        let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
        let and = usize::from(passage.is_any(at + comma, list!("and or")));
        let town = |sense| matches!(sense, Sense::Capital(_) | Sense::Place(_));
        match passage.longest(at + comma + and, town).filter(|_| comma + and > 0) {
            Some(next) => (at, more) = (next.end, more + 1),
            None => return more > 1,
        }
    }
}

/// Words after a capital's possessive that belong to the town, not to its government.
const TOWN: &str = "street streets cafe cafes café cafés museum museums hotel hotels suburb suburbs \
    airport airports mayor skyline square squares restaurant restaurants shop shops market markets \
    park parks metro underground river bridges theatres theaters theatre churches cathedral opera \
    population winter summer weather nights rooftops traffic docks";

/// Words before "for" that make of a capital the place one goes to.
const TRAVELLING: &str = "leave leaves left leaving depart departs departed departing bound headed heads \
    heading sail sails sailed sailing set off out ticket tickets train trains flight flights plane planes \
    bus buses ship ships boat boats ferry visa visas";

/// Words that tell that governments deal with each other.
const DEALINGS: &str = "talk talks agreement agreements deal deals treaty treaties pact pacts negotiation \
    negotiations negotiate negotiated negotiating negotiates relations ties tension tensions alliance war \
    dispute disputes summit sanctions cooperation cooperate cooperated coordinate coordinated contact \
    contacts consultation consultations consult consulted accord accords trade support supported backed \
    condemned signed worked working works partnership partnerships dialogue meeting meetings";

/// "with Seoul and Tokyo": a capital beside one that acts.
fn is_joined(passage: &Passage, hit: Hit) -> bool {
    let Some(and) = hit.first.checked_sub(1).filter(|&at| passage.is(at, "and")) else {
        return false;
    };
    (and.saturating_sub(3)..and).any(|at| {
        let before = |sense| matches!(sense, Sense::Capital(_));
        passage
            .longest(at, before)
            .is_some_and(|one| one.end == and && passage.follows_any(one.first, list!(ADDRESSING)))
    })
}

const ADDRESSING: &str = "for with by against told urge urges urged urging warn warned warns press \
    presses pressed pressing blame blames blamed blaming accuse accuses accused accusing ask asks asked \
    thank thanks thanked persuade persuaded assure assured criticise criticised criticized condemn \
    condemned condemns lobby lobbied";

fn is_auxiliary(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("has had will would could may must should"))
}

/// True if the name is a part of something longer: "New Mexico", "Georgia Tech", "U.S. Steel", "Air France", or cites
/// the reports of a court: "354 U.S. 178".
fn is_part(passage: &Passage, hit: Hit) -> bool {
    let number = |token: Option<&Token>| token.is_some_and(Token::is_number);
    let cites = number(passage.before(hit.first))
        && number(passage.token(hit.end))
        && passage.word(hit.first).contains('.');
    let airline = passage.follows_any(hit.first, list!("air"))
        && passage.before(hit.first).is_some_and(Token::is_capital);
    let glued = |next: &Token| next.glued && (next.is_word() || next.is_number());
    let picture = passage.is(hit.first, "png") && passage.is_any(hit.end, list!(PICTURES));
    cites || picture || airline || passage.token(hit.end).is_some_and(glued)
}

/// What "PNG" before says the format of.
const PICTURES: &str = "file files image images picture pictures attachment attachments format";
