//! Keys: unknown ones, rebound ones, hints, help, palette, pastes, the ways out.

use briefbook::app::base::pane_id::PaneId;
use briefbook::protocol::{Effect, Event};

use super::list::{documents, three};
use crate::support::session::{Beginning, Session};

#[test]
fn keys_that_mean_nothing_do_nothing_and_say_so() {
    let mut session = three();
    session.keys("<Enter>");
    let above_the_foot = |session: &Session| {
        let screen = session.screen();
        screen.lines().rev().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = (above_the_foot(&session), session.effects.len());
    for key in ["@", "é", "Z", "<F11>", "<A-x>", "<Insert>", "<Delete>", "gZ"] {
        session.keys(key);
        assert_eq!((above_the_foot(&session), session.effects.len()), before);
        assert!(session.foot().contains("has no meaning here"), "{key}: {}", session.foot());
    }
}

#[test]
fn an_unfinished_sequence_shows_what_can_follow_and_esc_forgets_it() {
    let mut session = three();
    session.keys("<Enter>5g");
    let screen = session.screen();
    assert!(screen.contains("To the list"), "{screen}");
    assert!(session.foot().contains("5g"), "{}", session.foot());
    session.keys("<Esc>");
    assert!(!session.screen().contains("To the list"));
    assert_eq!(session.state.focus, PaneId::Page);
    let top = session.top();
    session.keys("j");
    assert_ne!(session.top(), top);
}

#[test]
fn keys_toml_rebinds_and_unbinds() {
    let keys = "[all]\nw = \"quit\"\n\"Ctrl-x h\" = \"help\"\n[list]\nj = \"none\"\n";
    let mut session = Beginning::default().keys_toml(keys).with(&documents());
    session.keys("j");
    assert_eq!(session.selected(), Some("c.md"));
    session.keys("<Down>");
    assert_eq!(session.selected(), Some("b.md"));
    session.keys("<C-x>h");
    assert!(session.state.chooser().is_some());
    session.keys("<Esc>w");
    assert!(session.has_quit());
}

#[test]
fn help_is_filtered_by_what_is_typed_and_runs_what_is_chosen() {
    let mut session = three();
    session.keys("?");
    assert!(session.screen().contains("Half a page down"), "{}", session.screen());
    session.keys("/order of");
    let screen = session.screen();
    assert!(screen.contains("Choose the order of the list"), "{screen}");
    assert!(!screen.contains("Quit now"), "{screen}");
    session.keys("<Esc>");
    assert!(session.state.chooser().is_none());
    session.keys("<F1>/only the page<Enter>");
    assert_eq!(session.state.focus, PaneId::Page);
}

#[test]
fn help_shows_the_users_own_keys() {
    let keys = "[all]\n\"Alt-w\" = \"quit\"\n";
    let mut session = Beginning::default().keys_toml(keys).with(&documents());
    session.keys("?/quit now");
    assert!(session.screen().contains("Alt-w"), "{}", session.screen());
}

#[test]
fn the_palette_runs_commands_by_name() {
    let mut session = three();
    session.keys(":only-page<Enter>");
    assert!(!session.screen().contains("Documents"));
    session.keys(":page<Enter>");
    assert_eq!(session.state.focus, PaneId::Page, "a name typed in full comes before others");
    session.keys(":quit<Enter>");
    assert!(session.has_quit());
}

#[test]
fn rows_of_a_box_are_walked_with_arrows_and_stop_at_the_ends() {
    let mut session = three();
    session.keys(":<Up>");
    let at = |session: &Session| session.state.chooser().unwrap().rows.selected();
    assert_eq!(at(&session), 0);
    session.keys("<Down><Tab><C-n><C-p>");
    assert_eq!(at(&session), 2);
    for _ in 0..30 {
        session.keys("<PageDown>");
    }
    let last = session.state.chooser().unwrap().choices.len() - 1;
    assert_eq!(at(&session), last);
}

#[test]
fn pasted_text_goes_into_fields_and_nowhere_else() {
    let mut session = three();
    session.happen(Event::Paste("Q\nq:quit\n".into()));
    assert!(!session.has_quit() && session.state.over.is_none());
    session.keys("f");
    session.happen(Event::Paste("bra\u{1b}vo\n".into()));
    assert!(session.state.prompt().is_some(), "a pasted line end accepts nothing");
    assert!(!session.state.prompt().unwrap().field.words().chars().any(char::is_control));
    session.keys("<C-u>");
    session.happen(Event::Paste("bravo".into()));
    assert_eq!(session.rows(), ["b.md"]);
    session.keys("<Esc>:");
    session.happen(Event::Paste("only-page".into()));
    session.keys("<Enter>");
    assert!(!session.screen().contains("Documents"));
}

#[test]
fn pastes_are_bracketed_only_while_something_is_typed() {
    let mut session = three();
    let asked = |session: &Session| {
        let paste = |effect: &Effect| match effect {
            Effect::Paste(on) => Some(*on),
            _ => None,
        };
        session.effects.iter().filter_map(paste).collect::<Vec<_>>()
    };
    session.keys("jk<Enter>");
    assert_eq!(asked(&session), [false; 0]);
    session.keys("/a<Esc>:x<Esc>");
    assert_eq!(asked(&session), [true, false, true, false]);
}

#[test]
fn ctrl_c_leaves_a_field_first_and_the_program_then() {
    let mut session = three();
    session.keys("fa<C-c>");
    assert!(!session.has_quit() && session.state.prompt().is_none());
    session.keys("<C-p>a<C-c>");
    assert!(!session.has_quit() && session.state.chooser().is_none());
    session.keys("<C-c>");
    assert!(session.has_quit());
}

#[test]
fn leaving_is_one_step_back_until_the_program_ends() {
    let mut session = three();
    session.keys("<Enter>/report<Enter>t");
    let mut steps = 0;
    while !session.has_quit() {
        session.keys("q");
        steps += 1;
        assert!(steps < 10);
    }
    assert!(steps >= 3, "outline, page, list: {steps}");
}

#[test]
fn suspending_redrawing_and_giving_the_mouse_away_are_asked_of_the_terminal() {
    let mut session = three();
    session.keys("<C-z>");
    assert!(matches!(session.effects.last(), Some(Effect::Suspend)));
    let before = session.effects.len();
    session.happen(Event::Resumed);
    let since = &session.effects[before..];
    assert!(since.iter().any(|effect| matches!(effect, Effect::Redraw)));
    session.keys("<C-l>");
    assert!(matches!(session.effects.last(), Some(Effect::Redraw)));
    session.keys("<F2>");
    assert!(matches!(session.effects.last(), Some(Effect::Mouse(false))));
    assert!(session.foot().contains("belongs to the terminal"));
    session.keys("<F2>");
    assert!(matches!(session.effects.last(), Some(Effect::Mouse(true))));
}
