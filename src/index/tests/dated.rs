//! Documents counted by date.

use super::*;

#[test]
fn documents_are_counted_by_date_with_the_ranges_that_they_state() {
    let (index, _writer) = library();
    let dated = |typed: &str, corrections: &Corrections| {
        let outside = knowing(corrections.clone());
        let dated = index.dated(&Query::parse(typed), &outside).unwrap();
        let told = dated.iter().map(|d| (d.date.unwrap().to_string(), d.documents, d.ranges));
        told.collect::<Vec<_>>()
    };
    let none = Corrections::default();
    let all =
        [("1999-01-02".into(), 1, 0), ("2023-10-18".into(), 1, 1), ("2024-03-15".into(), 1, 1)];
    assert_eq!(dated("", &none), all);
    assert_eq!(dated("weapon:taurus", &none), all[2..]);
    assert_eq!(dated("weapon:\"storm shadow\"", &none), [("2024-03-15".into(), 1, 0)]);
    let text = document(ATACMS).text().to_string();
    let ranges = index.ranges(&none).unwrap();
    let range = ranges.iter().find(|row| row.stated.written.contains("190")).unwrap();
    let mut corrections = Corrections::default();
    corrections.add(Correction::Reject { fact: FactKey::of_words(range.stated.span, &text) });
    assert_eq!(dated("", &corrections)[1].2, 0, "what was rejected is not counted");
}
