//! Where in a table of an RTF text the reader is.

/// Where in a table the place is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    pub table: bool,
    pub row: bool,
    pub cell: bool,
    pub header: bool,
    /// Something is painted behind its cells.
    pub painted: bool,
}
