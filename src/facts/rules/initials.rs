//! Initials in rows of words that may be names: with a stop, without one after a title, inside of a name, or in
//! a list of names that are written so.

use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;

/// "J." or "J.D.".
pub fn is_initial(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.case == Case::Upper) else {
        return false;
    };
    let dotted = passage.token(at + 1).is_some_and(|next| next.is_mark('.') && next.glued);
    let several = token.span.len() <= 6 && token.span.of(passage.text).contains('.');
    let state = |sense| matches!(sense, Sense::State(_) | Sense::Organisation(_) | Sense::Place(_));
    (several || dotted && token.span.len() <= 2) && passage.longest(at, state).is_none()
}

/// "G Mohan Kumar", "Mr S R Baxter", "C. B Hale": an initial without a stop between a title or another initial
/// and a name.
pub fn is_bare_initial(passage: &Passage, at: usize) -> bool {
    let is_letter = |at: usize| {
        passage.token(at).is_some_and(|token| {
            token.is_word() && token.span.len() == 1 && token.case == Case::Upper && !token.glued
        })
    };
    let next = || {
        passage.token(at + 1).is_some_and(|next| {
            let word = next.case == Case::Title || next.case == Case::Mixed;
            word && !next.glued && !next.new_line && !next.traits.has(Traits::FUNCTION)
        }) || is_letter(at + 1)
    };
    if is_listed_initial(passage, at) || are_two_initials(passage, at) {
        return true;
    }
    let stop = at > 1 && passage.tokens[at - 1].is_mark('.') && passage.tokens[at - 1].glued;
    if is_letter(at) && stop && is_initial(passage, at - 2) && next() && !is_letter(at + 1) {
        return true;
    }
    if !is_letter(at) || !next() {
        return false;
    }
    let mut before = at;
    while before > 0 && at - before < 3 && is_letter(before - 1) {
        before -= 1;
    }
    let dot = passage.before(before).is_some_and(|token| token.is_mark('.') && token.glued);
    let title = before.checked_sub(1 + usize::from(dot));
    title.is_some_and(|at| {
        passage.hits_at(at).iter().any(|hit| hit.sense == Sense::Title && hit.end == at + 1)
    })
}

/// "G Barker, V. Holmes and S Lunt": initials in a list of names.
pub fn is_listed_initial(passage: &Passage, at: usize) -> bool {
    let letters = |at: usize| {
        passage.token(at).is_some_and(|token| {
            token.is_word() && token.span.len() <= 2 && token.case == Case::Upper && !token.glued
        })
    };
    let surname = |at: usize| {
        passage.token(at).is_some_and(|next| {
            let written = matches!(next.case, Case::Title | Case::Mixed) && next.span.len() > 2;
            next.is_word() && written && !next.glued && !next.traits.has(Traits::FUNCTION)
        })
    };
    let stop = |at: usize| passage.token(at).is_some_and(|t| t.is_mark('.') && t.glued);
    let end = |at: usize| {
        let surname_at = at + 1 + usize::from(stop(at + 1));
        (letters(at) && surname(surname_at)).then_some(surname_at + 1)
    };
    let joint = |at: usize| {
        passage.token(at).is_some_and(|token| token.is_mark(',') || token.is_mark(';'))
            || passage.is(at, "and")
    };
    let past_bracket = |at: usize| {
        let open = passage.token(at).is_some_and(|token| token.is_mark('('));
        let close = (at + 1..at + 5).find(|&at| passage.token(at).is_some_and(|t| t.is_mark(')')));
        if open { close.map_or(at, |close| close + 1) } else { at }
    };
    let Some(own) = end(at).filter(|_| passage.hits_at(at).is_empty()) else { return false };
    let next = past_bracket(own);
    let after = joint(next) && end(next + 1).is_some();
    let before = at > 2
        && joint(at - 1)
        && (end(at - 3) == Some(at - 1) || at > 3 && end(at - 4) == Some(at - 1));
    after || before
}

/// "General AA Salim", "HD Salim": two initials without stops after a title, or before a surname that fills its
/// line with them.
pub fn are_two_initials(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else { return false };
    let letters = token.is_word() && token.case == Case::Upper && token.span.len() == 2;
    let titled = at.checked_sub(1).is_some_and(|before| {
        passage.hits_at(before).iter().any(|hit| hit.sense == Sense::Title && hit.end == at)
    });
    let written = passage.token(at + 1).is_some_and(|next| {
        next.is_word()
            && next.case == Case::Title
            && !next.glued
            && !next.traits.has(Traits::FUNCTION)
    });
    let opens = at == 0 || token.new_line;
    let surname = passage.traits(at + 1);
    let surname = surname.has(Traits::FAMILY) && !surname.has(Traits::WEAK_NAME);
    let fills = opens && surname && passage.token(at + 2).is_none_or(|next| next.new_line);
    let free = at == 0 || !token.glued;
    letters && free && passage.hits_at(at).is_empty() && written && (titled || fills)
}

/// "Franklin D Barlow": an initial without a stop between a given name and another word.
pub fn is_middle_initial(passage: &Passage, at: usize) -> bool {
    let letter = passage.token(at).is_some_and(|token| {
        token.is_word() && token.span.len() == 1 && token.case == Case::Upper && !token.glued
    });
    let given = at.checked_sub(1).map(|at| passage.traits(at)).unwrap_or_default();
    let next = passage.token(at + 1).is_some_and(|next| {
        next.is_word() && next.case == Case::Title && !next.glued && next.span.len() > 2
    });
    letter
        && given.any(Traits::GIVEN.with(Traits::FAMILY))
        && passage.before(at).is_some_and(|before| before.case == Case::Title)
        && next
        && !passage.is(at, "I")
        && !passage.traits(at + 1).any(Traits::FUNCTION.with(Traits::ORG_HEAD).with(Traits::LABEL))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    #[test]
    fn initials_without_stops_stand_in_lists() {
        let lexicon = Lexicon::bundled().unwrap();
        let listed = |text: &str| {
            let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
            (0..passage.tokens.len()).filter(|&at| is_listed_initial(&passage, at)).count()
        };
        // "V." has a stop and is found as every initial.
        assert_eq!(listed("G Barker, V. Holmes (Chair), S Lunt and C Cudworth"), 3);
        assert_eq!(listed("Plan A Wales, and more"), 0);
    }
}
