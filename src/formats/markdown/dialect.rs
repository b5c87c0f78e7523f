//! What note programs and site generators add to Markdown, written as Markdown that everyone knows, line
//! for line: callouts, boxes between ":::" or behind "!!!", shortcodes, comments, names of blocks. Leaves
//! code alone.

use super::shortcode::{self, Line};

/// Boxes inside of boxes at most.
const MAX_BOXES: usize = 16;

/// Bytes from the line where a shortcode or comment begins to its end at most.
const MAX_BYTES: usize = 16 << 10;

/// Searches for such an end in a text at most.
const MAX_SEARCHES: usize = 1_000;

/// Kinds of boxes (Docusaurus, MkDocs Material, Obsidian, VuePress, MyST, Quarto).
const BOXES: &str = " abstract admonition attention bug callout callout-caution callout-important \
    callout-note callout-tip callout-warning caution check cite danger details error example fail \
    failure faq help hint important info missing note question quote seealso success summary tip tldr \
    todo warning ";

/// A text whose dialect is Markdown, with as many lines.
pub(super) fn plainer(body: &str) -> String {
    let closers = body.split('\n').filter(|line| is_closing(line.trim())).count();
    let mut reader = Reader { closers, ..Reader::default() };
    let mut out = String::with_capacity(body.len() + 64);
    let mut rest = Some(body);
    while let Some(text) = rest {
        let (line, below) = match text.split_once('\n') {
            Some((line, below)) => (line, Some(below)),
            None => (text, None),
        };
        reader.line(line, below.unwrap_or_default(), &mut out);
        if below.is_some() {
            out.push('\n');
        }
        rest = below;
    }
    out
}

/// True if the line that `below` begins with is blank.
fn is_last(below: &str) -> bool {
    below.split('\n').next().is_none_or(|next| next.trim().is_empty())
}

/// A box that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It ends with the lines that stand this far in.
    Indented(usize),
    /// It ends with a line of colons; true if it has a frame.
    Fenced(bool),
}

#[derive(Default)]
struct Reader {
    boxes: Vec<Open>,
    /// The sign and the length of a fence around code.
    code: Option<(char, usize)>,
    /// A shortcode or comment whose end is not there yet: its beginning and its end.
    pending: Option<(String, &'static str)>,
    /// Closing lines of colons that are still to come.
    closers: usize,
    /// Ends of shortcodes and comments that were looked for.
    searches: usize,
}

impl Reader {
    /// Writes a line that has others below it.
    fn line(&mut self, line: &str, below: &str, out: &mut String) {
        if line.trim().is_empty() && self.pending.is_none() {
            let framed = !self.boxes.is_empty() && self.is_framed();
            out.push_str(if framed { ">" } else { "" });
            return;
        }
        let inner = self.inside(line);
        if self.closes(inner) {
            return;
        }
        let frames = self.boxes.iter().filter(|open| **open != Open::Fenced(false)).count();
        out.extend(std::iter::repeat_n("> ", frames));
        if self.is_code(inner) {
            return out.push_str(inner);
        }
        let (words, opened) = match self.opens(inner) {
            Some(found) => found,
            None => return self.words(inner, below, out),
        };
        if opened == Some(Open::Fenced(true)) || matches!(opened, Some(Open::Indented(_))) {
            out.push_str("> ");
        }
        if !words.is_empty() {
            out.push_str(&format!("**{words}**  "));
        }
        self.boxes.extend(opened.filter(|_| self.boxes.len() < MAX_BOXES));
    }

    fn is_framed(&self) -> bool {
        self.boxes.iter().any(|open| *open != Open::Fenced(false))
    }

