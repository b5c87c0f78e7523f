//! From the bytes of a file to a document. Reads no files itself: bytes come from `runtime`.
