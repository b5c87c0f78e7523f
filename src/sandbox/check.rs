//! What a worker that is asked to check itself answers: which layers hold it, and what was refused
//! behind each. It is confined as every worker is, and reads no document.

use serde::{Deserialize, Serialize};

use super::attempts::{Act, Attempt, attempts};
use super::confinement::confine;
use super::layer::{Enforcement, Layer};

/// The word behind [`super::WORD`] that makes a worker check itself.
pub const CHECK: &str = "check";

/// One layer, and what is still possible with it and those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerCheck {
    /// Which.
    pub layer: Layer,
    /// Whether it holds.
    pub enforcement: Enforcement,
    /// What was tried behind it.
    pub attempts: Vec<Attempt>,
}

/// What a worker found out about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// The layers in the order in which they were applied.
    pub layers: Vec<LayerCheck>,
}

impl Confinement {
    /// Confines this process and tries everything behind each layer.
    pub fn of_this_process() -> Self {
        let parent = rustix::process::getppid();
        let mut layers = Vec::new();
        confine(&mut |layer, enforcement| {
            layers.push(LayerCheck { layer, enforcement, attempts: attempts(parent) });
        });
        Self { layers }
    }

    /// What a parser that was taken over could still do.
    pub fn possible(&self) -> Vec<Act> {
        let last = self.layers.last().map_or(&[][..], |layer| &layer.attempts);
        last.iter().filter(|attempt| attempt.refusal.is_none()).map(|attempt| attempt.act).collect()
    }
}
