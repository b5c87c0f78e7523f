//! Rows of words that may be a person's name: capitalised words, initials, particles, nicknames.
//! Whether they are one, `person` decides.

use super::initials::{is_bare_initial, is_initial, is_middle_initial};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

/// The most words a name can have.
const LONGEST: usize = 7;

/// A row of words that may be a name.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// Words that begin with a capital, initials not counted.
    pub words: usize,
    /// Initials.
    pub initials: usize,
    particles: usize,
}

impl Name {
    /// The longest row of words at token `first` that may be a name.
    pub fn read(passage: &Passage, first: usize) -> Option<Self> {
        let token = passage.token(first)?;
        let glued = token.glued
            && passage.before(first).is_some_and(|b| b.is_dash() || b.is_word() || b.is_mark('.'));
        let stray =
            passage.before(first).is_some_and(|before| before.is_mark('.') && !before.glued);
        let parted = stray || passage.before(first).is_some_and(|before| before.is_mark('—'));
        let glued = glued && !parted && !follows_label(passage, first);
        let may_begin = token.is_capital() || token.traits.has(Traits::PARTICLE);
        if !token.is_word() || glued || !may_begin || is_seat_before(passage, first) {
            return None;
        }
        let mut name = Self { first, end: first, words: 0, initials: 0, particles: 0 };
        while name.end < first + LONGEST {
            let Some(next) = name.take(passage) else {
                break;
            };
            name.end = next;
        }
        name.trim(passage);
        (name.words > 0).then_some(name)
    }

    /// Takes one part at the end of the name; gives the token after it.
    fn take(&mut self, passage: &Passage) -> Option<usize> {
        let at = self.end;
        let token = passage.token(at)?;
        if at > self.first && (token.new_cell || token.new_line && breaks(passage, at)) {
            return None;
        }
        let upper = token.case == Case::Upper;
        if upper && is_initial(passage, at) {
            self.initials += 1;
            return Some(
                at + 1
                    + usize::from(passage.token(at + 1).is_some_and(|t| t.is_mark('.') && t.glued)),
            );
        }
        if at == self.first && is_short_given(passage, at) {
            self.initials += 1;
            return Some(at + 2);
        }
        let initial = upper && is_bare_initial(passage, at);
        if initial || at > self.first && is_middle_initial(passage, at) {
            self.initials += 1;
            return Some(at + 1);
        }
        if let Some(next) = self.particle(passage, at) {
            return Some(next);
        }
        if is_nickname(passage, at) && at > self.first {
            return Some(past_nickname(passage, at));
        }
        let inside = at > self.first;
        if inside && (self.repeats(passage, at) || self.is_followed_by_another(passage, at)) {
            return None;
        }
        if inside && self.is_whole(passage, at) {
            return None;
        }
        let part = is_name_word(passage, at)
            || inside && (is_short_day(passage, at) || is_capital_surname(passage, at));
        if !part {
            return None;
        }
        self.words += 1;
        Some(past_hyphenated(passage, at + 1))
    }

    /// "William B. Hale Tomb": after a given name, an initial and a family name an unknown word is no part.
    fn is_whole(&self, passage: &Passage, at: usize) -> bool {
        let traits = |at| passage.traits(at);
        self.initials > 0
            && self.words > 1
            && traits(self.first).has(Traits::GIVEN)
            && traits(at - 1).has(Traits::FAMILY)
            && !traits(at).any(Traits::GIVEN.with(Traits::FAMILY).with(Traits::PARTICLE))
            && !is_generation(passage, at)
    }

    /// "JOHN HALE MARY LUND", "JOHN HALE Partner": after a whole name in capitals, a given name with another
    /// word, or a word in small letters.
    fn is_followed_by_another(&self, passage: &Passage, at: usize) -> bool {
        let upper = |at: usize| {
            passage.token(at).is_some_and(|token| {
                token.is_word() && token.case == Case::Upper && token.span.len() > 2
            })
        };
        let whole = self.words > 1 && upper(self.first) && upper(at - 1);
        let title = passage.token(at).is_some_and(|token| token.case == Case::Title);
        let given = passage.traits(at).has(Traits::GIVEN)
            && passage.token(at + 1).is_some_and(|next| {
                next.is_word() && next.case == Case::Upper && !next.traits.has(Traits::FUNCTION)
            });
        whole && !is_generation(passage, at) && (title || given)
    }

    /// "Otto Jespersen Otto Harry": a heading and the sentence after it, not one name.
    fn repeats(&self, passage: &Passage, at: usize) -> bool {
        let word = passage.word(at);
        word.len() > 2
            && (self.first..at).any(|before| passage.word(before) == word)
            && (passage.word(self.first) == word || passage.word(at - 1) == word)
    }

