//! Weapons, ranges and actors found in a document, each with its passages. Pure: no files, no clock.