    /// A line without what tells that it stands inside of boxes; boxes that it does not stand in end.
    fn inside<'l>(&mut self, line: &'l str) -> &'l str {
        let mut rest = line;
        let mut kept = 0;
        for open in &self.boxes {
            if let Open::Indented(columns) = open {
                let spaces = rest.bytes().take_while(|b| *b == b' ').count();
                if spaces < *columns && !rest.starts_with('\t') {
                    break;
                }
                rest = rest.strip_prefix('\t').unwrap_or(rest.get(*columns..).unwrap_or_default());
            }
            kept += 1;
        }
        if kept < self.boxes.len() {
            self.code = None;
        }
        self.boxes.truncate(kept);
        rest
    }

    /// True for a line of code or around it.
    fn is_code(&mut self, line: &str) -> bool {
        let words = line.trim_start().trim_start_matches(['>', ' ']);
        let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = words.chars().take_while(|c| Some(*c) == sign).count();
        let fence = sign.filter(|_| length > 2).map(|sign| (sign, length));
        match (self.code, fence) {
            (Some((sign, least)), Some((closing, length))) => {
                let bare = words.trim_end().chars().all(|c| c == closing);
                if sign == closing && length >= least && bare {
                    self.code = None;
                }
                true
            }
            (Some(_), None) => true,
            (None, Some(('`', length))) if words.get(length..).is_some_and(|w| w.contains('`')) => {
                false
            }
            (None, fence) => {
                self.code = fence;
                fence.is_some()
            }
        }
    }

    /// Ends the innermost box between colons, if the line does.
    fn closes(&mut self, line: &str) -> bool {
        if self.code.is_some() || self.pending.is_some() || !is_closing(line.trim()) {
            return false;
        }
        self.closers = self.closers.saturating_sub(1);
        let at = self.boxes.iter().rposition(|open| matches!(open, Open::Fenced(_)));
        self.boxes.truncate(at.unwrap_or(self.boxes.len()));
        at.is_some()
    }

    /// The title that a line gives a box, and the box if it opens one.
    fn opens(&mut self, line: &str) -> Option<(String, Option<Open>)> {
        if self.pending.is_some() {
            return None;
        }
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let sign = ["!!! ", "??? ", "???+ "].iter().find_map(|sign| words.strip_prefix(sign));
        if let Some(rest) = sign {
            let (name, title) = rest.split_once(' ').unwrap_or((rest, ""));
            return Some((titled(name, title), Some(Open::Indented(indent + 4))));
        }
        if let Some(tab) = words.strip_prefix("=== \"") {
            return Some((tab.trim_end_matches('"').to_owned(), Some(Open::Indented(indent + 4))));
        }
        let rest = words.strip_prefix(":::").filter(|_| self.closers > 0)?;
        let (name, title) = fenced_title(rest.trim_start_matches(':').trim())?;
        let known = BOXES.contains(&format!(" {} ", name.to_lowercase()));
        let words = if known { titled(name, title) } else { cleaned(title) };
        Some((words, Some(Open::Fenced(known))))
    }

    /// Words, of which shortcodes, comments and names of blocks are left out.
    fn words(&mut self, line: &str, below: &str, out: &mut String) {
        let line = match self.goes_on(line) {
            Some(line) => line,
            None => return,
        };
        if let Some(callout) = callout(&line) {
            return out.push_str(&callout);
        }
        let line = without_names(&line, is_last(below));
        if is_emoji(line) {
            out.push('\\');
        }
        let near = below.get(..below.floor_char_boundary(MAX_BYTES)).unwrap_or(below);
        match shortcode::without(line) {
            Line::Words(words) => out.push_str(&words),
            Line::Open(words, rest, closes) if self.is_closed(near, closes) => {
                out.push_str(&words);
                self.pending = Some((rest, closes));
            }
            Line::Open(..) => out.push_str(line),
        }
    }

    fn is_closed(&mut self, near: &str, closes: &str) -> bool {
        self.searches += 1;
        self.searches <= MAX_SEARCHES && near.contains(closes)
    }

    /// A line behind the end of a shortcode that began above; `None` while it goes on.
    fn goes_on(&mut self, line: &str) -> Option<String> {
        let Some((mut inner, closes)) = self.pending.take() else {
            return Some(line.to_owned());
        };
        inner.push(' ');
        match line.split_once(closes) {
            Some((last, after)) => {
                inner.push_str(last);
                Some(shortcode::shown(&inner, if closes == "%%" { "%%" } else { "{" }) + after)
            }
            None => {
                inner.push_str(line);
                self.pending = Some((inner, closes));
                None
            }
        }
    }
}

/// True for ":smile:" and the like, which is no definition.
fn is_emoji(line: &str) -> bool {
    let mut letters = line.bytes();
    letters.next() == Some(b':')
        && letters.next().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'+')
}

fn is_closing(words: &str) -> bool {
    words.len() > 2 && words.bytes().all(|b| b == b':')
}