    /// "al-", "bin", "van der": a particle before a capital letter.
    fn particle(&mut self, passage: &Passage, at: usize) -> Option<usize> {
        let token = passage.token(at)?;
        if !token.traits.has(Traits::PARTICLE)
            || token.case == Case::Upper
            || at == self.first && token.traits.any(Traits::FUNCTION)
        {
            return None;
        }
        let next = if passage.token(at + 1)?.is_dash() { at + 2 } else { at + 1 };
        let dashed = next == at + 2;
        // "as-Sadr" and "at-Turki", not "Holder as Attorney" and "Lazar at Tower".
        if token.traits.has(Traits::FUNCTION) && !dashed {
            return None;
        }
        let follows = passage.token(next)?;
        let capital = follows.is_capital()
            || dashed && self.words > 0
            || follows.traits.has(Traits::PARTICLE);
        let may_begin = at > self.first || dashed || token.is_capital();
        (capital && may_begin && follows.is_word()).then(|| {
            self.particles += 1;
            self.words += usize::from(at == self.first && !dashed);
            if dashed {
                self.words += 1;
                past_hyphenated(passage, next + 1)
            } else {
                at + 1
            }
        })
    }

    /// A name does not end in a particle or a stray initial of the next sentence.
    fn trim(&mut self, passage: &Passage) {
        while self.end > self.first + 1 {
            let last = self.end - 1;
            let token = passage.token(last);
            let particle =
                token.is_some_and(|t| t.traits.has(Traits::PARTICLE) && t.case == Case::Lower);
            if !particle {
                break;
            }
            self.end = last;
        }
    }
}

/// The "Ohio" of "Ohio MARY HALE", "Ohio M. LUND HALE": where the member before sits.
fn is_seat_before(passage: &Passage, at: usize) -> bool {
    let upper = |token: &Token| token.case == Case::Upper && token.span.len() > 2;
    let place = |sense| matches!(sense, Sense::Place(_) | Sense::State(_) | Sense::Capital(_));
    let initial = is_initial(passage, at + 1);
    let name = at + 1 + if initial { 2 } else { 0 };
    passage.tokens[at].case == Case::Title
        && passage.token(name).is_some_and(|next| next.is_word() && upper(next))
        && passage.longest(at, place).is_some()
}

/// "Wm. Hale", "Geo. Lund": a given name that is written short.
fn is_short_given(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("wm geo chas jas thos jno robt edw saml benj"))
        && passage.token(at + 1).is_some_and(|dot| dot.is_mark('.') && dot.glued)
        && passage.token(at + 2).is_some_and(|next| next.is_capital() && !next.new_line)
}

/// A capitalised word that may be part of a person's name.
fn is_name_word(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else {
        return false;
    };
    if token.kind != Kind::Word || token.case == Case::Lower {
        return false;
    }
    if token.span.len() <= 3 && is_generation(passage, at) {
        return true;
    }
    if token.case == Case::Mixed && is_run_together(passage.word(at)) {
        return false;
    }
    let person = token.traits.any(Traits::GIVEN.with(Traits::FAMILY));
    let short = || {
        let next = passage.token(at + 1);
        token.span.len() == 3
            && token.traits.any(Traits::GIVEN.with(Traits::FAMILY))
            && next.is_some_and(|next| {
                next.case == Case::Upper && (next.span.len() > 2 || is_initial(passage, at + 1))
            })
    };
    if token.case == Case::Upper
        && !(token.span.len() > 3 && person
            || short()
            || is_called(passage, at)
            || has_initial_after(passage, at))
    {
        return false;
    }
    if !person && passage.is_any(at, list!("elected appointed named promoted")) {
        return false;
    }
    let never = Traits::FUNCTION
        .with(Traits::NEVER_NAME)
        .with(Traits::WEEKDAY)
        .with(Traits::ORG_HEAD)
        .with(Traits::SAYING);
    let surname = token.traits.has(Traits::ORG_HEAD) && is_head_surname(passage, at);
    if token.traits.any(never) && !token.traits.has(Traits::GIVEN) && !surname {
        return false;
    }
    if token.traits.any(
        Traits::MONTH.with(Traits::OTHER_HEAD).with(Traits::FORCE_HEAD).with(Traits::ROLE_HEAD),
    ) && !person
    {
        return false;
    }
    !is_other_sense(passage, at, person)
}

