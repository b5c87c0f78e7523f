//! Numbers in digits and words: "1,500", "2.5", "five hundred", "2 thousand".

use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;

/// The value of the number at token `at` and the token after it.
pub fn number(passage: &Passage, at: usize) -> Option<(f64, usize)> {
    if passage.token(at)?.is_number() {
        return digits(passage, at);
    }
    words(passage, at)
}

fn digits(passage: &Passage, at: usize) -> Option<(f64, usize)> {
    let mut text = plain(passage.word(at));
    let mut end = at + 1;
    while let Some(group) = thousands(passage, end, &text) {
        text.push_str(group);
        end += 1;
    }
    let value: f64 = text.parse().ok()?;
    match scale(passage, end) {
        Some(factor) if factor >= 1000.0 => Some((value * factor, end + 1)),
        _ => Some((value, end)),
    }
}

/// Three digits after a space: "1 500 km".
fn thousands<'a>(passage: &Passage<'a>, at: usize, text: &str) -> Option<&'a str> {
    let token = passage.token(at)?;
    let spaced = !token.glued && !token.new_line && token.is_number() && token.span.len() == 3;
    (spaced && text.len() <= 3 && !text.contains('.') && text != "0").then(|| passage.word(at))
}

/// A comma before three digits separates thousands; other commas are decimal ("2,5").
fn plain(word: &str) -> String {
    let grouped =
        word.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    let stops = word.matches('.').count();
    match (grouped, stops) {
        (true, 0 | 1) => word.replace(',', ""),
        (true, _) => word.replace([',', '.'], ""),
        (false, _) => word.replace(',', "."),
    }
}

/// "two hundred and fifty", "seven-hundred".
fn words(passage: &Passage, at: usize) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut group = 0.0;
    let mut end = at;
    let mut next = at;
    while passage.traits(next).has(Traits::NUMERAL) && next < at + 12 {
        let (value, factor) = numeral(passage, next)?;
        match factor {
            Some(factor) if factor >= 1000.0 => {
                total += f64::max(group, 1.0) * factor;
                group = 0.0;
            }
            Some(factor) => group = f64::max(group, 1.0) * factor,
            None => group += value,
        }
        end = next + 1;
        let joint = passage.token(end).is_some_and(|token| token.is_dash())
            || passage.is(end, "and") && group >= 100.0;
        next = end + usize::from(joint);
    }
    (end > at).then_some((total + group, end))
}

fn numeral(passage: &Passage, at: usize) -> Option<(f64, Option<f64>)> {
    if let Some(factor) = scale(passage, at) {
        return Some((0.0, Some(factor)));
    }
    let word = passage.word(at).to_ascii_lowercase();
    let place = SMALL.iter().position(|small| *small == word)?;
    let value = match u32::try_from(place).ok()? {
        low @ 0..=18 => low + 1,
        tens => (tens - 17) * 10,
    };
    Some((f64::from(value), None))
}

fn scale(passage: &Passage, at: usize) -> Option<f64> {
    let scales = [
        ("dozen", 12.0),
        ("hundred", 100.0),
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
    ];
    scales.iter().find(|(word, _)| passage.is(at, word)).map(|(_, factor)| *factor)
}

const SMALL: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];
