//! Authors of sources and subjects of short lives: "Ashe, K. and Marlow, P. (2001)", "Hale, Mary. 1998.",
//! "Norwood, Henry (1851–1920), jurist". A surname before given names or initials is a person's where a
//! year follows the names.

use super::interposed::past_life;
use super::office::Titles;
use super::role;
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

const RULE: &str = "citation";

/// The most authors that a source names.
const MOST: usize = 12;

/// The most words of a surname, and of what stands before it.
const WORDS: usize = 4;

/// Adds the authors of cited sources.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let mut next = 0;
    for at in passage.starts(Starts::NAME) {
        if at < next || !opens(passage, at) {
            continue;
        }
        if let Some((authors, end)) = authors(passage, at) {
            let lone = authors.len() == 1;
            for (first, last) in authors {
                findings.add(passage.span(first, last), What::Person, RULE);
                if lone && past_life(passage, last) > last {
                    role::find(passage, &Titles::of(passage), (first, last), findings);
                }
            }
            next = end;
        }
    }
}

/// True where a source may begin: its line, a number, a bullet, or the word for what was done.
fn opens(passage: &Passage, at: usize) -> bool {
    let edited = passage.follows_any(at, list!("by in"))
        && at > 1
        && passage.is_any(at - 2, list!("edited eds translated compiled"));
    let number =
        at > 1 && passage.tokens[at - 2].is_number() && passage.tokens[at - 1].is_mark('.');
    let mark = passage.before(at).is_none_or(|before| {
        before.is_mark(']') || before.is_mark('•') || before.is_mark(';') || before.is_mark('*')
    }) || number;
    passage.tokens[at].new_line || mark || edited || passage.starts_sentence(at)
}

/// The authors that begin at token `first`, each by its tokens, and the token after the last one; `None` if
/// no year bears them out.
fn authors(passage: &Passage, first: usize) -> Option<(Vec<(usize, usize)>, usize)> {
    let mut all = Vec::new();
    let mut at = first;
    while all.len() < MOST {
        let Some(end) = author(passage, at, !all.is_empty()) else { break };
        all.push((at, end));
        at = end;
        let Some(next) = joint(passage, at) else { break };
        at = next;
    }
    let end = all.last()?.1;
    let given = |&(first, end): &(usize, usize)| {
        (first..end).any(|at| {
            passage.traits(at).has(Traits::GIVEN) && !passage.traits(at).has(Traits::WEAK_NAME)
        })
    };
    let edited = passage.follows_any(first, list!("by"));
    let several = edited && all.len() > 1 && all.iter().all(given);
    (has_year(passage, end) || several).then_some((all, end))
}

/// The token after "Surname, Given" or "Surname, J. K." at token `first`; in a list the surname may be a
/// place's name too.
fn author(passage: &Passage, first: usize, listed: bool) -> Option<usize> {
    let mut comma = first;
    while comma < first + WORDS && is_surname(passage, comma, listed) {
        comma += 1;
        let hyphen = passage.token(comma).is_some_and(|t| t.is_dash() && t.glued);
        comma += usize::from(hyphen && passage.token(comma + 1).is_some_and(Token::is_capital));
    }
    let named = (first..comma).any(|at| passage.tokens[at].is_capital());
    if !named || !passage.token(comma)?.is_mark(',') || !passage.token(comma)?.glued {
        return None;
    }
    let mut end = comma + 1;
    while end < comma + 1 + 2 * WORDS {
        if initials(passage, end) {
            end += 1;
            let stop = passage.token(end).is_some_and(|next| next.is_mark('.') && next.glued);
            end += usize::from(stop);
        } else if is_given(passage, end) {
            end += 1;
        } else {
            let hyphen = end > comma + 1
                && passage.token(end).is_some_and(|token| token.is_dash() && token.glued)
                && (is_given(passage, end + 1) || initials(passage, end + 1));
            if !hyphen {
                break;
            }
            end += 1;
        }
    }
    (end > comma + 1).then_some(end)
}

