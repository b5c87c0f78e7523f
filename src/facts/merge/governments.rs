//! Whose ministry it is: bodies that every state has are told apart by their state, and one body is one
//! however it is written ("Ministry of Defence", "Defence Ministry").

use crate::facts::candidate::{Candidate, What};

/// A body by its name without the state, and the state if the text says whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The words that are the same for all states: "defence ministry".
    pub core: String,
    /// The key of the state.
    pub state: Option<String>,
}

/// The state that the words around a mention give it: "Norway's Defence Ministry", "the Ministry of
/// Defence in London".
pub fn owner(text: &str, found: &[Candidate], at: usize) -> Option<u32> {
    let this = found.get(at)?;
    let gap = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| found.get(at)).and_then(|other| {
        let state = state_of(other)?;
        let gap = gap(other.span.end, this.span.start);
        matches!(gap, "'s " | "’s " | "' " | "’ ").then_some(state)
    });
    let after = || {
        let other = found.get(at + 1)?;
        let state = state_of(other)?;
        matches!(gap(this.span.end, other.span.start), " in " | ", " | " of " | " of the ")
            .then_some(state)
    };
    before.or_else(after)
}

fn state_of(found: &Candidate) -> Option<u32> {
    match found.what {
        What::State(number) | What::StatePlace(number) | What::CapitalPlace(number) => Some(number),
        _ => None,
    }
}

/// Words that end the name of a body that every state has.
const BODIES: &[&str] =
    &["ministry", "department", "treasury", "directorate", "army", "navy", "parliament"];

/// Words that begin it before "of".
const OPENING: &[&str] = &["ministry", "department"];

/// Spellings and words for one field.
const FIELDS: &[(&str, &str)] = &[
    ("defense", "defence"),
    ("interior", "interior"),
    ("foreign affairs", "foreign"),
    ("external affairs", "foreign"),
    ("internal affairs", "interior"),
    ("home affairs", "interior"),
    ("national defence", "defence"),
    ("finances", "finance"),
];

/// The body that the folded words of a name give, if it is one that every state has.
pub fn body(parts: &[String], state_of: impl Fn(&str) -> Option<String>) -> Option<Body> {
    // Which state it is, is asked last: most names are of no such body.
    if !parts.iter().any(|part| is_body_word(part)) {
        return None;
    }
    let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut state = None;
    for words in [2, 1] {
        if state.is_none() && parts.len() > words {
            state = state_of(&parts[..words].join(" "));
            if state.is_some() {
                parts.drain(..words);
            }
        }
    }
    if state.is_none()
        && let Some(of) = parts.iter().rposition(|part| *part == "of").filter(|&of| of > 1)
    {
        let from = of + 1 + usize::from(parts.get(of + 1) == Some(&"the"));
        state = parts.get(from..).and_then(|name| state_of(&name.join(" ")));
        if state.is_some() {
            parts.truncate(of);
        }
    }
    let opens = parts.first().is_some_and(|part| OPENING.contains(part));
    let core = match parts.get(1) {
        Some(&("of" | "for")) if opens => {
            let from = 2 + usize::from(parts.get(2) == Some(&"the"));
            let head = parts[0];
            format!("{} {head}", field(&parts.get(from..)?.join(" ")))
        }
        _ => {
            let (head, fields) = parts.split_last()?;
            if !BODIES.contains(head) || fields.is_empty() && state.is_none() {
                return None;
            }
            format!("{} {head}", field(&fields.join(" "))).trim().to_owned()
        }
    };
    Some(Body { core, state })
}

/// True for the words of which the name of a body has one.
fn is_body_word(part: &str) -> bool {
    BODIES.contains(&part) || OPENING.contains(&part)
}

fn field(words: &str) -> String {
    let spelled = words.replace("defense", "defence");
    let found = FIELDS.iter().find(|(long, _)| *long == spelled);
    found.map_or(spelled.clone(), |(_, short)| (*short).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;

    fn of(name: &str) -> Option<(String, Option<String>)> {
        let states = |words: &str| {
            let known =
                [("russian", "russia"), ("ukraine", "ukraine"), ("south korean", "south-korea")];
            known.iter().find(|(own, _)| *own == words).map(|(_, key)| (*key).to_owned())
        };
        body(&keys::name_words(name), states).map(|body| (body.core, body.state))
    }

    #[test]
    fn a_body_is_one_however_it_is_written() {
        let defence = Some(("defence ministry".to_owned(), None));
        assert_eq!(of("Ministry of Defence"), defence);
        assert_eq!(of("Defense Ministry"), defence);
        assert_eq!(of("the Ministry of the Interior"), of("Interior Ministry"));
        assert_eq!(of("Ministry of Foreign Affairs"), of("Foreign Ministry"));
        assert_eq!(of("House Foreign Affairs Committee"), None);
    }

    #[test]
    fn its_state_is_told_from_its_name() {
        let of_state = |name: &str| of(name).and_then(|(_, state)| state);
        assert_eq!(of_state("Russian Defence Ministry").as_deref(), Some("russia"));
        assert_eq!(of_state("Ministry of Defence of Ukraine").as_deref(), Some("ukraine"));
        assert_eq!(of_state("South Korean navy").as_deref(), Some("south-korea"));
        assert_eq!(of_state("Defence Ministry"), None);
    }
}
