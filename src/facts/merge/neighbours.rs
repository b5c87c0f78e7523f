//! Names in lists: what stands between two persons, after a comma or at the start of its line, is a person too
//! if it has the form of a name. Which rows of words have it, the rules say.

use foldhash::HashSet;

use crate::facts::candidate::{Candidate, What};
use crate::facts::rules::MEMBER_OF_ROLL;

/// How far a line's start may be from a name, in bytes: a bullet and a number.
const OPENING: usize = 8;

/// How much of a roll stands between two of its names, in bytes: a place, an office.
const SEAT: usize = 60;

/// The starts of the weak names of persons that stand in a list between strong ones. `found` is in the order
/// of the text, but for cells of a table.
pub fn among_persons(text: &str, found: &[Candidate]) -> HashSet<usize> {
    let persons: Vec<&Candidate> =
        found.iter().filter(|found| found.what == What::Person).collect();
    let mut among = HashSet::default();
    for (at, name) in persons.iter().enumerate().filter(|(_, name)| name.weak) {
        let strong = |at: Option<usize>| {
            let other = persons.get(at?)?;
            (!other.weak || among.contains(&other.span.start)).then_some(*other)
        };
        let before = strong(at.checked_sub(1));
        let after = strong(Some(at + 1));
        let listed = before.is_some_and(|before| is_comma(text, before, name))
            && after.is_some_and(|after| is_comma(text, name, after));
        let lines = before.is_some_and(|before| is_next_line(text, before, name))
            && after.is_some_and(|after| is_next_line(text, name, after));
        let roll = name.rule == MEMBER_OF_ROLL
            && (before.is_some_and(|before| is_roll(text, before, name))
                || after.is_some_and(|after| is_roll(text, name, after)));
        if listed || lines || roll {
            among.insert(name.span.start);
        }
    }
    among
}

/// True if nothing but a comma or "and" stands between two names.
fn is_comma(text: &str, one: &Candidate, other: &Candidate) -> bool {
    let between = text.get(one.span.end..other.span.start).unwrap_or("-");
    let between = between.strip_prefix('.').unwrap_or(between).trim();
    matches!(between, "," | ", and" | "and" | ";" | "&" | ", &")
}

/// True for two names in capitals with a comma and a place between them, as rolls have them.
fn is_roll(text: &str, one: &Candidate, other: &Candidate) -> bool {
    let shouted = |name: &Candidate| !name.span.of(text).contains(char::is_lowercase);
    let between = text.get(one.span.end..other.span.start).unwrap_or_default();
    between.starts_with(',') && between.len() <= SEAT && shouted(one) && shouted(other)
}

/// True if the names open their lines, one after the other, and the lines go on alike.
fn is_next_line(text: &str, one: &Candidate, other: &Candidate) -> bool {
    let between = text.get(one.span.end..other.span.start).unwrap_or_default();
    let Some((rest, bullet)) = between.trim_start_matches(['.', ' ']).split_once('\n') else {
        return between.trim().is_empty() && between.contains('\n');
    };
    let bullet = bullet.trim_start_matches('\n');
    let opens = bullet.len() <= OPENING && !bullet.contains(char::is_alphabetic);
    let mark = |rest: &str| rest.trim_start().chars().next().filter(|c| !c.is_alphanumeric());
    let word = |rest: &str| rest.trim_start().starts_with(char::is_alphanumeric);
    let after = text.get(other.span.end..).unwrap_or_default();
    let line = after.split('\n').next().unwrap_or_default();
    opens && !bullet.contains('\n') && mark(rest) == mark(line) && word(rest) == word(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn kept(text: &str, strong: &[&str], weak: &str) -> bool {
        let person = |name: &str, weak: bool| {
            let start = text.find(name).unwrap();
            let span = Span::new(start, start + name.len());
            Candidate::new(span, What::Person, "").weak_if(weak)
        };
        let mut found: Vec<_> = strong.iter().map(|name| person(name, false)).collect();
        found.push(person(weak, true));
        found.sort_by_key(|found| found.span.start);
        among_persons(text, &found).contains(&text.find(weak).unwrap())
    }

    #[test]
    fn a_name_between_persons_of_a_list_is_a_person() {
        let text = "Ann Hale, Vorto Quell, and Bo Lund";
        assert!(kept(text, &["Ann Hale", "Bo Lund"], "Vorto Quell"));
        assert!(!kept(text, &["Ann Hale"], "Vorto Quell"));
        let text = "Ann Hale met Vorto Quell and Bo Lund";
        assert!(!kept(text, &["Ann Hale", "Bo Lund"], "Vorto Quell"));
    }

    #[test]
    fn a_member_of_a_roll_stands_beside_others() {
        let kept = |text: &str| {
            let name = |name: &str, rule, weak| {
                let start = text.find(name).unwrap();
                let span = Span::new(start, start + name.len());
                Candidate::new(span, What::Person, rule).weak_if(weak)
            };
            let found =
                [name("ANN HALE", "given name", false), name("QUOR BRELDT", MEMBER_OF_ROLL, true)];
            !among_persons(text, &found).is_empty()
        };
        assert!(kept("ANN HALE, Ohio\nQUOR BRELDT, Texas\n"));
        assert!(!kept("ANN HALE met them.\nQUOR BRELDT, Texas\n"));
    }

    #[test]
    fn so_is_one_whose_line_is_like_those_around_it() {
        for text in [
            "- Ann Hale (ah)\n- Vorto Quell (vq)\n- Bo Lund (bl)\n",
            "Ann Hale | a@b\nVorto Quell | v@b\nBo Lund | b@b\n",
            "Ann Hale\nVorto Quell\nBo Lund\n",
        ] {
            assert!(kept(text, &["Ann Hale", "Bo Lund"], "Vorto Quell"), "{text}");
        }
        let text = "- Ann Hale (ah)\n- Vorto Quell sells boats\n- Bo Lund (bl)\n";
        assert!(!kept(text, &["Ann Hale", "Bo Lund"], "Vorto Quell"));
    }
}
