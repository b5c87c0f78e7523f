//! Encodings of old computers that the detector of web pages does not know: code pages of DOS, told by
//! the lines drawn with them or by their letters inside words, and Mac Roman, told by its line ends.

use encoding_rs::{Encoding, IBM866, MACINTOSH, X_MAC_CYRILLIC};

/// Upper halves of code pages 437 and 850, as the Unicode Consortium's mapping files give them.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// An encoding and how its upper half is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Page {
    /// By a table of 128 characters.
    Table(&'static str, &'static str),
    /// By the library of the web's encodings.
    Known(&'static Encoding),
}

impl Page {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Table(name, _) => name,
            Self::Known(encoding) => encoding.name(),
        }
    }

    /// The text, and whether some bytes make no sense.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Known(encoding) => {
                let (text, damaged) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), damaged)
            }
            Self::Table(_, upper) => {
                let upper: Vec<char> = upper.chars().collect();
                let read = |b: &u8| match b.checked_sub(128) {
                    Some(at) => upper.get(usize::from(at)).copied().unwrap_or('\u{FFFD}'),
                    None => char::from(*b),
                };
                (bytes.iter().map(read).collect(), false)
            }
        }
    }
}

/// The code page of bytes that are not UTF-8, if something tells it.
pub(super) fn code_page(bytes: &[u8]) -> Option<Page> {
    let may_be = bytes.contains(&b'\r') || !bytes.is_ascii();
    if !may_be {
        return None;
    }
    if has_drawn_lines(bytes) {
        return Some(match (is_other_alphabet(bytes), has_western_capitals(bytes)) {
            (true, _) => Page::Known(IBM866),
            (false, true) => Page::Table("IBM850", CP850),
            (false, false) => Page::Table("IBM437", CP437),
        });
    }
    if bytes.contains(&b'\r') && !bytes.contains(&b'\n') {
        return Some(Page::Known(if is_other_alphabet(bytes) {
            X_MAC_CYRILLIC
        } else {
            MACINTOSH
        }));
    }
    (has_dos_letters(bytes) && !is_other_alphabet(bytes)).then_some(Page::Table("IBM850", CP850))
}

/// True for a corner or a joint with a line that leaves it, or a long line: no words have these bytes
/// in a row in any encoding.
fn has_drawn_lines(bytes: &[u8]) -> bool {
    let begins = |b: u8| matches!(b, 0xC0 | 0xC3 | 0xC8 | 0xC9 | 0xCC | 0xD5 | 0xDA);
    memchr::memchr2_iter(0xC4, 0xCD, bytes).any(|at| {
        let window = at.checked_sub(1).and_then(|from| bytes.get(from..at + 3));
        matches!(window, Some([a, b, c, d]) if b == c && c == d && (begins(*a) || a == b))
    })
}

/// True if most bytes beyond ASCII stand in runs, as letters of a whole alphabet do. Lines are none.
fn is_other_alphabet(bytes: &[u8]) -> bool {
    let letter = |b: &u8| matches!(b, 0x80..=0xAF | 0xE0..=0xF1);
    let letters = bytes.iter().filter(|b| letter(b)).count();
    let runs = bytes.split(|b| !letter(b)).map(<[u8]>::len).filter(|length| *length > 2);
    letters > 2 && runs.sum::<usize>() * 2 > letters
}

/// True for letters of code page 850 that are signs of drawings in 437, inside words.
fn has_western_capitals(bytes: &[u8]) -> bool {
    let only =
        |b: u8| matches!(b, 0xB5..=0xB7 | 0xC6 | 0xC7 | 0xD0..=0xD8 | 0xDE | 0xE0 | 0xE2..=0xE5);
    bytes.windows(2).any(|w| {
        only(w[0]) && w[1].is_ascii_lowercase() || only(w[1]) && w[0].is_ascii_alphabetic()
    })
}

/// True if all bytes beyond ASCII are letters in the code pages of DOS, most of them between letters,
/// and some of them are signs of punctuation in the encodings of Windows.
fn has_dos_letters(bytes: &[u8]) -> bool {
    let (mut all, mut inside, mut telling) = (0, 0, 0);
    for (at, b) in bytes.iter().enumerate().filter(|(_, b)| !b.is_ascii()) {
        if !matches!(b, 0x80..=0x9A | 0xA0..=0xA5 | 0xE1) {
            return false;
        }
        let letter = |b: &u8| b.is_ascii_lowercase() || !b.is_ascii();
        let near = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(letter);
        let between = near(at.checked_sub(1)) && near(Some(at + 1));
        all += 1;
        inside += usize::from(between);
        telling += usize::from(between && matches!(b, 0x81 | 0x82 | 0x84 | 0x94 | 0xA0..=0xA4));
    }
    telling > 1 && inside * 2 > all
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, true).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn drawn_lines_tell_code_pages_of_dos() {
        let (text, name) =
            read(b"\xC9\xCD\xCD\xCD\xCD\xBB\n\xBA Br\x81cke \xBA\n\xC8\xCD\xCD\xCD\xCD\xBC\n");
        assert_eq!((&*text, name), ("╔════╗\n║ Brücke ║\n╚════╝\n", "IBM437"));
        let (text, name) = read(b"\xC3\xC4\xC4\xC4\xB4 \xB5rbol, caf\x82, se\xA4or");
        assert_eq!((&*text, name), ("├───┤ Árbol, café, señor", "IBM850"));
        let (text, name) = read(b"\xDA\xC4\xC4\xC4\xBF\n\xB3 \x90\xA0\xAA\xA5\xE2\xA0 \xB3\n");
        assert_eq!((&*text, name), ("┌───┐\n│ Ракета │\n", "IBM866"));
    }

    #[test]
    fn letters_inside_words_tell_them_too() {
        let (text, name) =
            read(b"Die Pr\x81fung der Br\x81cke war gr\x94\xE1er, sch\x94ner und \x84lter.");
        assert_eq!(
            (&*text, name),
            ("Die Prüfung der Brücke war größer, schöner und älter.", "IBM850")
        );
        assert_eq!(
            read(b"It\x92s a \x93pier\x94 \x96 the old one\x97or not\x85").1,
            "windows-1252"
        );
    }

    #[test]
    fn lone_carriage_returns_tell_mac_roman() {
        let (text, name) = read(b"Le caf\x8E pr\x8Fs du port\rC\xD5est \xC7 ici \xC8.\r");
        assert_eq!((&*text, name), ("Le café près du port\nC’est « ici ».\n", "macintosh"));
        let (text, name) = read(b"Gr\x9F\xA7e\r\rm\x9Aglich");
        assert_eq!((&*text, name), ("Grüße\n\nmöglich", "macintosh"));
    }
}