/// Name and title of ":::warning Title", "::: {.callout-note title="Title"}", ":::tip[Title]".
fn fenced_title(rest: &str) -> Option<(&str, &str)> {
    if let Some(inner) = rest.strip_prefix('{') {
        let inner = inner.split('}').next()?;
        let name = inner.split_whitespace().next().unwrap_or_default();
        let title = inner.split_once("title=").map_or("", |(_, title)| title);
        return Some((name.trim_start_matches('.'), title));
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (name, title) = rest.split_at(end);
    let title = title.split_once("title=").map_or(title, |(_, title)| title);
    (!name.is_empty()).then_some((name, title))
}

/// "Warning: Caution" for a box of this name with a title, "Warning" for one without.
fn titled(name: &str, title: &str) -> String {
    let name = name.trim_start_matches("callout-").replace('-', " ");
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let name: String = first.chain(letters.flat_map(char::to_lowercase)).collect();
    match cleaned(title) {
        title if title.is_empty() || title.eq_ignore_ascii_case(&name) => name,
        title => format!("{name}: {title}"),
    }
}

/// A title without what stands around it; bold signs in it would end those around it.
fn cleaned(title: &str) -> String {
    let title = title.trim().trim_matches(['"', '\'', '[', ']', '{', '}']);
    title.replace("**", "").trim().to_owned()
}

/// "> [!WARNING] Title" as "> **Warning: Title**".
fn callout(line: &str) -> Option<String> {
    let words = line.trim_start_matches(['>', ' ', '\t']);
    let signs = line.get(..line.len() - words.len()).filter(|signs| signs.contains('>'))?;
    let (name, title) = words.strip_prefix("[!")?.split_once(']')?;
    let name = name.split('|').next().unwrap_or(name).trim();
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let good = (1..=40).contains(&name.len()) && name.chars().all(letter);
    let title = title.trim_start_matches(['+', '-']);
    good.then(|| format!("{signs}**{}**  ", titled(name, title)))
}

/// A line without the name of a block (" ^name") or of a heading (" {#name}") at its end, and without
/// a line of attributes alone ("{: .note }").
fn without_names(line: &str, ends: bool) -> &str {
    let words = line.trim_end();
    if words.starts_with("{:") && words.ends_with('}') {
        return "";
    }
    if words.starts_with('#')
        && let Some((head, name)) = words.rsplit_once(" {")
        && name.starts_with(['#', '.'])
        && name.ends_with('}')
    {
        return head;
    }
    let item = words.trim_start().starts_with(['-', '*', '+']);
    let (head, name) = words.rsplit_once('^').unwrap_or((words, ""));
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let named = name.len() > 3 && plain && name.bytes().any(|b| b.is_ascii_alphabetic());
    let apart = head.is_empty() || head.ends_with(' ');
    if named && apart && (ends || item) { head } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callouts_have_their_name_and_title() {
        assert_eq!(plainer("> [!WARNING]\n> x"), "> **Warning**  \n> x");
        assert_eq!(plainer("> [!warning]- Caution\n> x"), "> **Warning: Caution**  \n> x");
        assert_eq!(plainer("> > [!my-kind | wide] A b"), "> > **My kind: A b**  ");
        assert_eq!(plainer("a\n:smile: b\n: c"), "a\n\\:smile: b\n: c");
        for kept in ["> [!", "> [x] y", "[!WARNING] no quotation", "> [link][!]"] {
            assert_eq!(plainer(kept), kept);
        }
    }

    #[test]
    fn boxes_are_quotations_with_their_title() {
        let read = plainer("!!! note \"Careful\"\n    Words\n\n    more\nAfter\n");
        assert_eq!(read, "> **Note: Careful**  \n> Words\n>\n> more\nAfter\n");
        let read = plainer("::: warning\nWords\n:::\nAfter");
        assert_eq!(read, "> **Warning**  \n> Words\n\nAfter");
        let read = plainer(":::tip[My title]\nWords\n:::");
        assert_eq!(read, "> **Tip: My title**  \n> Words\n");
        let read = plainer("::: {.columns}\nWords\n:::\n::: alone");
        assert_eq!(read, "\nWords\n\n::: alone");
        let read = plainer("::: {.callout-note title=\"T\"}\n```\n:::\n```\n:::");
        assert_eq!(read, "> **Note: T**  \n> ```\n> :::\n> ```\n");
    }

    #[test]
    fn names_of_blocks_are_no_words() {
        assert_eq!(plainer("Words. ^block1\n\nx^2\n- a ^b-12\n- c"), "Words. \n\nx^2\n- a \n- c");
        assert_eq!(plainer("# Pier {#pier}\n{: .note }\ntext {#no}"), "# Pier\n\ntext {#no}");
        assert_eq!(
            plainer("a ^2\n\nb ^max\n\nb ^word goes on"),
            "a ^2\n\nb ^max\n\nb ^word goes on"
        );
    }

    #[test]
    fn code_keeps_its_signs_and_lines_their_number() {
        let code = "```\n{{< a >}} %%b%% ^x-1\n> [!NOTE]\n```\n~~~md\n:::note\n~~~\n";
        assert_eq!(plainer(code), code);
        let long =
            "{{< figure\n  src=\"a.jpg\"\n  caption=\"Two launchers\"\n>}}\n\n%%\nhidden\n%%\nBody";
        assert_eq!(plainer(long), "\n\n\nTwo launchers\n\n\n\n<!-- -->\nBody");
        for open in ["{{< figure\nand on\n\nBody", "%%\nand on"] {
            assert_eq!(plainer(open), open);
        }
    }
}
