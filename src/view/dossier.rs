//! Paints what the library states of one weapon: its names, then a row a statement with the claim as a
//! bar on one axis, signed and coloured by how it stands to the chosen one. Visible rows only.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells, wrapped};
use super::frame::heading;
use super::range_bar::{Axis, Claimed};
use super::stance::letter;
use super::theme::Theme;
use super::units::bound;
use crate::app::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::dossier::{DossierAreas, DossierPane, DossierRow, areas};
use crate::config::Units;
use crate::facts::figure::{LengthUnit, display_figure};
use crate::facts::{Approx, RangeTime};
use crate::index::StatedRange;
use crate::ledger::Verdict;
use crate::protocol::{DocumentHead, Dossier, DossierStatement};
use crate::text::{CleanText, grouped};

/// Cells of the signs before a value.
const SIGNS: u16 = 5;

/// The sign of the statement of a pair that was chosen first.
const HELD: &str = "›";

/// The fewest cells of which a bar says something.
const LEAST_BAR: u16 = 8;

/// Columns below which the heading is the name alone.
const NARROW: u16 = 40;

/// Cells of a date.
const DATE: u16 = 10;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.whole.dossier;
    let focused = state.focus == PaneId::Dossier;
    let about = if area.width < NARROW { String::new() } else { about(state) };
    heading(canvas, area, (&name(pane), &about), focused, theme);
    let parts = areas(area);
    let whole =
        Rect { height: parts.below.bottom().max(parts.rows.bottom()) - parts.head.y, ..parts.head };
    let Some(known) = &pane.known else {
        let words = pane.failed.as_deref().unwrap_or("Looking …");
        return canvas.put_wrapped(whole, words, theme.dim);
    };
    head(canvas, parts.head, known, theme);
    if pane.rows.is_empty() {
        let rest = Rect { y: parts.axis.y, height: whole.bottom() - parts.axis.y, ..whole };
        return canvas.put_wrapped(rest, &empty(pane, known), theme.dim);
    }
    let units = state.settings.units;
    let columns = Columns::of(known, parts.rows.width, units);
    let claims = known.statements.iter().map(|one| one.stated.claim);
    let axis = Axis::of(claims, unit(units).km(), columns.bar.1);
    axis_line(canvas, parts.axis, (&columns, axis, units), theme);
    let look = Look { pane, known, columns, axis, units, theme };
    look.rows(canvas, parts);
}

/// "Storm Shadow: what documents state".
fn name(pane: &DossierPane) -> String {
    let chosen = pane.of.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
    let known = pane.known.as_ref().map(|known| known.name.as_str()).unwrap_or_default();
    let name = if known.is_empty() { chosen } else { known };
    match pane.filter.as_str() {
        "" => format!("{name}: dossier"),
        filter => format!("{name}: statements with “{filter}”"),
    }
}

fn about(state: &State) -> String {
    let pane = &state.whole.dossier;
    let Some(known) = &pane.known else { return String::new() };
    let shown = pane.shown.iter().filter(|row| matches!(row, DossierRow::Statement(_))).count();
    let again: usize = known.statements.iter().map(|one| one.again.len()).sum();
    let count = match known.total > known.statements.len() + again {
        true => format!("the newest {} of {}", grouped(shown), grouped(known.total)),
        false if shown == 1 => "1 statement".to_owned(),
        false => format!("{} statements", grouped(shown)),
    };
    let order = format!("{}{}", pane.order.word(), if pane.reversed { " ↑" } else { "" });
    let indexing = state.scan.indexing.map(|progress| progress.said());
    [Some(count), Some(order), indexing].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why there are no rows.
fn empty(pane: &DossierPane, known: &Dossier) -> String {
    if !known.statements.is_empty() {
        return "No statement has all these words; Esc shows all again.".to_owned();
    }
    let name = pane.of.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
    format!(
        "No document that is indexed states how far {name} reaches. Enter on it among the weapons of the \
         library (gF) shows the documents that name it."
    )
}

/// "ballistic missile, missile".
pub(super) fn list(words: &[CleanText]) -> String {
    words.iter().map(CleanText::as_str).collect::<Vec<_>>().join(", ")
}

/// "named: ATACMS (12), MGM-140 (3)": the names, each with the number of documents; `None` if there are
/// none.
pub(super) fn named(names: &[(CleanText, usize)]) -> Option<String> {
    let named = names.iter().map(|(name, count)| format!("{name} ({})", grouped(*count)));
    let named = named.collect::<Vec<_>>().join(", ");
    Some(named).filter(|named| !named.is_empty()).map(|named| format!("named: {named}"))
}

/// What is known of the weapon besides its ranges.
fn head(canvas: &mut Canvas<'_>, area: Rect, known: &Dossier, theme: &Theme) {
    let family = known.family.as_deref().map(|family| format!("of the family {family}"));
    let kinds = Some(list(&known.kinds)).filter(|kinds| !kinds.is_empty());
    let first = [kinds, family].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let variants = Some(list(&known.variants)).filter(|words| !words.is_empty());
    let lines = [
        Some(first).filter(|first| !first.is_empty()),
        named(&known.names),
        variants.map(|variants| format!("variants: {variants}")),
    ];
    for (y, words) in (area.y..area.bottom()).zip(lines.into_iter().flatten()) {
        canvas.put_cut((area.x + 2, y), area.width.saturating_sub(2), &words, theme.text);
    }
}

/// Where the columns stand: where each begins, and its cells; none if it is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Columns {
    value: (u16, u16),
    bar: (u16, u16),
    who: (u16, u16),
    date: (u16, u16),
    source: (u16, u16),
}

