//! The `briefbook` program: parses the command line, runs a verb or the reader, and turns the
//! outcome into an exit status.

use std::process::ExitCode;

use briefbook::cli::{self, Args, FAILED, Output};
use briefbook::runtime::session;
use briefbook::text::Shown;
use clap::Parser;

fn main() -> ExitCode {
    let args = Args::parse();
    let mut out = Output::standard();
    let status = run(&args, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    match status {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            out.message(&error.to_string());
            ExitCode::from(FAILED)
        }
    }
}

fn run(args: &Args, out: &mut Output) -> anyhow::Result<u8> {
    if let Some(verb) = &args.verb {
        return Ok(cli::run(verb, args, out)?);
    }
    let start = cli::start(args).map_err(|reason: Shown| anyhow::anyhow!("{reason}"))?;
    match args.plain {
        true => Ok(cli::linear(start, out)?),
        false => Ok(session::run(start)?),
    }
}
