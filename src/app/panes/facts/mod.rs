//! The sidebar with the facts of the open document: its rows, what keys do in it, corrections, and the
//! other documents that name an entity.

mod corrections;
mod elsewhere;
mod navigation;
mod sidebar;

pub use elsewhere::Elsewhere;
pub use sidebar::{FactRow, Sidebar};
