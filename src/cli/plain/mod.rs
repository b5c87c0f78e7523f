//! The reader line by line, without panes or colours: for screen readers, slow lines and simple
//! terminals. Answers come as lines; it shares documents, search and bookmarks with the screen, not its
//! keys.

mod dossiers;
mod page;
mod rows;
mod told;

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use super::bookmarks::{Desk, mark};
use super::list::ordered;
use super::start::Start;
use super::{DONE, FAILED, NOTHING, Output};
use crate::config::Stems;
use crate::corpus::{collect, sitting};
use crate::document::{LinkTarget, link_stem};
use crate::files::clock;
use crate::files::open;
use crate::library::{ColumnValue, Entry, column_words};
use crate::protocol::{FollowReport, FollowRequest};
use crate::query::{Query, brief};
use crate::reading::following::followed;
use crate::reading::in_memory::InMemory;
use crate::text::CleanText;
use page::Page;
use rows::{Lead, Rows};

const HELP: &str = "\
Enter goes on: with the list, or with the text. A number takes that row of the last list.
Each of these with Enter:
  l          the list of documents        + and -    the next document, the one before
  b          the lines before             t          from the top
  o          headings of the document     g PLACE    go to paragraph 12, page p12, 40%, or words
  /WORDS     find words; n finds the next one
  s QUERY    search all documents         f WORDS    facts of the document, all or those with words
  x          links of the document        r          ranges that the document states
  m NOTE     bookmark the first paragraph read last, with a note if you like
  k          your bookmarks               w          where you are
  p          places of all documents      y QUERY    all documents over time, or those found
  d NAME     dossier of a weapon, an actor  c        disputes: where sources contradict each other
  i          what is new since the last sitting: which documents came or changed, and why
  h          this help                    q          quit
";

/// Lists the documents and reads them on demand, until `q` or the end of the input.
pub fn run(start: Start, out: &mut Output) -> io::Result<u8> {
    let (entries, skipped) = collect::collect(&start.corpus);
    let entries = ordered(entries, start.settings.sort);
    skipped.iter().for_each(|why| out.message(why));
    start.notices.iter().for_each(|notice| out.message(&notice.words));
    if entries.is_empty() {
        out.data("No documents here. Try: briefbook --plain FOLDER\n")?;
        return Ok(NOTHING);
    }
    // What was piped in took standard input: the answers come from the keyboard.
    let piped =
        start.corpus.documents().in_memory().iter().any(|(path, _)| InMemory::is_input(path));
    let mut answers = open::answers(piped)?;
    let query = start.start.query.clone();
    let mut reader =
        Linear { entries, start: &start, open: None, rows: Rows::default(), listing: false };
    reader.list(out)?;
    if reader.entries.len() == 1 {
        reader.open(0, out)?;
    }
    if let Some(query) = query {
        reader.search(&query, out)?;
    }
    let mut answer = String::new();
    loop {
        out.data(&reader.prompt())?;
        out.flush()?;
        answer.clear();
        if answers.read_line(&mut answer)? == 0 || out.is_closed() {
            return Ok(DONE);
        }
        if answer.trim() == "q" {
            return Ok(end(&start, out));
        }
        reader.answer(answer.trim(), out)?;
    }
}

/// The user ends the sitting: what the library holds is remembered.
fn end(start: &Start, out: &mut Output) -> u8 {
    match sitting::end(&start.corpus) {
        Ok(()) => DONE,
        Err(words) => {
            out.message(&words);
            FAILED
        }
    }
}

/// Where a document that is opened is begun.
enum Aim {
    Top,
    Offset(usize),
    Section(String),
}

struct Linear<'a> {
    entries: Vec<Entry>,
    start: &'a Start,
    open: Option<Page>,
    /// The last list: what numbers mean.
    rows: Rows,
    /// True while Enter goes on with that list.
    listing: bool,
}

