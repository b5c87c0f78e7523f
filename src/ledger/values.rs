//! The values that statements have: what is claimed of which variant under which condition, whoever says
//! it when. Many statements have few values. Decides no verdict.

use foldhash::{HashMap, HashMapExt};

use super::statement::RangeStatement;
use crate::facts::RangeKind;

/// What makes a value.
type Value<'a> = (&'a str, bool, &'a str, RangeKind, (Option<u64>, Option<u64>), bool);

/// The value of each statement, as the number of the first statement that has it.
pub(super) fn values(statements: &[RangeStatement]) -> Vec<usize> {
    let mut first: HashMap<Value<'_>, usize> = HashMap::new();
    let numbered = statements.iter().enumerate();
    numbered.map(|(at, statement)| *first.entry(value(statement)).or_insert(at)).collect()
}

fn value(statement: &RangeStatement) -> Value<'_> {
    let RangeStatement { variant, departs, condition, kind, claim, denied, .. } = statement;
    let bits = |bound: Option<f64>| bound.map(f64::to_bits);
    (variant, *departs, condition, *kind, (bits(claim.0), bits(claim.1)), *denied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_say_the_same_of_the_same_have_one_value() {
        let of = |document, high| RangeStatement {
            document,
            claim: (Some(1.0), Some(high)),
            ..RangeStatement::default()
        };
        let other = RangeStatement { variant: "er".into(), ..of(3, 2.0) };
        assert_eq!(values(&[of(0, 2.0), of(1, 3.0), of(2, 2.0), other]), [0, 1, 0, 3]);
    }
}
