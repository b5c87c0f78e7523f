//! From facts to passages and back: jumping from the sidebar, going from mention to mention, details.

use super::corrections::key_of;
use super::sidebar::unknown;
use super::{Elsewhere, FactRow, Sidebar};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::{MOST_REPEATS, Request};
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Motion;
use crate::app::panes::entities::{entity_of, naming};
use crate::app::panes::page::sentence;
use crate::app::panes::pane::{Click, Outcome, Pane, Scene};
use crate::app::panes::passage_ref::PassageRef;
use crate::facts::Class;
use crate::facts::correction::FactKey;
use crate::protocol::{
    Effect, FactIndex, FactRef, FoundDocument, Group, LookupRequest, NamedEntity,
};
use crate::query::in_field;
use crate::text::{CleanText, Span};

/// Lines of the screen that are no rows of the sidebar.
const OTHER_LINES: usize = 3;

/// Movements that are kept until the facts are known.
const MOST_EARLY: usize = 64;

impl Sidebar {
    /// The facts of the open document are known, or were corrected: the first is selected when they come,
    /// afterwards the one that was stays so, wherever it is now.
    pub fn facts_changed(&mut self, selected: Option<FactKey>, scene: &Scene<'_>) {
        let known = scene.reader.is_some_and(|reader| reader.facts.is_some());
        self.followed = None;
        self.detail = self.detail.and_then(|_| self.detailed(scene));
        if known && !self.known {
            self.rows = unknown();
        }
        self.count(scene.reader);
        if known && !std::mem::replace(&mut self.known, known) {
            let early = std::mem::take(&mut self.early);
            let page = scene.page_of_rows(OTHER_LINES);
            early.into_iter().for_each(|request| _ = self.rows.run(request, page));
        }
        if self.detail.is_some() {
            return;
        }
        let Some(wanted) = self.awaited.take().or(selected) else { return };
        let rows = self.rows_of(scene.reader);
        let is_it = |row: &FactRow| Self::key_of(scene, *row).is_some_and(|key| key == wanted);
        if let Some(at) = rows.iter().position(is_it) {
            self.rows.select(at);
        }
    }

    /// The fact whose details are shown, where it is among the facts as they are now.
    fn detailed(&self, scene: &Scene<'_>) -> Option<FactRef> {
        let reader = scene.reader?;
        let (found, text) = (reader.facts.as_ref()?, reader.document.text());
        let wanted = self.detail_key.as_ref()?;
        let all = Group::ALL.into_iter().flat_map(|group| found.in_group(group));
        all.copied().find(|fact| key_of(found, *fact, text).as_ref() == Some(wanted))
    }

    /// The passage of the open document that a row stands for: of a fact the mention that was gone to
    /// last, or the first.
    pub(super) fn passage_of(&self, row: FactRow, scene: &Scene<'_>) -> Option<Span> {
        let reader = scene.reader?;
        match row {
            FactRow::Passage(_, span) => Some(span),
            FactRow::Fact(fact) => {
                let passages = reader.facts.as_ref()?.passages(fact);
                let landed = reader.landed.filter(|landed| passages.contains(landed));
                landed.or(passages.first().copied())
            }
            FactRow::Heading(..) | FactRow::Others | FactRow::Other(_) => None,
        }
    }

    /// A sentence, while the facts are not known.
    fn not_known(scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let words = match scene.reader {
            None => "No document is open.",
            Some(reader) if reader.no_facts => "The facts of this document could not be found.",
            Some(reader) if reader.facts.is_none() => {
                "The facts of this document are not known yet."
            }
            Some(_) => return None,
        };
        Some(vec![Outcome::say(words)])
    }

    /// The other documents that name the entity of the details are known.
    pub fn told_elsewhere(
        &mut self,
        naming: &NamedEntity,
        (total, documents): (usize, &[FoundDocument]),
        scene: &Scene<'_>,
    ) {
        let here = scene.reader.and_then(|reader| scene.catalogue.path_of(reader.entry));
        if let Some(elsewhere) = self.elsewhere.as_mut().filter(|known| known.naming == *naming) {
            elsewhere.take(total, documents, here.as_deref());
        }
    }

    /// Goes to the passage of the selected row. Chosen again, a fact leads to its next mention.
    fn open(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        match self.selected(scene.reader) {
            Some(FactRow::Other(document)) => {
                self.elsewhere.as_ref().map(|known| known.open(document)).unwrap_or_default()
            }
            Some(FactRow::Heading(group, _)) => {
                self.toggle(group);
                Vec::new()
            }
            Some(FactRow::Passage(fact, span)) => {
                self.followed = Some(fact);
                vec![Outcome::Land(span)]
            }
            Some(FactRow::Fact(fact)) => self.open_fact(fact, scene),
            Some(FactRow::Others) => vec![Outcome::say("The documents are listed below.")],
            None => vec![Outcome::say("No fact is selected.")],
        }
    }

