//! Names in captions that are written in small letters throughout: "admiral paula stone, head of the u.s. cyber
//! command". Reads only sentences without any capital letter; elsewhere a small letter says that a word is none.

use std::ops::Range;

use super::office::{Titles, is_honorific};
use super::role;
use crate::facts::candidate::{Findings, RoleOf, What};
use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;
use crate::text::Span;

const RULE: &str = "small letters";

/// Shorter sentences are labels and keys.
const SHORTEST: usize = 6;

/// Adds persons and listed organisations of sentences in small letters.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let mut titles = None;
    for sentence in &passage.sentences {
        let own = passage.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        if own.iter().any(Token::is_capital) {
            continue;
        }
        if own.iter().filter(|token| token.is_word()).count() >= SHORTEST {
            let titles = titles.get_or_insert_with(|| Titles::of(passage));
            read(passage, titles, sentence.tokens.clone(), findings);
        }
    }
}

fn read(passage: &Passage, titles: &Titles, sentence: Range<usize>, findings: &mut Findings) {
    let hits = hits(passage, sentence.clone());
    organisations(passage, &hits, findings);
    let mut next = sentence.start;
    for at in sentence {
        if at < next {
            continue;
        }
        let title = title_before(passage, &hits, at);
        if let Some(end) = name_end(passage, title, at) {
            let person = passage.span(at, end);
            findings.add(person, What::Person, RULE);
            let before = findings.roles.len();
            role::find(passage, titles, (at, end), findings);
            for role in findings.roles.iter_mut().skip(before) {
                role.role = with_body(passage, &hits, role.role);
            }
            let office = title.filter(|&first| !is_honorific(passage, first, at));
            if let Some(first) = office {
                findings.roles.push(RoleOf { person, role: passage.span(first, at) });
            }
            next = end;
        }
    }
}

/// The role with the whole of the body in whose name it ends.
fn with_body(passage: &Passage, hits: &[Hit], role: Span) -> Span {
    let end = passage.token_at(role.end);
    let inside = |hit: &&Hit| hit.sense != Sense::Title && hit.first < end && end < hit.end;
    let longest = hits.iter().filter(inside).max_by_key(|hit| hit.end);
    longest.map_or(role, |hit| Span::new(role.start, passage.span(hit.first, hit.end).end))
}

/// The titles and bodies of the lexicon in the sentence, read as if its words had their capitals.
fn hits(passage: &Passage, sentence: Range<usize>) -> Vec<Hit> {
    let from = sentence.start;
    let capital = |token: &Token| Token { case: Case::Upper, ..*token };
    let own = passage.tokens.get(sentence).unwrap_or_default();
    let tokens: Vec<Token> = own.iter().map(capital).collect();
    let mut hits = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.traits.has(Traits::BEGINS) {
            passage.lexicon.phrases_at(passage.text, &tokens, at, &mut hits);
        }
    }
    let wanted = |hit: &Hit| {
        let body = matches!(hit.sense, Sense::Organisation(_)) && !hit.weak && !hit.everyday;
        body || hit.sense == Sense::Title
    };
    hits.retain(wanted);
    for hit in &mut hits {
        (hit.first, hit.end) = (hit.first + from, hit.end + from);
    }
    hits
}

/// The first token of the title that ends right before token `at`, a stop aside.
fn title_before(passage: &Passage, hits: &[Hit], at: usize) -> Option<usize> {
    let dot = passage.before(at).is_some_and(|before| before.is_mark('.'));
    let end = at.checked_sub(usize::from(dot))?;
    let titles = hits.iter().filter(|hit| hit.sense == Sense::Title && hit.end == end);
    titles.map(|hit| hit.first).min()
}

/// A title before a family name, or a given name and a family name.
fn name_end(passage: &Passage, title: Option<usize>, at: usize) -> Option<usize> {
    let honorific = title.is_some_and(|first| is_honorific(passage, first, at));
    let (given, family) = (passage.traits(at), passage.traits(at + 1));
    let never = Traits::FUNCTION.with(Traits::SAYING).with(Traits::ACTING);
    let word =
        |at: usize| passage.token(at).is_some_and(|token| token.is_word() && token.span.len() > 1);
    if !word(at) || given.any(never) {
        return None;
    }
    let next = word(at + 1) && !family.any(never);
    let full = next && family.has(Traits::FAMILY);
    let sure = !family.has(Traits::WEAK_NAME);
    let unknown = next && passage.tokens.get(at + 1).is_some_and(|token| !token.id.is_known());
    let known = given.has(Traits::GIVEN) && !given.has(Traits::WEAK_NAME);
    if known && (full && (title.is_some() || sure) || title.is_some() && unknown) {
        return Some(at + 2);
    }
    (honorific && given.has(Traits::FAMILY)).then_some(at + 1)
}

/// Bodies with a name of several words.
fn organisations(passage: &Passage, hits: &[Hit], findings: &mut Findings) {
    for hit in hits {
        let Sense::Organisation(number) = hit.sense else { continue };
        let own = passage.tokens.get(hit.first..hit.end).unwrap_or_default();
        let words = own.iter().filter(|token| token.is_word()).count();
        // "the drive", "security service": what two words name, they may as well describe.
        if words > 2 && !passage.is_any(hit.first, list!("the a an")) {
            findings.add(passage.span(hit.first, hit.end), What::KnownActor(number), RULE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::rules::told::found_by;

    fn found(text: &str) -> Vec<String> {
        found_by(find, text)
    }

    #[test]
    fn captions_in_small_letters_name_persons_and_bodies() {
        assert_eq!(
            found(
                "today we hear from general laura fisher, who led the central intelligence agency."
            ),
            ["central intelligence agency", "laura fisher"]
        );
        assert_eq!(found("it was said that mr. fisher had gone home early."), ["fisher"]);
    }

    #[test]
    fn ordinary_words_in_small_letters_are_no_names() {
        let none: [&str; 0] = [];
        assert_eq!(found("we will grant the young king a rose in the general store."), none);
        assert_eq!(found("He said general laura fisher had left the old house."), none);
    }
}
