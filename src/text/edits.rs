//! How many letters two words differ by: for words of which one is not sure how they are written.

/// The letters to put in, leave out or replace, and neighbours to change places, until one word is the
/// other (optimal string alignment); `None` if these are more than `most`.
pub fn edits(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
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
            let swapped =
                i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        if row.iter().all(|distance| *distance > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_put_in_left_out_replaced_and_swapped_count_one_each() {
        for (one, other, count) in [
            ("taurus", "taurus", 0),
            ("taurus", "tauruss", 1),
            ("taurus", "tarus", 1),
            ("taurus", "tautus", 1),
            ("taurus", "tuarus", 1),
            ("iskander", "iskandr", 1),
            ("iskander", "skandr", 2),
            ("漢字", "漢文", 1),
            ("kitten", "sitting", 3),
            ("", "abc", 3),
        ] {
            assert_eq!(
                (edits(one, other, 3), edits(other, one, count)),
                (Some(count), Some(count))
            );
            assert!(count == 0 || edits(one, other, count - 1).is_none(), "{one} {other}");
        }
        assert!(edits("a", "abcd", 2).is_none());
    }
}