/// True for a word of a surname: its particles, its capitalised words that are nothing else.
fn is_surname(passage: &Passage, at: usize, listed: bool) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word()) else { return false };
    let particle = token.traits.has(Traits::PARTICLE);
    let other = Traits::FUNCTION
        .with(Traits::MONTH)
        .with(Traits::NEVER_NAME)
        .with(Traits::LABEL)
        .with(Traits::ORG_HEAD)
        .with(Traits::TITLE);
    let family = token.traits.has(Traits::FAMILY);
    let place = |sense| {
        matches!(
            sense,
            Sense::State(_) | Sense::Place(_) | Sense::Capital(_) | Sense::Organisation(_)
        )
    };
    let free =
        family || !token.traits.any(other) && (listed || passage.longest(at, place).is_none());
    particle || token.is_capital() && token.span.len() > 1 && free
}

/// "J", "C.S" or "J.-P": the stop after it is a token of its own.
fn initials(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word() && !token.new_line) else {
        return false;
    };
    let stop = passage.token(at + 1).is_some_and(|next| next.is_mark('.') && next.glued)
        || passage.word(at).contains('.');
    let letters = token.span.of(passage.text).split('.').all(|part| part.chars().count() <= 2);
    token.case == Case::Upper && stop && letters
}

/// A given name, or a capitalised word that is nothing else.
fn is_given(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word() && !token.new_line) else {
        return false;
    };
    let known = token.traits.has(Traits::GIVEN);
    let plain = !token.id.is_known() && !token.traits.any(Traits::FUNCTION);
    token.case == Case::Title && token.span.len() > 1 && (known || plain)
}

/// Past what stands between two authors: ", ", " and ", ", and ", "; ".
fn joint(passage: &Passage, at: usize) -> Option<usize> {
    let mark = passage.token(at).is_some_and(|token| token.is_mark(',') || token.is_mark(';'));
    let word = at + usize::from(mark);
    let and = passage.is(word, "and") || passage.token(word).is_some_and(|t| t.is_mark('&'));
    (mark || and).then_some(word + usize::from(and))
}

/// True if a year follows the names: "(2001)", ". 1998", "(eds.) (1990)", "(1851–1920)".
fn has_year(passage: &Passage, end: usize) -> bool {
    let mut at = end;
    for _ in 0..4 {
        let open = passage.token(at).is_some_and(|token| token.is_mark('('));
        let editor = passage.is_any(at + usize::from(open), list!("ed eds editor editors trans"));
        if !editor {
            break;
        }
        at += 1 + usize::from(open);
        while passage.token(at).is_some_and(|t| t.is_mark('.') || t.is_mark(')') || t.is_mark(','))
        {
            at += 1;
        }
    }
    let marks = passage.token(at).is_some_and(|token| {
        token.is_mark('(') || token.is_mark('.') || token.is_mark(',') || token.is_mark('[')
    });
    let at = at + usize::from(marks);
    let born = usize::from(passage.is_any(at, list!("b born d c ca circa")));
    let born =
        born + usize::from(born > 0 && passage.token(at + 1).is_some_and(|t| t.is_mark('.')));
    let initial = passage.before(end).is_some_and(|token| token.is_mark('.'));
    (marks || initial) && is_year(passage, at + born)
}

fn is_year(passage: &Passage, at: usize) -> bool {
    let digits = passage.word(at);
    let years = 1000..=2100;
    passage.token(at).is_some_and(Token::is_number)
        && digits.len() == 4
        && digits.parse::<u32>().is_ok_and(|year| years.contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::rules::told::found_by;

    fn cited(text: &str) -> Vec<String> {
        found_by(find, text)
    }

    #[test]
    fn a_year_after_the_names_makes_authors_of_them() {
        let names =
            cited("1. Ashbrook, K. and Marlowe, P. R. (2001) Ships and Men, Leeds: Quay Press.");
        assert_eq!(names, ["Ashbrook, K.", "Marlowe, P. R."]);
        let names = cited("Halewood, Mary, and Zyphorn, Tariq. 2011. Of Treaties.");
        assert_eq!(names, ["Halewood, Mary", "Zyphorn, Tariq"]);
        assert_eq!(cited("Norwood, Henry (1851–1920), jurist"), ["Norwood, Henry"]);
        assert_eq!(cited("Copewell, Dale C.\n2000. The War."), ["Copewell, Dale C."]);
    }

    #[test]
    fn without_a_year_or_with_places_nobody_is_cited() {
        for none in [
            "Reading, Oxford and Bath (1990) saw it.",
            "Leeds, Yorkshire. 1998 was wet.",
            "Ships, Aircraft. 1998.",
            "Halewood, Mary came.",
            "In March, Paul (1998) came.",
        ] {
            assert_eq!(cited(none), [""; 0], "{none}");
        }
    }
}