/// "ORVAN G. HALE": an unknown word in capitals before an initial and another one.
fn has_initial_after(passage: &Passage, at: usize) -> bool {
    let word = |at: usize| {
        passage.token(at).is_some_and(|token| {
            token.is_word() && token.case == Case::Upper && token.span.len() > 3
        })
    };
    let stop = passage.token(at + 2).is_some_and(|stop| stop.is_mark('.') && stop.glued);
    stop && word(at)
        && (!passage.tokens[at].id.is_known() || passage.traits(at).has(Traits::FAMILY))
        && is_initial(passage, at + 1)
        && word(at + 3)
        && !passage.traits(at + 3).any(Traits::FUNCTION.with(Traits::ORG_HEAD).with(Traits::LABEL))
}

/// "Treasurer-Ann Lee": a dash between an office at its line's start and the name.
fn follows_label(passage: &Passage, first: usize) -> bool {
    let dash = passage.before(first).is_some_and(Token::is_dash);
    let office = first.checked_sub(2).filter(|_| dash);
    office.is_some_and(|office| {
        passage.traits(office).has(Traits::ROLE_HEAD)
            && passage.tokens[office].is_capital()
            && passage.token(first + 1).is_some_and(|next| next.is_capital() && !next.glued)
    })
}

/// "HollandAnn": two words that lost the space between them, not "MacDonald".
fn is_run_together(word: &str) -> bool {
    let capital = word.char_indices().skip(1).find(|(_, letter)| letter.is_uppercase());
    capital.is_some_and(|(at, _)| at > 4 && word.len() > at + 2)
}

/// "Mr. HALVORSEN of Iowa": a word in capitals that a style of address or an office of a house stands before.
fn is_called(passage: &Passage, at: usize) -> bool {
    let stop = at.checked_sub(1).filter(|&before| passage.tokens[before].is_mark('.'));
    let style = list!(
        "mr mrs ms messrs senator senators congressman congresswoman representative general colonel \
        captain major lieutenant admiral ambassador"
    );
    let rank = list!("general colonel captain major lieutenant admiral ambassador");
    let listed = passage.tokens[at].id.is_known() || passage.tokens[at].is_plural();
    let ordinary = passage.follows_any(at, rank) && listed;
    let called = passage.follows_any(stop.unwrap_or(at), style);
    let office = list!("speaker president chairman chairwoman secretary clerk chair vice acting");
    let other = Traits::FUNCTION.with(Traits::ORG_HEAD).with(Traits::LABEL).with(Traits::MONTH);
    let token = &passage.tokens[at];
    let word = passage.word(at);
    called
        && !ordinary
        && !token.new_line
        && word.len() > 2
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word.contains(['A', 'E', 'I', 'O', 'U', 'Y'])
        && !token.traits.any(other)
        && !passage.is_any(at, office)
}

/// "Jim Garrison", "Emily Post": the head of an organisation's name that is a surname too, after a given
/// name alone.
pub fn is_head_surname(passage: &Passage, at: usize) -> bool {
    let surname = list!("garrison dumas church banks guard press post court wing page monitor");
    let given = at.checked_sub(1).map(|at| passage.traits(at)).unwrap_or_default();
    let before = at.checked_sub(2).and_then(|at| passage.token(at));
    passage.is_any(at, surname)
        && passage.token(at).is_some_and(|token| token.case == Case::Title)
        && given.has(Traits::GIVEN)
        && !given.has(Traits::WEAK_NAME)
        && !before.is_some_and(|before| before.is_capital() && before.traits.has(Traits::ORG_HEAD))
}

/// "Emmanuel MACRON", "Solomon P. ORTIZ", "VIC SNYDER": a surname in capitals after a given name.
fn is_capital_surname(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else { return false };
    let upper =
        token.is_word() && token.case == Case::Upper && token.span.len() > 2 && !token.glued;
    if !upper {
        return false;
    }
    let other = Traits::FUNCTION
        .with(Traits::NEVER_NAME)
        .with(Traits::ORG_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::OTHER_HEAD)
        .with(Traits::WEAPON_WORD)
        .with(Traits::SAYING)
        .with(Traits::LABEL)
        .with(Traits::MONTH);
    let free = || !token.traits.any(other) && passage.hits_at(at).is_empty();
    let before = at.checked_sub(1).map(|at| passage.traits(at)).unwrap_or_default();
    let both = passage.before(at).is_some_and(|before| before.case == Case::Upper);
    let rare = token.traits.has(Traits::FAMILY)
        && !token.traits.has(Traits::WEAK_NAME)
        && passage.before(at).is_some_and(|before| {
            before.case == Case::Title && !before.id.is_known() && before.span.len() > 3
        });
    let given = rare
        || before.any(Traits::GIVEN.with(Traits::FAMILY))
            && (both || !before.has(Traits::WEAK_NAME))
        || passage.before(at).is_some_and(|before| before.is_mark('.') && before.glued);
    given && free()
}

