//! Paragraphs of plain text whose lines were broken for the way (format=flowed, RFC 3676), whole again.

/// A paragraph that may go on with the next line.
#[derive(Default)]
struct Paragraph {
    depth: usize,
    words: String,
    open: bool,
}

/// `text` with a line for every paragraph. `delsp` says that the space at the end of a broken line was
/// put in by the one who broke it.
pub(super) fn joined(text: &str, delsp: bool) -> String {
    let stuffed = is_stuffed(text);
    let mut out = String::with_capacity(text.len());
    let mut paragraph = Paragraph::default();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let words = line.get(depth..).unwrap_or_default();
        let signature = unstuffed(words, stuffed || depth > 0) == "-- ";
        let words = unstuffed(words, stuffed || depth > 0);
        if paragraph.open && (paragraph.depth != depth || signature) {
            end(&mut paragraph, &mut out);
        }
        paragraph.depth = depth;
        paragraph.open = words.ends_with(' ') && !signature;
        let cut = if paragraph.open && delsp { 1 } else { 0 };
        paragraph.words.push_str(words.get(..words.len() - cut).unwrap_or(words));
        if !paragraph.open {
            end(&mut paragraph, &mut out);
        }
    }
    if paragraph.open {
        end(&mut paragraph, &mut out);
    }
    out.pop();
    out
}

fn end(paragraph: &mut Paragraph, out: &mut String) {
    let Paragraph { depth, words, .. } = std::mem::take(paragraph);
    out.extend(std::iter::repeat_n('>', depth));
    if depth > 0 {
        out.push(' ');
    }
    out.push_str(&words);
    out.push('\n');
}

/// A line without the space that protects its beginning: behind signs of quotation there always is one
/// that may go, else only before what needs it, unless all lines have one.
fn unstuffed(words: &str, always: bool) -> &str {
    let Some(rest) = words.strip_prefix(' ') else { return words };
    let needed = rest.starts_with([' ', '>']) || rest.starts_with("From ");
    if always || needed { rest } else { words }
}

/// True if every line with words begins with a space.
fn is_stuffed(text: &str) -> bool {
    let mut lines = text.split('\n').filter(|line| !line.trim().is_empty()).take(200);
    lines.all(|line| line.starts_with([' ', '>']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_in_a_space_go_on() {
        let text = "The brigade \nmoved on.\n\n> They \n> said.\n>> No.\nLast \n> quoted\n-- \nAnn";
        let read = "The brigade moved on.\n\n> They said.\n>> No.\nLast \n> quoted\n-- \nAnn";
        assert_eq!(joined(text, false), read);
    }

    #[test]
    fn the_space_of_the_line_end_goes_if_it_is_said_so() {
        assert_eq!(joined("four laun \r\nchers  \r\nwere\r\n", true), "four launchers were\n");
        assert_eq!(joined("ракета по \nлетела", true), "ракета полетела");
        assert_eq!(joined("to the pier \n on Monday", true), "to the pier on Monday");
        assert_eq!(joined(" From here\n >x\n", false), "From here\n>x\n");
    }
}
