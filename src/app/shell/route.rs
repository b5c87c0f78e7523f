//! Carries out what panes answer with, in order; what that leads to comes before what follows.

use super::state::{Over, State, Undo};
use super::{corrections, documents, focus, jumps, tour};
use crate::app::panes::pane::Outcome;
use crate::protocol::{Effect, SearchRequest};
use crate::query::{Ask, Query};

/// Outcomes carried out for one event at most: none of the panes answers without end.
const MOST: usize = 100_000;

/// Carries outcomes out and returns what is to be done outside.
pub fn run(state: &mut State, outcomes: Vec<Outcome>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut queue = outcomes;
    queue.reverse();
    for _ in 0..MOST {
        let Some(outcome) = queue.pop() else { break };
        match outcome {
            Outcome::Effect(effect) => effects.push(effect),
            outcome => queue.extend(carry_out(state, outcome).into_iter().rev()),
        }
    }
    effects
}

/// Carries one outcome out: returns what follows from it.
fn carry_out(state: &mut State, outcome: Outcome) -> Vec<Outcome> {
    match outcome {
        Outcome::Effect(effect) => return vec![Outcome::Effect(effect)],
        Outcome::Notify(notice) => state.tell(notice),
        Outcome::Withdraw(words) => state.notices.retain(|notice| notice.words != words),
        Outcome::Preview => return documents::preview(state),
        Outcome::Read(entry, offset) => return documents::enter(state, entry, offset),
        Outcome::Tour(found, at, entrance) => return tour::begin(state, found, at, entrance),
        Outcome::Visit(mark) => return jumps::to_bookmark(state, &mark),
        Outcome::Land(span) => jumps::land(state, span),
        Outcome::Go(span) => jumps::go(state, span),
        Outcome::Reveal(span) => jumps::reveal(state, span),
        Outcome::Bookmarked(span) => {
            if let Some(reader) = state.reader.as_mut().filter(|r| r.selecting.now.is_some()) {
                reader.deselect();
                reader.landed = Some(span);
            }
        }
        Outcome::Left(spot) => state.journey.leave(spot),
        Outcome::Ask(prompt) => state.over = Some(Over::Prompt(prompt)),
        Outcome::Unask => state.over = None,
        Outcome::Choose(chooser) => state.over = Some(Over::Chooser(*chooser)),
        Outcome::Focus(pane) => state.focus = pane,
        Outcome::Open(pane) => return focus::open(state, pane),
        Outcome::Close => return focus::close(state),
        Outcome::Search(ticket, query, limit) => {
            let request = search_request(state, ticket, query, limit);
            return vec![Outcome::Effect(Effect::Search(request))];
        }
        Outcome::FindOutside => return find_outside(state),
        Outcome::Correct(correction) => return corrections::make(state, correction),
        Outcome::Undoable(words, before) => state.undo.push(Undo::Bookmarks(words, before)),
    }
    Vec::new()
}

/// A search with what only the state knows: which documents were read, and the bookmarks.
fn search_request(state: &State, ticket: u64, query: Query, limit: usize) -> SearchRequest {
    let about_reading = query.terms().any(|term| matches!(term.ask, Ask::Unread(_)));
    let catalogue = &state.catalogue;
    let ids = about_reading.then(|| catalogue.ids()).into_iter().flatten();
    let read = ids.filter(|id| !catalogue.is_unread(*id));
    let read = read.filter_map(|id| catalogue.path_of(id)).collect();
    let marks = state.bookmarks.kept.values().cloned().collect();
    SearchRequest { ticket, query, limit, read, marks }
}

/// Asks for the matches of what is looked for in the page.
fn find_outside(state: &State) -> Vec<Outcome> {
    let find = state.reader.as_ref().and_then(|reader| Some((reader, reader.find.as_ref()?)));
    let effect = find.and_then(|(reader, find)| {
        Some(Effect::Find {
            entry: reader.entry,
            document: reader.document.clone(),
            query: find.query.clone(),
            highlight: find.highlight.clone()?,
        })
    });
    effect.map(Outcome::Effect).into_iter().collect()
}
