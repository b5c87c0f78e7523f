//! Links: followed into other documents and their sections and back, refused or asked about where they lead
//! elsewhere, and found from the other end.

use briefbook::protocol::Effect;

use crate::support::session::{Beginning, Session};

/// A library on the disk, opened at a document called "start.md".
struct Library {
    folder: tempfile::TempDir,
    session: Session,
}

impl Library {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("library");
        let mut documents = Vec::new();
        for (name, text) in files {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            documents.push((path, text.as_bytes().to_vec()));
        }
        std::fs::write(root.join("../outside.md"), "# Outside\n\nNot of the library.\n").unwrap();
        let mut session = Beginning::default().with(&documents);
        session.keys("<C-p>start<Enter>");
        Self { folder, session }
    }

    /// The name of the open document.
    fn open(&self) -> String {
        let path = self.session.open().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    }

    fn landed(&self) -> String {
        let reader = self.session.state.reader.as_ref().unwrap();
        reader.landed.map(|span| reader.document.words(span).to_owned()).unwrap_or_default()
    }
}

const OTHER: &str =
    "# Other\n\nFirst words.\n\n## Range of fire\n\nA long way.\n\n## Range of fire\n\nAgain.\n";

fn long(links: &str) -> String {
    let body: String = (1..=80).map(|n| format!("Paragraph {n} of the start.\n\n")).collect();
    format!("# Start\n\n{body}{links}\n\n{body}")
}

#[test]
fn a_link_opens_the_document_at_its_section_and_the_way_back_is_exact() {
    let start =
        long("See [other](sub/other%20one.md#range-of-fire-1) and [again](sub/other%20one).");
    let mut library = Library::with(&[("start.md", &start), ("sub/other one.md", OTHER)]);
    library.session.keys("40G");
    let before = library.session.page();
    library.session.keys("x1<Enter>");
    assert_eq!(
        (library.open().as_str(), library.landed().as_str()),
        ("other one.md", "Range of fire")
    );
    let reader = library.session.state.reader.as_ref().unwrap();
    assert!(reader.document.words(reader.visible()).contains("Again."));
    library.session.keys("<C-o>");
    assert_eq!(library.open(), "start.md");
    assert_eq!(library.session.page(), before);
    library.session.keys("L");
    assert_eq!(library.open(), "other one.md");
}

#[test]
fn a_number_means_the_link_of_that_number() {
    let links: String = (1..=12).map(|n| format!("[link {n}](n{n}.md) ")).collect();
    let names: Vec<String> = (1..=12).map(|n| format!("n{n}.md")).collect();
    let start = format!("# Start\n\n{links}\n");
    let mut files = vec![("start.md", start.as_str())];
    files.extend(names.iter().map(|name| (name.as_str(), "# N\n\nWords.\n")));
    let mut library = Library::with(&files);
    library.session.keys("x2<Enter>");
    assert_eq!(library.open(), "n2.md");
    library.session.keys("<C-o>11gx");
    assert_eq!(library.open(), "n11.md");
    library.session.keys("<C-o>99gx");
    assert!(library.session.foot().contains("has no link 99"), "{}", library.session.foot());
}

#[test]
fn links_are_stepped_through_told_and_followed_by_enter() {
    let start = "# Start\n\nOne [a](a.md), two [b](b.md#part).\n";
    let b = "# B\n\nx\n\n## Part\n\ny\n";
    let mut library = Library::with(&[("start.md", start), ("a.md", "# A\n\nx\n"), ("b.md", b)]);
    library.session.keys("gr<Enter>");
    assert!(library.session.foot().contains("No link is stood on"), "{}", library.session.foot());
    library.session.keys("]x]x");
    assert!(
        library.session.foot().contains("Link 2 of 2: b.md#part"),
        "{}",
        library.session.foot()
    );
    library.session.keys("<Enter>");
    assert_eq!((library.open().as_str(), library.landed().as_str()), ("b.md", "Part"));
    library.session.keys("<C-o>]x");
    assert!(library.session.foot().contains("Link 1 of 2"), "{}", library.session.foot());
}

#[test]
fn notes_of_a_collection_are_found_by_name_and_heading() {
    let start = "# Start\n\nSee [[Storm Shadow#Range of fire]] and [[#Last words]].\n\n## Last words\n\nEnd.\n";
    let mut library = Library::with(&[("start.md", start), ("deep/er/Storm Shadow.md", OTHER)]);
    library.session.keys("x1<Enter>");
    assert_eq!(
        (library.open().as_str(), library.landed().as_str()),
        ("Storm Shadow.md", "Range of fire")
    );
    library.session.keys("<C-o>x2<Enter>");
    assert_eq!((library.open().as_str(), library.landed().as_str()), ("start.md", "Last words"));
}

#[test]
fn a_page_of_the_web_leads_to_the_element_of_that_name() {
    let start = "<html><body><h1>Start</h1><p>It says <a href='other.html#far'>so</a> there, in many \
        words, and then in more words.</p></body></html>";
    let other = "<html><body><h1>Other</h1><p>Some words that come first.</p><h2 id='far'>Far away</h2>\
        <p>Some words that come later.</p></body></html>";
    let mut library = Library::with(&[("start.html", start), ("other.html", other)]);
    library.session.keys("x1<Enter>");
    assert_eq!((library.open().as_str(), library.landed().as_str()), ("other.html", "Far away"));
}

