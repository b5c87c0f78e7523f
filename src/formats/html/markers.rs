//! The markers of numbered lists as browsers write them. Counts nothing itself.

/// A number as a list writes it.
pub(super) fn numbered(number: i64, form: char) -> String {
    let words = match form {
        'a' | 'A' if (1..=702).contains(&number) => letters(number),
        'i' | 'I' if (1..4000).contains(&number) => roman(number),
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

fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
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
    let mut words = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            words.push_str(sign);
            number -= value;
        }
    }
    words
}
