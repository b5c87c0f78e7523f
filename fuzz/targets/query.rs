//! What is typed to a query: every problem names a place inside of what was typed.
#![no_main]

use briefbook::query::Query;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    let query = Query::parse(typed);
    for problem in &query.problems {
        assert!(typed.get(problem.span.start..problem.span.end).is_some());
    }
});
