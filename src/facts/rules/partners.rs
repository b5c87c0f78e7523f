//! Firms that bear the names of their partners: "Rose & Associates", "Harrison & Vance", "Katz, Teller, Brant &
//! Hild, LLP". Authors cited in brackets and pairs of persons are none.

use super::context::is_other_name;
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::Traits;
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

const RULE: &str = "partners";

/// The most words before the sign.
const LONGEST: usize = 12;

/// Adds the firms of partners.
pub fn find(passage: &Passage, findings: &mut Findings) {
    for at in passage.starts(Starts::AMPERSAND) {
        let stands = |sign: &Token| !sign.glued && !sign.new_line;
        if !passage.token(at).is_some_and(stands)
            || passage.token(at + 1).is_none_or(|next| next.glued)
        {
            continue;
        }
        if let Some((first, end)) = firm(passage, at) {
            findings.add(
                passage.span(first, end),
                What::Organisation(ActorKind::Organisation),
                RULE,
            );
        }
    }
}

/// The firm around the sign at token `at`.
fn firm(passage: &Passage, at: usize) -> Option<(usize, usize)> {
    let last = at.checked_sub(1)?;
    let society =
        passage.is_any(at + 1, list!("associates sons partners co company bros brothers"));
    if !is_partner(passage, last) || !(society || is_partner(passage, at + 1)) {
        return None;
    }
    let form = form_end(passage, at + 2);
    if form.is_none() && passage.tokens[last].case == Case::Upper {
        return None;
    }
    let first = names_before(passage, last, form.is_some());
    let listed = (first..at).any(|at| passage.tokens[at].is_mark(','));
    let firm =
        form.is_some() || passage.follows_any(first, list!("firm firms")) || society && !listed;
    let family = |at: usize| {
        let traits = passage.traits(at);
        traits.has(Traits::FAMILY) && !traits.has(Traits::WEAK_NAME)
    };
    let pair = family(last) || family(at + 1);
    let sure = firm || !listed && pair && !passage.is_loud(at);
    let end = form.unwrap_or(at + 2);
    let person = passage.traits(first).has(Traits::GIVEN) && first < last && !listed
        || passage.traits(at + 1).has(Traits::GIVEN)
            && passage.token(end).is_some_and(Token::is_capital);
    let goes_on = form.is_none()
        && passage.token(end).is_some_and(|next| {
            next.is_capital() && !next.new_line && !next.traits.has(Traits::FUNCTION)
        });
    (sure && !person && !goes_on && !is_cited(passage, end)).then_some((first, end))
}

/// A word that may be a partner's name: a family name, or one of which nothing is known.
fn is_partner(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word() && token.span.len() > 2)
    else {
        return false;
    };
    let other = Traits::FUNCTION
        .with(Traits::LABEL)
        .with(Traits::NEVER_NAME)
        .with(Traits::ORG_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::OTHER_HEAD)
        .with(Traits::ROLE_HEAD)
        .with(Traits::MONTH)
        .with(Traits::WEAPON_WORD);
    let word = passage.word(at);
    let noun = ["ing", "tion", "tions", "ment", "ments", "ance", "ity", "ies", "ics", "ness"];
    let noun = noun.iter().any(|ending| word.ends_with(ending));
    let family = token.traits.has(Traits::FAMILY);
    let free = !token.traits.any(other) && !is_other_name(passage, at) && !noun;
    token.is_capital() && (family || free && !token.id.is_known())
}

/// The first of the names before the last partner: "Katz, Teller, Brant", "Sheppard Mullin Richter". A list
/// with commas is one only if the firm's form or the word "firm" says so.
fn names_before(passage: &Passage, last: usize, form: bool) -> usize {
    let mut first = last;
    while first > 0 && last - first < LONGEST {
        let mut before = first - 1;
        if passage.tokens[before].is_mark(',') && before > 0 {
            before -= 1;
        }
        if !is_partner(passage, before) || passage.tokens[before + 1].new_line {
            break;
        }
        first = before;
    }
    let listed = (first..last).any(|at| passage.tokens[at].is_mark(','));
    let firm = form || passage.follows_any(first, list!("firm firms"));
    if listed && !firm { last } else { first }
}

/// Past ", LLP" and its like.
fn form_end(passage: &Passage, at: usize) -> Option<usize> {
    let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
    let form = passage.is_any(at + comma, list!("llp pllc llc ltd inc pc lp plc gmbh"));
    let upper = passage.token(at + comma).is_some_and(Token::is_capital);
    (form && upper).then_some(at + comma + 1)
}

/// "Baker & York (2011)", "(Smith & Jones, 1999", "et al.": authors.
fn is_cited(passage: &Passage, end: usize) -> bool {
    let opens = passage.token(end).is_some_and(|next| next.is_mark(',') || next.is_mark('('));
    let year = passage.token(end + usize::from(opens)).is_some_and(Token::is_number);
    year || passage.is(end, "et")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::rules::told::found_by;

    fn found(text: &str) -> Vec<String> {
        found_by(find, text)
    }

    #[test]
    fn names_of_partners_are_a_firm() {
        assert_eq!(found("It hired Walker & Associates of Leeds."), ["Walker & Associates"]);
        assert_eq!(found("Built by Harrison & Obrovnik in 1961."), ["Harrison & Obrovnik"]);
        assert_eq!(
            found("She joined the law firm Adler, Wolfe, Carter & Hildt in May."),
            ["Adler, Wolfe, Carter & Hildt"]
        );
        assert_eq!(found("Adler, Wolfe & Carter, LLP sued."), ["Adler, Wolfe & Carter, LLP"]);
    }

    #[test]
    fn pairs_that_are_no_firm_are_none() {
        let none: [&str; 0] = [];
        for text in [
            "Read the Terms & Conditions of this page.",
            "As Walker & Carter (2011) have shown, it is so.",
            "Present were Alice Walker & Erika Carter.",
            "Research & Development went on.",
            "Salt & Pepper stood on it.",
        ] {
            assert_eq!(found(text), none, "{text}");
        }
    }
}
