//! From a document and a width to lines of cells. Knows no terminal and paints nothing.
