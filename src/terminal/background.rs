//! Whether the terminal is dark or light: the question, its answer, and the guess that stands
//! until an answer comes. Nothing here waits; the answer arrives among the keys.

/// OSC 11: "what is your background colour?"
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// The terminal's background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Light letters on dark.
    Dark,
    /// Dark letters on light.
    Light,
}

impl Background {
    /// The guess from the variable `COLORFGBG` ("foreground;background", or with a word between),
    /// where 7 and 9 to 15 are light as in vim and rxvt; dark without it.
    pub fn guess(colorfgbg: Option<&str>) -> Self {
        let last = colorfgbg.and_then(|value| value.rsplit(';').next());
        match last.and_then(|number| number.parse().ok()) {
            Some(7 | 9..=15) => Self::Light,
            _ => Self::Dark,
        }
    }

    /// Reads the body of an OSC 11 reply (`11;rgb:RRRR/GGGG/BBBB`, one to four hexadecimal digits
    /// each, or `rgba:` with a fourth); `None` if it is another reply or malformed.
    pub fn from_reply(body: &[u8]) -> Option<Self> {
        let colour = std::str::from_utf8(body).ok()?.strip_prefix("11;")?;
        let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
        let mut channels = parts.split('/').map(channel);
        let (red, green, blue) = (channels.next()??, channels.next()??, channels.next()??);
        // Rec. 709 weights of perceived lightness.
        let lightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        Some(if lightness > 0.5 { Self::Light } else { Self::Dark })
    }
}

/// A channel from 0 to 1: the digits as a share of the largest number they could write.
fn channel(digits: &str) -> Option<f64> {
    if !(1..=4).contains(&digits.len()) {
        return None;
    }
    let value = u16::from_str_radix(digits, 16).ok()?;
    let most = (1_u32 << (4 * digits.len())) - 1;
    Some(f64::from(value) / f64::from(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_every_length_are_read() {
        for (reply, expected) in [
            ("11;rgb:0000/0000/0000", Background::Dark),
            ("11;rgb:1e1e/1e1e/2e2e", Background::Dark),
            ("11;rgb:ff/ff/ff", Background::Light),
            ("11;rgb:f/f/e", Background::Light),
            ("11;rgba:fdfd/f6f6/e3e3/ffff", Background::Light),
        ] {
            assert_eq!(Background::from_reply(reply.as_bytes()), Some(expected), "{reply}");
        }
    }

    #[test]
    fn what_is_no_reply_is_none() {
        for body in ["", "11;", "10;rgb:0/0/0", "11;rgb:0/0", "11;rgb:00000/0/0", "11;rgb:/x/é"] {
            assert_eq!(Background::from_reply(body.as_bytes()), None, "{body}");
        }
        assert_eq!(Background::from_reply(b"11;rgb:\xff/0/0"), None);
    }

    #[test]
    fn without_an_answer_the_variable_decides_and_without_it_dark() {
        assert_eq!(Background::guess(Some("0;15")), Background::Light);
        assert_eq!(Background::guess(Some("0;default;7")), Background::Light);
        assert_eq!(Background::guess(Some("15;0")), Background::Dark);
        assert_eq!(Background::guess(Some("nonsense")), Background::Dark);
        assert_eq!(Background::guess(None), Background::Dark);
    }
}
