//! Copying in the real program: what goes to the terminal, what to the program of the display, and
//! that the screen waits for neither.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use portable_pty::CommandBuilder;

use crate::support::house::House;
use crate::support::pty::{PATIENCE, Pty, command};

const WORDS: &str = "Alpha says so in five words.";

/// A house with a document, settings and a `wl-copy` that does what the script says.
fn furnished(settings: &str, script: &str) -> House {
    let house = House::new();
    house.document("alpha.txt", format!("Alpha\n\n{WORDS}\n"));
    house.setting("config.toml", settings);
    let folder = house.path("programs");
    fs::create_dir(&folder).unwrap();
    let program = folder.join("wl-copy");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    house
}

/// A script that writes down what it is given, after so many seconds.
fn writer(house_file: &str, seconds: &str) -> String {
    format!(
        "sleep {seconds}; cat > \"$HOME/../{house_file}.new\"; mv \"$HOME/../{house_file}.new\" \"$HOME/../{house_file}\""
    )
}

fn at_a_display(house: &House) -> CommandBuilder {
    let mut program = house.in_terminal(&["documents"]);
    fs::create_dir_all(house.path("home")).unwrap();
    let path = std::env::var("PATH").unwrap();
    program.env("PATH", format!("{}:{path}", house.path("programs").display()));
    program.env("WAYLAND_DISPLAY", "wayland-9");
    program
}

/// Copies the bare words and returns when the screen says so.
fn copying(program: CommandBuilder) -> Pty {
    let pty = Pty::run(program);
    pty.wait_for(WORDS);
    pty.keys("grY");
    pty
}

fn asked_terminal(pty: &Pty) -> bool {
    let payload = format!("\x1b]52;c;{}", STANDARD.encode(WORDS));
    String::from_utf8_lossy(&pty.written()).contains(&payload)
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

/// Waits until the file has the words.
fn wait_for_file(house: &House, name: &str) {
    let began = Instant::now();
    while fs::read_to_string(house.path(name)).unwrap_or_default() != WORDS {
        assert!(began.elapsed() < PATIENCE, "nothing was copied into {name}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn words_go_to_the_terminal_and_to_the_display() {
    let house = furnished("", &writer("copied", "0"));
    let pty = copying(at_a_display(&house));
    pty.wait_for("Copied 6 words.");
    wait_for_file(&house, "copied");
    assert!(asked_terminal(&pty));
    quit(pty);
}

#[test]
fn a_slow_program_stops_neither_the_screen_nor_is_it_cut_off_at_the_end() {
    let house = furnished("clipboard = \"native\"", &writer("copied", "0.7"));
    let pty = copying(at_a_display(&house));
    pty.wait_for("Copied 6 words.");
    pty.keys("?");
    pty.wait_for("Keys in the page");
    assert!(!house.path("copied").exists(), "the screen did not wait for the program");
    assert!(!asked_terminal(&pty));
    pty.keys("\u{3}");
    quit(pty);
    assert_eq!(fs::read_to_string(house.path("copied")).unwrap(), WORDS);
}

#[test]
fn a_program_that_fails_or_never_ends_is_named() {
    for (script, words) in [("exit 3", "exit status: 3"), ("sleep 60", "did not answer")] {
        let house = furnished("clipboard = \"native\"", script);
        let pty = copying(at_a_display(&house));
        pty.wait_for("`wl-copy` did not take the words");
        pty.wait_for(words);
        quit(pty);
    }
}

#[test]
fn only_what_the_setting_and_the_place_allow_is_asked() {
    for (settings, remote, said, terminal, native) in [
        ("clipboard = \"terminal\"", false, "Copied 6 words.", true, false),
        ("clipboard = \"off\"", false, "Nothing was copied", false, false),
        ("", true, "Copied 6 words.", true, false),
    ] {
        let house = furnished(settings, &writer("copied", "0"));
        let mut program = at_a_display(&house);
        if remote {
            program.env("SSH_CONNECTION", "192.0.2.1 4000 192.0.2.2 22");
        }
        let pty = copying(program);
        pty.wait_for(said);
        pty.keys("?");
        pty.wait_for("Keys in the page");
        assert_eq!(asked_terminal(&pty), terminal, "{settings}");
        pty.keys("\u{3}");
        quit(pty);
        assert_eq!(house.path("copied").exists(), native, "{settings}");
    }
}

#[test]
fn without_a_program_the_native_clipboard_is_said_to_be_missing() {
    let house = furnished("clipboard = \"native\"", "exit 0");
    let mut program = at_a_display(&house);
    program.env_remove("WAYLAND_DISPLAY");
    let pty = copying(program);
    pty.wait_for("no program for the clipboard was found");
    quit(pty);
}

/// tmux hears no OSC 52 of programs unless it is set to; its own command reaches the clipboard in
/// either case.
#[test]
fn inside_tmux_the_words_reach_the_outer_terminal() {
    if std::process::Command::new("tmux").arg("-V").output().is_err() {
        println!("tmux is not installed: nothing was tested");
        return;
    }
    let house = furnished("", "exit 0");
    let mut outer = command("tmux");
    let socket = house.path("tmux");
    let program = house.in_terminal(&["documents"]);
    outer.args(["-f", "/dev/null", "-S"]);
    outer.arg(socket.as_os_str());
    outer.arg("new-session");
    outer.args(program.get_argv());
    outer.cwd(house.path(""));
    for (name, value) in program.iter_full_env_as_str() {
        outer.env(name, value);
    }
    let pty = copying(outer);
    pty.wait_for("Copied 6 words.");
    pty.wait_until("the words in the outer terminal", |pty| {
        let payload = format!("\x1b]52;c;{}", STANDARD.encode(WORDS));
        let written = String::from_utf8_lossy(&pty.written()).into_owned();
        written.contains(&payload) || written.contains(&payload.replace(";c;", ";;"))
    });
    let mut end = std::process::Command::new("tmux");
    end.arg("-S").arg(&socket).arg("kill-server").status().unwrap();
}

/// GNU screen swallows OSC 52, and drops what is handed through it in pieces that are too long.
#[test]
fn inside_gnu_screen_the_words_reach_the_outer_terminal() {
    if std::process::Command::new("screen").arg("-v").output().is_err() {
        println!("screen is not installed: nothing was tested");
        return;
    }
    let house = furnished("", "exit 0");
    let long = format!("{WORDS} {}", "And more of them, one after the other.".repeat(60));
    house.document("alpha.txt", format!("Alpha\n\n{long}\n"));
    let sockets = house.path("sockets");
    fs::create_dir(&sockets).unwrap();
    fs::set_permissions(&sockets, fs::Permissions::from_mode(0o700)).unwrap();
    let mut outer = command("screen");
    let program = house.in_terminal(&["documents"]);
    outer.args(["-c", "/dev/null"]);
    outer.args(program.get_argv());
    outer.cwd(house.path(""));
    for (name, value) in program.iter_full_env_as_str() {
        outer.env(name, value);
    }
    outer.env("SCREENDIR", sockets.as_os_str());
    let pty = Pty::run(outer);
    pty.wait_for(WORDS);
    pty.keys("grY");
    pty.wait_until("the words in the outer terminal", |pty| {
        let payload = format!("\x1b]52;c;{}\x07", STANDARD.encode(&long));
        String::from_utf8_lossy(&pty.written()).contains(&payload)
    });
    quit(pty);
}