/// "Pham Thu Hang": letters that shorten a day, between words of a name.
fn is_short_day(passage: &Passage, at: usize) -> bool {
    let word = |token: &Token| token.is_word() && token.case == Case::Title && !token.glued;
    let next = |at: usize| passage.token(at).is_some_and(word) && is_name_word(passage, at);
    passage.is_any(at, list!("thu sun")) && passage.token(at).is_some_and(word) && next(at + 1)
}

fn is_other_sense(passage: &Passage, at: usize, person: bool) -> bool {
    passage.hits_at(at).iter().any(|hit| match hit.sense {
        Sense::Adjective(_) | Sense::People(_) => true,
        Sense::Title => {
            !passage.traits(at).has(Traits::FAMILY)
                || !passage.before(at).is_some_and(|before| {
                    before.is_capital() || before.is_mark('.') && before.glued
                })
        }
        Sense::State(_) => !person,
        _ => false,
    })
}

/// Past ", Jr.", ", III", ", 2d": what tells a son from his father stands after a comma.
pub fn past_generation(passage: &Passage, end: usize) -> usize {
    let mark = passage.token(end).is_some_and(|token| token.is_mark(',') && token.glued);
    let ordinal = passage.is_any(end + 1, list!("2 3"))
        && passage.token(end + 2).is_some_and(|next| next.glued)
        && passage.is(end + 2, "d");
    let after = end + 2 + usize::from(ordinal);
    let next = passage.token(after);
    let ends = next.is_none_or(|next| !next.is_word() || next.case == Case::Lower || next.new_line);
    let son = ordinal || passage.is_any(end + 1, list!("ii iii iv jr sr"));
    if mark && ends && son { after } else { end }
}

fn is_generation(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("ii iii iv jr sr"))
        && passage.before(at).is_some_and(Token::is_capital)
}

fn is_nickname(passage: &Passage, at: usize) -> bool {
    let opens = |t: &Token| matches!(t.kind, Kind::Mark(mark) if opens_nickname(mark));
    passage.token(at).is_some_and(opens)
        && passage.token(at + 1).is_some_and(|t| t.is_capital() && t.glued)
        && closing(passage, at).is_some()
}

/// True for the marks before a nickname inside a name.
pub fn opens_nickname(mark: char) -> bool {
    matches!(mark, '"' | '“' | '”' | '‘' | '’' | '\'' | '(')
}

fn closing(passage: &Passage, at: usize) -> Option<usize> {
    (at + 2..at + 4).find(|&end| {
        passage
            .token(end)
            .is_some_and(|t| t.glued && matches!(t.kind, Kind::Mark('"' | '”' | '’' | '\'' | ')')))
            && passage.token(end + 1).is_some_and(|t| t.is_capital() && !t.glued)
    })
}

fn past_nickname(passage: &Passage, at: usize) -> usize {
    closing(passage, at).map_or(at + 1, |end| end + 1)
}

/// "Jean-Claude", "Al-Abadi", "Moon Jae-in".
fn past_hyphenated(passage: &Passage, mut at: usize) -> usize {
    while passage.token(at).is_some_and(|t| t.is_dash() && !t.is_mark('—') && t.glued) {
        let joined =
            passage.token(at + 1).is_some_and(|t| t.is_word() && t.glued && t.span.len() > 1);
        let maker = passage.traits(at + 1).any(Traits::FUNCTION.with(Traits::WEAPON_WORD))
            && passage.token(at + 1).is_some_and(|t| t.case == Case::Lower);
        let participle = passage.is_any(
            at + 1,
            list!(
                "led backed class held based controlled style era made supported \
                funded linked affiliated"
            ),
        );
        // "Cohen-confirms": a dash of a badly read page, not "Jae-in".
        let verb = passage.token(at + 1).is_some_and(|t| t.case == Case::Lower)
            && (passage.traits(at + 1).any(Traits::SAYING.with(Traits::ACTING))
                || passage.token(at + 1).is_some_and(|t| t.span.len() > 7));
        if !joined
            || verb
            || participle
            || maker && !passage.is(at + 1, "in") && !passage.is(at + 1, "on")
        {
            break;
        }
        at += 2;
    }
    at
}

/// A line end inside a name is a wrapped line, unless the next line is a new sentence.
fn breaks(passage: &Passage, at: usize) -> bool {
    passage.starts_sentence(at)
}
