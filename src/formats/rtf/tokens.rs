//! RTF as a row of signs: braces, control words, bytes. Knows no meaning of any word.

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with the number behind it.
    Word(&'a str, Option<i32>),
    /// `\` and a character that is no letter.
    Symbol(u8),
    /// `\'e4`
    Byte(u8),
    /// Bytes of the text.
    Bytes(&'a [u8]),
}

/// Reads signs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'a> {
    source: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a [u8]) -> Self {
        Self { source, at: 0 }
    }

    /// Passes over the rest of the group that is open. Returns what was in it.
    pub(super) fn rest_of_group(&mut self) -> &'a [u8] {
        let start = self.at;
        let mut depth = 1usize;
        let mut end = self.at;
        while depth > 0 {
            end = self.at;
            match self.next() {
                Some(Token::Open) => depth += 1,
                Some(Token::Close) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        self.source.get(start..end).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|b| !wanted(*b)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first == b'\'' {
            self.at += 1;
            let digits = self.source.get(self.at..self.at + 2).and_then(hex);
            self.at += if digits.is_some() { 2 } else { 0 };
            return Some(Token::Byte(digits.unwrap_or(b'?')));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(Token::Symbol(first));
        }
        let word = std::str::from_utf8(self.take_while(|b| b.is_ascii_alphabetic())).ok()?;
        let sign = usize::from(self.peek() == Some(b'-'));
        let start = self.at;
        self.at += sign;
        let digits = self.take_while(|b| b.is_ascii_digit()).len();
        if digits == 0 {
            self.at = start;
        }
        let number = self.source.get(start..self.at).and_then(|n| std::str::from_utf8(n).ok());
        let number = number.and_then(|number| number.parse().ok());
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            let most = self.source.len().saturating_sub(self.at);
            self.at += usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(most);
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return Some(match self.peek()? {
                b'{' => {
                    self.at += 1;
                    Token::Open
                }
                b'}' => {
                    self.at += 1;
                    Token::Close
                }
                b'\\' => {
                    self.at += 1;
                    self.control()?
                }
                b'\r' | b'\n' | 0 => {
                    self.at += 1;
                    continue;
                }
                _ => Token::Bytes(self.take_while(|b| !b"{}\\\r\n\0".contains(&b))),
            });
        }
    }
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_letters_and_digits_do() {
        let told: Vec<_> = Tokens::new(b"{\\b0 x\\u-5?\\'e4\\~\r\n\\bin3 {{{y}").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Bytes(b"x"),
            Token::Word("u", Some(-5)),
            Token::Bytes(b"?"),
            Token::Byte(0xE4),
            Token::Symbol(b'~'),
            Token::Word("bin", Some(3)),
            Token::Bytes(b"y"),
            Token::Close,
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_group_is_passed_over_with_those_inside() {
        let mut tokens = Tokens::new(b"{\\a{b}\\}c}d");
        tokens.next();
        assert_eq!(tokens.rest_of_group(), b"\\a{b}\\}c");
        assert_eq!(tokens.next(), Some(Token::Bytes(b"d")));
        let mut cut = Tokens::new(b"{a\\");
        cut.next();
        assert_eq!(cut.rest_of_group(), b"a");
    }
}
