//! What the plain reader tells of one weapon or actor, and of the weapons about which sources disagree: the
//! same as the panes show, each row with its place in words.

use std::collections::BTreeMap;
use std::io;

use super::super::Output;
use super::super::index::up_to_date;
use super::rows::{Lead, Rows};
use super::told::{counted, not_told};
use crate::app::panes::entities::naming;
use crate::config::Units;
use crate::corpus::corpus::Corpus;
use crate::corpus::lookup;
use crate::facts::{CertaintyClass, Class, slug};
use crate::ledger::Verdict;
use crate::protocol::{
    ActorAspect, ActorDossier, ActorPassage, DisputedPair, DocumentHead, Dossier, DossierStatement,
    EntityRow, LookupReport, LookupRequest, NamedEntity,
};
use crate::text::{CleanText, folded, has_words};
use crate::view::actor_dossier::{count, extent, since, title};
use crate::view::dossier::value;

/// Rows that a row of a dossier names at most of those that disagree with it.
const MOST_NAMED: usize = 8;

/// The dossier of the weapon or actor with this name; of several that have the words those to choose
/// from. `None` if there is none, which is said.
pub(super) fn of_name(
    corpus: &Corpus,
    name: &str,
    units: Units,
    out: &mut Output,
) -> io::Result<Option<Rows>> {
    let Some(all) = names_of_all(corpus, out) else { return Ok(None) };
    let meant = meant(&all, name);
    let lead = |(class, row): &(Class, EntityRow)| {
        let naming = naming(&corpus.corrections(), *class, &row.tally.id);
        (naming, row.tally.name.clone())
    };
    match meant.as_slice() {
        [] => {
            let name = CleanText::line(name);
            out.message(&format!("no weapon and no actor of these documents is called “{name}”"));
            Ok(None)
        }
        [one] => {
            let (naming, name) = lead(one);
            of_entity(corpus, &naming, &name, units, out)
        }
        several => {
            let rows = several.iter().map(|one| {
                let (class, row) = one;
                let documents = counted(row.tally.documents, "document");
                let told = format!("{}, {}, {documents}", row.tally.name, class.word());
                let (naming, name) = lead(one);
                (CleanText::line(&told), Lead::Dossier(naming, name))
            });
            Ok(Some(Rows::new("possible dossier", rows.collect())))
        }
    }
}

/// Every weapon and actor with a name; `None` if they cannot be told, which is said.
fn names_of_all(corpus: &Corpus, out: &mut Output) -> Option<Vec<(Class, EntityRow)>> {
    up_to_date(corpus, out)?;
    let mut all = Vec::new();
    for class in [Class::Weapon, Class::Actor] {
        match lookup::answer(corpus, LookupRequest::Tallies(class)) {
            LookupReport::Tallies(class, rows) => {
                let named = rows.into_iter().filter(|row| row.tally.named);
                all.extend(named.map(|row| (class, row)));
            }
            report => {
                not_told(&report, out);
                return None;
            }
        }
    }
    Some(all)
}

/// Those that have exactly this name or key; if there are none, those that have all its words.
fn meant<'a>(all: &'a [(Class, EntityRow)], name: &str) -> Vec<&'a (Class, EntityRow)> {
    let (wanted, key) = (folded(name.trim()), slug(name));
    let is_it =
        |(_, row): &&(Class, EntityRow)| row.tally.id == key || folded(&row.tally.name) == wanted;
    let exact: Vec<_> = all.iter().filter(is_it).collect();
    if !exact.is_empty() {
        return exact;
    }
    let has = |(_, row): &&(Class, EntityRow)| has_words(row.folded(), &wanted);
    all.iter().filter(has).collect()
}

