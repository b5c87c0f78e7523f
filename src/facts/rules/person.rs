//! Persons by form: a title before a name, a known given name, initials, name particles, or a name
//! that speaks. Roles before and after the name are read by `role`.

use super::role;
use crate::facts::found::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::{Case, Kind, Token};

/// The most words a name can have.
const LONGEST: usize = 7;

/// Adds persons and their roles.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let titles = role::Titles::of(passage);
    let mut at = 0;
    while at < passage.tokens.len() {
        let Some(name) = Name::read(passage, at) else {
            at += 1;
            continue;
        };
        let titled = titles.before(at);
        match rule_of(passage, &name, titled.is_some()) {
            Some(rule) => {
                let span = passage.span(name.first, name.end);
                findings.add(span, What::Person, rule);
                role::find(passage, &titles, (name.first, name.end), findings);
                at = name.end;
            }
            None => at += 1,
        }
    }
    known(passage, &titles, findings);
}

/// Persons of the lexicon have roles too.
fn known(passage: &Passage, titles: &role::Titles, findings: &mut Findings) {
    for at in 0..passage.tokens.len() {
        let hit = passage.longest(at, |sense| matches!(sense, Sense::Person(_)));
        if let Some(hit) = hit {
            role::find(passage, titles, (hit.first, hit.end), findings);
        }
    }
}

/// A row of words that may be a name.
#[derive(Clone, Copy, Debug)]
struct Name {
    first: usize,
    end: usize,
    /// Words that begin with a capital, initials not counted.
    words: usize,
    initials: usize,
    particles: usize,
}

impl Name {
    fn read(passage: &Passage, first: usize) -> Option<Self> {
        let token = passage.token(first)?;
        let glued = token.glued
            && passage
                .before(first)
                .is_some_and(|b| b.is_dash() || b.is_word() || b.is_mark('.'));
        let may_begin = token.is_capital() || token.traits.has(Traits::PARTICLE);
        if !token.is_word() || glued || !may_begin {
            return None;
        }
        let mut name = Self {
            first,
            end: first,
            words: 0,
            initials: 0,
            particles: 0,
        };
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
        if at > self.first && token.new_line && breaks(passage, at) {
            return None;
        }
        if is_initial(passage, at) {
            self.initials += 1;
            return Some(
                at + 1
                    + usize::from(
                        passage
                            .token(at + 1)
                            .is_some_and(|t| t.is_mark('.') && t.glued),
                    ),
            );
        }
        if let Some(next) = self.particle(passage, at) {
            return Some(next);
        }
        if is_nickname(passage, at) && at > self.first {
            return Some(past_nickname(passage, at));
        }
        if !is_name_word(passage, at) {
            return None;
        }
        self.words += 1;
        Some(past_hyphenated(passage, at + 1))
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
        let next = if passage.token(at + 1)?.is_dash() {
            at + 2
        } else {
            at + 1
        };
        let dashed = next == at + 2;
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

/// The rule that makes the name a person's, if one does.
fn rule_of(passage: &Passage, name: &Name, titled: bool) -> Option<&'static str> {
    let first = passage.traits(name.first);
    let whole = name.words + usize::from(name.initials > 0) > 1;
    if is_listed(passage, name) || !titled && is_located(passage, name.first) {
        return None;
    }
    let safe = !first.any(Traits::FUNCTION);
    if titled && safe && (whole || !first.any(Traits::WEAPON_WORD.with(Traits::ORG_HEAD))) {
        return Some("title");
    }
    if passage.is_loud(name.first) {
        return (whole && first.has(Traits::GIVEN) && has_family(passage, name))
            .then_some("given name");
    }
    if whole
        && safe
        && (first.has(Traits::GIVEN) && is_sure(passage, name) || has_inner_given(passage, name))
    {
        return Some("given name");
    }
    if whole && (is_kunya(passage, name.first)) {
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
    let unknown = passage
        .token(name.first)
        .is_some_and(|token| !token.id.is_known());
    let inner = (name.first + 1..name.end - 1).any(|at| {
        passage.traits(at).has(Traits::GIVEN) && !passage.traits(at).has(Traits::WEAK_NAME)
    });
    unknown && inner && name.words <= 5
}

/// "near Tal Afar": a preposition of place before it.
fn is_located(passage: &Passage, first: usize) -> bool {
    passage.follows_any(
        first,
        "in near at outside inside across around into toward towards northern \
            southern eastern western",
    )
}

fn is_kunya(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, "abu umm ibn abdul abd sheikh mullah")
}

/// "J. Edgar Hoover", "George H. W. Bush": initials with a written-out name after or around them.
fn is_initialled(passage: &Passage, name: &Name) -> bool {
    let last = passage.token(name.end - 1);
    let full = last.is_some_and(|token| token.case == Case::Title && token.span.len() > 2);
    let listed = passage.starts_sentence(name.first)
        && name.initials == 1
        && is_initial(passage, name.first);
    full && !listed && name.words <= 3
}

/// "X said", "X told reporters", "said X".
fn speaks(passage: &Passage, name: &Name) -> bool {
    let verb = |at: usize| {
        passage.traits(at).has(Traits::SAYING)
            && passage.token(at).is_some_and(|t| t.case == Case::Lower)
    };
    let article = passage.follows_any(name.first, "the a an");
    let headless = !(name.first..name.end).any(|at| {
        passage.traits(at).any(
            Traits::ORG_HEAD
                .with(Traits::OTHER_HEAD)
                .with(Traits::FORCE_HEAD),
        ) || is_place(passage, at)
    });
    let before = name.first.checked_sub(1).is_some_and(verb);
    headless && !article && (verb(name.end) || before && name.words <= 3)
}

fn is_place(passage: &Passage, at: usize) -> bool {
    passage
        .longest(at, |sense| {
            matches!(
                sense,
                Sense::Place(_) | Sense::Capital(_) | Sense::Adjective(_)
            )
        })
        .is_some()
}

/// A capitalised word that may be part of a person's name.
pub fn is_name_word(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else {
        return false;
    };
    if token.kind != Kind::Word || token.case == Case::Lower {
        return false;
    }
    if is_generation(passage, at) {
        return true;
    }
    let person = token.traits.any(Traits::GIVEN.with(Traits::FAMILY));
    if token.case == Case::Upper && !(token.span.len() > 3 && person) {
        return false;
    }
    let never = Traits::FUNCTION
        .with(Traits::NEVER_NAME)
        .with(Traits::WEEKDAY)
        .with(Traits::ORG_HEAD)
        .with(Traits::SAYING);
    if token.traits.any(never) && !token.traits.has(Traits::GIVEN) {
        return false;
    }
    if token.traits.any(
        Traits::MONTH
            .with(Traits::OTHER_HEAD)
            .with(Traits::FORCE_HEAD)
            .with(Traits::ROLE_HEAD),
    ) && !person
    {
        return false;
    }
    !is_other_sense(passage, at, person)
}

fn is_other_sense(passage: &Passage, at: usize, person: bool) -> bool {
    passage.hits_at(at).iter().any(|hit| match hit.sense {
        Sense::Adjective(_) | Sense::People(_) => true,
        Sense::Title => {
            !passage.traits(at).has(Traits::FAMILY)
                || !passage.before(at).is_some_and(Token::is_capital)
        }
        Sense::State(_) => !person,
        _ => false,
    })
}

fn is_generation(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, "ii iii iv jr sr") && passage.before(at).is_some_and(Token::is_capital)
}

