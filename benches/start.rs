//! From exec to the first paint of a document, in a real terminal that answers no question:
//! briefbook beside a bare ratatui pager (10 kB) and beside `less` (100 MB), interleaved in one
//! run. Prints medians and ratios; judges nothing. `cargo bench --bench start`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may panic and prints")]

#[path = "../tests/support/pty.rs"]
mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use pty::{Pty, command};

/// Stands on the first screen of every document measured.
const LANDMARK: &str = "landmark";

#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    cpu: Duration,
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let briefbook = PathBuf::from(env!("CARGO_BIN_EXE_briefbook"));
    let small = document(folder.path(), "small.txt", 10_000);
    let bare = build_bare_pager();
    compare("10 kB, bare ratatui pager", &bare, &briefbook, &small, 31);
    let large = document(folder.path(), "large.txt", 100_000_000);
    compare("100 MB, less", Path::new("less"), &briefbook, &large, 11);
}

fn build_bare_pager() -> PathBuf {
    let arguments = ["build", "--release", "--quiet", "--example", "bare_pager"];
    assert!(std::process::Command::new("cargo").args(arguments).status().unwrap().success());
    let root = Path::new(env!("CARGO_BIN_EXE_briefbook")).parent().unwrap();
    root.join("examples/bare_pager")
}

fn document(folder: &Path, name: &str, size: usize) -> PathBuf {
    let sentence = "The battery fired at dusk and the crews withdrew along the river road. ";
    let paragraph = sentence.repeat(6) + "\n\n";
    let mut text = format!("A report with a {LANDMARK}\n\n");
    while text.len() < size {
        text.push_str(&paragraph);
    }
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn compare(what: &str, yardstick: &Path, ours: &Path, document: &Path, rounds: usize) {
    let (mut theirs, mut own) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        theirs.push(first_paint(yardstick, document));
        own.push(first_paint(ours, document));
    }
    let (theirs, own) = (median(&theirs), median(&own));
    println!("{what} ({rounds} rounds, medians)");
    row("wall", theirs.wall, own.wall);
    row("cpu", theirs.cpu, own.cpu);
}

fn row(name: &str, theirs: Duration, own: Duration) {
    let ratio = own.as_secs_f64() / theirs.as_secs_f64().max(1e-9);
    println!("  {name:5} yardstick {theirs:>10.2?}   briefbook {own:>10.2?}   ratio {ratio:.2}");
}

fn median(costs: &[Cost]) -> Cost {
    let middle = |of: fn(&Cost) -> Duration| {
        let mut values: Vec<_> = costs.iter().map(of).collect();
        values.sort();
        values[values.len() / 2]
    };
    Cost { wall: middle(|cost| cost.wall), cpu: middle(|cost| cost.cpu) }
}

fn first_paint(program: &Path, document: &Path) -> Cost {
    let began = Instant::now();
    let mut pty = Pty::run(prepared(program, document));
    pty.wait_for_bytes(LANDMARK.as_bytes());
    let cost = Cost { wall: began.elapsed(), cpu: cpu_of(pty.process_id()) };
    pty.keys("Qq");
    let _ = pty.wait();
    cost
}

/// Its own home beside the document, so that nothing of the user's is read or written.
fn prepared(program: &Path, document: &Path) -> CommandBuilder {
    let mut command = command(program);
    let home = document.with_file_name("home");
    for (name, folder) in [
        ("HOME", ""),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        command.env(name, home.join(folder));
    }
    command.arg(document);
    command
}

/// What the living threads of a process have used (Linux; elsewhere zero).
fn cpu_of(process: u32) -> Duration {
    let Ok(tasks) = fs::read_dir(format!("/proc/{process}/task")) else {
        return Duration::ZERO;
    };
    let used = |task: fs::DirEntry| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    Duration::from_nanos(tasks.flatten().filter_map(used).sum())
}
