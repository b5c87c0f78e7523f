//! Keys on keyboards with other letters: commands go by where a key stands, fields keep what is typed.

use briefbook::app::base::keymap::Keymap;
use briefbook::app::base::pane_id::PaneId;
use briefbook::config::parse_layout;

use super::list::{documents, three};
use crate::support::session::{Beginning, Session};

#[test]
fn commands_are_given_with_cyrillic_and_greek_letters() {
    for (down, page, bottom, back) in [("о", "пк", "П", "й"), ("ξ", "γρ", "Γ", ";")] {
        let mut session = three();
        session.keys(down);
        assert_eq!(session.selected(), Some("b.md"), "{down}");
        session.keys(page);
        assert_eq!(session.state.focus, PaneId::Page, "{page}");
        session.keys(bottom);
        assert!(session.state.reader.as_ref().unwrap().at_end(), "{bottom}");
        session.keys(back);
        assert_eq!(session.state.focus, PaneId::List, "{back}");
        assert!(!session.has_quit());
    }
}

#[test]
fn ukrainian_letters_that_russian_lacks_are_keys_too() {
    let mut session = three();
    session.keys("і");
    assert_eq!(session.state.focus, PaneId::Search, "і stands on S");
    session.keys("<Esc>ї");
    assert!(
        session.screen().contains("Next unread document"),
        "ї stands on ]: what can follow is shown"
    );
}

#[test]
fn fields_keep_what_is_typed() {
    let mut session = three();
    session.keys("аоб");
    assert_eq!(session.state.prompt().unwrap().field.words(), "об", "а stands on F: a filter");
    session.keys("<C-г>");
    assert_eq!(session.state.prompt().unwrap().field.words(), "", "with Control it is the key");
    session.keys("<Esc>іракета");
    assert_eq!(session.state.prompt().unwrap().field.words(), "ракета");
}

#[test]
fn help_and_sequences_are_read_the_same_way() {
    let mut session = three();
    session.keys("?й");
    assert!(session.state.chooser().is_none(), "й stands on Q");
    session.keys("о,");
    assert!(session.state.chooser().is_some(), "the mark on the key of ? after Cyrillic letters");
    session.keys("оо<Esc>j,");
    assert_eq!(session.foot().matches("order by it").count(), 1, "{}", session.foot());
}

#[test]
fn letters_of_any_layout_can_be_listed() {
    let (letters, problems) = parse_layout("[layout]\n\"ø\" = \"j\"\n");
    assert_eq!(problems, []);
    let keymap = Keymap::default().with_layout(&letters);
    let mut session: Session = Beginning::default().keymap(keymap).with(&documents());
    session.keys("ø");
    assert_eq!(session.selected(), Some("b.md"));
}
