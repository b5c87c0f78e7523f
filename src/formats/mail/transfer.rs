//! Bodies as they were before they were written for the way: base64 and quoted-printable. Takes what
//! others wrote into them on the way for what it is.

/// A line of this length that holds signs of base64 alone is base64.
const LONG: usize = 40;

/// Lines behind a foreign one in which base64 is looked for.
const AHEAD: usize = 50;

/// What a body of base64 holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unpacked<'b> {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Lines behind it that are no base64: the footer that a mailing list adds.
    pub footer: &'b [u8],
    /// True if it is cut off or holds foreign signs, so that bytes are missing.
    pub damaged: bool,
}

/// Collects groups of four signs.
#[derive(Default)]
struct Groups {
    out: Vec<u8>,
    bits: u32,
    signs: u32,
    /// A group was closed by "=".
    padded: bool,
}

impl Groups {
    fn take(&mut self, sign: u8) {
        let Some(value) = value(sign) else {
            if sign == b'=' {
                self.close();
                self.padded = true;
            }
            return;
        };
        self.bits = self.bits << 6 | value;
        self.signs += 1;
        if self.signs == 4 {
            self.out.extend(self.bits.to_be_bytes().iter().skip(1));
            (self.bits, self.signs) = (0, 0);
        }
    }

    /// Ends a group that is shorter than four.
    fn close(&mut self) {
        let bytes = (self.bits << (6 * (4 - self.signs))).to_be_bytes();
        let known = usize::try_from(self.signs.saturating_sub(1)).unwrap_or(0);
        if self.signs > 0 {
            self.out.extend(bytes.iter().skip(1).take(known));
        }
        (self.bits, self.signs) = (0, 0);
    }
}

fn value(sign: u8) -> Option<u32> {
    Some(u32::from(match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

/// Unpacks base64 up to the first line that is none. `None` if already the first is none.
pub(super) fn base64(raw: &[u8]) -> Option<Unpacked<'_>> {
    let mut groups = Groups::default();
    let (mut at, mut damaged, mut footer) = (0, false, &b""[..]);
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let signs = line.trim_ascii();
        let good =
            is_base64(signs) && !(groups.padded && signs.len() < LONG && !signs.ends_with(b"="));
        if !good && !signs.is_empty() {
            let rest = raw.get(at..).unwrap_or_default();
            let behind = rest.get(line.len()..).unwrap_or_default();
            if !resumes(behind) {
                footer = rest;
                break;
            }
            damaged = true;
        }
        signs.iter().for_each(|sign| groups.take(*sign));
        at += line.len();
    }
    if groups.out.is_empty() && groups.signs == 0 && !footer.is_empty() {
        return None;
    }
    damaged |= groups.signs > 0;
    groups.close();
    Some(Unpacked { bytes: groups.out, footer, damaged })
}

fn is_base64(line: &[u8]) -> bool {
    line.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
}

/// True if base64 goes on soon.
fn resumes(rest: &[u8]) -> bool {
    let mut lines = rest.split(|b| *b == b'\n').take(AHEAD).map(<[u8]>::trim_ascii);
    lines.any(|line| line.len() >= LONG && is_base64(line))
}

/// Unpacks quoted-printable; what does not keep to its rules stays as it is.
pub(super) fn quoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let ended = line.ends_with(b"\n");
        let words = line.trim_ascii_end();
        let (words, soft) = match words.strip_suffix(b"=") {
            Some(words) => (words, true),
            None => (words, false),
        };
        unquote(words, &mut out);
        if ended && !soft {
            out.push(b'\n');
        }
    }
    out
}

fn unquote(mut words: &[u8], out: &mut Vec<u8>) {
    let hex = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    while let Some((first, rest)) = words.split_first() {
        words = rest;
        if let (b'=', Some([high, low])) = (first, rest.get(..2))
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            words = rest.get(2..).unwrap_or_default();
        } else {
            out.push(*first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(raw: &str) -> (String, &str, bool) {
        let found = base64(raw.as_bytes()).unwrap();
        let text = String::from_utf8_lossy(&found.bytes).into_owned();
        (text, std::str::from_utf8(found.footer).unwrap(), found.damaged)
    }

    #[test]
    fn base64_ends_where_its_signs_do() {
        assert_eq!(unpacked("d29y\r\nZHM="), ("words".into(), "", false));
        assert_eq!(unpacked("d29yZHM=\n\n-- \nA list\n"), ("words".into(), "-- \nA list\n", false));
        assert_eq!(unpacked("d29yZHM=\n____\nA list\n").1, "____\nA list\n");
        assert_eq!(unpacked("d29yZHM=\nFooter\n").1, "Footer\n");
        assert_eq!(unpacked("d29y\nZHM=d29yZHM=\n").0, "wordswords");
        assert!(base64(b"no base64 at all, but words").is_none());
    }

    #[test]
    fn base64_that_is_cut_or_has_holes_is_damaged() {
        assert_eq!(unpacked("d29yZH"), ("word".into(), "", true));
        let long = "d29y".repeat(15);
        assert!(unpacked(&format!("{long}\nd2!9y\n{long}\n")).2);
        assert_eq!(base64(b"").unwrap(), Unpacked::default());
    }

    #[test]
    fn quoted_printable_keeps_what_breaks_its_rules() {
        let read = |raw: &str| String::from_utf8(quoted(raw.as_bytes())).unwrap();
        assert_eq!(read("a=C3=A4b=\r\nc \r\n= =G1 1=\n"), "aäbc\n= =G1 1");
        assert_eq!(read("x=3D1 end="), "x=1 end");
    }
}
