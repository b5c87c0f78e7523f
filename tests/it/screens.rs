//! The main screens as pictures: what they say at four sizes, and how cells are styled. With `CI`
//! set nothing is rewritten; elsewhere `INSTA_UPDATE=always cargo test --test it screens` takes
//! them anew, and the difference is to be read before it is committed.

use std::sync::Arc;

use briefbook::bookmarks::{Bookmark, Certainty, Identity, PassageFinder, Stamp};
use briefbook::protocol::{BookmarkReport, Event, PlacedBookmark, Proposal, Proposals};
use briefbook::text::{CleanText, Span};
use briefbook::view::theme::Palette;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::support::session::{Beginning, Session, samples};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 36), (200, 50), (20, 5)];

/// The samples at each size after these keys, each as a snapshot of that name.
fn pictures(name: &str, keys: &str) {
    let samples = samples();
    for (columns, rows) in SIZES {
        let mut session = Beginning::default().size(columns, rows).with(&samples);
        session.keys(keys);
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), session.screen());
    }
}

#[test]
fn links_and_an_address() {
    let text = "# Links\n\nSee [the second part](other.md#part-two) and \
        [a site](https://example.org/reports/2024/an-address-that-is-too-long-for-a-line?and=shown&in=whole).\n";
    for (columns, rows) in SIZES {
        let mut session = Beginning::default().size(columns, rows).with(&[("links.md", text)]);
        session.keys("x");
        insta::assert_snapshot!(format!("links-{columns}x{rows}"), session.screen());
        session.keys("2<Enter>");
        insta::assert_snapshot!(format!("address-{columns}x{rows}"), session.screen());
    }
}

#[test]
fn list_and_page() {
    pictures("list-and-page", "");
}

#[test]
fn page_with_a_search() {
    pictures("page-with-a-search", "<C-p>atacms first<Enter>/atacms<Enter>n");
}

#[test]
fn page_with_a_table() {
    pictures("page-with-a-table", "<C-p>strike research<Enter>2]h");
}

#[test]
fn outline() {
    pictures("outline", "<C-p>strike research<Enter>t2j");
}

#[test]
fn help() {
    pictures("help", "<Enter>?");
}

#[test]
fn palette() {
    pictures("palette", ":page");
}

#[test]
fn order() {
    pictures("order", ",");
}

#[test]
fn filter_being_typed() {
    pictures("filter", "ftaurus");
}

#[test]
fn search() {
    pictures("search-empty", "s");
    pictures("search", "srange taurus<Down>");
    pictures("search-malformed", "sATACMS range:>far");
    pictures("page-with-what-was-searched-for", "sstorm shadow<Enter>n");
}

/// The samples with their facts at each size after these keys.
fn pictures_with_facts(name: &str, keys: &str) {
    let samples = samples();
    for (columns, rows) in SIZES {
        let mut session = Beginning::default().size(columns, rows).with_facts().with(&samples);
        session.keys(keys);
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), session.screen());
    }
}

#[test]
fn list_with_columns() {
    let samples = samples();
    for (columns, rows) in SIZES {
        let mut session = Beginning::default().size(columns, rows).with_facts().with(&samples);
        session.count_facts();
        session.keys("zc<Enter><Down><Enter><Down><Down><Enter><Down><Enter><Down><Enter>");
        insta::assert_snapshot!(format!("columns-{columns}x{rows}"), session.screen());
        session.keys("<Esc>jj");
        insta::assert_snapshot!(format!("list-with-columns-{columns}x{rows}"), session.screen());
    }
}

#[test]
fn facts_of_the_library() {
    pictures_with_facts("library-weapons", "gf");
    pictures_with_facts("library-ranges", "gt2j");
    pictures_with_facts("dossier", "gF/storm<Enter>gd4j");
    pictures_with_facts("dossier-of-an-actor", "gF<Tab>/wallace<Enter>gd2j");
    pictures_with_facts("disputes", "gX");
    pictures_with_facts("timeline", "gy");
    pictures_with_facts("timeline-of-a-weapon", "gF/storm<Enter>gy+h");
    pictures_with_facts("map", "gm");
    pictures_with_facts("map-with-a-ring", "gm/washington<Enter>c/<C-u><Enter>D5000km<Enter>vv");
    pictures_with_facts("library-documents", "gf/atacms<Enter><Enter>j");
    pictures_with_facts("facts-elsewhere", "<C-p>atacms first<Enter>gf/atacms<Enter>iG");
}

#[test]
fn page_with_a_selection() {
    pictures("page-with-a-selection", "<C-p>atacms first<Enter>/evening<Enter>gsis");
}

#[test]
fn keys_that_can_follow() {
    pictures("which-key", "<Enter>3g");
}

#[test]
fn empty_folder() {
    let none: [(&str, &str); 0] = [];
    for (columns, rows) in SIZES {
        let session = Beginning::default().size(columns, rows).with(&none);
        insta::assert_snapshot!(format!("empty-folder-{columns}x{rows}"), session.screen());
    }
}

