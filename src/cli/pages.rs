//! `briefbook completions` and `briefbook man`: generated from the command line's own description.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Args, DONE, Output};

/// Prints completions for a shell.
pub fn completions(shell: Shell, out: &mut Output) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "briefbook", &mut script);
    out.data(&String::from_utf8_lossy(&script))?;
    Ok(DONE)
}

/// Prints the manual page in roff.
pub fn man(out: &mut Output) -> io::Result<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    out.data(&String::from_utf8_lossy(&page))?;
    Ok(DONE)
}
