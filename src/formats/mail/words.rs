//! Words in headers that are written in ASCII (RFC 2047), where programs broke the rules for them.
//! Decodes none; only joins what was divided in the middle of a character.

/// Bytes of such a word at most. The standard allows 75; some programs write longer ones.
const MAX_WORD: usize = 4_000;

/// A word in a header: "=?charset?encoding?letters?=".
struct Word<'t> {
    charset: &'t str,
    encoding: &'t str,
    letters: &'t str,
    /// Its length in the text.
    len: usize,
}

impl<'t> Word<'t> {
    fn at(text: &'t str) -> Option<Self> {
        let near = text.get(..text.floor_char_boundary(MAX_WORD)).unwrap_or(text);
        let inner = near.strip_prefix("=?")?;
        let (charset, rest) = inner.split_once('?')?;
        let (encoding, rest) = rest.split_once('?')?;
        let (letters, _) = rest.split_once("?=")?;
        let len = 2 + charset.len() + 1 + encoding.len() + 1 + letters.len() + 2;
        let plain =
            !letters.contains(char::is_whitespace) && !charset.contains(char::is_whitespace);
        (plain && encoding.len() == 1).then_some(Self { charset, encoding, letters, len })
    }

    /// True if `next` can be written behind this one in one word.
    fn takes(&self, next: &Self) -> bool {
        let same = self.charset.eq_ignore_ascii_case(next.charset)
            && self.encoding.eq_ignore_ascii_case(next.encoding);
        let whole = self.letters.len().is_multiple_of(4) && !self.letters.ends_with('=');
        same && (whole || self.encoding.eq_ignore_ascii_case("q"))
    }
}

/// `text` with neighbouring words of one encoding as one word: some programs divide them in the middle
/// of a character.
pub(super) fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some(mut word) = Word::at(from) else {
            out.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        rest = from.get(word.len..).unwrap_or_default();
        out.push_str(&format!("=?{}?{}?{}", word.charset, word.encoding, word.letters));
        while let Some(next) = Word::at(rest.trim_start()).filter(|next| word.takes(next)) {
            out.push_str(next.letters);
            rest = rest.trim_start().get(next.len..).unwrap_or_default();
            word = next;
        }
        out.push_str("?=");
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_in_two_words_is_whole_again() {
        let read = |text: &str| joined(text);
        assert_eq!(read("=?utf-8?q?Br=C3?=\n =?utf-8?Q?=BCcke?= x"), "=?utf-8?q?Br=C3=BCcke?= x");
        assert_eq!(read("=?utf-8?b?5bCE?= =?utf-8?b?56iL?="), "=?utf-8?b?5bCE56iL?=");
        for kept in ["=?utf-8?b?YQ==?= =?utf-8?b?YQ==?=", "a =? b ?= c", "=?a?q?x?= =?b?q?y?="] {
            assert_eq!(read(kept), kept);
        }
    }
}
