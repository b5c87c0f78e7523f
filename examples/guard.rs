//! The smallest program on the terminal guard, for `tests/tty/guard.rs` to torment: it shows the last
//! input, and fails, stops or quits when told to. It is no part of the reader.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use briefbook::terminal::guard::Terminal;
use briefbook::terminal::input::{Input, InputReader};
use briefbook::terminal::signals;
use briefbook::terminal::signals::Signal;
use briefbook::text::CleanText;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::style::Style;
use ratatui::text::{Line, Text};

enum Event {
    Input(Input),
    Signal(Signal),
}

fn main() -> ExitCode {
    let (tell, events) = channel();
    let tell_input = tell.clone();
    let mut terminal = match Terminal::enter(true, "Nothing was lost.".into()) {
        Ok(terminal) => terminal,
        Err(error) => return fail(&error.to_string()),
    };
    let threads =
        signals::watch(Arc::default(), move |signal| tell.send(Event::Signal(signal)).is_ok())
            .and_then(|()| {
                InputReader::spawn(move |input| tell_input.send(Event::Input(input)).is_ok())
            });
    let result = threads.and_then(|reader| run(&mut terminal, &reader, &events));
    terminal.leave();
    // Every failure after the start is that of a terminal that has gone.
    ExitCode::from(result.unwrap_or(signals::GONE_STATUS))
}

fn fail(sentence: &str) -> ExitCode {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "guard: {}", CleanText::line(sentence));
    ExitCode::from(2)
}

fn run(
    terminal: &mut Terminal,
    reader: &InputReader,
    events: &Receiver<Event>,
) -> std::io::Result<u8> {
    let mut last = "ready".to_owned();
    terminal.set_title(&"guard".into())?;
    draw(terminal, &last)?;
    terminal.ask_background()?;
    terminal.set_paste(true)?;
    while let Ok(event) = events.recv() {
        match event {
            Event::Signal(Signal::End { status }) => return Ok(status),
            Event::Signal(Signal::Suspend) => _ = terminal.suspend(),
            Event::Signal(Signal::Continue) => terminal.resume()?,
            Event::Signal(Signal::Resize) => _ = terminal.resize()?,
            Event::Input(Input::Gone) => return Ok(signals::GONE_STATUS),
            Event::Input(Input::Key(key)) => match key.code {
                KeyCode::Char('q') => return Ok(0),
                KeyCode::Char('p') => explode(),
                KeyCode::Char('z') if key.modifiers == KeyModifiers::CONTROL => {
                    _ = terminal.suspend();
                }
                KeyCode::Char('e') => run_editor(terminal, reader)?,
                code => last = format!("{code:?} {:?}", key.modifiers),
            },
            Event::Input(other) => last = format!("{other:?}"),
        }
        draw(terminal, &last)?;
    }
    Ok(0)
}

/// Panics as a slice of a hostile document does.
fn explode() {
    let hostile = "\u{1b}]0;owned\u{7}é";
    let _ = &hostile[..hostile.len() - 1];
}

fn run_editor(terminal: &mut Terminal, reader: &InputReader) -> std::io::Result<()> {
    reader.pause();
    terminal.leave();
    let read_a_line = "read line; echo \"editor got $line\"; sleep 0.3";
    std::process::Command::new("sh").args(["-c", read_a_line]).status()?;
    reader.resume();
    terminal.resume()
}

fn draw(terminal: &mut Terminal, last: &str) -> std::io::Result<()> {
    let size = terminal.size();
    let lines = [
        Line::styled("loud", Style::new().bold().reversed().red()),
        Line::raw(format!("last: {last}")),
        Line::raw(format!("size: {}x{}", size.width, size.height)),
    ];
    terminal.draw(|frame| frame.render_widget(Text::from_iter(lines), frame.area()))
}
