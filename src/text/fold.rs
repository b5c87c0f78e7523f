//! What characters compare as: case, accents, and ways of writing the same letter, in every script.
//! Used by search, filters and sorting; never changes what is shown.

use caseless::Caseless;
use unicode_normalization::char::{
    canonical_combining_class, compose, decompose_compatible, is_combining_mark,
};

use super::is_raised;
use super::marks::{is_accent, is_silent};

/// True if every word of `wanted` is part of `text`, wherever; both are given folded.
pub fn has_words(text: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|word| text.contains(word))
}

/// `text` as it compares, with every letter in full: "ß" is "ss", "ﬁ" is "fi". Longer or shorter than
/// the text.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(&mut out, c));
    out
}

/// Appends what `c` compares as to what came before it: in small letters, decomposed (NFKD) and
/// without accents, in the order in which Unicode describes caseless matching. Vowel signs, parts of
/// Korean syllables and the marks of Japanese sounds join the letter before them.
pub fn push_folded(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if let Some(plain) = plain_letter(c).or_else(|| plain_sign(c)) {
        out.push(plain);
    } else if is_whole(c) {
        out.push(variant(c));
    } else {
        decompose_compatible(c, |part| push_part(out, part));
    }
}

/// Gives what `c` compares as wherever it stands: accents are left out, and nothing joins what came
/// before.
pub fn each_folded(c: char, mut give: impl FnMut(char)) {
    if c.is_ascii() {
        give(c.to_ascii_lowercase());
    } else if let Some(plain) = plain_letter(c).or_else(|| plain_sign(c)) {
        give(plain);
    } else if is_whole(c) {
        give(variant(c));
    } else {
        decompose_compatible(c, |part| each_small(part, &mut give));
    }
}

/// Appends `c` for comparing by every letter: case and accents count, ways of writing them do not.
pub fn push_exact(out: &mut String, c: char) {
    if c.is_ascii() || is_whole(c) {
        out.push(if c.is_alphanumeric() { c } else { variant(c) });
    } else {
        decompose_compatible(c, |part| {
            if is_accent(part) || !is_silent(part) {
                join(out, if part.is_alphanumeric() { part } else { variant(part) });
            }
        });
    }
}

/// A part of a decomposed character.
fn push_part(out: &mut String, part: char) {
    if is_accent(part) {
        let letter = out.chars().next_back().filter(|letter| is_own_letter(*letter, part));
        if letter.is_some() {
            join(out, part);
        }
    } else {
        each_small(part, &mut |small| join(out, small));
    }
}

/// Gives the small letters of a part that counts.
fn each_small(part: char, give: &mut impl FnMut(char)) {
    if is_silent(part) {
        return;
    }
    for small in std::iter::once(part).default_case_fold() {
        match spelled(small) {
            Some(letters) => letters.chars().for_each(&mut *give),
            None => give(variant(small)),
        }
    }
}

/// Appends a character, as one with the last if the two are one. Marks that stand on different sides of
/// a letter come in the order that Unicode gives them (UAX #15), whichever was typed first.
fn join(out: &mut String, c: char) {
    let class = canonical_combining_class(c);
    if class != 0
        && out.chars().next_back().is_some_and(|last| canonical_combining_class(last) != 0)
    {
        return join_in_order(out, c, class);
    }
    let last = out.chars().next_back().filter(|_| is_joining(c));
    let one = last.and_then(|last| compose(last, c));
    if one.is_some() {
        out.pop();
    }
    out.push(one.unwrap_or(c));
}

/// Puts a mark behind those of its class and of lower ones, as one with the letter if no other mark of
/// its class stands between.
fn join_in_order(out: &mut String, mark: char, class: u8) {
    let tail_at = last_cluster(out);
    let mut tail = out.get(tail_at..).unwrap_or_default().chars().peekable();
    let letter = tail.next_if(|c| canonical_combining_class(*c) == 0);
    let before: Vec<char> = tail.take_while(|c| canonical_combining_class(*c) <= class).collect();
    let blocked = before.last().is_some_and(|c| canonical_combining_class(*c) == class);
    let one = letter.filter(|_| !blocked).and_then(|letter| compose(letter, mark));
    let letter_end = tail_at + letter.map_or(0, char::len_utf8);
    match one {
        Some(one) => out.replace_range(tail_at..letter_end, one.encode_utf8(&mut [0; 4])),
        None => out.insert(letter_end + before.iter().map(|c| c.len_utf8()).sum::<usize>(), mark),
    }
}

/// Where the last letter begins that the marks at the end stand on; of a longer pile its last
/// [`HIGHEST_PILE`] characters count, so that it costs no more than its length.
pub(super) fn last_cluster(text: &str) -> usize {
    let mut at = text.len();
    for (start, c) in text.char_indices().rev().take(HIGHEST_PILE) {
        at = start;
        if canonical_combining_class(c) == 0 {
            break;
        }
    }
    at
}