/// The samples with three bookmarks, of which one is in doubt; then these keys.
pub fn marked(columns: u16, rows: u16, keys: &str) -> Session {
    let samples = samples();
    let mut session = Beginning::default().size(columns, rows).with(&samples);
    session.keys("<C-p>atacms first<Enter>");
    let (document, entry) = {
        let reader = session.state.reader.as_ref().unwrap();
        (reader.document.clone(), reader.entry)
    };
    let path = session.state.path_of(entry).unwrap();
    let finder = PassageFinder::new(&document);
    let identity = Identity::of(&path, None, &document);
    let (mut marks, mut places) = (Vec::new(), Vec::new());
    let prose = document.blocks().iter().filter(|block| block.span.len() > 150);
    for (number, block) in (0_u8..3).zip(prose) {
        let now = Stamp::new(1_790_000_000_000 + i64::from(number));
        let anchor = finder.anchor(block.span, &identity).unwrap();
        let mut mark = Bookmark::new(anchor, &document, now, 1);
        mark.state = (number == 1).then_some(Certainty::Suspect);
        mark.labels = vec!["range".to_owned(); usize::from(number == 0)];
        mark.note =
            ["Who says so?", "", "Compare with the other paper."][usize::from(number)].into();
        let state = mark.state.unwrap_or(Certainty::Exact);
        let (id, span) = (mark.id.clone(), Some(block.span));
        places.push(PlacedBookmark { id: id.clone(), state, span, outdated: false, own: true });
        marks.push((id, Some(Arc::new(mark))));
    }
    let id = marks[1].0.clone();
    let text = document.text();
    let span = places[2].span.unwrap();
    let around = |part: Span| CleanText::text(part.of(text).to_owned());
    let proposal = Proposal {
        path: marks[1].1.as_ref().unwrap().anchor.document.path.0.clone(),
        span,
        before: around(Span::new(span.start.saturating_sub(90), span.start)),
        words: around(span),
        after: "and so on.".into(),
        score: 61,
    };
    let proposals = Proposals { places: vec![proposal], unread: None };
    session.happen(Event::Bookmarks(BookmarkReport::Changed(marks)));
    session.happen(Event::Bookmarks(BookmarkReport::Placed { entry, document, places }));
    session.keys(keys);
    session.happen(Event::Bookmarks(BookmarkReport::Proposed(id, proposals)));
    session
}

#[test]
fn bookmarks_on_the_page_in_the_pane_and_under_review() {
    for (columns, rows) in SIZES {
        for (name, keys) in [("page-with-bookmarks", ""), ("bookmarks", "gb"), ("review", "gR")] {
            let session = marked(columns, rows, keys);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), session.screen());
        }
    }
}

#[test]
fn a_bookmarked_passage_is_told_without_colours() {
    let session = marked(120, 36, "");
    let at = session.place_of("◆");
    let style = session.painted_with(Palette::Plain)[(at.x + 2, at.y)].style();
    assert!(style.add_modifier.contains(Modifier::UNDERLINED), "{style:?}");
}

#[test]
fn too_small() {
    let session = Beginning::default().size(11, 2).with(&samples());
    insta::assert_snapshot!("too-small-11x2", session.screen());
}

/// The styles of a page with title, strong words, links, matches and a selected row, in each
/// palette: a letter for every style, and what the letters mean.
#[test]
fn styles_in_every_palette() {
    let text = "# Title\n\n## Heading\n\nSome **strong**, *soft* and `code` words and a\n\
                [link](https://example.org). A word twice: word.\n\n> Quoted.\n\n- One\n";
    for palette in [Palette::Dark, Palette::Light, Palette::Sixteen, Palette::Plain] {
        let documents = [("a.md", text), ("b.txt", "Other\n\nNot open and not read.\n")];
        let mut session = Beginning::default().size(100, 16).with(&documents);
        session.keys("<C-p>title<Enter>/word<Enter>n");
        let picture = format!("{}\n\n{}", session.screen(), styles(&session, palette));
        insta::assert_snapshot!(format!("styles-{palette:?}"), picture);
    }
}

fn styles(session: &Session, palette: Palette) -> String {
    let buffer: Buffer = session.painted_with(palette);
    let mut known: Vec<Style> = Vec::new();
    let mut map = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let letters: String = row.iter().map(|cell| letter(&mut known, cell.style())).collect();
        map.push_str(letters.trim_end());
        map.push('\n');
    }
    let legend =
        known.iter().enumerate().map(|(at, style)| format!("{} {}", name(at), said(*style)));
    map + "\n" + &legend.collect::<Vec<_>>().join("\n")
}

fn letter(known: &mut Vec<Style>, style: Style) -> char {
    if said(style).is_empty() {
        return ' ';
    }
    let at = known.iter().position(|other| *other == style).unwrap_or_else(|| {
        known.push(style);
        known.len() - 1
    });
    name(at)
}

fn name(at: usize) -> char {
    ('A'..='Z').chain('a'..='z').nth(at).unwrap_or('?')
}

/// "252 on 236, BOLD"; empty for the terminal's own.
fn said(style: Style) -> String {
    let colour = |colour: Option<Color>| match colour {
        None | Some(Color::Reset) => None,
        Some(Color::Indexed(number)) => Some(number.to_string()),
        Some(other) => Some(other.to_string()),
    };
    let ground = colour(style.bg).map(|bg| format!("on {bg}"));
    let words = colour(style.fg).into_iter().chain(ground).collect::<Vec<_>>().join(" ");
    let marks = Some(style.add_modifier).filter(|m| *m != Modifier::empty());
    let marks = marks.map(|marks| format!("{marks:?}"));
    let parts = [Some(words).filter(|words| !words.is_empty()), marks];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
