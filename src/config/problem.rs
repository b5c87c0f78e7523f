//! What is wrong with a line of `config.toml` or `keys.toml`, told so that it can be mended.

use std::fmt;

use toml::de::DeValue;

use crate::text::CleanText;

/// One mistake. Printed as a sentence without the file's name:
/// ``line 3: unknown setting `them`; did you mean `theme`?``
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Line in the file, from 1.
    pub line: usize,
    /// The key as it was written; empty where the file itself is damaged.
    pub key: CleanText,
    /// What is wrong.
    pub message: CleanText,
    /// What may stand there instead; empty if there is no such list.
    pub allowed: CleanText,
    /// The nearest valid key or value, if one is near.
    pub nearest: Option<CleanText>,
}

impl ConfigProblem {
    /// A problem with `key` in `line`.
    pub(super) fn new(line: usize, key: &str, message: &str) -> Self {
        Self {
            line,
            key: CleanText::line(key),
            message: CleanText::line(message),
            allowed: CleanText::default(),
            nearest: None,
        }
    }

    /// Adds what may stand there instead.
    pub(super) fn allowing(self, allowed: &str) -> Self {
        Self { allowed: CleanText::line(allowed), ..self }
    }

    /// Adds the nearest valid word.
    pub(super) fn near(self, nearest: Option<&str>) -> Self {
        Self { nearest: nearest.map(CleanText::line), ..self }
    }
}

impl ConfigProblem {
    /// A problem that is no matter of spelling.
    pub fn of_line(line: usize, key: &str, message: &str) -> Self {
        Self::new(line, key, message)
    }

    /// What is wrong and what may stand there, without the line: ``unknown setting `them`; did you mean
    /// `theme`?``
    pub fn what(&self) -> String {
        let message = &self.message;
        match &self.nearest {
            Some(nearest) => format!("{message}; did you mean `{nearest}`?"),
            None if self.allowed.is_empty() => message.to_string(),
            None => format!("{message}; allowed: {}", self.allowed),
        }
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what())
    }
}

/// How the value looks in a message: short, and never a whole table.
pub(super) fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(word) => format!("\"{}\"", brief(word)),
        DeValue::Integer(number) => brief(number.as_str()),
        DeValue::Float(number) => brief(number.as_str()),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// The first characters of something the user wrote.
pub(super) fn brief(word: &str) -> String {
    const LONGEST: usize = 40;
    let cut = word.chars().nth(LONGEST).is_some();
    word.chars().take(LONGEST).chain(cut.then_some('…')).collect()
}

/// Where the lines of a text begin, to tell offsets as line numbers.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// The lines of `text`.
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line, from 1, in which the byte at `offset` stands.
    pub(super) fn at(&self, offset: usize) -> usize {
        1 + self.0.partition_point(|&end| end < offset)
    }
}
