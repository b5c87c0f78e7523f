//! What a document states of the ranges of weapons, statement by statement, as a comparison needs it:
//! ranges and distances that are no facts of the sidebar, in the order of the text. Compares nothing.

use super::claim::claim;
use super::figure::Figure;
use super::model::{Approx, Facts, RangeFact};
use super::range_details::{RangeDetails, RangeKind};
use crate::document::Document;
use crate::text::{Span, single_spaced};

/// Everything that is stated of ranges, in the order of the text.
pub fn statements(document: &Document, facts: &Facts) -> Vec<RangeFact> {
    let all = facts.ranges.iter().chain(&facts.apart);
    let mut statements: Vec<RangeFact> =
        all.flat_map(|range| bounds(range, document.words(range.span))).collect();
    statements.sort_by_key(|statement| statement.span);
    statements
}

/// How many times the lower bound the upper one is at least where both are the envelope of one weapon,
/// and not two estimates of its maximum.
pub(super) const ENVELOPE: f64 = 3.0;

/// "60 to 499 km" of one missile is how near it can hit and how far: two statements. Others are one.
fn bounds(range: &RangeFact, words: &str) -> Vec<RangeFact> {
    let whole = || vec![range.clone()];
    let (Some(low), Some(high)) = (range.min_km, range.max_km) else { return whole() };
    let reach = range.details.kind == RangeKind::Reach && range.approx == Approx::Interval;
    if !reach || low * ENVELOPE > high || range.weapon.is_none() {
        return whole();
    }
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let lower = words.find(figure).and_then(|start| {
        let rest = words.get(start..)?;
        Some((start, start + rest.find(|c| !figure(c))?))
    });
    let upper = lower.and_then(|(_, end)| Some(end + words.get(end..)?.find(figure)?));
    let (Some((start, end)), Some(upper)) = (lower, upper) else { return whole() };
    let at = |start, end| Span::new(range.span.start + start, range.span.start + end);
    let part = |kind, span: Span, km: f64, of_low: bool| {
        let figures: Vec<Figure> =
            range.figures.iter().map(|figure| figure.bound(of_low)).collect();
        let words = words.get(span.start - range.span.start..span.end - range.span.start);
        let claim = figures.first().map_or((Some(km), Some(km)), |figure| {
            claim(Approx::Exact, *figure, words.unwrap_or_default())
        });
        let details = RangeDetails { kind, claim, ..range.details };
        let (min_km, max_km) = (Some(km), Some(km));
        RangeFact { span, figures, min_km, max_km, approx: Approx::Exact, details, ..range.clone() }
    };
    vec![
        part(RangeKind::Minimum, at(start, end), low, true),
        part(RangeKind::Reach, at(upper, words.len()), high, false),
    ]
}

/// The variant that a statement names; where none is named, what is fired or carried, of which there
/// may be several ("with rocket-assisted shells").
pub fn variant(document: &Document, statement: &RangeFact) -> String {
    let words = |span: Option<Span>| {
        span.map(|span| single_spaced(document.words(span))).unwrap_or_default()
    };
    named_variant(&words(statement.details.variant), &words(statement.details.condition))
}

