//! The terminal guard in a real terminal: whatever ends the program, the terminal is as it was.

use std::time::Duration;

use crate::support::pty::{Answer, Pty, command, example};

fn guard() -> Pty {
    let pty = Pty::run(command(example("guard")));
    pty.wait_for("last: ready");
    pty
}

fn assert_restored(pty: &Pty) {
    assert_eq!(pty.modes_left_on(), [""; 0]);
    assert!(pty.settings_restored());
}

#[test]
fn quitting_restores_the_terminal() {
    let mut pty = guard();
    assert!(pty.screen().screen().alternate_screen() && !pty.settings_restored());
    pty.keys("q");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

#[test]
fn a_panic_restores_the_terminal_and_speaks_one_clean_sentence_on_it() {
    let mut pty = guard();
    pty.keys("p");
    assert_eq!(pty.wait().0, 101);
    assert_restored(&pty);
    let written = String::from_utf8(pty.written()).unwrap();
    let (_, after) = written.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("stopped by a fault of its own") && after.contains("was lost."));
    assert!(!after.contains("\x1b]"), "{after:?}");
}

#[test]
fn signals_end_it_cleanly_with_the_status_of_the_shell() {
    for (name, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut pty = guard();
        pty.signal(name);
        assert_eq!(pty.wait().0, status, "SIG{name}");
        assert_restored(&pty);
    }
}

#[test]
fn a_closed_window_ends_it_within_a_second() {
    let mut pty = guard();
    pty.close();
    let (status, elapsed) = pty.wait();
    assert_eq!(status, 129);
    assert!(elapsed < Duration::from_secs(1), "{elapsed:?}");
}

#[test]
fn a_stopped_job_leaves_a_sane_terminal_and_comes_back_painted() {
    let mut shell = command("sh");
    shell.arg("-i");
    shell.env("PS1", "prompt> ");
    let pty = Pty::run(shell);
    pty.wait_for("prompt>");
    pty.keys(&format!("{}\n", example("guard").display()));
    pty.wait_for("last: ready");
    for (round, prompts) in [("first", 2), ("second", 4)] {
        pty.keys("\u{1a}");
        // Keys typed before the shell has the terminal again would be lost.
        pty.wait_until("the shell", |pty| {
            pty.screen().screen().contents().matches("prompt>").count() == prompts
        });
        pty.keys(&format!("echo so $((40+2)) {round}\n"));
        pty.wait_for(&format!("so 42 {round}"));
        assert_eq!(pty.modes_left_on(), [""; 0]);
        pty.keys("fg\n");
        pty.wait_for("last:");
        assert!(pty.screen().screen().alternate_screen());
    }
    pty.keys("q");
    pty.wait_until("the shell", |pty| !pty.screen().screen().alternate_screen());
    assert_eq!(pty.modes_left_on(), [""; 0]);
}

#[test]
fn where_no_shell_could_continue_it_the_key_to_suspend_does_nothing() {
    let mut pty = guard();
    pty.keys("\u{1a}x");
    pty.wait_for("last: Char('x')");
    pty.keys("q");
    assert_eq!(pty.wait().0, 0);
}

#[test]
fn a_new_size_is_painted_also_an_absurd_one() {
    let mut pty = guard();
    for (columns, rows) in [(100, 30), (40, 10), (1000, 3)] {
        pty.resize(columns, rows);
        pty.wait_for(&format!("size: {columns}x{rows}"));
    }
    pty.resize(u16::MAX, u16::MAX);
    pty.resize(80, 24);
    pty.wait_for("size: 80x24");
}

#[test]
fn the_background_is_learnt_at_once_or_late_and_is_never_a_key() {
    for delay in [0, 700] {
        let answer = Answer::After(Duration::from_millis(delay));
        let mut pty = Pty::answering(command(example("guard")), answer);
        pty.wait_for("last: Background(Light)");
        pty.keys("xq");
        assert_eq!(pty.wait().0, 0);
        let written = String::from_utf8(pty.written()).unwrap();
        assert!(!written.contains("Char(']')"), "{delay} ms");
    }
}

#[test]
fn what_is_typed_before_the_first_frame_is_not_lost() {
    let mut pty = Pty::run(command(example("guard")));
    pty.keys("q");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

#[test]
fn with_no_color_bold_and_reverse_survive() {
    let mut quiet = command(example("guard"));
    quiet.env("NO_COLOR", "1");
    let pty = Pty::run(quiet);
    pty.wait_for("last: ready");
    let parser = pty.screen();
    let cell = parser.screen().cell(0, 0).unwrap();
    assert!(cell.bold() && cell.inverse());
}

#[test]
fn while_an_editor_runs_every_key_is_the_editors() {
    let mut pty = guard();
    pty.keys("e");
    pty.wait_until("the editor", |pty| !pty.screen().screen().alternate_screen());
    pty.keys("a line of words\n");
    pty.wait_for("editor got a line of words");
    pty.wait_for("last: ready");
    pty.keys("q");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

#[test]
fn without_a_capable_terminal_it_says_so_and_writes_no_escape() {
    let mut dumb = command(example("guard"));
    dumb.env("TERM", "dumb");
    let mut pty = Pty::run(dumb);
    assert_eq!(pty.wait().0, 2);
    assert!(!pty.written().contains(&0x1b));
    let piped = std::process::Command::new(example("guard")).output().unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert!(piped.stdout.is_empty());
    assert!(String::from_utf8(piped.stderr).unwrap().contains("not a terminal"));
}
