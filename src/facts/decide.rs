//! Which candidates stand: of two that overlap a strong one before a weak one, then the longer (of two
//! names of one weapon the earlier), then the more certain. Knows nothing of language; a statistical
//! decider could take its place.

use std::collections::BTreeMap;

use super::candidate::{Candidate, What};

/// Candidates without overlaps, in the order of the text.
pub fn decide(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.retain(|candidate| !candidate.span.is_empty());
    if found.len() < 2 {
        return found;
    }
    found.sort_by_key(|candidate| candidate.span.start);
    found.dedup_by(|later, earlier| {
        let known = matches!(later.what, What::KnownWeapon(_)) && later.what == earlier.what;
        let crosses = later.span.overlaps(earlier.span) && later.span.end > earlier.span.end;
        known && crosses && later.span.start > earlier.span.start && !earlier.weak
    });
    found.sort_by_key(|candidate| {
        let best = std::cmp::Reverse((candidate.span.len(), certainty(candidate)));
        (candidate.weak, best, candidate.span.start)
    });
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|candidate| {
        let before = taken.range(..candidate.span.end).next_back();
        let free = before.is_none_or(|(_, &end)| end <= candidate.span.start);
        if free {
            taken.insert(candidate.span.start, candidate.span.end);
        }
        free
    });
    found.sort_by_key(|candidate| candidate.span.start);
    found
}

/// How far to trust a candidate against another of the same length.
fn certainty(candidate: &Candidate) -> u8 {
    let by_kind = match candidate.what {
        What::KnownWeapon(_) | What::KnownActor(_) => 9,
        What::OfClass(_) => 8,
        What::NamedWeapon(Some(_)) => 7,
        What::Organisation(_) => 6,
        What::Person | What::NamedWeapon(None) => 5,
        What::State(_) => 4,
        What::Generic(_) | What::StatePlace(_) => 3,
        What::KnownPlace(_) => 2,
        What::ShortForm => 1,
    };
    if candidate.weak { by_kind.min(2) } else { by_kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_longer_of_two_overlapping_candidates_stands() {
        let short = Candidate::new(Span::new(5, 9), What::State(0), "a");
        let long = Candidate::new(Span::new(0, 12), What::KnownActor(0), "b");
        let other = Candidate::new(Span::new(12, 15), What::Person, "c");
        assert_eq!(decide(vec![short, other, long]), [long, other]);
    }

    #[test]
    fn of_equals_the_more_certain_stands() {
        let person = Candidate::new(Span::new(0, 4), What::Person, "a");
        let weapon = Candidate::new(Span::new(0, 4), What::KnownWeapon(0), "b");
        assert_eq!(decide(vec![person, weapon]), [weapon]);
    }
}