    fn open_fact(&mut self, fact: FactRef, scene: &Scene<'_>) -> Vec<Outcome> {
        let again = self.followed == Some(fact);
        self.followed = Some(fact);
        let passages = scene.reader.and_then(|reader| Some(reader.facts.as_ref()?.passages(fact)));
        let passages = passages.unwrap_or_default();
        let landed = scene.reader.and_then(|reader| reader.landed).filter(|_| again);
        let next = landed.and_then(|here| passages.iter().find(|s| s.start > here.start));
        let Some(span) = next.or(passages.first()).copied() else { return Vec::new() };
        let told = scene.reader.and_then(|reader| told(reader.facts.as_ref()?, fact, span));
        [Outcome::Land(span)].into_iter().chain(told).collect()
    }

    /// The next mention of the fact that is followed, or of any fact that is shown.
    fn step_mention(&mut self, count: isize, scene: &Scene<'_>) -> Vec<Outcome> {
        if scene.focus == PaneId::Side
            && let Some(FactRow::Fact(fact)) = self.selected(scene.reader)
        {
            self.followed = Some(fact);
        }
        if let Some(why) = Self::not_known(scene) {
            return why;
        }
        let Some(reader) = scene.reader else { return Vec::new() };
        let Some(found) = &reader.facts else { return Vec::new() };
        let wanted = |fact: FactRef| match self.followed {
            Some(followed) => fact == followed,
            None => self.is_open(found.group_of(fact)),
        };
        let mut from = reader.landed.map_or_else(|| reader.visible().start, |span| span.start);
        let mut outcomes = Vec::new();
        for _ in 0..count.unsigned_abs().min(MOST_REPEATS) {
            match found.next(from, count > 0, wanted) {
                Some((span, fact)) => {
                    from = span.start;
                    outcomes.push(Outcome::Land(span));
                    outcomes.extend(told(found, fact, span));
                }
                None => {
                    outcomes.push(Outcome::say("No further mention that way."));
                    break;
                }
            }
        }
        outcomes
    }

    /// Lists every passage of the selected fact, and the other documents that name it; again, all facts.
    fn details(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        if let Some(fact) = self.detail.take() {
            let rows = self.rows_of(scene.reader);
            let at = rows.iter().position(|row| *row == FactRow::Fact(fact));
            self.rows.set_len(rows.len());
            self.rows.select(at.unwrap_or(0));
            return Vec::new();
        }
        let row = self.selected(scene.reader);
        let Some(FactRow::Fact(fact)) = row else {
            return vec![Outcome::say("Select a fact first: this row is none.")];
        };
        self.detail = Some(fact);
        self.passages = one_of_each_sentence(fact, scene);
        self.detail_key = row.and_then(|row| Self::key_of(scene, row));
        self.followed = Some(fact);
        self.elsewhere = None;
        let asked = self.ask_elsewhere(fact, scene);
        self.count(scene.reader);
        self.rows.select(0);
        asked.into_iter().collect()
    }

    /// Asks which other documents name a fact of the open one, if it is an entity of the library.
    fn ask_elsewhere(&mut self, fact: FactRef, scene: &Scene<'_>) -> Option<Outcome> {
        let entity = scene.reader?.facts.as_ref()?.entity(fact)?;
        if entity.class == Class::Date {
            return None;
        }
        let naming = naming(scene.corrections, entity.class, &entity.id);
        self.elsewhere = Some(Elsewhere::of(naming.clone(), entity.name.to_string()));
        Some(Outcome::Effect(Effect::LookUp(LookupRequest::Elsewhere(naming))))
    }

    /// Opens or closes the group of the selected row.
    fn toggle_group(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let group = match self.selected(scene.reader) {
            Some(FactRow::Heading(group, _)) => Some(group),
            Some(FactRow::Fact(fact) | FactRow::Passage(fact, _)) => {
                let found = scene.reader.and_then(|reader| reader.facts.as_ref());
                found.map(|found| found.group_of(fact))
            }
            Some(FactRow::Others | FactRow::Other(_)) | None => None,
        };
        if let Some(group) = group.filter(|_| self.detail.is_none()) {
            self.toggle(group);
            let rows = self.rows_of(scene.reader);
            let is_heading =
                |row: &FactRow| matches!(row, FactRow::Heading(heading, _) if *heading == group);
            self.rows.set_len(rows.len());
            self.rows.select(rows.iter().position(is_heading).unwrap_or(0));
            return Vec::new();
        }
        vec![Outcome::say("Groups are opened and closed among all facts; Esc leads back to them.")]
    }
}

/// The passages of a fact, the first of each sentence.
fn one_of_each_sentence(fact: FactRef, scene: &Scene<'_>) -> Vec<Span> {
    let found = scene.reader.and_then(|reader| Some((&reader.document, reader.facts.as_ref()?)));
    let Some((document, found)) = found else { return Vec::new() };
    let mut reach = 0;
    let mut passages = found.passages(fact);
    passages.retain(|span| {
        let again = span.start < reach;
        if !again {
            reach = sentence(document, span.start).end.max(span.end);
        }
        !again
    });
    passages
}