/// The dossier of a weapon or actor: what is known of it is told at once.
pub(super) fn of_entity(
    corpus: &Corpus,
    naming: &NamedEntity,
    name: &CleanText,
    units: Units,
    out: &mut Output,
) -> io::Result<Option<Rows>> {
    Ok(match lookup::answer(corpus, LookupRequest::Dossier(naming.clone())) {
        LookupReport::Dossier(_, dossier) => {
            out.data(&of_weapon(name, &dossier))?;
            Some(Rows::new("statement", statements(&dossier, units)))
        }
        LookupReport::ActorDossier(_, dossier) => {
            out.data(&of_actor(name, &dossier))?;
            Some(Rows::new("passage", passages(&dossier)))
        }
        report => not_told(&report, out),
    })
}

/// What is known of a weapon besides its ranges.
fn of_weapon(name: &CleanText, dossier: &Dossier) -> String {
    let kinds = listed("", &dossier.kinds);
    let variants = listed("variants: ", &dossier.variants);
    let family = dossier.family.as_ref().map(|family| format!("of the family {family}"));
    let parts = [kinds, family, names(&dossier.names), variants].into_iter().flatten();
    format!("{name}: {}.\n", parts.collect::<Vec<_>>().join("; "))
}

fn of_actor(name: &CleanText, dossier: &ActorDossier) -> String {
    let kinds = listed("", &dossier.kinds);
    let none = ActorAspect::ALL
        .into_iter()
        .filter(|aspect| dossier.passages.iter().all(|passage| passage.aspect != *aspect));
    let none = none.map(|aspect| title(aspect, 0));
    let parts = [kinds, names(&dossier.names), Some(extent(dossier))].into_iter().flatten();
    format!("{name}: {}.\n", parts.chain(none).collect::<Vec<_>>().join("; "))
}

fn listed(before: &str, words: &[CleanText]) -> Option<String> {
    let words = words.iter().map(CleanText::as_str).collect::<Vec<_>>().join(", ");
    Some(words).filter(|words| !words.is_empty()).map(|words| format!("{before}{words}"))
}

fn names(names: &[(CleanText, usize)]) -> Option<String> {
    let names = names.iter().map(|(name, count)| format!("{name} ({count})"));
    let names = names.collect::<Vec<_>>().join(", ");
    Some(names).filter(|names| !names.is_empty()).map(|names| format!("named {names}"))
}