impl Columns {
    fn of(known: &Dossier, width: u16, units: Units) -> Self {
        let all = || known.statements.iter().take(500);
        let value = all().map(|one| cells(&value(&one.stated, units))).max().unwrap_or(0);
        let left = width.saturating_sub(SIGNS);
        let value = value.min(20).min(left);
        let mut left = left.saturating_sub(value);
        let mut take = |wanted: u16, keep: u16| {
            let fits = left >= wanted + 2 + keep && wanted > 0;
            let taken = if fits { wanted } else { 0 };
            left -= if fits { wanted + 2 } else { 0 };
            taken
        };
        let named = all().map(|one| cells(&one.who)).max().unwrap_or(0);
        let date = take(DATE, 16);
        let who = take(named.clamp(4, (width / 5).clamp(10, 34)), 10);
        let sources = all().map(|one| cells(&source(one))).max().unwrap_or(0);
        let source = take(sources.clamp(0, (width / 6).clamp(12, 30)), 44);
        let bar = if left >= LEAST_BAR + 2 { left - 2 } else { 0 };
        let mut x = SIGNS;
        let mut place = |cells: u16| {
            let at = x;
            x += if cells > 0 { cells + 2 } else { 0 };
            (at, cells)
        };
        let value = place(value);
        let bar = place(bar);
        Self { value, bar, who: place(who), date: place(date), source: place(source) }
    }
}

/// "0    200    400 km", above the bars.
fn axis_line(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (columns, axis, units): (&Columns, Axis, Units),
    theme: &Theme,
) {
    if area.height == 0 {
        return;
    }
    let (x, room) = columns.bar;
    for (cell, label) in axis.labels(unit(units).sign()) {
        canvas.put_cut((area.x + x + cell, area.y), room.saturating_sub(cell), &label, theme.dim);
    }
    for ((x, room), words) in
        [(columns.who, "who says so"), (columns.date, "date"), (columns.source, "source")]
    {
        canvas.put_cut((area.x + x, area.y), room, words, theme.dim);
    }
}

/// What the rows are painted with.
struct Look<'a> {
    pane: &'a DossierPane,
    known: &'a Dossier,
    columns: Columns,
    axis: Axis,
    units: Units,
    theme: &'a Theme,
}

