//! Titles and offices before names: "Lt. Gen.", "Chief Marketing Officer", "Minister of Education". Says
//! where they end; whose they are, `role` reads.

use crate::facts::lexicon::{Hit, Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// The most words between "Chief" and "Officer".
const MOST_FIELDS: usize = 4;

/// How far into a title of several words its words are asked for.
const LONGEST_TITLE: usize = 6;

/// Where titles end in a passage.
pub struct Titles {
    /// For each token, the first token of the row of titles that ends right before it.
    before: Vec<Option<u32>>,
    /// The offices of several words that no list holds, by their tokens.
    officers: Vec<(usize, usize)>,
    /// The titles of several words, by their tokens.
    long: Vec<(usize, usize)>,
    /// What offices are held for, by their tokens: the "Education" of "Minister of Education Ann Lee".
    fields: Vec<(usize, usize)>,
    /// Titles at the end of a line: where they end, and begin.
    at_line_end: Vec<(usize, usize)>,
}

impl Titles {
    /// Reads the titles of a passage.
    pub fn of(passage: &Passage) -> Self {
        let mut titles = Self {
            before: Vec::new(),
            officers: Vec::new(),
            long: Vec::new(),
            fields: Vec::new(),
            at_line_end: Vec::new(),
        };
        if !passage.any_sense(Senses::TITLE) {
            return titles;
        }
        titles.before = vec![None; passage.tokens.len() + 2];
        for hit in passage.hits.iter().filter(|hit| hit.sense == Sense::Title) {
            titles.note(passage, *hit);
        }
        // Of those that end together the first one noted counts.
        titles.at_line_end.sort_by_key(|&(end, _)| end);
        titles.fields.sort_unstable();
        titles
    }

    fn note(&mut self, passage: &Passage, hit: Hit) {
        let mut end = hit.end;
        if end > hit.first + 1 {
            self.long.push((hit.first, end));
        }
        if let Some(officer) = chief_officer(passage, hit.first) {
            end = officer;
            self.officers.push((hit.first, end));
        }
        let same = |at| passage.sentence_number(at) == passage.sentence_number(hit.first);
        let short = passage.traits(end - 1).has(Traits::ABBREVIATION);
        let dot = passage.token(end).is_some_and(|token| token.is_mark('.') && token.glued)
            && (short || same(end + 1));
        let next = end + usize::from(dot);
        let next = past_retired(passage, next + usize::from(is_grade_number(passage, next)));
        if passage.token(next).is_some_and(|next| next.new_line) && !same(next) {
            self.at_line_end.push((next, hit.first));
            return;
        }
        if let Some(field) = field_end(passage, next) {
            self.fields.push((next + 1, field));
        }
        // Hits come in the order of their first tokens: what ends where this one begins is known, and of
        // those that end together the first one is the longest.
        let row = self.before.get(hit.first).copied().flatten();
        let first = row.or_else(|| u32::try_from(hit.first).ok());
        if let Some(slot @ None) = self.before.get_mut(next) {
            *slot = first;
        }
    }

    /// True if the passage has no titles.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// The first token of the titles right before token `at`: "Lt. Gen." is two.
    pub fn before(&self, at: usize) -> Option<usize> {
        self.before.get(at).copied().flatten().map(|first| first as usize)
    }

    /// The first token of the titles right before a name of one word or more at token `at`. Those of the
    /// line above belong to a surname alone only: "President / Obama".
    pub fn before_name(&self, at: usize, words: usize) -> Option<usize> {
        let above = || {
            let place = self.at_line_end.partition_point(|&(end, _)| end < at);
            let (_, first) = self.at_line_end.get(place).filter(|&&(end, _)| end == at)?;
            Some(*first)
        };
        self.before(at).or_else(|| if words == 1 { above() } else { None })
    }

    /// True if token `at` is inside of a title of several words: the "Class" of "Sgt. First Class".
    pub fn hold(&self, at: usize) -> bool {
        let from = at.saturating_sub(LONGEST_TITLE);
        let from = self.long.partition_point(|&(first, _)| first < from);
        let mut before = self.long.iter().skip(from).take_while(|&&(first, _)| first < at);
        before.any(|&(_, end)| end > at)
    }

    /// True if token `at` is inside of an office of several words that no list holds, or of what an
    /// office is held for.
    pub fn covers(&self, at: usize) -> bool {
        holds(&self.officers, at) || holds(&self.fields, at)
    }

    /// True if what an office is held for ends right before token `at`.
    pub fn has_field_before(&self, at: usize) -> bool {
        let place = self.fields.partition_point(|&(_, end)| end < at);
        self.fields.get(place).is_some_and(|&(_, end)| end == at)
    }
}

/// True if one of the `rows` of tokens holds token `at`. They stand in the order of their first tokens,
/// and none begins inside of another but at its first token.
fn holds(rows: &[(usize, usize)], at: usize) -> bool {
    let after = rows.partition_point(|&(first, _)| first <= at);
    let last = after.checked_sub(1).and_then(|last| rows.get(last));
    last.is_some_and(|&(_, end)| at < end)
}

/// The token after "of Education" or "for Trade and Industry", which begins at token `of`.
fn field_end(passage: &Passage, of: usize) -> Option<usize> {
    if !passage.is_any(of, list!("of for")) {
        return None;
    }
    let field =
        |at: usize| passage.token(at).is_some_and(Token::is_capital) && passage.is_any(at, FIELDS);
    let mut end = of + 1;
    while field(end) || passage.is_any(end, list!("and &")) && field(end + 1) {
        end += 1;
    }
    (end > of + 1).then_some(end)
}

/// The token after "Chief Marketing Officer", which begins at token `first`.
fn chief_officer(passage: &Passage, first: usize) -> Option<usize> {
    if !passage.is(first, "chief") {
        return None;
    }
    let part = |at: usize| {
        passage.token(at).is_some_and(Token::is_capital)
            || passage.is_any(at, list!("and of"))
            || passage.token(at).is_some_and(|token| token.is_mark('&'))
    };
    let officer = |at: &usize| passage.is_any(*at, list!("officer officers"));
    let fields = (first + 1..).take_while(|&at| part(at)).take(MOST_FIELDS + 1);
    fields.filter(|&at| at > first + 1).find(officer).map(|at| at + 1)
}

/// What ministries, committees and institutes are for.
pub const FIELDS: &WordList = list!(
    "agriculture arts aviation budget commerce communication communications cooperation co-operation \
    culture defence defense development economics economy education emergencies employment energy \
    engineering environment equality ethics family finance finances fisheries food foreign forestry \
    health heritage history home housing immigration industry information infrastructure innovation \
    interior international investment justice labor labour law logistics maritime media migration mines \
    mining natural nutrition operations peace planning policy population procurement production \
    resources research safety science sciences security social sport sports sustainability technology \
    telecommunications tourism trade training transport transportation treasury veterans war water welfare \
    women youth economic strategic strategy environmental public industrial cultural urban rural"
);

/// True for "Mr." and its like, which say nothing of an office.
pub fn is_honorific(passage: &Passage, first: usize, end: usize) -> bool {
    (first..end).all(|at| passage.is_any(at, list!(HONORIFICS)))
}

/// Styles of address.
const HONORIFICS: &str = "mr mrs ms miss dr prof sir lady lord mx messrs drs . he h.e h.e. hon his her the \
    excellency honour honor honourable honorable rt right madam madame hrh highness majesty";

/// The first token of the office that ends right before the name at token `name` with what it is for:
/// "Minister for the Middle East". "An adviser to" before a name is the office of somebody else.
pub fn with_complement(passage: &Passage, titles: &Titles, name: usize) -> Option<usize> {
    let mut at = name;
    while at > 0 && name - at < 9 {
        at -= 1;
        let token = passage.token(at)?;
        if passage.is_any(at, list!("for of to")) {
            let is_for = (at + 1..name).any(|at| passage.token(at).is_some_and(Token::is_capital));
            if let Some(first) = titles.before(at).filter(|_| is_for) {
                return Some(first);
            }
        } else if !(token.is_capital() || passage.is_any(at, list!("the and"))) {
            return None;
        }
    }
    None
}

/// True if token `at` counts a class of a rank: the "Class" of "Specialist 3rd Class Ann Lee".
pub fn is_grade(passage: &Passage, at: usize) -> bool {
    let ordinal = list!("st nd rd th first second third master senior");
    passage.is(at, "class") && passage.follows_any(at, ordinal)
}

/// Past the bracket of "Col. (Ret.) Ann Lee".
fn past_retired(passage: &Passage, open: usize) -> usize {
    let mark = |at: usize, mark| passage.token(at).is_some_and(|token| token.is_mark(mark));
    let retired = passage.is_any(open + 1, list!("ret retd retired"));
    let close = open + 2 + usize::from(mark(open + 2, '.'));
    if mark(open, '(') && retired && mark(close, ')') { close + 1 } else { open }
}

/// The "2" of "Chief Warrant Officer 2 Ann Lee".
fn is_grade_number(passage: &Passage, at: usize) -> bool {
    let grade = passage.token(at).is_some_and(|token| token.is_number() && token.span.len() == 1);
    let name = || passage.token(at + 1).is_some_and(|next| next.is_capital() && !next.new_line);
    grade && passage.follows_any(at, list!("officer sergeant private specialist class")) && name()
}

/// True if the words of a title's row are those of a person who bears it, not of the office alone.
pub fn is_role_word(passage: &Passage, at: usize) -> bool {
    let title = passage.longest(at, |sense| sense == Sense::Title).is_some();
    let owner = passage.token(at + 1).is_some_and(|next| next.kind == Kind::Possessive)
        && passage.token(at).is_some_and(Token::is_capital);
    passage.token(at).is_some_and(Token::is_word)
        && !owner
        && (passage.traits(at).has(Traits::ROLE_HEAD)
            || title && !is_honorific(passage, at, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    #[test]
    fn titles_are_found_before_names_and_above_them() {
        let lexicon = Lexicon::bundled().unwrap();
        let text = "He met Lt. Gen. Anders. The Minister of Education Berg and the Minister of Defence \
                    Dahl left with Chief Marketing Officer Ek.";
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        let titles = Titles::of(&passage);
        let at = |word: &str| passage.token_at(text.find(word).unwrap());
        let first = |name: &str| titles.before(at(name)).map(|first| passage.word(first));
        assert_eq!(first("Anders"), Some("Lt"));
        assert_eq!(first("Ek"), Some("Chief"));
        assert_eq!(first("Berg"), None, "the office has a field");
        assert!(titles.has_field_before(at("Berg")) && titles.has_field_before(at("Dahl")));
        assert!(!titles.has_field_before(at("Ek")));
        for word in ["Education", "Defence", "Marketing"] {
            assert!(titles.covers(at(word)), "{word}");
        }
        for word in ["Berg", "Dahl", "Ek", "Anders"] {
            assert!(!titles.covers(at(word)), "{word}");
        }
    }

    #[test]
    fn an_office_for_a_person_is_not_that_persons() {
        let lexicon = Lexicon::bundled().unwrap();
        let text =
            "Minister for the Middle East Berg met an adviser to Dahl and a spokesman for the Ek.";
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        let titles = Titles::of(&passage);
        let first = |name: &str| {
            let at = passage.token_at(text.find(name).unwrap());
            with_complement(&passage, &titles, at).map(|first| passage.word(first))
        };
        assert_eq!([first("Berg"), first("Dahl"), first("Ek")], [Some("Minister"), None, None]);
    }

    #[test]
    fn a_long_row_of_titles_is_one() {
        let lexicon = Lexicon::bundled().unwrap();
        let text = "General ".repeat(3000) + "Anders";
        let passage = Passage::new(&text, Span::new(0, text.len()), &lexicon, false);
        assert_eq!(Titles::of(&passage).before(3000), Some(0));
    }
}
