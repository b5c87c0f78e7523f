//! The pane with the documents that came or changed since the last sitting: which are shown, which is
//! chosen. How a row looks is the view's; what is new was worked out by a worker.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::entities::naming;
use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use super::result_tour::{Entrance, ResultTour};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::protocol::{
    Effect, Highlight, LookupReport, LookupRequest, NamedEntity, NewDocument, NewDocuments,
};
use crate::text::{CleanText, folded, grouped, has_words};

/// Lines that a document takes.
pub const LINES: u16 = 2;

/// Lines of the screen that are no rows of the pane.
const OTHER_LINES: usize = 8;

/// What is told of a tour through these documents.
const TOUR: &str = "what is new";

/// The state of the pane.
#[derive(Debug, Default)]
pub struct NewDocumentsPane {
    /// What is new; `None` until it is known.
    pub new: Option<Arc<NewDocuments>>,
    /// Why nothing is known, if nothing can be.
    pub failed: Option<CleanText>,
    /// The documents that are shown, by their places.
    shown: Vec<usize>,
    /// One of them is selected.
    pub rows: Rows,
    /// Words that the documents shown must have.
    pub filter: String,
}

impl NewDocumentsPane {
    /// How many documents came or changed.
    pub fn count(&self) -> usize {
        self.new.as_ref().map_or(0, |new| new.documents.len())
    }

    /// "3 new"; empty if nothing is.
    pub fn badge(&self) -> String {
        match self.count() {
            0 => String::new(),
            count => format!("{} new", grouped(count)),
        }
    }

    /// The document of a row.
    pub fn at(&self, row: usize) -> Option<&NewDocument> {
        self.new.as_ref()?.documents.get(*self.shown.get(row)?)
    }

    /// Takes what is new. The selection stays on its document.
    pub fn take(&mut self, new: Arc<NewDocuments>) {
        self.failed = None;
        self.arrange(Some(new));
    }

    fn selected(&self) -> Option<&NewDocument> {
        self.at(self.rows.selected())
    }

    fn arrange(&mut self, new: Option<Arc<NewDocuments>>) {
        let here = self.selected().map(|document| document.paper.path.clone());
        if new.is_some() {
            self.new = new;
        }
        let wanted = folded(&self.filter);
        let has = |document: &NewDocument| has_words(&words_of(document), &wanted);
        let all = self.new.as_ref().map(|new| new.documents.as_slice()).unwrap_or_default();
        let shown = all.iter().enumerate().filter(|(_, document)| has(document));
        self.shown = shown.map(|(at, _)| at).collect();
        self.rows.set_len(self.shown.len());
        let again = (0..self.shown.len()).find(|row| {
            here.is_some() && self.at(*row).map(|own| &own.paper.path) == here.as_ref()
        });
        self.rows.select(again.unwrap_or(if here.is_some() { self.rows.selected() } else { 0 }));
    }

    /// Opens the selected document where what is new in it begins.
    fn open(&self) -> Vec<Outcome> {
        let Some(selected) = self.selected() else {
            return vec![Outcome::say("No document is selected.")];
        };
        let shown = (0..self.shown.len()).filter_map(|row| self.at(row));
        let documents = shown.map(|one| (&one.paper.path, &one.paper.title, one.passage()));
        let tour = ResultTour::through(TOUR, Highlight::Ranges, documents);
        let at = tour.position(&selected.paper.path).unwrap_or(0);
        vec![Outcome::Tour(tour, at, Entrance::At(selected.passage()))]
    }

    fn look_up() -> Vec<Outcome> {
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::NewDocuments(None)))]
    }
}

/// Everything that a filter looks at, folded.
fn words_of(document: &NewDocument) -> String {
    let source = document.paper.source.as_deref().unwrap_or_default();
    let names: Vec<&str> = document.facts.iter().map(|fact| fact.name.as_str()).collect();
    let why = document.why();
    let words = [document.paper.title.as_str(), source, document.arrival.word(), &*why];
    folded(&[&words[..], &names].concat().join("\n"))
}

/// Where the documents stand, and below them what is told of the chosen one; nothing on a low screen.
pub fn areas(pane: Rect) -> (Rect, Rect) {
    geometry::rows_and_details(pane, &[(24, 6), (14, 4)])
}

/// How many documents have room in so many lines.
pub fn room(lines: u16) -> usize {
    usize::from(lines / LINES)
}

