//! The same done with every document that the command line names, by all cores, and told in the order
//! in which they are named: what a verb prints of it, and sentences about what cannot be read.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::given::{Unnamed, given};
use super::start::places;
use super::{Args, DONE, FAILED, NOTHING, Output, PARTLY};
use crate::corpus::collect;
use crate::document::Document;
use crate::reading::documents::Documents;
use crate::reading::in_memory::InMemory;
use crate::sandbox::parallel::in_order_bounded;
use crate::text::CleanText;

/// What a verb prints of a document, and how much it found in it.
pub struct Told {
    /// The words.
    pub words: String,
    /// How many things were found.
    pub found: usize,
}

/// What became of the documents.
#[derive(Default)]
struct Tally {
    read: usize,
    found: usize,
    unreadable: usize,
    damaged: usize,
}

impl Tally {
    fn status(&self) -> u8 {
        match self {
            Self { read: 0, unreadable: 1.., .. } => FAILED,
            Self { unreadable: 1.., .. } | Self { damaged: 1.., .. } => PARTLY,
            Self { found: 0, .. } => NOTHING,
            _ => DONE,
        }
    }
}

/// A document, or a sentence that stands in its place.
enum Thing {
    /// Where it is, which of the sources of documents has it, and its bytes.
    Document(PathBuf, usize, u64),
    /// Why something cannot be read.
    Problem(CleanText),
}

/// What came of a document.
enum Outcome {
    Read { told: Told, damage: Option<CleanText>, inner: Vec<PathBuf> },
    Unread(CleanText),
}

/// Tells every document below the paths. `state` is what a thread needs for its work and keeps from one
/// document to the next; `tell` makes of a document what is printed. The exit status says whether
/// anything was found and everything read.
///
/// # Errors
/// If the output cannot be written; a closed pipe is no error.
pub fn each<S: Send>(
    (paths, args): (&[PathBuf], &Args),
    state: impl Fn() -> S + Sync,
    tell: impl Fn(&mut S, &Path, &Document) -> Told + Sync,
    out: &mut Output,
) -> io::Result<u8> {
    let given = match given(paths, Unnamed::Nothing, args) {
        Ok(given) => given,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    let mut tally = Tally { unreadable: given.said.len(), ..Tally::default() };
    given.said.iter().for_each(|words| out.message(words));
    let (things, sources) = named(&given.paths, args);
    let kept = Mutex::new(Vec::new());
    let work = |thing: &Thing| {
        let (path, documents) = match thing {
            Thing::Document(path, at, _) => (path, sources.get(*at)),
            Thing::Problem(reason) => return Outcome::Unread(reason.clone()),
        };
        let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut mine = idle.unwrap_or_else(&state);
        let outcome = read(path, documents, |document| tell(&mut mine, path, document));
        lock().push(mine);
        outcome
    };
    let mut teller = Teller { tally: &mut tally, out, written: Ok(()) };
    // Whether somebody still listens matters inside of it only.
    let _ = all(&things, &work, &mut teller);
    teller.written?;
    Ok(tally.status())
}

/// Everything that the paths name, in order, and where its documents come from.
fn named(paths: &[PathBuf], args: &Args) -> (Vec<Thing>, Vec<Documents>) {
    let files = Documents::of_user(InMemory::default(), &places(args));
    let (mut things, mut sources) = (Vec::new(), Vec::new());
    for path in paths {
        match InMemory::for_argument(path) {
            Ok((roots, in_memory)) => {
                let documents = files.with(in_memory);
                let (entries, problems) = collect::found(&roots, documents.in_memory());
                things.extend(problems.into_iter().map(Thing::Problem));
                let at = sources.len();
                things.extend(
                    entries.into_iter().map(|entry| Thing::Document(entry.path, at, entry.bytes)),
                );
                sources.push(documents);
            }
            Err(reason) => things.push(Thing::Problem(reason)),
        }
    }
    (things, sources)
}

fn read(
    path: &Path,
    documents: Option<&Documents>,
    tell: impl FnOnce(&Document) -> Told,
) -> Outcome {
    let read = documents.map(|documents| documents.whole(path));
    match read {
        Some(Ok(document)) => Outcome::Read {
            told: tell(&document),
            damage: document.damage().cloned(),
            inner: document.inner().iter().map(|inner| path.join(&*inner.name)).collect(),
        },
        Some(Err(reason)) => {
            Outcome::Unread(CleanText::line(&format!("{}: {reason}", CleanText::path(path))))
        }
        None => Outcome::Unread(CleanText::path(path)),
    }
}

/// Where what came of the documents is told.
struct Teller<'a> {
    tally: &'a mut Tally,
    out: &'a mut Output,
    written: io::Result<()>,
}

/// Works on all things and tells them; what stands inside of a document comes right behind it.
fn all(
    things: &[Thing],
    work: &(impl Fn(&Thing) -> Outcome + Sync),
    teller: &mut Teller<'_>,
) -> ControlFlow<()> {
    let weigh = |thing: &Thing| match thing {
        Thing::Document(_, _, bytes) => *bytes,
        Thing::Problem(_) => 0,
    };
    let mut flow = ControlFlow::Continue(());
    let indexed = |thing| (thing, work(thing));
    in_order_bounded(things, weigh, indexed, |(thing, outcome)| {
        flow = teller.tell(thing, outcome).map_or(ControlFlow::Break(()), |inner| {
            match inner.is_empty() {
                true => ControlFlow::Continue(()),
                false => all(&inner, work, teller),
            }
        });
        flow
    });
    flow
}

impl Teller<'_> {
    /// Tells a document; what stands inside of it, or `None` if nobody listens any more.
    fn tell(&mut self, thing: &Thing, outcome: Outcome) -> Option<Vec<Thing>> {
        let inner = match (outcome, thing) {
            (Outcome::Unread(reason), _) => {
                self.tally.unreadable += 1;
                self.out.message(&reason);
                Vec::new()
            }
            (Outcome::Read { told, damage, inner }, Thing::Document(path, at, _)) => {
                self.tally.read += 1;
                self.tally.found += told.found;
                if super::after_damage(path, damage.as_ref(), self.out) != DONE {
                    self.tally.damaged += 1;
                }
                self.written = self.out.data(&told.words);
                inner.into_iter().map(|path| Thing::Document(path, *at, 0)).collect()
            }
            (Outcome::Read { .. }, Thing::Problem(_)) => Vec::new(),
        };
        (self.written.is_ok() && !self.out.is_closed()).then_some(inner)
    }
}
