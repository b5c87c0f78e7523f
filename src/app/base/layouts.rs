//! Keyboards with other letters: which key of a keyboard with Latin letters stands where a letter was
//! typed. So commands can be given without changing the layout; fields take what is typed.

use crate::config::{KeyCode, KeyPress};

/// The letters of a layout, each with the one that its key has on an English keyboard.
struct Layout {
    /// Letters that no other layout has: they tell which layout is in use.
    letters: &'static [(&'static str, &'static str)],
    /// Marks that stand on other keys than on an English keyboard: they count only while the last
    /// letter typed was of this layout, since they are keys of their own otherwise.
    marks: &'static [(char, char)],
}

/// Russian, Ukrainian and Belarusian share their keys but for a few letters that only one of them has.
const CYRILLIC: Layout = Layout {
    letters: &[
        ("йцукенгшщзхъ", "qwertyuiop[]"),
        ("фывапролджэ", "asdfghjkl;'"),
        ("ячсмитьбюё", "zxcvbnm,.`"),
        ("ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"),
        ("ФЫВАПРОЛДЖЭ", "ASDFGHJKL:\""),
        ("ЯЧСМИТЬБЮЁ", "ZXCVBNM<>~"),
        ("іїєґў", "s]'\\o"),
        ("ІЇЄҐЎ", "S}\"|O"),
    ],
    marks: &[('.', '/'), (',', '?')],
};

const GREEK: Layout = Layout {
    letters: &[
        ("ςερτυθιοπ", "wertyuiop"),
        ("ασδφγηξκλ", "asdfghjkl"),
        ("ζχψωβνμ", "zxcvbnm"),
        ("ΕΡΤΥΘΙΟΠ", "ERTYUIOP"),
        ("ΑΣΔΦΓΗΞΚΛ", "ASDFGHJKL"),
        ("ΖΧΨΩΒΝΜ", "ZXCVBNM"),
    ],
    // Its `:` stands on Q, which would leave the program at once: it stays what it says.
    marks: &[(';', 'q')],
};

const ALL: [&Layout; 2] = [&CYRILLIC, &GREEK];

impl Layout {
    fn key(&self, letter: char) -> Option<char> {
        self.letters.iter().find_map(|(letters, keys)| {
            let at = letters.chars().position(|known| known == letter)?;
            keys.chars().nth(at)
        })
    }
}

/// The keys of all layouts that are known: those above, and the user's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layouts {
    own: Vec<(char, char)>,
}

/// The layout that a letter was typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutInUse(usize);

impl Layouts {
    /// With the user's own letters, each with its key.
    pub fn with(own: &[(char, char)]) -> Self {
        Self { own: own.to_vec() }
    }

    /// The key that has another letter on an English keyboard.
    pub fn same_key(&self, press: KeyPress) -> Option<KeyPress> {
        let KeyCode::Char(letter) = press.code else { return None };
        let own = self.own.iter().find(|(known, _)| *known == letter).map(|(_, key)| *key);
        let key = own.or_else(|| ALL.iter().find_map(|layout| layout.key(letter)))?;
        Some(KeyPress { code: KeyCode::Char(key), ..press })
    }

    /// The layout in use after this key, if it was that one before.
    pub fn in_use(press: KeyPress, before: Option<LayoutInUse>) -> Option<LayoutInUse> {
        let KeyCode::Char(letter) = press.code else { return before };
        if letter.is_ascii_alphabetic() && !press.ctrl {
            return None;
        }
        let layout = ALL.iter().position(|layout| layout.key(letter).is_some());
        layout.map(LayoutInUse).or(before)
    }

    /// The key of a mark that stands elsewhere in the layout in use.
    pub fn mark(press: KeyPress, layout: Option<LayoutInUse>) -> Option<KeyPress> {
        let KeyCode::Char(mark) = press.code else { return None };
        let marks = ALL.get(layout?.0)?.marks;
        let (_, key) = marks.iter().find(|(known, _)| *known == mark)?;
        Some(KeyPress { code: KeyCode::Char(*key), ..press })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(letter: char) -> Option<char> {
        let press = Layouts::default().same_key(KeyPress::char(letter))?;
        match press.code {
            KeyCode::Char(key) => Some(key),
            _ => None,
        }
    }

    #[test]
    fn letters_and_keys_are_as_many_and_no_letter_has_two() {
        let mut seen = std::collections::BTreeSet::new();
        for (letters, keys) in ALL.iter().flat_map(|layout| layout.letters) {
            assert_eq!(letters.chars().count(), keys.chars().count(), "{letters}");
            assert!(keys.is_ascii());
            assert!(letters.chars().all(|letter| !letter.is_ascii() && seen.insert(letter)));
        }
    }

    #[test]
    fn every_letter_of_an_english_keyboard_has_one_in_each_layout() {
        for (layout, missing) in [(&CYRILLIC, ""), (&GREEK, "qQW")] {
            let has = |wanted: char| {
                layout.letters.iter().any(|(_, keys)| keys.contains(wanted))
                    || layout.marks.iter().any(|(_, key)| *key == wanted)
            };
            for letter in ('a'..='z').chain('A'..='Z') {
                assert!(has(letter) || missing.contains(letter), "{letter}");
            }
        }
    }

    #[test]
    fn keys_are_where_they_stand() {
        assert_eq!(
            ['о', 'л', 'п', 'А', 'х', 'ї', 'і'].map(key),
            "jkgF[]s".chars().map(Some).collect::<Vec<_>>()[..]
        );
        assert_eq!(['ξ', 'κ', 'γ', 'Φ'].map(key), "jkgF".chars().map(Some).collect::<Vec<_>>()[..]);
        assert_eq!(['j', 'é', '漢', '.'].map(key), [None; 4]);
        let own = Layouts::with(&[('é', '2'), ('о', 'x')]);
        assert_eq!(own.same_key(KeyPress::char('é')), Some(KeyPress::char('2')));
        assert_eq!(
            own.same_key(KeyPress::char('о')),
            Some(KeyPress::char('x')),
            "the user's first"
        );
        assert_eq!(own.same_key(KeyPress::ctrl('в')), Some(KeyPress::ctrl('d')));
    }

    #[test]
    fn marks_count_while_letters_of_their_layout_are_typed() {
        let press = KeyPress::char;
        let russian = Layouts::in_use(press('о'), None);
        assert_eq!(Layouts::mark(press('.'), russian), Some(press('/')));
        assert_eq!(Layouts::in_use(press('.'), russian), russian);
        let latin = Layouts::in_use(press('j'), russian);
        assert_eq!(Layouts::mark(press('.'), latin), None);
        let greek = Layouts::in_use(press('ξ'), russian);
        assert_eq!(Layouts::mark(press(';'), greek), Some(press('q')));
        assert_eq!(Layouts::mark(press(':'), greek), None);
    }
}
