//! White space for people: words of a document put on one line. Does not clean; see [`super::CleanText`].

/// The words of `text` with a single space between them, whatever stood there.
pub fn single_spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_and_runs_of_blanks_become_one_space() {
        assert_eq!(single_spaced("  the\n long\u{a0}\tline \r\n"), "the long line");
        assert_eq!(single_spaced(" \n "), "");
    }
}
