//! What is chosen on the screen: theme, units, orders, columns of panes; and that it is kept.

use briefbook::config::{Config, ListColumn, ListSort, Theme, Units};
use briefbook::protocol::{Memo, MouseAction, Remembered};

use super::list::documents;
use crate::support::session::{Beginning, Session, samples};

/// What was asked to be kept of choices, by name.
fn kept(session: &Session) -> Remembered {
    let mut remembered = Remembered::default();
    for memo in session.memos() {
        if let Memo::Choice { name, value } = memo {
            remembered.choices.insert((*name).to_owned(), value.clone());
        }
    }
    remembered
}

fn wide() -> Session {
    Beginning::default().size(140, 30).with(&documents())
}

/// The next sitting after this one.
fn again(session: &Session) -> Session {
    let mut next = wide();
    next.state.restore(kept(session));
    next.resize(140, 30);
    next
}

#[test]
fn theme_units_and_order_are_chosen_by_keys_and_kept() {
    let mut session = wide();
    session.keys("ztlight<Enter>");
    assert_eq!(session.state.settings.theme, Theme::Light);
    assert!(session.foot().contains("Colours: light"), "{}", session.foot());
    session.keys(":units<Enter><Down><Down><Enter>");
    assert_eq!(session.state.settings.units, Units::Nautical);
    session.keys(",title<Enter>");
    let next = again(&session);
    let Config { theme, units, sort, .. } = next.state.settings;
    assert_eq!((theme, units, sort), (Theme::Light, Units::Nautical, ListSort::Title));
    assert_eq!(next.rows(), session.rows(), "the list is in that order at once");
}

#[test]
fn measure_margin_and_hidden_facts_are_kept_too() {
    let mut session = wide();
    session.keys("z-z-zjzhF");
    let next = again(&session);
    let Config { width, justify, hyphenate, .. } = next.state.settings;
    assert_eq!((width, justify, hyphenate), (64, true, true));
    assert!(next.state.panes.no_facts);
}