impl Look<'_> {
    fn rows(&self, canvas: &mut Canvas<'_>, parts: DossierAreas) {
        let area = parts.rows;
        let first = self.pane.rows.top_centred(area.height.into());
        for (y, (at, row)) in
            (area.y..area.bottom()).zip(self.pane.shown.iter().enumerate().skip(first))
        {
            let place = Rect { y, height: 1, ..area };
            match row {
                DossierRow::Heading(statement) => self.heading(canvas, place, *statement),
                DossierRow::Statement(statement) => self.statement(canvas, place, *statement),
            }
            if at == self.pane.rows.selected() {
                canvas.tint(place, self.theme.selected);
                canvas.put((place.x, y), "▌", self.theme.selected);
            }
        }
        if let Some(chosen) = self.pane.chosen() {
            self.below(canvas, parts.below, chosen);
        }
    }

    /// "Block IA · combat radius", above its statements.
    fn heading(&self, canvas: &mut Canvas<'_>, place: Rect, statement: usize) {
        let Some(one) = self.known.statements.get(statement) else { return };
        let variant = if one.variant.is_empty() { "no variant named" } else { &one.variant };
        let words = match one.stated.kind.said() {
            "" => variant.to_owned(),
            kind => format!("{variant} · {kind}"),
        };
        canvas.put_cut(
            (place.x + 2, place.y),
            place.width.saturating_sub(2),
            &words,
            self.theme.heading,
        );
    }

    fn statement(&self, canvas: &mut Canvas<'_>, place: Rect, at: usize) {
        let Some(one) = self.known.statements.get(at) else { return };
        let (y, theme, columns) = (place.y, self.theme, &self.columns);
        let verdict = self.pane.verdict(at);
        let style = verdict.map_or(theme.strong, |verdict| verdict_style(verdict, theme));
        let held = self.pane.held.as_ref().is_some_and(|held| one.is_passage_of(held));
        let shown = if held { HELD } else { verdict.map_or("•", sign) };
        canvas.put((place.x + 1, y), shown, style);
        let certainty = one.stated.certainty;
        canvas.put((place.x + 3, y), letter(certainty), super::stance::style(certainty, theme));
        let put = |canvas: &mut Canvas<'_>, (x, room): (u16, u16), words: &str, style: Style| {
            canvas.put_cut((place.x + x, y), room, words, style);
        };
        put(canvas, columns.value, &value(&one.stated, self.units), theme.text);
        for (cell, sign) in self.axis.bar(one.stated.claim, claimed(&one.stated)) {
            canvas.put((place.x + columns.bar.0 + cell, y), sign.encode_utf8(&mut [0; 4]), style);
        }
        put(canvas, columns.who, &one.who, theme.text);
        put(canvas, columns.date, &date(&one.paper), theme.dim);
        put(canvas, columns.source, &source(one), theme.dim);
    }

    /// How the others stand to the chosen one, its sentence, and where that stands.
    fn below(&self, canvas: &mut Canvas<'_>, area: Rect, chosen: &DossierStatement) {
        if area.height < 3 {
            return;
        }
        let (x, room) = (area.x + 2, area.width.saturating_sub(2));
        canvas.put_cut((x, area.y), room, &self.legend(), self.theme.dim);
        let lines = wrapped(&self.said(chosen), room.into());
        let most = usize::from(area.height - 2);
        for (at, (y, line)) in (area.y + 1..area.bottom() - 1).zip(&lines).enumerate() {
            // What has no room says so.
            let more = at + 1 == most && lines.len() > most;
            let line = if more { format!("{line} …") } else { line.clone() };
            canvas.put_cut((x, y), room, &line, self.theme.text);
        }
        canvas.put_cut((x, area.bottom() - 1), room, &place(chosen), self.theme.dim);
    }

    /// "! 2 disagree · = 1 the same": what the signs mean, and how many there are of each.
    fn legend(&self) -> String {
        let told = |(verdict, count)| {
            format!("{} {} {}", sign(verdict), grouped(count), words(verdict, count))
        };
        let counts: Vec<String> = self.pane.counts().map(told).collect();
        match counts.is_empty() {
            true => "Nothing else is stated that could be compared.".to_owned(),
            false if self.pane.held.is_some() => {
                format!("{HELD} chosen first · • this one · {}", counts.join(" · "))
            }
            false => format!("• this one · {}", counts.join(" · ")),
        }
    }

    /// "“ATACMS has a range of 300 km.” (hedged, planned)".
    fn said(&self, chosen: &DossierStatement) -> CleanText {
        let stated = &chosen.stated;
        let certainty =
            Some(stated.certainty.word()).filter(|_| !letter(stated.certainty).is_empty());
        let time = Some(stated.time.word()).filter(|_| stated.time != RangeTime::Now);
        let said =
            Some(format!("said by {}", stated.said_by)).filter(|_| !stated.said_by.is_empty());
        let kind = Some(stated.kind.said()).filter(|kind| !kind.is_empty()).map(str::to_owned);
        let condition = Some(stated.condition.clone()).filter(|condition| !condition.is_empty());
        let parts = [said, certainty.map(str::to_owned), time.map(str::to_owned), kind, condition];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let beside =
            if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) };
        CleanText::line(&format!("“{}”{beside}", chosen.sentence))
    }
}

/// "2023-05-12 · Title · file.md · in the same words in 2 other documents".
fn place(chosen: &DossierStatement) -> String {
    let again = match chosen.again.len() {
        0 => None,
        1 => Some("in the same words in 1 other document".to_owned()),
        count => Some(format!("in the same words in {} other documents", grouped(count))),
    };
    place_in(&chosen.paper, again)
}

