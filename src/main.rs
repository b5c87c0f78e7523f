//! The `briefbook` program: becomes a worker in the sandbox if it is one; else it parses the command
//! line, runs a verb or the reader, and turns the outcome into an exit status.

use std::io::{self, Write};
use std::process::ExitCode;

use briefbook::cli::{self, Args, FAILED, Output};
use briefbook::runtime::session;
use briefbook::sandbox;
use briefbook::text::CleanText;
use clap::Parser;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|word| word == sandbox::WORD) {
        return ExitCode::from(sandbox::serve());
    }
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) if error.use_stderr() => return refuse(&error),
        Err(help) => help.exit(),
    };
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

/// Says what is wrong with the command line. The words quoted from it may come from a file name.
fn refuse(error: &clap::Error) -> ExitCode {
    let words = CleanText::text(error.render().to_string());
    // There is nowhere left to say that standard error is closed.
    let _ = io::stderr().write_all(words.as_bytes());
    ExitCode::from(FAILED)
}

fn run(args: &Args, out: &mut Output) -> anyhow::Result<u8> {
    if let Some(verb) = &args.verb {
        return Ok(cli::run(verb, args, out)?);
    }
    let start = cli::start(args).map_err(|reason: CleanText| anyhow::anyhow!("{reason}"))?;
    match args.plain {
        true => Ok(cli::linear(start, out)?),
        false => Ok(session::run(start)?),
    }
}
