//! What both test programs use: homes for the program, terminals, sessions in memory, documents made
//! by code. Benchmarks take single files of this folder.

#![allow(dead_code, reason = "each of the test programs uses a part of this")]

pub mod house;
pub mod output;
pub mod papers;
pub mod pdf;
pub mod pty;
pub mod rounds;
pub mod session;
