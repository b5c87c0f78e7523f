//! Boxes about links: those of a document, an address before it is opened, a file outside of the library,
//! what links here; and the boxes of commands that a text is given to. Each only offers.

use std::path::Path;

use super::choice::{Choice, ChoiceTarget};
use super::chooser::{Chooser, MOST, Purpose};
use crate::config::Pipe;
use crate::document::{Document, MarkKind};
use crate::protocol::{LinkPassages, PipeReport};
use crate::text::{CleanText, Span, clusters};

/// Links of a document that are offered at most.
const MOST_LINKS: usize = 5_000;

/// Lines of what a command says that are offered at most.
const MOST_LINES: usize = 5_000;

/// Columns and lines that a box has for its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxRoom {
    /// Columns of a row.
    pub columns: usize,
    /// Rows that are seen together.
    pub rows: usize,
}

impl Chooser {
    /// The links of a document, numbered in the order of the text, and behind them its notes.
    pub fn links(document: &Document) -> Self {
        let linked = document.marks().iter().filter_map(|mark| match mark.kind {
            MarkKind::Link(link) => Some((mark.span, document.links().get(link as usize)?)),
            _ => None,
        });
        let rows = linked.enumerate().map(|(at, (span, link))| Choice {
            before: CleanText::line(&(at + 1).to_string()),
            words: CleanText::line(document.words(span)),
            matched: Vec::new(),
            about: link.target.clone(),
            answer: ChoiceTarget::Follow(link.target.clone(), span),
        });
        let notes = document.notes().into_iter().filter_map(|note| {
            let block = document.blocks().get(note.block)?;
            let mark = document.words(note.mark);
            let words = document.words(block.span);
            let words = words.strip_prefix(mark).unwrap_or(words).trim_start();
            Some(Choice {
                before: CleanText::line(mark),
                words: CleanText::line(&beginning(words)),
                matched: Vec::new(),
                about: "note".into(),
                answer: ChoiceTarget::Go(block.span),
            })
        });
        Self::new(Purpose::Links, rows.take(MOST_LINKS).chain(notes.take(MOST)).collect())
    }

    /// An address, whole, with what can be done with it. It is opened only if it `opens` and all of it is
    /// seen together with the row that does it.
    pub fn address(address: &CleanText, opens: bool, span: Span, room: BoxRoom) -> Self {
        let mut rows: Vec<Choice> = lines(address, room.columns).map(stays).collect();
        let warning = doubtful_host(address).filter(|_| opens);
        rows.extend(warning.as_deref().map(stays));
        let seen = rows.len() + 3 <= room.rows;
        if !opens {
            rows.push(stays("Not opened: only http, https and plain mailto addresses are."));
        } else if !seen {
            rows.push(stays("Too long to be seen whole here, so it is not opened."));
        }
        let first = rows.len();
        if opens && seen {
            rows.push(does(
                "Open it with the system's program",
                ChoiceTarget::Browse(address.clone()),
            ));
        }
        rows.push(does("Copy it", ChoiceTarget::Copy(address.clone())));
        rows.push(does("Go to where it stands in the page", ChoiceTarget::Go(span)));
        let mut chooser = Self::new(Purpose::Address, rows);
        chooser.rows.select(first);
        chooser
    }

    /// A file outside of the library, whole, and whether it is to be opened.
    pub fn outside(path: &Path, fragment: &str, room: BoxRoom) -> Self {
        let mut rows: Vec<Choice> =
            lines(&CleanText::path(path), room.columns).map(stays).collect();
        let first = rows.len();
        rows.push(does("Leave it", ChoiceTarget::Stay));
        let open = ChoiceTarget::OpenFile(path.to_owned(), fragment.to_owned());
        rows.push(does("Open it", open));
        let mut chooser = Self::new(Purpose::Outside, rows);
        chooser.rows.select(first);
        chooser
    }

    /// The passages that link to a document.
    pub fn links_here(found: LinkPassages) -> Self {
        let more =
            found.more.then(|| stays("There may be more: only the newest documents were read."));
        let rows = found.passages.into_iter().map(|passage| Choice {
            before: CleanText::default(),
            words: passage.words.clone(),
            matched: Vec::new(),
            about: passage.title.clone(),
            answer: ChoiceTarget::Passage(passage),
        });
        Self::new(Purpose::LinksHere, rows.chain(more).collect())
    }

    /// The commands that a text can be given to.
    pub fn pipes(pipes: &[Pipe]) -> Self {
        let rows = pipes.iter().enumerate().map(|(at, pipe)| Choice {
            before: CleanText::default(),
            words: pipe.name.clone(),
            matched: Vec::new(),
            about: CleanText::line(&pipe.words.join(" ")),
            answer: ChoiceTarget::Pipe(at),
        });
        Self::new(Purpose::Pipes, rows.collect())
    }

