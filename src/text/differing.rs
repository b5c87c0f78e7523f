//! Which words of two versions of a passage differ: those that are not in the longest run of words that
//! both have in this order. Paints nothing.

/// Words of each version that are compared once what is equal at both ends is taken off; of longer ones
/// all in between counts as different.
const MOST: usize = 800;

/// For every word of both versions whether it is one of the differences.
pub fn differing(one: &[&str], other: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let pairs = || one.iter().zip(other);
    let start = pairs().take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - start;
    let ends = one.iter().rev().zip(other.iter().rev());
    let end = ends.take(most).take_while(|(a, b)| a == b).count();
    let (mut first, mut second) = (vec![false; one.len()], vec![false; other.len()]);
    let (to, other_to) = (one.len() - end, other.len() - end);
    first.iter_mut().take(to).skip(start).for_each(|word| *word = true);
    second.iter_mut().take(other_to).skip(start).for_each(|word| *word = true);
    let (inner, outer) = (&one[start..to], &other[start..other_to]);
    if inner.len() <= MOST && outer.len() <= MOST {
        for (a, b) in common(inner, outer) {
            first[start + a] = false;
            second[start + b] = false;
        }
    }
    (first, second)
}

/// The places of the longest run of words that both have in this order.
fn common(one: &[&str], other: &[&str]) -> Vec<(usize, usize)> {
    let columns = other.len() + 1;
    // How long the run is from each pair of places on.
    let mut lengths = vec![0_u16; (one.len() + 1) * columns];
    for a in (0..one.len()).rev() {
        for b in (0..other.len()).rev() {
            let at = a * columns + b;
            lengths[at] = match one[a] == other[b] {
                true => lengths[at + columns + 1] + 1,
                false => lengths[at + columns].max(lengths[at + 1]),
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < one.len() && b < other.len() {
        let at = a * columns + b;
        if one[a] == other[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[at + columns] >= lengths[at + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(one: &str, other: &str) -> (String, String) {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let (one, other) = (words(one.to_owned().leak()), words(other.to_owned().leak()));
        let (first, second) = differing(&one, &other);
        let shown = |words: &[&str], differs: &[bool]| {
            let word = |(word, differs): (&&str, &bool)| match differs {
                true => format!("[{word}]"),
                false => (*word).to_owned(),
            };
            words.iter().zip(differs).map(word).collect::<Vec<_>>().join(" ")
        };
        (shown(&one, &first), shown(&other, &second))
    }

    #[test]
    fn words_that_gave_way_to_others_differ_and_no_others() {
        let (old, new) =
            marked("It flies up to 300 km, he said.", "It flies at least 300 km, she said.");
        assert_eq!(old, "It flies [up] [to] 300 km, [he] said.");
        assert_eq!(new, "It flies [at] [least] 300 km, [she] said.");
        assert_eq!(marked("a b", "a b"), ("a b".into(), "a b".into()));
        assert_eq!(marked("a", "a a"), ("a".into(), "a [a]".into()));
    }

    proptest! {
        #[test]
        fn what_does_not_differ_is_the_same_in_both(
            one in prop::collection::vec("[abc]", 0..12),
            other in prop::collection::vec("[abc]", 0..12),
        ) {
            let words = |all: &'_ [String]| all.iter().map(String::clone).collect::<Vec<_>>();
            let (one, other) = (words(&one), words(&other));
            let one: Vec<&str> = one.iter().map(String::as_str).collect();
            let other: Vec<&str> = other.iter().map(String::as_str).collect();
            let (first, second) = differing(&one, &other);
            let same = |words: &[&str], differs: &[bool]| {
                let same = words.iter().zip(differs).filter(|(_, differs)| !**differs);
                same.map(|(word, _)| (*word).to_owned()).collect::<Vec<_>>()
            };
            prop_assert_eq!(same(&one, &first), same(&other, &second));
        }
    }
}
