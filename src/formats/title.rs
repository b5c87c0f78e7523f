//! Which words of a text are its title: the subject of a message, a heading, a first line. Says
//! nothing rather than noise: the list then shows the file's name.

use crate::document::{Block, BlockKind};
use crate::text::Span;

/// Blocks at the head of a document that are looked at.
const HEAD: usize = 200;

/// A title and the words of the text it was taken from.
pub(super) struct Title {
    /// Its words; more than `span` holds if a section needs the name of what it is a part of.
    pub words: String,
    /// Where it stands.
    pub span: Span,
}

/// The title of a text with `blocks` and header `fields`.
pub(super) fn of(text: &str, blocks: &[Block], fields: &[(String, Span)]) -> Option<Title> {
    let plain = |span: Span| Title { words: span.of(text).to_owned(), span };
    let subject = subject(text, fields);
    if subject.is_some_and(|span| is_message(fields) || is_shouted(text, span)) {
        return subject.map(plain);
    }
    if let Some(last) = path(text, blocks) {
        return Some(last);
    }
    // In a form the subject stands above the headings, in a paper the title above it all.
    let spans = [heading(text, blocks), subject];
    let found = spans.into_iter().flatten().min();
    found.or_else(|| first_words(blocks, text)).map(plain)
}

fn subject(text: &str, fields: &[(String, Span)]) -> Option<Span> {
    const KEYS: [&str; 6] = ["subject", "subj", "betreff", "asunto", "objet", "тема"];
    let mut subjects = fields.iter().filter(|(key, _)| KEYS.contains(&key.as_str()));
    let span = subjects.next().map(|(_, span)| span.trimmed(text))?;
    Some(continued(text, span)).filter(|span| is_clean(span.of(text)))
}

/// A subject with the lines that go on with it: set in, or in capitals as it is.
fn continued(text: &str, subject: Span) -> Span {
    let shouted =
        |words: &str| words.chars().any(char::is_alphabetic) && words == words.to_uppercase();
    let mut end = subject.end;
    for line in text.get(end..).unwrap_or_default().split_inclusive('\n').skip(1).take(3) {
        let words = line.trim();
        let set_in = line.starts_with("    ") || line.starts_with('\t');
        let field = words.contains(':') || words.starts_with(|c: char| !c.is_alphabetic());
        let goes_on = set_in || shouted(words) && shouted(subject.of(text));
        if words.is_empty() || field || !goes_on || words.len() > 200 {
            break;
        }
        let behind = text.get(end..).and_then(|rest| rest.find(words)).unwrap_or(0);
        end += behind + words.len();
    }
    Span::new(subject.start, end)
}

/// True if the word before a subject is written as in cables and memos: "SUBJECT:", "SUBJ:".
fn is_shouted(text: &str, subject: Span) -> bool {
    let before = text.get(..subject.start).unwrap_or_default();
    let label = before.rsplit('\n').next().unwrap_or_default().trim().trim_end_matches([':', ' ']);
    matches!(label, "SUBJECT" | "SUBJ")
}

/// Messages name a sender or an addressee, cables what they are filed under.
fn is_message(fields: &[(String, Span)]) -> bool {
    const KEYS: [&str; 13] = [
        "from",
        "to",
        "dtg",
        "memorandum for",
        "memo for",
        "tags",
        "info",
        "ref",
        "via",
        "thru",
        "through",
        "attn",
        "von",
    ];
    fields.iter().any(|(key, _)| KEYS.contains(&key.as_str()))
}

/// The first heading that says something.
fn heading(text: &str, blocks: &[Block]) -> Option<Span> {
    let says = |(level, span): &(u8, Span)| {
        let words = span.of(text);
        !is_generic(words) && (*level == 1 || is_legible(words))
    };
    headings(blocks.get(..HEAD).unwrap_or(blocks)).find(says).map(|(_, span)| span)
}

fn headings(blocks: &[Block]) -> impl Iterator<Item = (u8, Span)> {
    blocks.iter().filter_map(heading_of)
}

fn heading_of(block: &Block) -> Option<(u8, Span)> {
    match block.kind {
        BlockKind::Heading { level } => Some((level, block.span)),
        _ => None,
    }
}