    /// What a command said, after how it ended.
    pub fn output(report: &PipeReport, room: BoxRoom) -> Self {
        let head = format!("{}: {}", report.name, report.status);
        let said = report.output.lines().flat_map(|line| lines(line, room.columns));
        let mut rows: Vec<Choice> = vec![stays(&head)];
        rows.extend(said.take(MOST_LINES).map(stays));
        Self::new(Purpose::Output, rows)
    }
}

/// A row that only says something.
fn stays(words: &str) -> Choice {
    does(words, ChoiceTarget::Stay)
}

fn does(words: &str, answer: ChoiceTarget) -> Choice {
    let none = CleanText::default;
    Choice {
        before: none(),
        words: CleanText::line(words),
        matched: Vec::new(),
        about: none(),
        answer,
    }
}

/// A line in pieces of so many columns, at least one piece.
fn lines(line: &str, columns: usize) -> impl Iterator<Item = &str> {
    let (mut rest, mut first) = (line, true);
    std::iter::from_fn(move || {
        if rest.is_empty() && !std::mem::take(&mut first) {
            return None;
        }
        first = false;
        let mut used = 0;
        let fits = |(_, _, cells): &(usize, &str, usize)| {
            used += cells;
            used <= columns
        };
        let taken = clusters(rest, 0).take_while(fits).map(|(_, cluster, _)| cluster.len()).sum();
        // A cluster wider than the box stands alone, or nothing would be taken for ever.
        let least = clusters(rest, 0).next().map_or(0, |(_, cluster, _)| cluster.len());
        let (piece, after) = rest.split_at(usize::max(taken, least));
        rest = after;
        Some(piece)
    })
}

/// What a reader should know of the host of an address, if it may be another than it looks.
fn doubtful_host(address: &str) -> Option<String> {
    let rest = address.split_once("//")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    if host.len() < authority.len() {
        return Some(format!("Its host is {host}, not what stands before the “@”."));
    }
    let strange = host.chars().find(|c| !c.is_ascii())?;
    Some(format!("Its host has letters that are not plain ASCII, “{strange}” for one."))
}

/// The first words of a note.
fn beginning(words: &str) -> String {
    words.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: BoxRoom = BoxRoom { columns: 20, rows: 8 };

    fn offered(chooser: &Chooser) -> Vec<&str> {
        chooser.choices.iter().map(|choice| choice.words.as_str()).collect()
    }

    #[test]
    fn an_address_is_shown_whole_before_it_can_be_opened() {
        let address = CleanText::from("https://example.org/a/b/c");
        let chooser = Chooser::address(&address, true, Span::new(0, 1), ROOM);
        let rows = offered(&chooser);
        assert_eq!(rows[..2].concat(), &*address);
        assert_eq!(
            rows[2..],
            ["Open it with the system's program", "Copy it", "Go to where it stands in the page"]
        );
        assert_eq!(chooser.answer(), Some(&ChoiceTarget::Browse(address)));
    }

    #[test]
    fn what_is_not_seen_whole_or_may_run_something_is_only_copied() {
        let long = CleanText::line(&format!("https://example.org/{}", "a".repeat(200)));
        for (address, opens) in [(long, true), ("javascript:alert(1)".into(), false)] {
            let chooser = Chooser::address(&address, opens, Span::new(0, 1), ROOM);
            let browses = |choice: &Choice| matches!(choice.answer, ChoiceTarget::Browse(_));
            assert!(!chooser.choices.iter().any(browses), "{address}");
            assert_eq!(chooser.answer(), Some(&ChoiceTarget::Copy(address)));
        }
    }

    #[test]
    fn a_host_that_may_deceive_is_named() {
        let told = |address: &str| doubtful_host(address).unwrap_or_default();
        assert_eq!(told("https://example.org/a@b"), "");
        assert!(told("https://bank.example@evil.example/").contains("evil.example"));
        assert!(told("https://exаmple.org/").contains('а'));
    }

    #[test]
    fn a_file_outside_is_left_unless_one_says_otherwise() {
        let chooser = Chooser::outside(Path::new("/etc/\u{1b}passwd"), "", ROOM);
        assert_eq!(offered(&chooser), ["/etc/\u{241b}passwd", "Leave it", "Open it"]);
        assert_eq!(chooser.answer(), Some(&ChoiceTarget::Stay));
    }

    #[test]
    fn what_a_command_says_is_broken_at_the_edge_and_never_lost() {
        let report = PipeReport {
            name: "count".into(),
            status: "exit status: 0".into(),
            output: CleanText::text("one\n\nÄ日本語日本語日本語日本語\n"),
        };
        let chooser = Chooser::output(&report, BoxRoom { columns: 9, rows: 5 });
        let rows = offered(&chooser);
        assert_eq!(rows[..3], ["count: exit status: 0", "one", ""]);
        assert_eq!(rows[3..].concat(), "Ä日本語日本語日本語日本語");
        assert_eq!(rows[3], "Ä日本語日");
        assert_eq!(lines("日本", 1).collect::<Vec<_>>(), ["日", "本"]);
    }
}