/// As many marks in a row as texts have (the Stream-Safe Text Format of UAX #15), and a letter.
const HIGHEST_PILE: usize = 31;

/// True for what may become one with the character before: marks, and vowels and ends of Korean
/// syllables.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}') || is_combining_mark(c)
}

/// True if letter and accent are a letter of its own that nobody leaves the accent off: й, ў and ї,
/// which have keys of their own. The ё is written as е as often as not.
fn is_own_letter(letter: char, accent: char) -> bool {
    matches!((letter, accent), ('и' | 'у', '\u{306}') | ('і', '\u{308}'))
}

/// What letters of which most texts in other alphabets consist compare as, which is quickly told.
pub(super) fn plain_letter(c: char) -> Option<char> {
    let small = |by: u32| char::from_u32(c as u32 + by);
    match c {
        'а'..='я' | 'α'..='ρ' | 'σ'..='ω' => Some(c),
        'А'..='Я' | 'Α'..='Ρ' | 'Σ'..='Ω' => small(32),
        'ς' => Some('σ'),
        'à'..='å' => Some('a'),
        'è'..='ë' => Some('e'),
        'ò'..='ö' => Some('o'),
        'ù'..='ü' => Some('u'),
        _ => None,
    }
}

/// The same of Chinese characters, Korean syllables, dashes and quotation marks.
fn plain_sign(c: char) -> Option<char> {
    match c {
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Some(c),
        '\u{2010}'..='\u{201F}' => Some(variant(c)),
        _ => None,
    }
}

/// What is not taken apart: raised figures, which are part of no number, and fractions, whose parts
/// would become figures of a number before them.
fn is_whole(c: char) -> bool {
    is_raised(c) || matches!(c, '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{215F}' | '\u{2189}')
}

/// Letters that Unicode does not take apart and that people write with two.
fn spelled(c: char) -> Option<&'static str> {
    match c {
        'æ' => Some("ae"),
        'œ' => Some("oe"),
        'þ' => Some("th"),
        _ => None,
    }
}

/// A small character or sign as its plain form: letters with strokes and hooks, which Unicode does not
/// take apart; dashes (U+2010 to U+2015, U+2212), quotation marks (U+2018 to U+201F) and apostrophes
/// that count as letters (U+02B9 to U+02BF); the forms of letters that Persian and Arabic keyboards
/// write; digits of every script that has its own.
fn variant(c: char) -> char {
    match c {
        'đ' | 'ð' | 'ɖ' | 'ɗ' => 'd',
        'ħ' => 'h',
        'ı' | 'ɨ' => 'i',
        'ł' | 'ƚ' => 'l',
        'ø' | 'ɵ' => 'o',
        'ŧ' | 'ƭ' => 't',
        'ƀ' | 'ɓ' => 'b',
        'ƈ' => 'c',
        'ƒ' => 'f',
        'ɠ' => 'g',
        'ƙ' => 'k',
        'ŋ' | 'ɲ' => 'n',
        'ƥ' => 'p',
        'ʋ' => 'v',
        'ƴ' => 'y',
        'ƶ' => 'z',
        'ə' => 'a',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}'..='\u{201B}' | '\u{2B9}' | '\u{2BB}'..='\u{2BF}' => '\'',
        '\u{2BA}' | '\u{201C}'..='\u{201F}' => '"',
        c => digit(c).unwrap_or(c),
    }
}

/// The first digits of scripts that have their own (Unicode category Nd, the common blocks).
const ZEROS: [char; 19] = [
    '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}',
    '\u{BE6}', '\u{C66}', '\u{CE6}', '\u{D66}', '\u{DE6}', '\u{E50}', '\u{ED0}', '\u{F20}',
    '\u{1040}', '\u{17E0}', '\u{1810}',
];

fn digit(c: char) -> Option<char> {
    if !('\u{660}'..='\u{1819}').contains(&c) {
        return None;
    }
    let value =
        ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|v| *v < 10));
    value.and_then(|value| char::from_digit(value, 10))
}

/// The character that `c` compares as where exactly one is wanted, as far as Latin letters go. What is
/// kept on disk is made by this (keys of things, digests of texts), so that it stays as it is; texts are
/// compared by [`folded`].
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    plain(lower)
}

