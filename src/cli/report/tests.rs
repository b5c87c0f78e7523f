//! What a report says of statements made here, and what never gets into it.

use super::*;
use crate::document::Date;
use crate::facts::Approx;
use crate::facts::correction::Corrections;
use crate::facts::figure::{Figure, LengthUnit};
use crate::index::StatedRange;
use crate::protocol::DocumentHead;
use crate::text::Span;

fn said(who: &str, km: f64, (year, month): (i16, u8), sentence: &str) -> Gathered {
    let paper = DocumentHead {
        path: format!("{who}-{km}.md").into(),
        title: CleanText::line(&format!("Paper of {who}")),
        date: Date::of_month(year, month),
        source: Some(CleanText::line(who)),
    };
    let written = format!("{km} km");
    let start = sentence.find(&written).unwrap();
    let span = Span::new(start, start + written.len());
    let stated = StatedRange {
        span,
        scalars: span,
        figures: vec![Figure { unit: LengthUnit::Kilometre, low: km, high: km }],
        written,
        min_km: Some(km),
        max_km: Some(km),
        approx: Approx::Exact,
        weapon_id: "lynx".to_owned(),
        weapon: "Lynx".to_owned(),
        claim: (Some(km - 5.0), Some(km + 5.0)),
        ..StatedRange::default()
    };
    let statement = WeaponStatement {
        stated,
        whole: span,
        base: "lynx".to_owned(),
        base_name: "Lynx".to_owned(),
        source: who.to_lowercase(),
        own: true,
        ..WeaponStatement::default()
    };
    let marks = vec![span];
    Gathered { paper: Arc::new(paper), statement, sentence: CleanText::line(sentence), marks }
}

fn two() -> Vec<Gathered> {
    vec![
        said("Alpha", 250.0, (2023, 5), "The Lynx reaches 250 km, the makers say."),
        said("<b>Beta|*", 560.0, (2024, 1), "It flew <i>560 km</i>: 560 km is its range."),
    ]
}

#[test]
fn every_figure_has_its_passage_and_source_and_contradictions_are_told() {
    let page = markdown::page(&dossier(two(), &Corrections::default()));
    assert!(
        page.starts_with("# Lynx\n\n2 statements in 2 documents, 2023-05 to 2024-01.\n"),
        "{page}"
    );
    assert!(page.contains("The Lynx reaches **250 km**, the makers say."), "{page}");
    assert!(
        page.contains("Paper of Alpha · Alpha · 2023-05 · Alpha-250.md · characters 17 to 23"),
        "{page}"
    );
    let contradictions = page.split("## Contradictions").nth(1).unwrap();
    assert!(contradictions.contains("250 km") && contradictions.contains("560 km"), "{page}");
}

#[test]
fn words_of_documents_are_never_markup() {
    let page = dossier(two(), &Corrections::default());
    let (markdown, html) = (markdown::page(&page), html::page(&page));
    assert!(!html.contains("<b>Beta") && html.contains("&lt;b&gt;Beta|*"), "{html}");
    assert!(!html.contains("<i>") && html.contains("<b>560 km</b>"), "{html}");
    assert!(markdown.contains("\\<b\\>Beta\\|\\*"), "{markdown}");
    assert!(html.matches("<svg").count() == 2 && html.matches("</svg>").count() == 2, "{html}");
    assert!(!html.contains("http://") && !html.contains("https://"), "nothing is fetched");
}

#[test]
fn the_weapon_is_found_by_name_part_or_key_and_what_is_not_is_said() {
    let all = two();
    for named in ["Lynx", "lynx", " LYNX ", "yn"] {
        assert_eq!(base_of(named, &all), Ok("lynx".to_owned()), "{named}");
    }
    let none = base_of("Tomahawk", &all).unwrap_err();
    assert_eq!(none, "nothing is stated of the range of “Tomahawk”; ranges are stated of Lynx");
    let mut more = two();
    more[1].statement.base = "lynx-2".to_owned();
    more[1].statement.base_name = "Lynx 2".to_owned();
    assert_eq!(base_of("lyn", &more), Err("“lyn” may be Lynx or Lynx 2: say which".to_owned()));
    assert!(base_of("", &more).is_err());
}

#[test]
fn a_dossier_without_dates_or_contradictions_says_so() {
    let mut one = said("Alpha", 250.0, (2023, 5), "The Lynx reaches 250 km.");
    one.paper = Arc::new(DocumentHead { date: None, ..(*one.paper).clone() });
    let page = dossier(vec![one], &Corrections::default());
    assert!(picture::timeline(&page).is_empty());
    let page = markdown::page(&page);
    assert!(page.contains("1 statement in 1 document.\n"), "{page}");
    assert!(page.contains("No two of these statements contradict each other."), "{page}");
}
