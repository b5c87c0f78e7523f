//! Roles that lead on to another person: in "the trade minister, the finance minister Ann Lee" the second
//! office is hers. Cuts roles before the next person's name and title.

use foldhash::HashMap;

use crate::facts::candidate::{Candidate, RoleOf, What};
use crate::facts::lexicon::Lexicon;
use crate::text::Span;

/// The roles without what belongs to other persons; `found` is in the order of the text.
pub fn cut(text: &str, lexicon: &Lexicon, found: &[Candidate], roles: &mut Vec<RoleOf>) {
    let mut persons: Vec<Span> =
        found.iter().filter(|found| is_person(lexicon, found.what)).map(|f| f.span).collect();
    persons.sort_unstable_by_key(|span| span.start);
    let mut titles: HashMap<usize, usize> = HashMap::default();
    for role in roles.iter().filter(|role| role.role.end <= role.person.start) {
        let first = titles.entry(role.person.start).or_insert(role.role.start);
        *first = role.role.start.max(*first);
    }
    roles.retain_mut(|role| {
        let next = persons.partition_point(|person| person.start < role.role.start);
        let other = persons.get(next).filter(|person| person.start < role.role.end);
        let Some(&other) = other.filter(|other| !belongs(text, role.role.start, **other)) else {
            return true;
        };
        if role.role.end <= role.person.start {
            return false;
        }
        let end = titles.get(&other.start).copied().unwrap_or(other.start).min(other.start);
        let own = text.get(role.role.start..end.max(role.role.start)).unwrap_or_default();
        let own = own.trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
        let own = ["and", "as", "with"].iter().fold(own, |own, word| {
            own.strip_suffix(word).filter(|rest| rest.ends_with(' ')).unwrap_or(own).trim_end()
        });
        role.role = Span::new(role.role.start, role.role.start + own.len());
        own.split_whitespace().any(|word| lexicon.is_role_word(word))
    });
}

fn is_person(lexicon: &Lexicon, what: What) -> bool {
    match what {
        What::Person => true,
        What::KnownActor(number) => lexicon.actor(number).is_some_and(|a| a.kind == "person"),
        _ => false,
    }
}

/// True if the role speaks of the person: "President Obama's adviser", "widow of Ann Lee".
fn belongs(text: &str, start: usize, person: Span) -> bool {
    let after = text.get(person.end..).unwrap_or_default();
    let owner = after.starts_with("'s") || after.starts_with("’s") || after.starts_with("' ");
    let before = text.get(start..person.start).unwrap_or_default();
    let linked = before
        .split_whitespace()
        .rev()
        .take(3)
        .any(|word| matches!(word, "of" | "to" | "for" | "under" | "by" | "with" | "from"));
    owner || linked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, person: &str, role: &str, others: &[&str]) -> Vec<String> {
        let lexicon = Lexicon::bundled().unwrap();
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let names = others.iter().chain([&person]);
        let mut found: Vec<_> =
            names.map(|name| Candidate::new(span(name), What::Person, "")).collect();
        found.sort_by_key(|found| found.span.start);
        let mut roles = vec![RoleOf { person: span(person), role: span(role) }];
        let title = "Finance Minister";
        if text.contains(title) && !others.is_empty() {
            roles.push(RoleOf { person: span(others[0]), role: span(title) });
        }
        cut(text, &lexicon, &found, &mut roles);
        let own = roles.iter().filter(|role| role.person == span(person));
        own.map(|role| role.role.of(text).to_owned()).collect()
    }

    #[test]
    fn a_role_ends_before_the_next_person_and_the_titles_of_that_one() {
        let text = "Budi Karya, trade envoy and Finance Minister Sri Utami";
        let role = "trade envoy and Finance Minister Sri Utami";
        assert_eq!(left(text, "Budi Karya", role, &["Sri Utami"]), ["trade envoy"]);
        let text = "Budi Karya, Finance Minister Sri Utami";
        let role = "Finance Minister Sri Utami";
        assert_eq!(left(text, "Budi Karya", role, &["Sri Utami"]), [""; 0]);
    }

    #[test]
    fn a_role_may_speak_of_somebody() {
        for (text, role) in [
            ("Ann Hale, widow of Sri Utami", "widow of Sri Utami"),
            ("Ann Hale, Sri Utami's adviser", "Sri Utami's adviser"),
        ] {
            assert_eq!(left(text, "Ann Hale", role, &["Sri Utami"]), [role]);
        }
    }
}
