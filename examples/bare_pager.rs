//! The least a ratatui program can do with a file: show its first lines until `q`. The yardstick
//! of `benches/start.rs`; no part of the reader.

use std::io::Read;

use ratatui::crossterm::event::{Event, KeyCode, read};
use ratatui::text::Text;

fn main() -> std::io::Result<()> {
    let path = std::env::args_os().nth(1).ok_or(std::io::ErrorKind::InvalidInput)?;
    let mut text = String::new();
    std::fs::File::open(path)?.read_to_string(&mut text)?;
    let mut terminal = ratatui::try_init()?;
    loop {
        terminal.draw(|frame| {
            let lines = text.lines().take(frame.area().height.into());
            frame.render_widget(Text::from_iter(lines), frame.area());
        })?;
        if matches!(read()?, Event::Key(key) if key.code == KeyCode::Char('q')) {
            return ratatui::try_restore();
        }
    }
}
