//! How many letters two words differ by: for words of which one is not sure how they are written.

/// Letters that a word may differ by at most.
pub const MOST_EDITS: u8 = 2;

/// True if one word becomes the other by at most so many letters put in, left out or replaced, or
/// neighbours that change places.
pub fn is_near(one: &str, other: &str, edits: u8) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let edits = usize::from(edits);
    if one.len().abs_diff(other.len()) > edits {
        return false;
    }
    // The rows of the table of distances for one letter less, two less, and now.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&last, j) + usize::from(a != b);
            let mut least = replaced.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        if row.iter().all(|distance| *distance > edits) {
            return false;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().is_some_and(|distance| *distance <= edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_put_in_left_out_replaced_and_swapped_count_one_each() {
        for (one, other, edits) in [
            ("taurus", "taurus", 0),
            ("taurus", "tauruss", 1),
            ("taurus", "tarus", 1),
            ("taurus", "tautus", 1),
            ("taurus", "tuarus", 1),
            ("iskander", "iskandr", 1),
            ("iskander", "skandr", 2),
            ("漢字", "漢文", 1),
        ] {
            assert!(is_near(one, other, edits) && is_near(other, one, edits), "{one} {other}");
            assert!(edits == 0 || !is_near(one, other, edits - 1), "{one} {other}");
        }
        assert!(!is_near("a", "abcd", MOST_EDITS));
    }
}