/// Where something stands, and what else is to be said of it: "2023-05-12 · Title · file.md · …".
pub(super) fn place_in(paper: &DocumentHead, besides: Option<String>) -> String {
    let file = CleanText::path(std::path::Path::new(paper.path.file_name().unwrap_or_default()));
    let file = Some(file).filter(|file| **file != *paper.title);
    let parts = [
        Some(date(paper)).filter(|date| !date.is_empty()),
        Some(paper.title.to_string()),
        file.map(|file| file.to_string()),
        besides,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The sign of a verdict: it says in letters what the colour says.
pub fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflict => "!",
        Verdict::Same => "=",
        Verdict::Compatible => "~",
        Verdict::Variants => "v",
        Verdict::Revised => "r",
        Verdict::Incomparable => "-",
    }
}

/// What a verdict says of so many statements.
fn words(verdict: Verdict, count: usize) -> &'static str {
    match (verdict, count) {
        (Verdict::Conflict, 1) => "disagrees",
        (Verdict::Conflict, _) => "disagree",
        (Verdict::Same, 1) => "says the same",
        (Verdict::Same, _) => "say the same",
        (Verdict::Compatible, 1) => "allows it",
        (Verdict::Compatible, _) => "allow it",
        (Verdict::Variants, _) => "of another version",
        (Verdict::Revised, _) => "earlier or later",
        (Verdict::Incomparable, _) => "not comparable",
    }
}

fn verdict_style(verdict: Verdict, theme: &Theme) -> Style {
    match verdict {
        Verdict::Conflict => theme.failure,
        Verdict::Same => theme.place,
        Verdict::Compatible => theme.actor,
        Verdict::Variants => theme.marker,
        Verdict::Revised | Verdict::Incomparable => theme.dim,
    }
}

/// What a claim is, besides its bounds.
pub fn claimed(stated: &StatedRange) -> Claimed {
    let single = stated.min_km.or(stated.max_km).filter(|_| {
        stated.min_km.is_none() || stated.max_km.is_none() || stated.min_km == stated.max_km
    });
    match (stated.approx, stated.claim, stated.max_km.or(single)) {
        (Approx::UpTo, (Some(_), Some(_)), Some(km)) => Claimed::Maximum(km),
        (Approx::Exact | Approx::About, (Some(_), Some(_)), Some(km)) if single.is_some() => {
            Claimed::Value(km)
        }
        _ => Claimed::Bounds,
    }
}

/// "≈ 310 km".
pub fn value(stated: &StatedRange, units: Units) -> String {
    let told = display_figure(&stated.figures, (stated.min_km, stated.max_km), units);
    format!("{}{told}", bound(stated.approx))
}

/// The day of a document.
pub(super) fn date(paper: &DocumentHead) -> String {
    paper.date.map(|date| format!("{date:.10}")).unwrap_or_default()
}

/// The publisher of the document, if that is not who says so; its title if there is none.
fn source(one: &DossierStatement) -> CleanText {
    match &one.paper.source {
        Some(source) if *source == one.who => CleanText::default(),
        Some(source) => source.clone(),
        None if one.paper.title == one.who => CleanText::default(),
        None => one.paper.title.clone(),
    }
}

/// The unit of the axis.
fn unit(units: Units) -> LengthUnit {
    match units {
        Units::Km => LengthUnit::Kilometre,
        Units::Miles => LengthUnit::Mile,
        Units::Nautical => LengthUnit::NauticalMile,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(approx: Approx, claim: (Option<f64>, Option<f64>)) -> StatedRange {
        let (min_km, max_km) = match approx {
            Approx::AtLeast => (Some(250.0), None),
            Approx::UpTo => (None, Some(300.0)),
            _ => (Some(300.0), Some(300.0)),
        };
        StatedRange { approx, claim, min_km, max_km, ..StatedRange::default() }
    }

    #[test]
    fn each_kind_of_bound_is_drawn_as_what_it_claims() {
        let around = (Some(270.0), Some(330.0));
        assert_eq!(claimed(&stated(Approx::Exact, around)), Claimed::Value(300.0));
        assert_eq!(claimed(&stated(Approx::About, around)), Claimed::Value(300.0));
        assert_eq!(claimed(&stated(Approx::UpTo, around)), Claimed::Maximum(300.0));
        assert_eq!(claimed(&stated(Approx::UpTo, (None, Some(300.0)))), Claimed::Bounds);
        assert_eq!(claimed(&stated(Approx::AtLeast, (Some(250.0), None))), Claimed::Bounds);
        let interval = StatedRange { min_km: Some(270.0), ..stated(Approx::Interval, around) };
        assert_eq!(claimed(&interval), Claimed::Bounds);
    }

    #[test]
    fn verdicts_have_signs_of_their_own() {
        use Verdict::{Compatible, Conflict, Incomparable, Revised, Same, Variants};
        let mut signs = [Conflict, Same, Compatible, Variants, Revised, Incomparable].map(sign);
        signs.sort_unstable();
        assert!(signs.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
