//! The reader line by line, without panes or colours: for screen readers, slow lines and simple
//! terminals. Answers come as lines; it shares documents and layout with the screen, not its keys.

use std::io::{self, BufRead};

use super::list::ordered;
use super::start::Start;
use super::{DONE, NOTHING, Output};
use crate::corpus::collect;
use crate::document::{BlockKind, Document};
use crate::layout::{Layout, Line, LineKind, LinePlace, Measure};
use crate::library::Entry;
use crate::query::Pattern;
use crate::text::{CleanText, Span};

/// Lines shown at a time.
const PAGE: usize = 20;

const HELP: &str = "\
Enter reads on. A number opens that document of the list. Letters, each with Enter:
  l list   n next match   b a page back   t top   /words find words   q quit
";

/// Lists the documents and reads them on demand, until `q` or the end of the input.
pub fn run(start: Start, out: &mut Output) -> io::Result<u8> {
    let (entries, skipped) = collect::collect(&start.corpus);
    let entries = ordered(entries, start.settings.sort);
    skipped.iter().for_each(|why| out.message(why));
    if entries.is_empty() {
        out.data("No documents here. Try: briefbook --plain FOLDER\n")?;
        return Ok(NOTHING);
    }
    let measure = Measure { columns: start.settings.width.into(), ..Measure::default() };
    let mut reader = Linear { entries, start: &start, measure, open: None };
    reader.list(out)?;
    if reader.entries.len() == 1 {
        reader.open(1, out)?;
    }
    let mut answers = io::stdin().lock().lines();
    loop {
        out.data(&reader.prompt())?;
        out.flush()?;
        let Some(answer) = answers.next().transpose()? else { return Ok(DONE) };
        if answer.trim() == "q" || out.is_closed() {
            return Ok(DONE);
        }
        reader.answer(answer.trim(), out)?;
    }
}

struct Linear<'a> {
    entries: Vec<Entry>,
    start: &'a Start,
    measure: Measure,
    open: Option<Page>,
}

/// The open document and the line to go on from.
struct Page {
    document: Document,
    layout: Layout,
    next: LinePlace,
    pattern: Option<Pattern>,
}

impl Linear<'_> {
    fn prompt(&self) -> String {
        match &self.open {
            Some(_) => "Enter reads on, h helps: ".to_owned(),
            None => "Number of a document, h helps: ".to_owned(),
        }
    }

    fn answer(&mut self, answer: &str, out: &mut Output) -> io::Result<()> {
        if let Ok(number) = answer.parse() {
            return self.open(number, out);
        }
        if let Some(words) = answer.strip_prefix('/') {
            return self.find(Pattern::new(words), out);
        }
        match (answer, &mut self.open) {
            ("h" | "?", _) => out.data(HELP),
            ("l", _) => self.list(out),
            ("", Some(page)) => page.read_on(out),
            ("n", Some(page)) => page.next_match(out),
            ("t", Some(page)) => page.go(0, out),
            ("b", Some(page)) => page.back(out),
            (_, None) => out.data("No document is open. Type the number of one.\n"),
            (_, Some(_)) => out.data(HELP),
        }
    }

    fn list(&self, out: &mut Output) -> io::Result<()> {
        let (count, s) = (self.entries.len(), if self.entries.len() == 1 { "" } else { "s" });
        out.data(&format!("{count} document{s}.\n"))?;
        for (at, entry) in self.entries.iter().enumerate() {
            let date = entry.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
            let failure = entry.failure().map(|why| format!(", unreadable: {why}"));
            let damage = entry.damage.as_ref().map(|damage| format!(", {damage}"));
            let failure = failure.or(damage).unwrap_or_default();
            out.data(&format!("{}. {}{date}{failure}\n", at + 1, entry.title))?;
        }
        Ok(())
    }

    fn open(&mut self, number: usize, out: &mut Output) -> io::Result<()> {
        let Some(entry) = number.checked_sub(1).and_then(|at| self.entries.get(at)) else {
            return out.data(&format!("There is no document {number}.\n"));
        };
        match self.start.corpus.documents().whole(&entry.path) {
            Ok(document) => {
                for said in document.damage().into_iter().chain(document.caveats()) {
                    out.data(&format!("Note: {said}\n"))?;
                }
                let layout = Layout::new(self.measure);
                let page = Page { document, layout, next: LinePlace::default(), pattern: None };
                self.open.insert(page).read_on(out)
            }
            Err(reason) => out.data(&format!("{reason}\n")),
        }
    }

    fn find(&mut self, pattern: Option<Pattern>, out: &mut Output) -> io::Result<()> {
        match &mut self.open {
            Some(page) => {
                page.pattern = pattern;
                page.next_match(out)
            }
            None => out.data("Open a document first: words are looked for in it.\n"),
        }
    }
}

impl Page {
    fn read_on(&mut self, out: &mut Output) -> io::Result<()> {
        let lines = self.layout.lines(&self.document, self.next, PAGE);
        let mut row = None;
        for line in &lines {
            // A row of a table takes several lines on a page, but is one thing to listen to.
            let block = self.document.blocks().get(line.block);
            match block.map(|block| &block.kind) {
                Some(BlockKind::Row { .. }) if row == Some(line.block) => {}
                Some(BlockKind::Row { cells, .. }) if line.kind == LineKind::Text => {
                    row = Some(line.block);
                    out.data(&self.cells(cells))?;
                }
                _ => out.data(&words(&self.document, line))?,
            }
        }
        let next = self.layout.step(&self.document, self.next, PAGE.cast_signed());
        let ended = lines.len() < PAGE || next == self.next;
        self.next = next;
        if ended { out.data("End of the document.\n") } else { Ok(()) }
    }

    /// The cells of a row with semicolons between them.
    fn cells(&self, cells: &[Span]) -> String {
        let cells: Vec<&str> = cells.iter().map(|cell| self.document.words(*cell)).collect();
        CleanText::line(&cells.join("; ")).to_string() + "\n"
    }

    fn back(&mut self, out: &mut Output) -> io::Result<()> {
        let pages = -(2 * PAGE).cast_signed();
        self.next = self.layout.step(&self.document, self.next, pages);
        self.read_on(out)
    }

    fn go(&mut self, offset: usize, out: &mut Output) -> io::Result<()> {
        self.next = self.layout.place(&self.document, offset);
        self.read_on(out)
    }

    fn next_match(&mut self, out: &mut Output) -> io::Result<()> {
        let from = self.layout.offset(&self.document, self.next);
        let text: &CleanText = self.document.text();
        match self.pattern.as_ref().and_then(|pattern| pattern.first_from(text, from)) {
            Some(hit) => self.go(hit.start, out),
            None => out.data("No match from here on.\n"),
        }
    }
}

/// The words of a line with single spaces between its pieces; indents and columns mean nothing to
/// an ear.
fn words(document: &Document, line: &Line) -> String {
    let pieces: Vec<&str> = line.pieces.iter().map(|piece| document.words(piece.span)).collect();
    let hyphen = if line.hyphen { "-" } else { "" };
    CleanText::line(&(pieces.join(" ") + hyphen)).to_string() + "\n"
}