fn is_initial(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.case == Case::Upper) else {
        return false;
    };
    let dotted = passage
        .token(at + 1)
        .is_some_and(|next| next.is_mark('.') && next.glued);
    let several = token.span.of(passage.text).contains('.') && token.span.len() <= 6;
    let state = passage.longest(at, |sense| {
        matches!(
            sense,
            Sense::State(_) | Sense::Organisation(_) | Sense::Place(_)
        )
    });
    token.case == Case::Upper && state.is_none() && (several || dotted && token.span.len() <= 2)
}

fn is_nickname(passage: &Passage, at: usize) -> bool {
    let quote = |at: usize| {
        passage
            .token(at)
            .is_some_and(|t| matches!(t.kind, Kind::Mark('"' | '“' | '”' | '‘' | '’' | '\'' | '(')))
    };
    quote(at)
        && passage
            .token(at + 1)
            .is_some_and(|t| t.is_capital() && t.glued)
        && closing(passage, at).is_some()
}

fn closing(passage: &Passage, at: usize) -> Option<usize> {
    (at + 2..at + 4).find(|&end| {
        passage
            .token(end)
            .is_some_and(|t| t.glued && matches!(t.kind, Kind::Mark('"' | '”' | '’' | '\'' | ')')))
            && passage
                .token(end + 1)
                .is_some_and(|t| t.is_capital() && !t.glued)
    })
}

fn past_nickname(passage: &Passage, at: usize) -> usize {
    closing(passage, at).map_or(at + 1, |end| end + 1)
}

/// "Jean-Claude", "Al-Abadi", "Moon Jae-in".
fn past_hyphenated(passage: &Passage, mut at: usize) -> usize {
    while passage.token(at).is_some_and(|t| t.is_dash() && t.glued) {
        let joined = passage
            .token(at + 1)
            .is_some_and(|t| t.is_word() && t.glued && t.span.len() > 1);
        let maker = passage
            .traits(at + 1)
            .any(Traits::FUNCTION.with(Traits::WEAPON_WORD))
            && passage.token(at + 1).is_some_and(|t| t.case == Case::Lower);
        let participle = passage.is_any(
            at + 1,
            "led backed class held based controlled style era made supported \
                funded linked affiliated",
        );
        if !joined || participle || maker && !passage.is(at + 1, "in") && !passage.is(at + 1, "on")
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