/// The same from the words of variant and condition.
pub fn named_variant(variant: &str, condition: &str) -> String {
    if !variant.is_empty() {
        return variant.to_owned();
    }
    let first = condition.split(' ').next().unwrap_or_default();
    let loaded = ["with", "from", "fired", "launched"];
    if loaded.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        condition.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, Parts};
    use crate::facts::range_details::RangeTime;
    use crate::facts::{Lexicon, extract};
    use crate::text::CleanText;

    /// A text of one paragraph with its facts.
    fn read(text: &str) -> (Document, Facts) {
        let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))];
        let parts = Parts { text: CleanText::text(text), blocks, ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let facts = extract(&document, &Lexicon::bundled().unwrap());
        (document, facts)
    }

    /// What a text states: words, kind, variant.
    fn stated(text: &str) -> Vec<(String, RangeKind, String)> {
        let (document, facts) = read(text);
        let all = statements(&document, &facts);
        let words = |range: &RangeFact| document.words(range.span).to_owned();
        all.iter()
            .map(|range| (words(range), range.details.kind, variant(&document, range)))
            .collect()
    }

    #[test]
    fn an_envelope_is_two_statements_and_an_estimate_is_one() {
        let of = |text: &str| -> Vec<(String, RangeKind)> {
            stated(text).into_iter().map(|(words, kind, _)| (words, kind)).collect()
        };
        assert_eq!(
            of("The PrSM missile has a range of 60 to 499 km."),
            [("60".to_owned(), RangeKind::Minimum), ("499 km".to_owned(), RangeKind::Reach)]
        );
        assert_eq!(
            of("The PrSM missile has a range of 400 to 499 km."),
            [("400 to 499 km".to_owned(), RangeKind::Reach)]
        );
    }

    #[test]
    fn an_envelope_whose_end_is_open_has_no_ceiling() {
        let bounds = |text: &str| {
            let (document, facts) = read(text);
            statements(&document, &facts).first().map(|range| (range.min_km, range.max_km))
        };
        for (figure, from) in [
            ("60 to more than 499 km", 499.0),
            ("60 km to over 499 km", 499.0),
            ("400 to more than 499 km", 400.0),
        ] {
            let text = format!("The PrSM missile has a range of {figure}.");
            assert_eq!(bounds(&text), Some((Some(from), None)), "{figure}");
        }
    }

    #[test]
    fn a_flight_that_is_supposed_is_no_test() {
        assert_eq!(
            stated("The launch of the Buk does not show that it would survive a flight of 90 km."),
            []
        );
        let flown = stated("The Buk missile made a flight of 90 km.");
        assert_eq!(flown.first().map(|(_, kind, _)| *kind), Some(RangeKind::Test));
    }

    #[test]
    fn a_long_label_says_what_kind_its_range_is() {
        let kinds =
            |text: &str| -> Vec<RangeKind> { stated(text).iter().map(|found| found.1).collect() };
        assert_eq!(
            kinds(
                "Ferry range of the Tu-22M3 with full tanks: 7,000 km; range of the Tu-22M3: 2,000 km."
            ),
            [RangeKind::Ferry, RangeKind::Reach]
        );
    }

    #[test]
    fn a_height_and_a_leg_of_the_way_are_no_ranges() {
        let text = "The Otomat missile flies at 310 m/s, first at 180 metres and for the final 4 km at \
                    two metres above the waves.";
        assert_eq!(stated(text), []);
        let flies = stated("The Otomat missile flies for 180 km.");
        assert_eq!(flies.len(), 1);
    }

    #[test]
    fn what_a_range_is_up_from_was_earlier() {
        let (document, facts) =
            read("The Neptune missile has a range of 1,000 km, up from 300 km.");
        let times = statements(&document, &facts)
            .iter()
            .map(|range| range.details.time)
            .collect::<Vec<_>>();
        assert_eq!(times, [RangeTime::Now, RangeTime::Earlier]);
    }

    #[test]
    fn a_version_is_named_by_what_tells_it_from_others() {
        let variant =
            |text: &str| stated(text).into_iter().map(|(_, _, variant)| variant).next_back();
        for (text, named) in [
            (
                "The Kalibr is old. The anti-ship version, which sprints for the last 20 km, reaches 660 km.",
                "anti-ship version",
            ),
            (
                "The export land-attack missile of the Kalibr family has a range of 275 km.",
                "export land-attack missile",
            ),
            ("The newest Lancet has a range of 50 km.", "newest"),
            ("Range of the Mk 48 torpedo: 50 km.", ""),
            ("The Mk 48 torpedo reaches 50 km.", ""),
        ] {
            assert_eq!(variant(text).as_deref(), Some(named), "{text}");
        }
    }

    #[test]
    fn a_figure_claims_the_same_however_it_is_written() {
        let claim = |figure: &str| {
            let text = format!("The ATACMS missile has a range of {figure}.");
            let (document, facts) = read(&text);
            statements(&document, &facts)[0].details.claim
        };
        let km = claim("300 km");
        for same in
            ["300 kilometres", "300 kilometers", "300km", "300 km (186 miles)", "three hundred km"]
        {
            assert_eq!(claim(same), km, "{same}");
        }
        for (one, same) in [("1,500 km", "1500 km"), ("190 miles", "190 mi")] {
            assert_eq!(claim(one), claim(same), "{one}");
        }
    }

    #[test]
    fn what_is_fired_is_named_as_the_variant() {
        let found = stated("The M777 howitzer has a range of 30 km with rocket-assisted shells.");
        assert_eq!(found[0].2, "with rocket-assisted shells");
    }
}
