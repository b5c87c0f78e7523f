//! How much of a file is read at most.

/// Bytes of a text file that are read at most.
pub const LARGEST: u64 = 512 << 20;

/// Bytes of any other file that are read at most: they are read in a worker, whose memory is bounded.
pub const LARGEST_SANDBOXED: u64 = 200 << 20;
