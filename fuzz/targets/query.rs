//! A line that is typed into a search, and a text that is searched: every place that is named must be a
//! place in what it is named of.

#![no_main]

use briefbook::query::{Matcher, Pattern, Query};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(both) = std::str::from_utf8(bytes) else { return };
    let (typed, text) = both.split_once('\n').unwrap_or((both, both));
    let query = Query::parse(typed);
    assert!(query.terms().all(|term| term.span.fits(typed)), "{query:?}");
    assert!(query.problems.iter().all(|problem| problem.span.fits(typed)), "{query:?}");
    in_order(text, Matcher::new(&query).hits(text));
    if let Some(pattern) = Pattern::new(typed) {
        let hits: Vec<_> = pattern.hits(text).collect();
        assert_eq!(pattern.first_from(text, 0), hits.first().copied());
        in_order(text, hits);
    }
});

fn in_order(text: &str, hits: Vec<briefbook::text::Span>) {
    assert!(hits.iter().all(|hit| hit.fits(text) && !hit.of(text).is_empty()), "{hits:?}");
    assert!(hits.windows(2).all(|two| two[0].end <= two[1].start), "{hits:?}");
}
