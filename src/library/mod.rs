//! The catalogue of documents: entries, their order and filters. Reads no files itself.