impl Pane for Sidebar {
    fn context(&self) -> Context {
        Context::Facts
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Details, Find, Help, Merge, NextFact, Open, Reject, ToggleGroup};
        match (self.detail, self.filter.is_empty()) {
            (Some(_), _) => &[
                (Open, "go there"),
                (Back, "all facts"),
                (NextFact, "next mention"),
                (Help, "help"),
                (Reject, "no fact"),
            ],
            (None, false) => &[
                (Open, "go there"),
                (Back, "all facts"),
                (Details, "all sentences"),
                (Find, "filter"),
                (Help, "help"),
            ],
            (None, true) => &[
                (Open, "go there"),
                (Details, "all sentences"),
                (ToggleGroup, "group"),
                (Find, "filter"),
                (Help, "help"),
                (NextFact, "next mention"),
                (Reject, "no fact"),
                (Merge, "same as"),
            ],
        }
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        use Command::{Details, Merge, Open, Reject, ToggleGroup};
        if matches!(request.command, Open | Details | Reject | Merge | ToggleGroup)
            && let Some(why) = Self::not_known(scene)
        {
            return Some(why);
        }
        Some(match request.command {
            Command::Open => self.open(scene),
            Command::NextFact => self.step_mention(times, scene),
            Command::PreviousFact => self.step_mention(-times, scene),
            Command::Details => self.details(scene),
            Command::Reject => self.reject(scene),
            Command::Merge => self.merge(scene),
            Command::ToggleGroup => self.toggle_group(scene),
            _ => {
                let page = scene.page_of_rows(OTHER_LINES);
                if !self.known {
                    let moves = Motion::of(request, page, usize::MAX).is_some();
                    if moves && self.early.len() < MOST_EARLY {
                        self.early.push(request);
                    }
                    return moves.then(Vec::new);
                }
                self.count(scene.reader);
                return self.rows.run(request, page).then(Vec::new);
            }
        })
    }

    /// Out of the details, out of a filter, out of what is followed.
    fn back(&mut self, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        if self.detail.is_some() {
            return Some(self.details(scene));
        }
        if !std::mem::take(&mut self.filter).is_empty() {
            self.count(scene.reader);
            self.rows.select(0);
            return Some(Vec::new());
        }
        self.followed.take().map(|_| Vec::new())
    }

    fn wheel(&mut self, lines: isize, scene: &Scene<'_>) -> Vec<Outcome> {
        if self.known {
            self.count(scene.reader);
            self.rows.step(lines);
        }
        Vec::new()
    }

    fn click(&mut self, _: Click, _: &Scene<'_>) -> Vec<Outcome> {
        vec![Outcome::Focus(PaneId::Side)]
    }

    fn ask(&mut self, command: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        (command == Command::Find)
            .then(|| Prompt::filter(PaneId::Side, " facts with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        words.clone_into(&mut self.filter);
        self.count(scene.reader);
        self.rows.select(1);
        Vec::new()
    }

    /// The weapon, actor or place that is chosen, or that of the range.
    fn scope(&self, scene: &Scene<'_>) -> Option<String> {
        let found = scene.reader?.facts.as_ref()?;
        let (FactRow::Fact(fact) | FactRow::Passage(fact, _)) = self.selected(scene.reader)? else {
            return None;
        };
        let of_range = || found.range(fact).and_then(|range| found.weapon_of(range));
        let entity = found.entity(fact).or_else(of_range)?;
        (entity.class != Class::Date).then(|| in_field(entity.class.word(), &entity.name))
    }

    fn passage(&self, scene: &Scene<'_>) -> Option<PassageRef> {
        match self.selected(scene.reader)? {
            FactRow::Other(at) => {
                let document = self.elsewhere.as_ref()?.listing.found.documents.get(at)?;
                Some(PassageRef::In(document.path.clone(), document.passages.first()?.span))
            }
            row => self.passage_of(row, scene).map(PassageRef::Here),
        }
    }

    fn entity(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        let found = scene.reader?.facts.as_ref()?;
        match self.selected(scene.reader)? {
            FactRow::Fact(fact) | FactRow::Passage(fact, _) => {
                entity_of(scene.corrections, found, fact)
            }
            FactRow::Other(_) | FactRow::Others => {
                entity_of(scene.corrections, found, self.detail?)
            }
            FactRow::Heading(..) => None,
        }
    }

    fn forget(&mut self, prompt: &Prompt, scene: &Scene<'_>) -> Vec<Outcome> {
        self.filter.clone_from(&prompt.before);
        self.count(scene.reader);
        self.rows.select(prompt.row);
        Vec::new()
    }
}

/// "ATACMS: mention 2 of 8".
fn told(found: &FactIndex, fact: FactRef, span: Span) -> Option<Outcome> {
    let passages = found.passages(fact);
    let at = passages.iter().position(|passage| *passage == span)?;
    let weapon = || found.range(fact).and_then(|range| found.weapon_of(range));
    let name = match (found.entity(fact), weapon()) {
        (Some(entity), _) => format!("{}: ", entity.name),
        (None, Some(weapon)) => format!("Range of {}: ", weapon.name),
        (None, None) => "Range: ".to_owned(),
    };
    Some(Outcome::say(&format!("{name}mention {} of {}", at + 1, passages.len())))
}