/// The last of three or more headings that lead down to one section, the only one of the file: a
/// section that was cut out of a book begins with the names of all that holds it.
fn path(text: &str, blocks: &[Block]) -> Option<Title> {
    let run: Vec<(u8, Span)> = blocks.iter().map_while(heading_of).take(7).collect();
    let deeper = run.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let [_, .., (_, above), (level, last)] = *run.as_slice() else { return None };
    let mut others = headings(blocks.get(run.len()..)?).take(HEAD);
    if !deeper || others.any(|(other, _)| other <= level) {
        return None;
    }
    // "(b) Exceptions" alone does not tell one file from another.
    let words = last.of(text);
    let part = words.starts_with('(');
    let words = if part { format!("{} {words}", above.of(text)) } else { words.to_owned() };
    Some(Title { words, span: last })
}

/// Headings that say nothing about their document.
fn is_generic(words: &str) -> bool {
    let words = words.get(..40).unwrap_or(words).trim().to_lowercase();
    let page = words.strip_prefix("page ").unwrap_or("x");
    matches!(words.as_str(), "document" | "untitled" | "contents" | "table of contents" | "index")
        || page.bytes().all(|b| b.is_ascii_digit())
}

/// In a document whose headings say nothing: its first line of three words or more.
fn first_words(blocks: &[Block], text: &str) -> Option<Span> {
    let generic = is_generic(blocks.first()?.span.of(text));
    let wordy = |span: &Span| span.of(text).split_whitespace().take(3).count() > 2;
    let span = blocks.iter().take(20).map(|block| block.span).find(wordy)?;
    let line = span.of(text).lines().next().filter(|line| generic && is_sentence(line))?;
    let end = line.char_indices().nth(120).map_or(line.len(), |(at, _)| at);
    Some(Span::new(span.start, span.start + end).trimmed(text))
}

/// Words from the first letter on, without the signs that scanners make of stamps and borders.
fn is_sentence(line: &str) -> bool {
    let drawn = |c: char| "|[]{}<>~_=\\".contains(c);
    line.starts_with(char::is_alphabetic) && !line.contains(drawn) && is_legible(line)
}

/// Mostly words, as people write them and scanners of paper often do not.
fn is_legible(words: &str) -> bool {
    let tokens: Vec<&str> = words.split_whitespace().take(40).collect();
    let good = tokens.iter().filter(|token| is_word(token)).count();
    good > 0 && good * 2 >= tokens.len() && is_clean(words)
}

/// Three letters or more, or some of a script that is not Latin.
fn is_word(token: &str) -> bool {
    let core = token.trim_matches(|c: char| c.is_ascii_punctuation());
    let letters = core.chars().take(60).filter(|c| c.is_alphabetic()).count();
    let joiner = |c: char| matches!(c, '-' | '\'' | '’' | '–' | '—');
    let whole = core.chars().take(60).all(|c| c.is_alphabetic() || joiner(c));
    whole && letters > 2 || !core.is_ascii() && letters > 0
}

/// Letters and digits for the most part.
fn is_clean(words: &str) -> bool {
    let (mut all, mut good) = (0, 0);
    for c in words.chars().take(200).filter(|c| !c.is_whitespace()) {
        all += 1;
        good += usize::from(c.is_alphanumeric());
    }
    good > 0 && good * 4 >= all * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_noise() {
        for words in ["The range of the missile", "F-16 deliveries to Ukraine", "部队的导弹"] {
            assert!(is_legible(words), "{words}");
        }
        assert!(is_sentence("Report of the committee"));
        assert!(!is_sentence("17-100) RELEASED BY THE OFFICE |"));
        for noise in ["i24-90137-10284] [2025 |", "H1 . ont af _,:", "~~ ; = o", ""] {
            assert!(!is_legible(noise), "{noise}");
        }
    }

    fn titled(levels: &[(u8, &str)], body: &[u8]) -> Option<String> {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for (level, words) in levels.iter().copied().chain(body.iter().map(|l| (*l, "More words")))
        {
            let span = Span::new(text.len(), text.len() + words.len());
            let kind = if level == 0 { BlockKind::Paragraph } else { BlockKind::Heading { level } };
            blocks.push(Block::new(kind, span));
            text.push_str(words);
            text.push('\n');
        }
        of(&text, &blocks, &[]).map(|title| title.words)
    }

    #[test]
    fn a_section_cut_from_a_book_is_called_by_its_own_heading() {
        let path = [(1, "The Code"), (3, "Chapter one"), (4, "Section two")];
        assert_eq!(titled(&path, &[0, 0]).unwrap(), "Section two");
        let part = [(1, "The Code"), (3, "Section two"), (4, "(b) Limits")];
        assert_eq!(titled(&part, &[0]).unwrap(), "Section two (b) Limits");
        assert_eq!(titled(&path, &[0, 3, 0]).unwrap(), "The Code");
        assert_eq!(titled(&path[..2], &[0]).unwrap(), "The Code");
    }
}
