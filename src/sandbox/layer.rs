//! The layers by which a worker is confined, as data. How they are applied is told in `confinement`.

use serde::{Deserialize, Serialize};

/// One of the kernel's means against a parser that was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layer {
    /// Refuses access to files, programs and the network, whichever call asks for it.
    Landlock,
    /// Refuses every call of the system but those that reading a document makes.
    Seccomp,
}

/// Whether a layer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Enforcement {
    /// As far as this kernel knows what was asked of it.
    Held,
    /// Not at all; why, as words behind "because".
    Missing(String),
}
