//! Giving a text to a command of the settings: which text, which command, and what is shown of it.

use briefbook::config;
use briefbook::protocol::{Effect, Event, PipeReport, PipeRequest};

use crate::support::session::{Beginning, Session};

fn sit(settings: &str) -> Session {
    let (settings, problems) = config::parse(settings);
    assert_eq!(problems, []);
    let text = "Title\n\nFirst words.\n\nSecond words.\n";
    let mut session = Beginning::default().settings(settings).with(&[("a.txt", text)]);
    session.keys("gr");
    session
}

fn asked(session: &Session) -> Vec<&PipeRequest> {
    let effects = session.effects.iter();
    let pipes = effects.filter_map(|effect| match effect {
        Effect::Pipe(request) => Some(request),
        _ => None,
    });
    pipes.collect()
}

#[test]
fn without_commands_it_is_said_how_one_is_set_up() {
    let mut session = sit("");
    session.keys("|");
    assert!(session.foot().contains("write [pipes] and words = \"wc -w\""), "{}", session.foot());
    assert!(session.state.over.is_none() && asked(&session).is_empty());
}

#[test]
fn the_document_or_the_selection_is_given_to_the_command_chosen() {
    let mut session = sit("[pipes]\ncount = \"wc -w\"\nupper = \"tr a-z A-Z\"\n");
    session.keys("|");
    let screen = session.screen();
    assert!(screen.contains("count") && screen.contains("tr a-z A-Z"), "{screen}");
    session.keys("upper<Enter>");
    assert_eq!(asked(&session)[0].words, ["tr", "a-z", "A-Z"]);
    assert_eq!(&*asked(&session)[0].text, "Title\n\nFirst words.\n\nSecond words.\n");
    session.keys("gP|count<Enter>");
    assert_eq!(asked(&session)[1].words, ["wc", "-w"]);
    assert_eq!(&*asked(&session)[1].text, "First words.");
}

#[test]
fn what_a_command_says_is_shown_with_how_it_ended() {
    let mut session = sit("[pipes]\ncount = \"wc -w\"\n");
    session.keys("|<Enter>");
    let output = (1..100).map(|n| format!("line {n}\n")).collect::<String>();
    session.happen(Event::Piped(PipeReport {
        name: "count".into(),
        status: "exit status: 3".into(),
        output: briefbook::text::CleanText::text(output),
    }));
    let screen = session.screen();
    assert!(screen.contains("count: exit status: 3") && screen.contains("line 5"), "{screen}");
    session.keys("<PageDown><PageDown><PageDown><PageDown><PageDown>");
    assert!(session.screen().contains("line 50"), "{}", session.screen());
    session.keys("line 99");
    assert!(session.screen().contains("line 99"), "{}", session.screen());
    session.keys("<Enter>");
    assert!(session.state.over.is_none());
}
