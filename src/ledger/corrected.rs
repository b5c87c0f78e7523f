//! What the user knows better about statements: which are none, and which sources are one. That two
//! cannot be compared is asked where they are (`verdict`).

use std::sync::Arc;

use super::statement::RangeStatement;
use crate::facts::correction::{Corrections, RANGE, SOURCE};

/// The statements as the user knows them: without those that were rejected, the words of sources that
/// are one under one key.
pub fn corrected(
    statements: impl IntoIterator<Item = RangeStatement>,
    corrections: &Corrections,
) -> Vec<RangeStatement> {
    let stands = |statement: &RangeStatement| {
        statement.key.is_empty() || corrections.target(RANGE, &statement.key).is_some()
    };
    statements.into_iter().filter(stands).map(|one| with_one_source(one, corrections)).collect()
}

/// A statement whose source is the one that the user says it is.
pub fn with_one_source(mut statement: RangeStatement, corrections: &Corrections) -> RangeStatement {
    let own = Arc::clone(&statement.source.key);
    if let Some(target) = corrections.target(SOURCE, &own).filter(|target| **target != *own) {
        statement.source.key = target.into();
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::correction::{Correction, FactKey};
    use crate::ledger::EffectiveSource;

    #[test]
    fn rejected_statements_go_and_joined_sources_are_one() {
        let said = |publisher: &str, key: &str| RangeStatement {
            source: EffectiveSource::new("", publisher),
            key: key.into(),
            ..RangeStatement::default()
        };
        let key = |class: &str, id: &str| FactKey { class: class.to_owned(), id: id.to_owned() };
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key(RANGE, "none") });
        let (fact, into) = (key(SOURCE, "lake wire"), key(SOURCE, "lakeside wire"));
        corrections.add(Correction::Merge { fact, into });
        let all = [said("Lake Wire", "one"), said("Lakeside Wire", ""), said("Post", "none")];
        let left = corrected(all.clone(), &corrections);
        assert_eq!(left.len(), 2);
        assert!(left[0].source.is(&left[1].source));
        assert_eq!(corrected(all.clone(), &Corrections::default()), all);
    }
}
