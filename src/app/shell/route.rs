//! Carries out what panes answer with, in order; what that leads to comes before what follows.

use super::state::{Over, State, Undo};
use super::{corrections, documents, dossier, focus, jumps, passages, reports, tour};
use crate::app::panes::pane::Outcome;
use crate::config::Stems;
use crate::library::CatalogueView;
use crate::protocol::{Effect, FilterRequest, SearchRequest};
use crate::query::{Ask, Query};

/// Carries outcomes out and returns what is to be done outside.
pub fn run(state: &mut State, outcomes: Vec<Outcome>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut queue = outcomes;
    queue.reverse();
    while let Some(outcome) = queue.pop() {
        queue.extend(carry_out(state, outcome, &mut effects).into_iter().rev());
    }
    effects
}

/// Carries one outcome out: returns what follows from it, and adds what is to be done outside.
fn carry_out(state: &mut State, outcome: Outcome, effects: &mut Vec<Effect>) -> Vec<Outcome> {
    match outcome {
        Outcome::Effect(effect) => effects.push(effect),
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
            if let Some(reader) = &mut state.reader
                && reader.leave_selection()
            {
                reader.landed = Some(span);
            }
        }
        Outcome::Left(spot) => state.journey.leave(spot),
        Outcome::Ask(prompt) => state.over = Some(Over::Prompt(prompt)),
        Outcome::Unask => state.over = None,
        Outcome::Choose(chooser) => state.over = Some(Over::Chooser(*chooser)),
        Outcome::Focus(pane) => state.focus = pane,
        Outcome::Dossier(naming, name) => return dossier::open(state, naming, name),
        Outcome::Open(pane) => return focus::open(state, pane),
        Outcome::Close => return focus::close(state),
        Outcome::Search(ticket, query, limit) => {
            effects.push(Effect::Search(search_request(state, ticket, query, limit)));
        }
        Outcome::Filter(words, questions) => {
            effects.push(Effect::Filter(filter_request(state, words, questions)));
        }
        Outcome::FilterList(words) => return focus::filter_list(state, &words),
        Outcome::SearchFor(words) => return reports::search_for(state, &words),
        Outcome::FindOutside => effects.extend(find_outside(state)),
        Outcome::Correct(correction, details) => {
            return corrections::make(state, correction, details);
        }
        Outcome::RejectRange(path, span) => return passages::reject_range(state, path, span),
        Outcome::TakeBack(made) => return corrections::take_back(state, made),
        Outcome::Undoable(words, before) => state.undo.push(Undo::Bookmarks(words, before)),
    }
    Vec::new()
}

/// A search with what only the state knows: which documents were read, and the bookmarks.
fn search_request(state: &State, ticket: u64, query: Query, limit: usize) -> SearchRequest {
    let read = read(state, &query);
    let marks = state.bookmarks.kept.values().cloned().collect();
    SearchRequest { ticket, query, limit, read, marks }
}

/// What the index is asked for the filter of the list, likewise.
fn filter_request(state: &State, words: String, questions: Vec<Query>) -> FilterRequest {
    let exact = state.settings.stems == Stems::None;
    let asked = |query: Query| if exact { query.by_letters() } else { query };
    let questions: Vec<Query> = questions.into_iter().map(asked).collect();
    let read = questions.iter().find_map(|query| read(state, query));
    let marks = state.bookmarks.kept.values().cloned().collect();
    FilterRequest { words, questions, read, marks }
}

/// The documents with their read states, if a query asks for these.
fn read(state: &State, query: &Query) -> Option<CatalogueView> {
    let about_reading = query.terms().any(|term| matches!(term.ask, Ask::Unread(_)));
    about_reading.then(|| state.catalogue.view())
}

/// Asks for the matches of what is looked for in the page.
fn find_outside(state: &State) -> Option<Effect> {
    let reader = state.reader.as_ref()?;
    let find = reader.find.as_ref()?;
    Some(Effect::Find {
        entry: reader.entry,
        document: reader.document.clone(),
        query: find.query.clone(),
        highlight: find.highlight.clone()?,
        from: find.from(),
    })
}
