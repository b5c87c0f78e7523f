//! Fields of a DOCX file: an instruction and what it gave. What it gave is read as text; instructions
//! are never carried out.

use super::super::{hyperlink, symbols};

/// What a field gives, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FieldKind {
    #[default]
    Other,
    /// The number of a page, how many there are, or a heading that stands on it.
    PageNumber,
    /// A further mark of a note.
    NoteMark,
}

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    pub instruction: String,
    /// A number that the composer gave, if it leads somewhere.
    pub link: Option<u32>,
    pub kind: FieldKind,
    /// True once what it gave has begun.
    resolved: bool,
}

impl Field {
    /// A field whose instruction is known at once.
    pub(super) fn of(instruction: String) -> Self {
        Self { instruction, ..Self::default() }
    }

    /// The instruction is complete; what it gave comes next.
    pub(super) fn resolve(&mut self) {
        let name = self.instruction.split_whitespace().next().unwrap_or_default();
        self.kind = match name.to_ascii_uppercase().as_str() {
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "STYLEREF" => FieldKind::PageNumber,
            "NOTEREF" | "FTNREF" => FieldKind::NoteMark,
            _ => FieldKind::Other,
        };
        self.resolved = true;
    }

    /// Where it leads.
    pub(super) fn address(&self) -> Option<String> {
        hyperlink::address(&self.instruction)
    }

    /// The sign that it stands for, if it gave none itself.
    pub(super) fn sign(&self) -> Option<String> {
        symbols::of_field(&self.instruction).filter(|_| !self.resolved)
    }
}
