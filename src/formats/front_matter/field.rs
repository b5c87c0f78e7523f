//! A key of front matter with its values, whatever language the front matter is written in.

/// Values of one list at most.
pub(super) const MAX_VALUES: usize = 64;

/// A key in small letters and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Field {
    /// The key.
    pub key: String,
    /// Its values; none for a key without words.
    pub values: Vec<String>,
}

/// A field whose values are words; blank ones are left out.
pub(super) fn field(key: &str, values: Vec<String>) -> Field {
    let values = values.into_iter().filter(|value| !value.trim().is_empty()).collect();
    Field { key: key.trim().to_lowercase(), values }
}
