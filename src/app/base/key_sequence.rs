//! Keys typed so far: a count and an unfinished sequence. What they stand for is the keymap's.

use super::command::Command;
use super::keymap::{Keymap, Resolution};
use super::layouts::{LayoutInUse, Layouts};
use super::pane_id::Context;
use crate::config::{KeyCode, KeyPress};

/// The largest count that can be typed.
const MOST: usize = 1_000_000_000;

/// How often one key is repeated at most where each time is work of its own.
pub const MOST_REPEATS: usize = 1000;

/// A count and the keys after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySequence {
    /// The count, if one was typed.
    pub count: Option<usize>,
    /// The keys of a sequence that is not complete.
    pub keys: Vec<KeyPress>,
    /// The layout of the last letter typed, if it was none with Latin letters.
    layout: Option<LayoutInUse>,
}

/// A command with what was typed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is to be done.
    pub command: Command,
    /// How often, or to which number.
    pub count: Option<usize>,
    /// The letter of a mark.
    pub letter: Option<char>,
}

impl Request {
    /// A command without count or letter.
    pub const fn plain(command: Command) -> Self {
        Self { command, count: None, letter: None }
    }

    /// The next match, or the one before if `step` is negative.
    pub const fn next_match(step: isize) -> Self {
        Self::plain(if step < 0 { Command::PreviousHit } else { Command::NextHit })
    }

    /// How often: once if no count was typed.
    pub fn times(self) -> isize {
        isize::try_from(self.count.unwrap_or(1)).unwrap_or(isize::MAX)
    }
}

impl KeySequence {
    /// Takes a key. Returns the command once the sequence is complete; keys that begin nothing are
    /// forgotten, together with the count.
    pub fn press(&mut self, key: KeyPress, keymap: &Keymap, context: Context) -> Option<Request> {
        if self.keys.is_empty()
            && let Some(digit) = digit(key, self.count.is_some())
        {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST));
            return None;
        }
        let mark = Layouts::mark(key, self.layout);
        self.layout = Layouts::in_use(key, self.layout);
        match self.resolved(mark.unwrap_or(key), keymap, context) {
            Resolution::Prefix(_) => return None,
            Resolution::Unknown => self.clear(),
            Resolution::Complete(command, letter) => {
                let count = self.count;
                self.clear();
                return Some(Request { command, count, letter });
            }
        }
        None
    }

    /// What the keys stand for with one more. A letter that means nothing here is taken for the one that
    /// its key has on an English keyboard.
    fn resolved(&mut self, key: KeyPress, keymap: &Keymap, context: Context) -> Resolution {
        let (key, resolution) = keymap.read(context, &self.keys, key);
        self.keys.push(key);
        resolution
    }

    /// Forgets what was typed.
    pub fn clear(&mut self) {
        *self = Self { layout: self.layout, ..Self::default() };
    }

    /// True if nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.count.is_none()
    }

    /// What was typed, as the foot of the screen shows it.
    pub fn shown(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        self.keys.iter().fold(count, |typed, key| typed + &key.to_string())
    }
}

/// The digit a key adds to a count; 0 only adds to one that has begun.
fn digit(key: KeyPress, begun: bool) -> Option<usize> {
    match key {
        KeyPress { code: KeyCode::Char(c), ctrl: false, alt: false, .. } => {
            let digit = c.to_digit(10)?;
            (digit > 0 || begun).then_some(digit as usize)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(keys: &[&str]) -> Option<Request> {
        let (mut typed, keymap) = (KeySequence::default(), Keymap::default());
        let press = |key: &&str| typed.press(key.parse().unwrap(), &keymap, Context::Page);
        keys.iter().map(press).last().flatten()
    }

    #[test]
    fn counts_go_before_sequences() {
        let wanted = Request { command: Command::Top, count: Some(120), letter: None };
        assert_eq!(request(&["1", "2", "0", "g", "g"]), Some(wanted));
        assert_eq!(request(&["g"]), None);
        assert_eq!(request(&["'", "a"]).unwrap().letter, Some('a'));
    }

    #[test]
    fn letters_of_other_layouts_are_the_keys_they_stand_on() {
        let down = Some(Request::plain(Command::Down));
        assert_eq!(request(&["о"]), down);
        assert_eq!(request(&["ξ"]), down);
        assert_eq!(request(&["п", "п"]).unwrap().command, Command::Top);
        assert_eq!(request(&["5", "ъ", "а"]).unwrap().count, Some(5));
        assert_eq!(request(&["ь", "ф"]).unwrap().letter, Some('a'), "marks have Latin letters");
        assert_eq!(
            request(&["щ", "."]).unwrap().command,
            Command::Find,
            "the key beside the right Shift"
        );
        assert_eq!(request(&["."]), None);
        let (mut typed, keymap) = (KeySequence::default(), Keymap::default());
        let mut press = |key: &str| typed.press(key.parse().unwrap(), &keymap, Context::Selecting);
        assert_eq!(press("а"), None);
        assert_eq!(press("д").unwrap().letter, Some('д'), "what is sought is what is typed");
    }

    #[test]
    fn keys_that_begin_nothing_are_forgotten() {
        assert_eq!(request(&["g", "X", "j"]), Some(Request::plain(Command::Down)));
        assert_eq!(request(&["5", "g", "X", "j"]), Some(Request::plain(Command::Down)));
    }

    #[test]
    fn a_count_of_any_length_is_bounded() {
        let nines = vec!["9"; 50];
        let keys: Vec<&str> = nines.into_iter().chain(["j"]).collect();
        assert_eq!(request(&keys).unwrap().count, Some(MOST));
    }
}
