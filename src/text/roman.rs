//! Roman numbers: written, and read where they are written as usual.

/// Values and signs, greatest first.
const SIGNS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// The longest Roman number below 4,000 ("mmmdccclxxxviii").
const LONGEST: usize = 15;

/// A number in small letters; `None` for those that Romans do not write so: 0 and from 4,000 on.
pub fn roman(number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut left, mut words) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            words.push_str(sign);
            left -= value;
        }
    }
    Some(words)
}

/// The value of a number in small letters, if it is written as usual: "iv", not "iiii".
pub fn from_roman(word: &str) -> Option<u32> {
    if word.len() > LONGEST {
        return None;
    }
    let (mut rest, mut value) = (word, 0);
    for (worth, sign) in SIGNS {
        while let Some(after) = rest.strip_prefix(sign) {
            (rest, value) = (after, value + worth);
        }
    }
    let usual = rest.is_empty() && roman(value).is_some_and(|usual| usual == word);
    usual.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_usual_and_read_again() {
        for (number, word) in [(1, "i"), (4, "iv"), (14, "xiv"), (1994, "mcmxciv")] {
            assert_eq!(roman(number).as_deref(), Some(word));
        }
        for number in 1..4000 {
            assert_eq!(from_roman(&roman(number).unwrap_or_default()), Some(number));
        }
        assert_eq!((roman(0), roman(4000)), (None, None));
    }

    #[test]
    fn what_is_not_written_as_usual_is_none() {
        for word in ["", "iiii", "vx", "ic", "mixed", "IV", &"m".repeat(60)] {
            assert_eq!(from_roman(word), None, "{word}");
        }
    }
}
