//! The markers of numbered lists as browsers write them. Counts nothing itself.

use crate::text::roman;

/// A number as a list writes it.
pub(super) fn numbered(number: i64, form: char) -> String {
    let written = u32::try_from(number).ok();
    let words = match form {
        'a' | 'A' if (1..=702).contains(&number) => letters(number),
        'i' | 'I' => written.and_then(roman).unwrap_or_else(|| number.to_string()),
        _ => number.to_string(),
    };
    if form.is_uppercase() { words.to_uppercase() } else { words }
}

/// a, b … z, aa, ab …
fn letters(number: i64) -> String {
    let letter = |n: i64| char::from(b'a'.saturating_add(u8::try_from(n % 26).unwrap_or(0)));
    let (high, low) = ((number - 1) / 26, (number - 1) % 26);
    let first = (high > 0).then(|| letter(high - 1));
    first.into_iter().chain([letter(low)]).collect()
}