impl Pane for NewDocumentsPane {
    fn context(&self) -> Context {
        Context::NewDocuments
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Dossier, Find, Help, Open};
        if self.shown.is_empty() {
            return &[(Back, "close"), (Find, "filter"), (Help, "help")];
        }
        &[
            (Open, "what is new in it"),
            (Dossier, "dossier"),
            (Find, "filter"),
            (Back, "close"),
            (Help, "help"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => Some(self.open()),
            _ => {
                let page = scene.page_of_rows(OTHER_LINES) / usize::from(LINES);
                self.rows.run(request, page.max(1)).then(Vec::new)
            }
        }
    }

    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        if std::mem::take(&mut self.filter).is_empty() {
            return None;
        }
        self.arrange(None);
        Some(Vec::new())
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.rows.step(lines);
        Vec::new()
    }

    /// A document is selected, and opened if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let (rows, _) = areas(scene.area(PaneId::NewDocuments));
        let line = click.row.checked_sub(rows.y).filter(|line| *line < rows.height);
        let line = line.map(|line| usize::from(line / LINES));
        match line.and_then(|line| self.rows.at_line_centred(line, room(rows.height))) {
            Some(row) if row == self.rows.selected() => return self.open(),
            Some(row) => self.rows.select(row),
            None => {}
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::NewDocuments, " what is new with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        words.clone_into(&mut self.filter);
        self.arrange(None);
        Vec::new()
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        Self::look_up()
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        let selected = self.selected().filter(|document| !document.facts.is_empty())?;
        Some(PassageRef::In(selected.paper.path.clone(), selected.passage()))
    }

    fn entity(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        let fact = self.selected()?.facts.first()?;
        Some((naming(scene.corrections, fact.kind.class(), &fact.id), fact.name.clone()))
    }

    fn looked_up(&mut self, report: &LookupReport, _: &Scene<'_>) {
        if let LookupReport::Failed(LookupRequest::NewDocuments(_), why) = report {
            self.failed = Some(why.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::Stamp;
    use crate::facts::RangeKind;
    use crate::protocol::{Arrival, DocumentHead, NewFact, NewFactKind};
    use crate::text::Span;

    fn document(title: &str, weapon: Option<&str>) -> NewDocument {
        let fact = |weapon: &str| NewFact {
            kind: NewFactKind::FirstRange,
            id: weapon.to_lowercase(),
            name: CleanText::line(weapon),
            written: CleanText::line("300 km"),
            range: RangeKind::Reach,
            span: Span::new(7, 13),
            scalars: Span::new(7, 13),
        };
        let (path, title) = (title.into(), CleanText::line(title));
        NewDocument {
            paper: Arc::new(DocumentHead { path, title, date: None, source: None }),
            arrival: Arrival::Came,
            facts: weapon.map(fact).into_iter().collect(),
            compared: true,
            reprints: None,
            failure: None,
        }
    }

    fn new(documents: Vec<NewDocument>) -> Arc<NewDocuments> {
        let since = Some(Stamp::new(0));
        Arc::new(NewDocuments { since, problem: None, documents })
    }

    #[test]
    fn the_selection_stays_on_its_document_when_more_comes_or_words_are_asked_for() {
        let mut pane = NewDocumentsPane::default();
        assert_eq!((pane.badge(), pane.count()), (String::new(), 0));
        pane.take(new(vec![document("A", Some("Lynx")), document("B", None)]));
        pane.rows.step(1);
        pane.take(new(vec![document("C", None), document("A", None), document("B", None)]));
        assert_eq!(pane.selected().map(|own| own.paper.title.as_str()), Some("B"));
        assert_eq!(pane.badge(), "3 new");
        pane.take(new(vec![document("A", Some("Lynx")), document("B", None)]));
        pane.filter = "lynx FIRST".into();
        pane.arrange(None);
        assert_eq!((pane.shown.len(), pane.count()), (1, 2), "the badge counts all");
    }

    #[test]
    fn a_document_opens_where_what_is_new_begins() {
        let mut pane = NewDocumentsPane::default();
        pane.take(new(vec![document("A", Some("Lynx")), document("B", None)]));
        let entrance = |pane: &NewDocumentsPane| match pane.open().pop() {
            Some(Outcome::Tour(_, at, Entrance::At(span))) => (at, span),
            other => panic!("{other:?}"),
        };
        assert_eq!(entrance(&pane), (0, Span::new(7, 13)));
        pane.rows.step(1);
        assert_eq!(entrance(&pane), (1, Span::default()));
        assert!(matches!(NewDocumentsPane::default().open()[..], [Outcome::Notify(_)]));
    }

    #[test]
    fn its_parts_fit_any_pane() {
        for (width, height) in (0..90).flat_map(|width| (0..40).map(move |height| (width, height)))
        {
            let pane = Rect::new(3, 2, width, height);
            let (rows, below) = areas(pane);
            for part in [rows, below] {
                assert!(part.height == 0 || part.intersection(pane) == part, "{pane:?} {part:?}");
            }
        }
    }
}
