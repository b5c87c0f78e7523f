//! A text for a command of the settings, and what came of it. Data only: `runtime` runs the command.

use crate::text::CleanText;

/// A text for a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipeRequest {
    /// What the user calls the command.
    pub name: CleanText,
    /// The program and its arguments, as the settings have them.
    pub words: Vec<String>,
    /// What it gets on its standard input.
    pub text: CleanText,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipeReport {
    /// What the user calls the command.
    pub name: CleanText,
    /// How it ended: "exit status: 0".
    pub status: CleanText,
    /// What it wrote, errors last.
    pub output: CleanText,
}
