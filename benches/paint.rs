//! Painting one screen of 160 by 50: the list, a page in the middle of documents from 10 kB to
//! 100 MB, and the sidebar. The cost must not depend on the length of the document.

#![allow(clippy::unwrap_used, reason = "a bench may panic")]
#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use briefbook::app::base::keymap::Keymap;
use briefbook::app::{State, update};
use briefbook::config::{Config, KeyPress};
use briefbook::formats::{Source, read};
use briefbook::library::Entry;
use briefbook::protocol::{Event, Scanned};
use briefbook::text::CleanText;
use briefbook::view::{self, theme::Palette};
use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

const SIZE: Size = Size { width: 160, height: 50 };

/// A sitting with one open document of so many bytes, in its middle.
fn reading(bytes: usize) -> State {
    let paragraph = "The battery fired at dusk and the crews withdrew along the river road, where \
                     the bridge had been repaired in the night. "
        .repeat(4);
    let mut text = String::from("A report\n\n");
    while text.len() < bytes {
        text.push_str(&paragraph);
        text.push_str("\n\n");
    }
    let source = Source { name: Path::new("report.txt"), bytes: text.as_bytes(), whole: true };
    let document = Arc::new(read(&source).unwrap());
    let mut state = State::new(Config::default(), Keymap::default(), SIZE);
    let entry = Entry::waiting("report.txt".into(), CleanText::default());
    update(&mut state, Event::catalogued(vec![entry]));
    update(&mut state, Event::Scanned(Scanned::default()));
    let entry = state.list.selected().unwrap();
    update(&mut state, Event::Opened { entry, document, whole: true });
    for key in ["5", "0", "%"] {
        update(&mut state, Event::Key(key.parse::<KeyPress>().unwrap()));
    }
    assert!(state.reader.as_ref().unwrap().position() > 0);
    state
}

fn paint(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("paint 160x50");
    for (name, bytes) in
        [("10 kB", 10_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000), ("100 MB", 100_000_000)]
    {
        let state = reading(bytes);
        let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                terminal.draw(|frame| view::draw(frame, black_box(&state), Palette::Dark)).unwrap();
            });
        });
    }
    group.finish();
}

fn scroll(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scroll a line and paint 160x50");
    for (name, bytes) in [("10 kB", 10_000), ("100 MB", 100_000_000)] {
        let mut state = reading(bytes);
        let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        let keys = ["j", "k"].map(|key| key.parse::<KeyPress>().unwrap());
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for key in keys {
                    update(&mut state, Event::Key(key));
                    terminal.draw(|frame| view::draw(frame, &state, Palette::Dark)).unwrap();
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, paint, scroll);
criterion_main!(benches);
