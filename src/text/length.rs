//! How long a text is, in words, whatever script it is written in. Finds no words: see `words` for that.

use super::words::is_single;

/// Chinese and Japanese characters that count as a word: most words have one or two, a page that takes
/// a minute to read about 500 of them, twice as many as words of English.
const CHARACTERS: usize = 2;

/// Letters and signs of Thai, Lao, Burmese and Khmer, which write no spaces between words, that count
/// as a word.
const SIGNS: usize = 5;

/// The length of `text` in words: what stands between white space, and as many as it would be where no
/// spaces are written.
pub fn length_in_words(text: &str) -> usize {
    text.split_whitespace().map(|run| if run.is_ascii() { 1 } else { length_of_run(run) }).sum()
}

fn length_of_run(run: &str) -> usize {
    let (mut characters, mut signs, mut others) = (0_usize, 0_usize, 0);
    for c in run.chars() {
        if is_single(c) {
            characters += 1;
        } else if is_unspaced(c) {
            signs += 1;
        } else {
            others += usize::from(c.is_alphanumeric());
        }
    }
    let words = characters.div_ceil(CHARACTERS) + signs.div_ceil(SIGNS) + usize::from(others > 0);
    words.max(1)
}

/// Thai, Lao, Burmese and Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_spaces_where_there_are_some() {
        for text in ["", "one", " the range – is\n300\u{a0}km ", "дальность ракеты 미사일 사거리"]
        {
            assert_eq!(length_in_words(text), text.split_whitespace().count(), "{text}");
        }
    }

    #[test]
    fn text_without_spaces_has_a_length_too() {
        assert_eq!(length_in_words(&"外交部发言人表示。".repeat(50)), 200);
        assert_eq!(length_in_words("東風21のミサイル"), 5);
        assert_eq!(length_in_words("ขีปนาวุธพิสัยใกล้"), 4);
    }
}
