//! How a date is kept in JSON and on the wire: written in ISO 8601, read by the scanner that reads
//! dates of documents.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date::Date;
use super::dates::parse;

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads what [`Date`] writes.
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        parse(&words).ok_or_else(|| D::Error::custom("this is no date"))
    }
}