#[test]
fn a_page_of_the_web_leads_to_places_of_its_own() {
    let start = "<html><body><h1>Start</h1><p>It goes on <a href='#far'>further down</a>, in many words, \
        and then in more words.</p><p>Between.</p><h2 id='far'>Far away</h2><p>Some words that come \
        later, many of them.</p></body></html>";
    let mut library = Library::with(&[("start.html", start)]);
    library.session.keys("x1<Enter>");
    assert_eq!((library.open().as_str(), library.landed().as_str()), ("start.html", "Far away"));
}

#[test]
fn what_is_missing_is_said_with_its_path() {
    let start = "# Start\n\n[a](no/where.md) [b](start.md#nothing) [c](#nothing) [d](sub)\n";
    let mut library = Library::with(&[("start.md", start), ("sub/x.md", "x")]);
    for (keys, said) in [
        ("x1<Enter>", "library/no/where.md."),
        ("x2<Enter>", "has no section “nothing”."),
        ("x3<Enter>", "has no section “nothing”."),
        ("x4<Enter>", "library/sub is a folder."),
    ] {
        library.session.keys(keys);
        let told = library.session.state.notices.last().map(|notice| notice.words.to_string());
        assert!(told.as_deref().is_some_and(|told| told.ends_with(said)), "{keys}: {told:?}");
        assert_eq!(library.open(), "start.md");
    }
}

#[test]
fn what_lies_outside_of_the_library_is_asked_about() {
    let start = "# Start\n\n[a](../outside.md) [b](/etc/passwd) [c](..%2Foutside.md)\n";
    let mut library = Library::with(&[("start.md", start)]);
    for keys in ["x1<Enter>", "x2<Enter>", "x3<Enter>"] {
        library.session.keys(keys);
        let screen = library.session.screen();
        assert!(screen.contains("This link leads out of the library"), "{screen}");
        library.session.keys("<Enter>");
        assert_eq!(library.open(), "start.md");
    }
    assert!(!library.session.effects.iter().any(|effect| match effect {
        Effect::Open { path, .. } =>
            !path.starts_with(library.folder.path().canonicalize().unwrap().join("library")),
        _ => false,
    }));
    // Said yes, it is opened.
    library.session.keys("x1<Enter><Down><Enter>");
    let opened =
        library.session.effects.iter().any(
            |effect| matches!(effect, Effect::Open { path, .. } if path.ends_with("outside.md")),
        );
    assert!(opened);
}

#[test]
fn an_address_is_shown_whole_and_opened_only_then() {
    let start = "# Start\n\n[a](https://example.org/a/very/long/way?to=a&document=here#end) \
        [b](javascript:alert(1)) [c](file:///etc/passwd)\n";
    let mut library = Library::with(&[("start.md", start)]);
    library.session.keys("x1<Enter>");
    let screen = library.session.screen();
    assert!(
        screen.contains("https://example.org/a/very/long/way?to=a&document=here#end"),
        "{screen}"
    );
    let browsed = |library: &Library| {
        let effects = library.session.effects.iter();
        effects.filter(|effect| matches!(effect, Effect::Browse(_))).count()
    };
    assert_eq!(browsed(&library), 0);
    library.session.keys("<Enter>");
    assert_eq!(browsed(&library), 1);
    for keys in ["x2<Enter>", "x3<Enter>"] {
        library.session.keys(keys);
        assert!(
            library.session.screen().contains("Not opened: only http"),
            "{}",
            library.session.screen()
        );
        library.session.keys("<Enter>");
    }
    assert_eq!(browsed(&library), 1);
    let copied = library.session.effects.iter().filter(|e| matches!(e, Effect::Copy(_))).count();
    assert_eq!(copied, 2);
}

#[test]
fn what_links_here_is_listed_with_its_passages() {
    let one = "# One\n\nThe range is told in [the start](start.md), they say.\n";
    let two = "# Two\n\nNothing here but [a place](../start.md#two) to go to.\n";
    let three = "# Three\n\n[Another start](other/start.md) is not this one.\n";
    let four = "# Four\n\nAs [[start]] has it.\n";
    let mut library = Library::with(&[
        ("start.md", "# Start\n\nWords.\n"),
        ("one.md", one),
        ("sub/two.md", two),
        ("three.md", three),
        ("other/start.md", "# Other\n\nWords.\n"),
        ("deep/four.md", four),
    ]);
    let start = library.session.rows().iter().position(|row| row.ends_with("library/start.md"));
    assert!(start.is_some());
    library.session.keys("<C-p>words start<Esc>gl");
    let entry = library.session.state.catalogue.ids().find(|id| {
        library.session.state.catalogue.path_of(*id).unwrap().ends_with("library/start.md")
    });
    library.session.state.list.select(entry.unwrap());
    library.session.keys("<Enter>gh");
    let screen = library.session.screen();
    assert!(screen.contains("What links here"), "{screen}");
    assert!(screen.contains("told in the start, they say"), "{screen}");
    assert!(screen.contains("Nothing here but a place"), "{screen}");
    assert!(screen.contains("As start has it"), "{screen}");
    assert!(!screen.contains("is not this one"), "{screen}");
    library.session.keys("they say<Enter>");
    assert_eq!(library.open(), "one.md");
    assert_eq!(library.landed(), "the start");
    library.session.keys("gh");
    let foot = library.session.foot();
    assert!(foot.contains("Nothing in the library links to this document"), "{foot}");
}