impl Linear<'_> {
    fn prompt(&mut self) -> String {
        match &mut self.open {
            _ if self.listing && self.rows.goes_on() => {
                "Enter for more, a number chooses: ".to_owned()
            }
            Some(page) => format!("{}. Enter reads on, h helps: ", capital(&page.place())),
            None => "Number of a document, h helps: ".to_owned(),
        }
    }

    fn answer(&mut self, answer: &str, out: &mut Output) -> io::Result<()> {
        if let Ok(number) = answer.parse() {
            return self.choose(number, out);
        }
        if let Some(words) = answer.strip_prefix('/') {
            return self.on_page(out, |page, out| page.find(words, out));
        }
        let (word, rest) = answer.split_once(' ').unwrap_or((answer, ""));
        let rest = rest.trim();
        match (word, rest) {
            ("", _) if self.listing && self.rows.goes_on() => self.rows.go_on(out),
            ("", _) => self.on_page(out, Page::read_on),
            ("h" | "?", "") => out.data(HELP),
            ("l", "") => self.list(out),
            ("n", "") => self.on_page(out, |page, out| page.find("", out)),
            ("t", "") => self.on_page(out, |page, out| page.go(0, out)),
            ("b", "") => self.on_page(out, Page::back),
            ("+", "") => self.neighbour(true, out),
            ("-", "") => self.neighbour(false, out),
            ("g", "") => out.data("Where to? g 12 is a paragraph, g p12 a page, g 40% a share.\n"),
            ("g", place) => self.on_page(out, |page, out| page.jump(place, out)),
            ("s", "") => {
                out.data("What for? Type s and words, as in: s weapon:atacms range:>200km\n")
            }
            ("s", query) => self.search(query, out),
            ("w", "") => self.place(out),
            ("m", note) => self.bookmark(note, out),
            ("p", "") => {
                let rows = told::places(&self.start.corpus, out);
                rows.map_or(Ok(()), |rows| self.tell(rows, out))
            }
            ("y", _) => {
                let rows = told::timeline(&self.start.corpus, rest, out);
                rows.map_or(Ok(()), |rows| self.tell(rows, out))
            }
            ("d", "") => out
                .data("Whose dossier? d atacms is that of a weapon, d olaf scholz of an actor.\n"),
            ("d", name) => {
                let units = self.start.settings.units;
                let rows = dossiers::of_name(&self.start.corpus, name, units, out)?;
                rows.map_or(Ok(()), |rows| self.tell(rows, out))
            }
            ("c", "") => {
                let rows = dossiers::disputes(&self.start.corpus, out);
                rows.map_or(Ok(()), |rows| self.tell(rows, out))
            }
            ("i", "") => {
                let rows = told::new_documents(&self.start.corpus, out);
                rows.map_or(Ok(()), |rows| self.tell(rows, out))
            }
            ("k", "") => {
                let rows = told::bookmarks(&self.start.corpus, out);
                self.tell(rows, out)
            }
            ("o" | "x" | "r", "") | ("f", _) => self.about_page(word, rest, out),
            _ => out.data(&format!("“{}” means nothing here; h helps.\n", brief(answer))),
        }
    }

    /// Does something with the open document, if there is one.
    fn on_page(
        &mut self,
        out: &mut Output,
        act: impl FnOnce(&mut Page, &mut Output) -> io::Result<()>,
    ) -> io::Result<()> {
        self.listing = false;
        match &mut self.open {
            Some(page) => act(page, out),
            None => out.data("No document is open. Type the number of one; l lists them.\n"),
        }
    }

    /// Lists something of the open document.
    fn about_page(&mut self, word: &str, rest: &str, out: &mut Output) -> io::Result<()> {
        let Some(page) = &self.open else {
            return out.data("No document is open. Type the number of one; l lists them.\n");
        };
        let rows = match word {
            "o" => told::headings(&page.document),
            "x" => told::links(&page.document),
            "r" => told::ranges(&page.document, self.start, out),
            _ => told::facts(&page.document, rest, self.start, out),
        };
        self.tell(rows, out)
    }

    fn tell(&mut self, rows: Rows, out: &mut Output) -> io::Result<()> {
        if rows.len() == 0 {
            return out.data(&format!("No {}.\n", rows.what()));
        }
        self.rows = rows;
        self.listing = true;
        self.rows.begin(out)
    }

    fn list(&mut self, out: &mut Output) -> io::Result<()> {
        let rows = self.entries.iter().enumerate().map(|(at, entry)| {
            let date = entry.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
            let columns = self.start.settings.columns.iter().filter_map(|column| {
                column_words(*column, ColumnValue::of_text(*column, entry.counts, &entry.overview))
            });
            let columns: String = columns.map(|words| format!(", {words}")).collect();
            let failure = entry.failure().map(|why| format!(", unreadable: {why}"));
            let damage = entry.damage.as_ref().map(|damage| format!(", {damage}"));
            let failure = failure.or(damage).unwrap_or_default();
            (
                CleanText::line(&format!("{}{date}{columns}{failure}", entry.title)),
                Lead::Document(at),
            )
        });
        let rows = Rows::new("document", rows.collect());
        self.tell(rows, out)
    }

    /// Takes the row of that number of the last list.
    fn choose(&mut self, number: usize, out: &mut Output) -> io::Result<()> {
        match self.rows.lead(number).cloned() {
            Some(Lead::Document(at)) => self.open(at, out),
            Some(Lead::Here(offset)) => self.on_page(out, |page, out| page.go(offset, out)),
            Some(Lead::There(path, offset)) => self.open_at(&path, &Aim::Offset(offset), out),
            Some(Lead::Link(address)) => self.follow(&address, out),
            Some(Lead::Search(query)) => self.search(&query, out),
            Some(Lead::Dossier(naming, name)) => {
                let units = self.start.settings.units;
                let rows = dossiers::of_entity(&self.start.corpus, &naming, &name, units, out)?;
                rows.map_or(Ok(()), |rows| self.tell(rows, out))
            }
            None => {
                let (what, count) = (self.rows.what(), self.rows.len());
                out.data(&format!("There is no {what} {number}: the last list has {count}.\n"))
            }
        }
    }

    /// Opens the document of a row, from 0.
    fn open(&mut self, at: usize, out: &mut Output) -> io::Result<()> {
        let path = self.entries.get(at).map(|entry| entry.path.clone());
        path.map_or(Ok(()), |path| self.open_at(&path, &Aim::Top, out))
    }

    fn open_at(&mut self, path: &Path, aim: &Aim, out: &mut Output) -> io::Result<()> {
        self.listing = false;
        let document = match self.start.corpus.documents().whole(path) {
            Ok(document) => document,
            Err(reason) => return out.data(&format!("{reason}\n")),
        };
        let at = self.entries.iter().position(|entry| entry.path == path);
        let row = at.map(|at| (at + 1, self.entries.len()));
        let place = row.map(|(at, count)| format!("Document {at} of {count}. "));
        out.data(&format!("{}{}\n", place.unwrap_or_default(), document.title()))?;
        for said in document.damage().into_iter().chain(document.caveats()) {
            out.data(&format!("Note: {said}\n"))?;
        }
        let columns = self.start.settings.width.into();
        let page = self.open.insert(Page::new(path.to_owned(), row, document, columns));
        let section = |name: &str| page.document.section(name).map(|span| span.start);
        match aim {
            Aim::Offset(offset) => page.go(*offset, out),
            Aim::Section(name) => match section(name) {
                Some(offset) => page.go(offset, out),
                None => {
                    out.data(&no_section(name))?;
                    page.read_on(out)
                }
            },
            Aim::Top => page.read_on(out),
        }
    }

    /// The next document of the list, or the one before.
    fn neighbour(&mut self, forward: bool, out: &mut Output) -> io::Result<()> {
        let here = self.open.as_ref().and_then(|page| page.row).map(|(at, _)| at);
        // Rows count from 1, places from 0.
        let next =
            if forward { Some(here.unwrap_or(0)) } else { here.and_then(|at| at.checked_sub(2)) };
        match next.filter(|at| *at < self.entries.len()) {
            Some(at) => self.open(at, out),
            None => out.data("No document that way.\n"),
        }
    }

    /// Searches all documents.
    fn search(&mut self, words: &str, out: &mut Output) -> io::Result<()> {
        let query = Query::parse(&format!("{words} "));
        let exact = self.start.settings.stems == Stems::None;
        let query = if exact { query.by_letters() } else { query };
        for problem in &query.problems {
            out.data(&format!(
                "In {}: {}.\n",
                CleanText::line(problem.span.of(words)),
                problem.fault
            ))?;
        }
        let rows = match query.is_empty() {
            true => return Ok(()),
            false => told::results(&self.start.corpus, &query, out),
        };
        rows.map_or(Ok(()), |rows| self.tell(rows, out))
    }

    fn place(&mut self, out: &mut Output) -> io::Result<()> {
        self.on_page(out, |page, out| {
            let row = page.row.map(|(at, count)| format!("Document {at} of {count}, "));
            let heads = page.passage().map(|span| page.document.heading_path(span.start));
            let head = heads.and_then(|heads| heads.last().copied());
            let head = head.map(|head| format!(", below “{}”", page.document.words(head)));
            let (row, head) = (row.unwrap_or_default(), head.unwrap_or_default());
            let place = page.place();
            let title = page.document.title();
            out.data(&format!("{row}{title}: {place}{}.\n", CleanText::line(&head)))
        })
    }

    /// Bookmarks the first paragraph that was read last.
    fn bookmark(&mut self, note: &str, out: &mut Output) -> io::Result<()> {
        let places = self.start.corpus.places();
        if let Some(reason) = &places.read_only {
            return out.data(&format!("Bookmarks cannot be changed: {reason}.\n"));
        }
        let documents = self.start.corpus.documents();
        let read = |path: &Path| Ok((documents.whole(path)?, documents.digest(path)?));
        let desk =
            Desk { folder: &places.data, now: clock::now(), chance: clock::chance(), read: &read };
        self.on_page(out, |page, out| {
            if InMemory::holds(&page.path) {
                return out
                    .data("This document is not a file, so a bookmark would lead nowhere.\n");
            }
            let Some(span) = page.passage() else {
                return out.data("There is no passage here that could be bookmarked.\n");
            };
            match mark(&desk, &page.path, (&page.document, span), (note, "")) {
                Ok(_) => {
                    let words: String = page.document.words(span).chars().take(60).collect();
                    out.data(&format!("Bookmarked: {}…\n", CleanText::line(words.trim())))
                }
                Err(error) => out.data(&format!("{}\n", CleanText::line(&error.to_string()))),
            }
        })
    }

    /// Follows a link of the open document.
    fn follow(&mut self, address: &CleanText, out: &mut Output) -> io::Result<()> {
        let Some(page) = &mut self.open else { return Ok(()) };
        match LinkTarget::of(address) {
            LinkTarget::Section(name) => match page.document.section(&name) {
                Some(span) => self.on_page(out, |page, out| page.go(span.start, out)),
                None => out.data(&no_section(&name)),
            },
            LinkTarget::Address { address, .. } => {
                out.data(&format!("This link leads to {}\n", CleanText::line(&address)))
            }
            LinkTarget::File(target) => {
                let request = FollowRequest { from: page.path.clone(), target };
                let corpus = &self.start.corpus;
                let found = followed(corpus.roots(), corpus.documents().in_memory(), &request);
                self.arrive(&request, found, out)
            }
        }
    }

    fn arrive(
        &mut self,
        request: &FollowRequest,
        found: FollowReport,
        out: &mut Output,
    ) -> io::Result<()> {
        let path: PathBuf = match found {
            FollowReport::Inside(path) => path,
            FollowReport::Outside { real, .. } => {
                let path = CleanText::path(&real);
                return out.data(&format!(
                    "This link leads out of these documents, to {path}; open that by its name.\n"
                ));
            }
            FollowReport::Missing(path) => {
                let named = |entry: &&Entry| {
                    let name = entry.path.file_name().unwrap_or_default();
                    request.target.is_bare()
                        && link_stem(&name.to_string_lossy()) == request.target.stem()
                };
                match self.entries.iter().find(named) {
                    Some(entry) => entry.path.clone(),
                    None => {
                        return out
                            .data(&format!("There is no file {}.\n", CleanText::path(&path)));
                    }
                }
            }
            FollowReport::Refused(words) => return out.data(&format!("{words}\n")),
        };
        let fragment = &request.target.fragment;
        let aim = if fragment.is_empty() { Aim::Top } else { Aim::Section(fragment.clone()) };
        self.open_at(&path, &aim, out)
    }
}

fn no_section(name: &str) -> String {
    format!("There is no section {}.\n", CleanText::line(name))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
