//! Words of documents in Markdown: whatever would be markup in them is escaped.

use super::CleanText;

/// Words on one line, cleaned, with every character escaped that could mean something in Markdown.
pub fn markdown_line(text: &str) -> String {
    let shown = CleanText::line(text.trim());
    let mut out = String::with_capacity(shown.len() + 8);
    for (at, c) in shown.char_indices() {
        let list = at == 0 && matches!(c, '-' | '+' | '=');
        let number = matches!(c, '.' | ')')
            && (1..=9).contains(&at)
            && shown[..at].bytes().all(|byte| byte.is_ascii_digit());
        if list
            || number
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!' | '$'
            )
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_words_is_markup_and_no_line_is_begun() {
        let hostile = "- a *b* <script>\n# c | [d](e) `f` 1. \u{1b}[31m";
        let line = markdown_line(hostile);
        assert!(line.starts_with("\\- a \\*b\\* \\<script\\>"), "{line}");
        assert!(!line.contains(['\n', '\u{1b}']), "{line}");
        assert_eq!(markdown_line("1. one"), "1\\. one");
    }
}