/// A row a statement; which others disagree with it is said by the numbers of their rows.
fn statements(dossier: &Dossier, units: Units) -> Vec<(CleanText, Lead)> {
    let disagree = disagree(dossier);
    let row = |(at, one): (usize, &DossierStatement)| {
        let stated = &one.stated;
        let certainty = Some(stated.certainty.word().to_owned())
            .filter(|_| stated.certainty != CertaintyClass::Asserted);
        let again = match one.again.len() {
            0 => None,
            count => Some(format!("in the same words in {} more", counted(count, "document"))),
        };
        let parts = [
            Some(value(stated, units)),
            Some(stated.kind.said().to_owned()),
            Some(one.variant.to_string()),
            Some(stated.condition.clone()),
            Some(format!("according to {}", one.who)),
            certainty,
            Some(published(&one.paper)),
            again,
            disagree.get(&at).map(|rows| format!("disagrees with {rows}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        let told = format!("{}: {}", parts.join(", "), one.sentence);
        (CleanText::line(&told), Lead::There(one.paper.path.clone(), stated.span.start))
    };
    dossier.statements.iter().enumerate().map(row).collect()
}

/// By the places of statements the numbers of the rows that disagree with each.
fn disagree(dossier: &Dossier) -> BTreeMap<usize, String> {
    let all = &dossier.statements;
    let conflict = |one: &DossierStatement, other: &DossierStatement| {
        let verdict = dossier.ledger.verdict(one.place, other.place);
        matches!(verdict, Some((Verdict::Conflict, _)))
    };
    let of = |one: &DossierStatement| {
        let others = all.iter().enumerate().filter(|(_, other)| conflict(one, other));
        let numbers: Vec<String> = others.map(|(at, _)| (at + 1).to_string()).collect();
        let more = numbers.len().saturating_sub(MOST_NAMED);
        let shown = numbers.get(..MOST_NAMED).unwrap_or(&numbers).join(", ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!numbers.is_empty()).then(|| format!("{shown}{more}"))
    };
    all.iter().enumerate().filter_map(|(at, one)| Some((at, of(one)?))).collect()
}

/// "in Title, 2023-05-12".
fn published(paper: &DocumentHead) -> String {
    let date = paper.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
    format!("in {}{date}", paper.title)
}

/// A row a passage, roles first, then words, weapons and documents.
fn passages(dossier: &ActorDossier) -> Vec<(CleanText, Lead)> {
    let row = |one: &ActorPassage| {
        let what = match one.aspect {
            ActorAspect::Role => format!("role: {}", one.words),
            ActorAspect::Said => "is said to have said".to_owned(),
            ActorAspect::Weapon => format!("beside the weapon {}", one.words),
            ActorAspect::Document => "named".to_owned(),
        };
        let certainty = Some(one.certainty.word().to_owned())
            .filter(|_| one.certainty != CertaintyClass::Asserted);
        let parts =
            [Some(what), certainty, Some(count(one)), Some(published(&one.paper)), since(one)];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        let told = format!("{}: {}", parts.join(", "), one.sentence);
        (CleanText::line(&told), Lead::There(one.paper.path.clone(), one.span.start))
    };
    dossier.passages.iter().map(row).collect()
}

/// The weapons about which sources disagree, each with its pairs below it: the weapon leads to its dossier,
/// a pair to the later of its passages.
pub(super) fn disputes(corpus: &Corpus, out: &mut Output) -> io::Result<Option<Rows>> {
    if up_to_date(corpus, out).is_none() {
        return Ok(None);
    }
    let disputes = match lookup::answer(corpus, LookupRequest::Disputes) {
        LookupReport::Disputes(disputes) => disputes,
        report => return Ok(not_told(&report, out)),
    };
    if disputes.is_empty() {
        return Ok(Some(Rows::new("dispute", Vec::new())));
    }
    // Weapons and pairs are rows alike: how many weapons there are is said before.
    out.data(&format!("Sources disagree about {}.\n", counted(disputes.len(), "weapon")))?;
    let corrections = corpus.corrections();
    let mut rows = Vec::new();
    for dispute in disputes.iter() {
        let told = format!("{}: {} of values", dispute.name, counted(dispute.total, "pair"));
        let naming = naming(&corrections, Class::Weapon, &dispute.id);
        rows.push((CleanText::line(&told), Lead::Dossier(naming, dispute.name.clone())));
        rows.extend(dispute.pairs.iter().map(pair));
    }
    Ok(Some(Rows::new("row", rows)))
}

fn pair(pair: &DisputedPair) -> (CleanText, Lead) {
    let (path, span) = pair.later().passage();
    let told = CleanText::line(&format!("{} {}", pair.reason, pair.explanation));
    (told, Lead::There(path, span.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Tally;

    #[test]
    fn a_name_means_what_is_called_so_exactly_or_else_what_has_its_words() {
        let row = |class, id: &str, name: &str| {
            let (name, kind) = (CleanText::line(name), CleanText::default());
            let tally = Tally { id: id.into(), name, kind, named: true, documents: 1 };
            (class, EntityRow::new(tally))
        };
        let all = [
            row(Class::Weapon, "scud", "Scud"),
            row(Class::Weapon, "scud-b", "Scud-B"),
            row(Class::Actor, "olaf-scholz", "Olaf Scholz"),
        ];
        let named = |name: &str| -> Vec<&str> {
            meant(&all, name).into_iter().map(|(_, row)| row.tally.id.as_str()).collect()
        };
        assert_eq!(named("SCUD"), ["scud"]);
        assert_eq!(named("scud b"), ["scud-b"]);
        assert_eq!(named("scholz olaf"), ["olaf-scholz"]);
        assert_eq!(named("scu"), ["scud", "scud-b"]);
        assert_eq!(named("nobody"), [""; 0]);
    }
}
