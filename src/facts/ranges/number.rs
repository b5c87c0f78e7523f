//! Numbers in digits and words: "1,500", "2.5", "five hundred", "2 thousand", "half a". Vague ones are
//! read by `vague`; units are none of its business.

use super::scale::{Number, scale};
use super::vague::vague;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;

/// The number whose first numeral is token `at`; a vague one may begin before it.
pub fn number(passage: &Passage, at: usize) -> Option<Number> {
    if passage.token(at)?.is_number() {
        return digits(passage, at);
    }
    if !passage.traits(at).has(Traits::NUMERAL) {
        return None;
    }
    vague(passage, at).or_else(|| half(passage, at)).or_else(|| words(passage, at))
}

fn digits(passage: &Passage, at: usize) -> Option<Number> {
    let mut text = plain(passage.word(at));
    let mut end = at + 1;
    while let Some(group) = thousands(passage, end, &text) {
        text.push_str(group);
        end += 1;
    }
    if text == "10" && passage.raised_after(at).contains(char::is_numeric) {
        return None; // a power of ten
    }
    let value: f64 = text.parse().ok()?;
    let (value, end) = with_fraction(passage, value, end);
    match scale(passage, end) {
        Some(factor) => Some(Number::exact(at, value * factor, end + 1, factor)),
        _ => Some(Number::exact(at, value, end, 1.0)),
    }
}

/// "2½", "2 and a half".
fn with_fraction(passage: &Passage, value: f64, end: usize) -> (f64, usize) {
    let written = passage.token(end).filter(|token| token.glued).map(|_| passage.word(end));
    match written {
        Some("½") => (value + 0.5, end + 1),
        Some("¼") => (value + 0.25, end + 1),
        Some("¾") => (value + 0.75, end + 1),
        _ if is_and_a_half(passage, end) => (value + 0.5, end + 3),
        _ => (value, end),
    }
}

fn is_and_a_half(passage: &Passage, at: usize) -> bool {
    passage.is(at, "and") && passage.is(at + 1, "a") && passage.is(at + 2, "half")
}

/// "half a", "half-", "half a dozen".
fn half(passage: &Passage, at: usize) -> Option<Number> {
    if !passage.is(at, "half") {
        return None;
    }
    let article = usize::from(passage.is(at + 1, "a"));
    let factor = scale(passage, at + 1 + article);
    let end = at + 1 + article + usize::from(factor.is_some());
    Some(Number::exact(at, 0.5 * factor.unwrap_or(1.0), end, factor.unwrap_or(1.0)))
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
    if is_grouped_by_stop(word) {
        return word.replace('.', "");
    }
    match (grouped, stops) {
        (true, 0 | 1) => word.replace(',', ""),
        (true, _) => word.replace([',', '.'], ""),
        (false, _) => word.replace(',', "."),
    }
}

/// "4.000", "12.500": three figures after a stop of which the last is a zero are thousands; nobody
/// measures so exactly.
fn is_grouped_by_stop(word: &str) -> bool {
    let Some((whole, rest)) = word.split_once('.') else { return false };
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let group = rest.len() == 3 && figures(rest) && rest.ends_with('0');
    group && (1..=3).contains(&whole.len()) && figures(whole) && !whole.starts_with('0')
}

/// "two hundred and fifty", "seven-hundred", "two and a half thousand".
fn words(passage: &Passage, at: usize) -> Option<Number> {
    let mut total = 0.0;
    let mut group = 0.0;
    let mut end = at;
    let mut next = at;
    let mut last = 1.0;
    while passage.traits(next).has(Traits::NUMERAL) && next < at + 12 {
        let (value, factor) = numeral(passage, next)?;
        if factor.is_none() && !completes(group, value) {
            break; // "two-three": another number
        }
        match factor {
            Some(factor) if factor >= 1000.0 => {
                total += f64::max(group, 1.0) * factor;
                group = 0.0;
            }
            Some(factor) => group = f64::max(group, 1.0) * factor,
            None => group += value,
        }
        last = factor.unwrap_or(1.0);
        end = next + 1;
        if is_and_a_half(passage, end) {
            group += 0.5;
            end += 3;
        }
        let joint = passage.token(end).is_some_and(|token| token.is_dash())
            || passage.is(end, "and") && group >= 100.0;
        next = end + usize::from(joint);
    }
    (end > at).then(|| Number::exact(at, total + group, end, last))
}

/// True if a small numeral goes on a number: "twenty-five", "two hundred and forty", "five".
fn completes(group: f64, value: f64) -> bool {
    let rest = group % 100.0;
    rest == 0.0 || rest >= 20.0 && rest % 10.0 == 0.0 && value < 10.0
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
