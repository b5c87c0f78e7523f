//! The pane with what the user corrected about facts: everything in force, the last at the top, to be
//! looked at where it was met or taken back. Which facts a correction changes is told in `facts`.

use std::path::Path;

use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use super::result_tour::{Entrance, ResultTour};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::facts::correction::Corrections;
use crate::protocol::{Highlight, MadeCorrection};
use crate::query::Pattern;
use crate::text::{CleanText, folded};

/// Lines of the screen that are no rows of the pane; a correction takes two.
const OTHER_LINES: usize = 3;

/// Lines that a correction takes.
pub const LINES: usize = 2;

/// What the user corrected.
#[derive(Clone, Debug, Default)]
pub struct CorrectionList {
    /// What is on the disk, oldest first.
    kept: Vec<MadeCorrection>,
    /// What was made or taken back and is not known to be on the disk, by the number it was asked for
    /// under.
    asked: Vec<(u64, MadeCorrection, bool)>,
    /// All in force that have the words of the filter, the last made first.
    shown: Vec<MadeCorrection>,
    /// The rows, one of them selected.
    pub rows: Rows,
    /// Words that the corrections shown must have in them.
    pub filter: String,
    tickets: u64,
}

impl CorrectionList {
    /// All in force, oldest first.
    fn all(&self) -> Vec<MadeCorrection> {
        let mut all = self.kept.clone();
        for (_, made, holds) in &self.asked {
            let known = all.iter().position(|known| known.correction == made.correction);
            match (holds, known) {
                (true, None) => all.push(made.clone()),
                (false, Some(at)) => drop(all.remove(at)),
                _ => {}
            }
        }
        all
    }

    /// All in force, ready to be applied.
    pub fn in_force(&self) -> Corrections {
        MadeCorrection::in_force(&self.all())
    }

    /// The corrections that are shown, from top to bottom.
    pub fn shown(&self) -> &[MadeCorrection] {
        &self.shown
    }

    /// True if nothing is corrected.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty() && self.filter.is_empty()
    }

    /// A correction is made, or taken back: the number under which it is to be kept.
    pub fn change(&mut self, made: MadeCorrection, holds: bool) -> u64 {
        self.tickets += 1;
        self.asked.push((self.tickets, made, holds));
        self.refresh();
        self.tickets
    }

    /// What is on the disk now, with everything asked for up to a number.
    pub fn reported(&mut self, kept: Vec<MadeCorrection>, up_to: Option<u64>) {
        self.kept = kept;
        self.asked.retain(|(ticket, ..)| up_to.is_none_or(|up_to| *ticket > up_to));
        self.refresh();
    }

    /// The selected correction.
    fn selected(&self) -> Option<&MadeCorrection> {
        self.shown.get(self.rows.selected())
    }

    /// Makes the rows anew; the selection stays on its correction, or where it is.
    fn refresh(&mut self) {
        let here = self.selected().map(|made| made.correction.clone());
        let wanted: Vec<String> = self.filter.split_whitespace().map(folded).collect();
        let has = |made: &MadeCorrection| {
            let words = folded(&made.said());
            wanted.iter().all(|word| words.contains(word.as_str()))
        };
        self.shown = self.all().into_iter().rev().filter(has).collect();
        self.rows.set_len(self.shown.len());
        let again = here.and_then(|here| self.shown.iter().position(|m| m.correction == here));
        self.rows.select(again.unwrap_or(self.rows.selected()));
    }

    /// Goes to where the selected correction was made.
    fn open(&self) -> Vec<Outcome> {
        let Some(made) = self.selected() else {
            return vec![Outcome::say("Nothing is corrected.")];
        };
        let pattern = Pattern::new(&made.details.words);
        let (Some((path, span)), Some(pattern)) = (made.passage(), pattern) else {
            return vec![Outcome::say("Where this was corrected was not kept.")];
        };
        let (title, words) = (name(&path.0), made.details.words.as_str());
        let documents = [(&path.0, &title, span)].into_iter();
        let tour = ResultTour::through(words, Highlight::Typed(Box::new(pattern)), documents);
        vec![Outcome::Tour(tour, 0, Entrance::At(span))]
    }
}

/// The name of a file.
fn name(path: &Path) -> CleanText {
    CleanText::path(path.file_name().map_or(path, Path::new))
}

impl Pane for CorrectionList {
    fn context(&self) -> Context {
        Context::Corrections
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Find, Help, Open, TakeBack};
        if self.is_empty() {
            return &[(Back, "close"), (Help, "help")];
        }
        &[
            (TakeBack, "take back"),
            (Open, "go there"),
            (Find, "filter"),
            (Back, "close"),
            (Help, "help"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => return Some(self.open()),
            Command::TakeBack => {
                let taken = self.selected().cloned().map(Outcome::TakeBack);
                return Some(vec![taken.unwrap_or_else(|| Outcome::say("Nothing is corrected."))]);
            }
            _ => {}
        }
        let page = scene.page_of_rows(OTHER_LINES) / LINES;
        self.rows.run(request, page).then(Vec::new)
    }

    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        if std::mem::take(&mut self.filter).is_empty() {
            return None;
        }
        self.refresh();
        Some(Vec::new())
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.rows.step(lines.signum());
        Vec::new()
    }

    /// A row is selected, and opened if it was before.
    fn click(&mut self, click: Click, _: &Scene<'_>) -> Vec<Outcome> {
        let rows = usize::from(click.area.height) / LINES;
        let row = click.line().and_then(|line| self.rows.at_line_centred(line / LINES, rows));
        match row {
            Some(row) if row == self.rows.selected() => self.open(),
            Some(row) => {
                self.rows.select(row);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Corrections, " corrections with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        words.clone_into(&mut self.filter);
        self.refresh();
        Vec::new()
    }

    /// The last correction comes first.
    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        self.rows.select(0);
        Vec::new()
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        let (path, span) = self.selected()?.passage()?;
        Some(PassageRef::In(path.0.clone(), span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::correction::{Correction, FactKey};
    use crate::protocol::CorrectionDetails;

    fn made(id: &str) -> MadeCorrection {
        let fact = FactKey { class: "weapon".into(), id: id.into() };
        let details = CorrectionDetails { name: id.to_uppercase(), ..CorrectionDetails::default() };
        MadeCorrection { made: None, correction: Correction::Reject { fact }, details }
    }

    fn said(list: &CorrectionList) -> Vec<String> {
        list.shown().iter().map(MadeCorrection::said).collect()
    }

    #[test]
    fn what_is_not_on_the_disk_yet_outlasts_a_report_of_what_is() {
        let mut list = CorrectionList::default();
        let first = list.change(made("a"), true);
        list.change(made("b"), true);
        list.reported(vec![made("a")], Some(first));
        assert_eq!(said(&list), ["B is no weapon", "A is no weapon"]);
        // Another instance took the first back, and made a third.
        list.change(made("b"), false);
        list.reported(vec![made("c")], Some(first + 1));
        assert_eq!(said(&list), ["C is no weapon"]);
        assert_eq!(list.in_force().iter().count(), 1);
    }

    #[test]
    fn the_selection_stays_on_its_correction() {
        let mut list = CorrectionList::default();
        list.reported(vec![made("a"), made("b")], None);
        list.rows.step(1);
        list.change(made("c"), true);
        assert_eq!(list.selected().unwrap().name(), "A");
        list.change(made("a"), false);
        assert_eq!(list.selected().unwrap().name(), "B", "the nearest that is left");
    }
}