/// Latin-1 and Latin Extended-A letters without their accents (Unicode code charts), dashes
/// (U+2010 to U+2015, U+2212), quotation marks (U+2018 to U+201F) and subscript digits as ASCII.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}'..='\u{201B}' => '\'',
        '\u{201C}'..='\u{201F}' => '"',
        '\u{2080}'..='\u{2089}' => char::from_digit(c as u32 - 0x2080, 10).unwrap_or(c),
        '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[track_caller]
    fn alike(one: &str, other: &str) {
        assert_eq!(folded(one), folded(other), "{one} {other}");
    }

    #[test]
    fn variants_of_a_name_fold_alike() {
        for (one, other) in [
            ("Erdoğan", "erdogan"),
            ("Wałęsa", "walesa"),
            ("“long‑range”", "\"long-range\""),
            ("CO₂", "co2"),
            ("Nguyễn Phú Trọng", "nguyen phu trong"),
            ("Đắk Lắk, Thừa Thiên–Huế", "dak lak, thua thien-hue"),
            ("GROẞER Fluß", "grosser fluss"),
            ("Ærø, Œuvre, Þór", "aero, oeuvre, thor"),
            ("ﬁﬂﬀﬃ", "fiflffffi"),
            ("Ḫaṭṭuša", "hattusa"),
            ("ＫＨ－１０１", "kh-101"),
        ] {
            alike(one, other);
        }
    }

    #[test]
    fn every_script_has_its_own_ways_of_writing_the_same() {
        for (one, other) in [
            ("Μεσολόγγιον ΛΌΓΟΣ", "μεσολογγιον λογος"),
            ("Ἑλλάς ᾳ", "ελλασ α"),
            ("Рижский ЩЁЛКОВО", "рижский щелково"),
            ("Здоровʼя", "здоров'я"),
            ("קִרְיַת שְׁמוֹנָה", "קרית שמונה"),
            ("الْقَاهِرَة", "القاهرة"),
            ("ﻗﺎﻫﺮة", "قاهرة"),
            ("أحمد إلى آل", "احمد الي ال"),
            ("كـــتاب", "كتاب"),
            ("شهرکی", "شهركي"),
            ("ﾐｻｲﾙ ｶﾞｽ", "ミサイル ガス"),
            ("㌔", "キロ"),
            ("३०० ٣٠٠ ๓๐๐", "300 300 300"),
            ("İzmir DIYARBAKIR Diyarbakır", "izmir diyarbakir diyarbakir"),
            ("क़ानून", "कानून"),
        ] {
            alike(one, other);
        }
    }

    #[test]
    fn different_letters_stay_different() {
        for (one, other) in [
            ("мой", "мои"),
            ("її", "іі"),
            ("कि", "की"),
            ("हिन्दी", "हनद"),
            ("มา", "ม"),
            ("ガス", "カス"),
            ("190³", "1903"),
            ("1½", "112"),
            ("서울", "서"),
        ] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn by_every_letter_only_ways_of_writing_it_are_alike() {
        let exact = |text: &str| {
            let mut out = String::new();
            text.chars().for_each(|c| push_exact(&mut out, c));
            out
        };
        assert_eq!(exact("E\u{301}cole “A” ＡＢ ﬁ 1–2"), "École \"A\" AB fi 1-2");
        assert_ne!(exact("École"), exact("Ecole"));
        assert_ne!(exact("Nato"), exact("NATO"));
    }

    #[test]
    fn the_fold_of_what_is_kept_has_as_many_characters_as_the_text() {
        let text = "İstanbul ß Ǆ ﬁ 漢字";
        let kept: String = text.chars().map(fold_char).collect();
        assert_eq!(kept.chars().count(), text.chars().count());
    }

    #[test]
    fn marks_on_different_sides_of_a_letter_have_no_order() {
        for (one, other) in [
            ("\u{11370}\u{dca}", "\u{dca}\u{11370}"),
            ("か\u{11370}\u{3099}", "か\u{3099}\u{11370}"),
            ("\u{e01}\u{e48}\u{e38}", "\u{e01}\u{e38}\u{e48}"),
        ] {
            alike(one, other);
        }
        assert_ne!(folded("\u{e01}\u{e48}\u{e49}"), folded("\u{e01}\u{e49}\u{e48}"));
    }

    #[test]
    fn a_pile_of_marks_costs_no_more_than_its_length() {
        let pile = "\u{11370}".repeat(200_000) + &"\u{dca}".repeat(200_000);
        assert_eq!(folded(&pile).chars().count(), 400_000);
    }

    proptest! {
        #[test]
        fn forms_of_a_text_fold_alike(text in "(\\PC|[à-ž]|\\p{Greek}|\\p{Cyrillic}|\\p{Arabic}|\\p{Hangul}|\\p{Thai}|[か-ヴ]){0,20}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&text.nfc().collect::<String>()), &once[..]);
            prop_assert_eq!(folded(&text.nfd().collect::<String>()), folded(&text.nfc().nfd().collect::<String>()));
            prop_assert_eq!(folded(&once), &once[..], "folding twice is folding once");
        }
    }
}