/// Two sources that disagree about one weapon, and a note that names none.
fn disagreeing() -> [(&'static str, String); 3] {
    let stating = |title: &str, date: &str, km: u32| {
        format!(
            "---\ntitle: {title}\ndate: {date}\nsource: {title}\n---\n\n\
             The Taurus KEPD 350 has a range of {km} km. It was shown on 3 March 2021.\n"
        )
    };
    [
        ("a.md", stating("Harbour Post", "2024-01-01", 500)),
        ("b.md", stating("Lake Wire", "2024-02-01", 900)),
        ("c.md", "---\ntitle: Weather\n---\n\nThe sea was calm.\n".to_owned()),
    ]
}

#[test]
fn columns_are_chosen_by_keys_shown_and_kept() {
    let mut session = Beginning::default().size(200, 30).with_facts().with(&disagreeing());
    session.count_facts();
    session.keys("zc<Enter>");
    assert!(session.screen().contains("•  facts"), "the box stays:\n{}", session.screen());
    session.keys("<Down><Enter><Down><Down><Enter><Esc>");
    let chosen = [ListColumn::Facts, ListColumn::Disputed, ListColumn::First];
    assert_eq!(session.state.settings.columns, chosen);
    let told = |row: &str| {
        let screen = session.screen();
        let mut list = screen.lines().filter_map(|line| line.split('│').next());
        let below = list.by_ref().skip_while(|line| !line.contains(row)).nth(1).unwrap();
        below.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let screen = session.screen();
    let heads = screen.lines().nth(1).unwrap().split('│').next().unwrap();
    assert_eq!(heads.split_whitespace().collect::<Vec<_>>(), ["facts", "disputed", "first"]);
    assert!(told("Lake Wire").ends_with(" 1 2021-03"), "{}", session.screen());
    assert!(told("Weather").ends_with("– – –"), "{}", session.screen());
    assert_eq!(again(&session).state.settings.columns, chosen);
    session.keys("zc<Enter><Esc>");
    assert_eq!(again(&session).state.settings.columns, chosen[1..]);
}

#[test]
fn columns_without_room_are_counted_and_the_key_that_makes_some_is_told() {
    let mut session = Beginning::default().size(80, 24).with_facts().with(&disagreeing());
    session.keys("zc<Down><Enter><Up><Enter><Esc>");
    let second = |session: &Session| session.screen().lines().nth(1).unwrap().to_owned();
    assert!(second(&session).contains("+1 z> disputed"), "{}", second(&session));
    session.keys("zc");
    assert!(session.screen().contains("no room, z> widens"), "{}", session.screen());
    session.keys("<Esc>9z>");
    assert!(second(&session).contains("disputed facts"), "{}", second(&session));
}

#[test]
fn the_list_is_ordered_by_a_column_that_is_not_shown() {
    let mut session = Beginning::default().size(140, 30).with_facts().with(&disagreeing());
    session.count_facts();
    session.keys(",disputed<Enter>");
    assert_eq!(session.rows().last().copied(), Some("c.md"));
    session.keys(",first<Enter>gg");
    assert_ne!(session.rows().first().copied(), Some("c.md"));
}

#[test]
fn where_there_are_to_be_no_colours_a_theme_says_so() {
    let mut session = wide();
    session.state.screen.no_colour = true;
    session.keys("ztdark<Enter>");
    assert!(session.foot().contains("NO_COLOR"), "{}", session.foot());
}

#[test]
fn units_change_the_figures_and_no_word_of_the_document() {
    let mut session = Beginning::default().size(160, 40).with_facts().with(&samples());
    session.keys("gt");
    let count = |session: &Session, words: &str| session.screen().matches(words).count();
    assert!(count(&session, " km") > 10);
    session.keys("zumiles<Enter>");
    assert!(count(&session, " mi ") > 10, "{}", session.screen());
    session.keys("zunautical<Enter>");
    assert!(count(&session, " nmi ") > 10, "{}", session.screen());
    session.keys("<Enter>");
    let page = session.page().join("\n");
    session.keys("zukm<Enter>");
    assert_eq!(session.page().join("\n"), page);
}

#[test]
fn panes_are_resized_by_keys_and_kept() {
    let mut session = wide();
    let widths = |session: &Session| {
        let panes = session.state.geometry().unwrap();
        [panes.list, panes.page, panes.side].map(|pane| pane.unwrap().width)
    };
    let [list, page, side] = widths(&session);
    session.keys("3z>");
    assert_eq!(widths(&session), [list + 6, page - 6, side]);
    assert!(session.foot().contains(&format!("{} columns", list + 6)), "{}", session.foot());
    session.keys("<Enter>gf2z<lt>");
    assert_eq!(widths(&session), [list + 6, page - 2, side - 4]);
    assert_eq!(widths(&again(&session)), widths(&session));
    session.keys("z.");
    assert_eq!(widths(&session), [list, page, side]);
    assert_eq!(widths(&again(&session)), [list, page, side]);
}

#[test]
fn a_pane_leaves_the_others_some_columns_and_one_alone_says_so() {
    let mut session = wide();
    session.keys("999z>");
    let panes = session.state.geometry().unwrap();
    assert!(panes.page.unwrap().width >= 16 && panes.side.unwrap().width >= 16);
    session.keys("z<lt>");
    let list = session.state.geometry().unwrap().list.unwrap().width;
    assert!(list < panes.list.unwrap().width, "no key is lost at the end");
    session.keys("gtz>");
    assert!(session.foot().contains("No other pane"), "{}", session.foot());
}

#[test]
fn borders_are_moved_with_the_mouse_and_kept_once() {
    let mut session = wide();
    let panes = session.state.geometry().unwrap();
    let (list, side) = (panes.list.unwrap(), panes.side.unwrap());
    let selected = session.selected().map(str::to_owned);
    session.mouse(MouseAction::Click, list.right() - 1, 6);
    for column in list.right()..list.right() + 9 {
        session.mouse(MouseAction::Drag, column, 6);
    }
    session.mouse(MouseAction::Release, list.right() + 8, 6);
    let panes = session.state.geometry().unwrap();
    assert_eq!(panes.list.unwrap().width, list.width + 9);
    let choices = session.memos().into_iter().filter(|memo| matches!(memo, Memo::Choice { .. }));
    assert_eq!(choices.count(), 1, "kept when the button is let go");
    assert_eq!(session.selected().map(str::to_owned), selected, "nothing else was clicked");
    session.mouse(MouseAction::Click, side.x, 6);
    session.mouse(MouseAction::Drag, side.x - 5, 6);
    session.mouse(MouseAction::Release, side.x - 5, 6);
    let now = session.state.geometry().unwrap().side.unwrap();
    assert_eq!(now.width, side.width + 5);
    assert_eq!(again(&session).state.geometry().unwrap().side.unwrap().width, now.width);
}

#[test]
fn the_order_of_ranges_and_weapons_is_kept() {
    let mut session = wide();
    session.keys("gt,;gtgF,gF");
    let next = again(&session);
    assert_eq!(next.state.whole.ranges.order, session.state.whole.ranges.order);
    assert_eq!(next.state.whole.ranges.reversed, session.state.whole.ranges.reversed);
    assert!(session.state.whole.ranges.reversed);
    assert_eq!(next.state.whole.entities.order, session.state.whole.entities.order);
}
