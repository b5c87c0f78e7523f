//! How a role is written: its words without notes and marks, and of a title that several share what each is.

use crate::facts::notes;
use crate::text::single_spaced;

/// A role on one line, without a possessive left at its start.
pub fn clean_role(words: &str) -> String {
    let words = single_spaced(&notes::without(words)).trim_end_matches([',', '.']).to_owned();
    match words.strip_suffix('s') {
        Some(one) if OF_SEVERAL.split(' ').any(|several| words.eq_ignore_ascii_case(several)) => {
            one.to_owned()
        }
        _ => words,
    }
}

/// Titles that several persons share: what each of them is.
const OF_SEVERAL: &str = "representatives senators justices councillors councilors judges ministers generals \
    colonels ambassadors professors presidents commissioners directors members delegates";
