//! `briefbook search`: searches a library, for people and programs. The index is brought up to date
//! first, or made in memory if none may be kept.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::index::up_to_date;
use super::start::{named, settings};
use super::{Args, DONE, FAILED, Output, PARTLY, json};
use crate::config::Stems;
use crate::corpus::corpus::{SearchHit, SearchLimits};
use crate::index::Passage;
use crate::query::{Ask, Query, QueryField, Term, brief};
use crate::text::CleanText;

/// Passages of a document that programs are given at most.
const MOST_HITS: usize = 100;

/// Passages of a document that people are shown at most.
const MOST_SHOWN: usize = 3;

/// What is asked for.
pub struct Asked<'a> {
    /// As typed.
    pub query: &'a str,
    /// Documents at most.
    pub limit: u32,
    /// In the form for programs.
    pub json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    title: &'a str,
    date: Option<String>,
    score: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    damaged: Option<&'a str>,
    total: usize,
    hits: Vec<Hit<'a>>,
}

#[derive(Serialize)]
struct Hit<'a> {
    begin: usize,
    end: usize,
    snippet: &'a str,
}

/// Says that operators in small letters are words like others: nobody who wrote "a not b" should take
/// what is found for documents without b.
fn tell_small_operators(query: &Query, out: &mut Output) {
    let plain = |term: &&Term| !term.negated;
    let words = query.terms().filter(plain).filter_map(|term| match &term.ask {
        Ask::Words(QueryField::Anywhere, wanted) if wanted.stems => Some(wanted.typed.as_str()),
        _ => None,
    });
    for word in words.filter(|word| matches!(*word, "not" | "or")) {
        let capitals = word.to_uppercase();
        out.message(&format!("{word} is looked for as a word; write {capitals} for the operator"));
    }
}

fn tell_problems(query: &Query, typed: &str, out: &mut Output) {
    for problem in &query.problems {
        let words = brief(problem.span.of(typed).trim_end());
        out.message(&format!("in {words}: {}", problem.fault));
    }
}

/// Prints the documents that are found, best first.
pub fn run(
    asked: &Asked<'_>,
    path: Option<&Path>,
    args: &Args,
    out: &mut Output,
) -> io::Result<u8> {
    // On the command line the last word is finished.
    let typed = format!("{} ", asked.query);
    let query = Query::parse(&typed);
    tell_small_operators(&query, out);
    let exact = settings(args).config.stems == Stems::None;
    let query = if exact { query.by_letters() } else { query };
    tell_problems(&query, &typed, out);
    if query.is_empty() {
        if query.problems.is_empty() {
            out.message("there is nothing to search for");
        }
        return Ok(FAILED);
    }
    let corpus = match named(path, args, out) {
        Ok(corpus) => corpus,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    let Some(searchable) = up_to_date(&corpus, out) else { return Ok(FAILED) };
    let passages = if asked.json { MOST_HITS } else { MOST_SHOWN };
    let wanted = SearchLimits { documents: asked.limit as usize, passages };
    let found = match corpus.search(&query, &corpus.outside(), wanted) {
        Ok(found) => found,
        Err(error) => {
            out.message(&error.to_string());
            return Ok(FAILED);
        }
    };
    let mut damaged = false;
    for answer in &found.best {
        out.data(&if asked.json { json::line(&row(answer)) } else { plain(answer) })?;
        let damage = answer.row.damage.as_deref().map(CleanText::line);
        damaged |= super::after_damage(&answer.path, damage.as_ref(), out) != DONE;
    }
    let beyond = found.total.saturating_sub(found.best.len());
    if beyond > 0 {
        out.message(&format!("{beyond} more documents; --limit shows more"));
    }
    if found.total == 0 && searchable.all {
        out.message(&nothing_fits(corpus.index().map_or(0, |index| index.len())));
    }
    Ok(match () {
        () if found.total == 0 => searchable.without_result(),
        () if searchable.unreadable > 0 || damaged => PARTLY,
        () => DONE,
    })
}

fn nothing_fits(documents: u64) -> String {
    match documents {
        0 => "no documents are here".to_owned(),
        1 => "nothing fits in the one document".to_owned(),
        count => format!("nothing fits in {count} documents"),
    }
}

fn hit(passage: &Passage) -> Hit<'_> {
    let Passage { scalars, snippet, .. } = passage;
    Hit { begin: scalars.start, end: scalars.end, snippet }
}

fn row(answer: &SearchHit) -> Row<'_> {
    Row {
        path: json::path(&answer.path),
        title: &answer.row.title,
        date: answer.row.date.map(|date| date.to_string()),
        score: answer.score,
        damaged: answer.row.damage.as_deref(),
        total: answer.passages.total,
        hits: answer.passages.best.iter().map(hit).collect(),
    }
}

/// Title, path, date and number of passages on one line, the first passages below.
fn plain(answer: &SearchHit) -> String {
    let row = &answer.row;
    let date = row.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
    let total = match answer.passages.total {
        0 => String::new(),
        1 => ", 1 passage".to_owned(),
        total => format!(", {total} passages"),
    };
    let (title, path) = (CleanText::line(&row.title), CleanText::path(&answer.path));
    let mut words = format!("{title} ({path}){date}{total}\n");
    for passage in &answer.passages.best {
        words.push_str(&format!("    {}\n", CleanText::line(&passage.snippet)));
    }
    words
}
