//! The reader as it runs: the loop that turns events into changes of the state and paints it, and what
//! performs the effects. The only room that joins the state with files, threads and the terminal.

pub mod colour;
pub mod effects;
mod failures;
pub mod incoming;
mod permits;
mod programs;
pub mod session;
mod workers;
