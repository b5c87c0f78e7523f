//! Teasers of other pages, told by how they are built: no class or identifier here tells anything.

use super::pages::{assert_says, passages, report};

/// Teasers of one make: headlines that are links, each with what `rest` says below it.
fn cards(tag: &str, heading: &str, rest: &str) -> String {
    (0..3)
        .map(|n| {
            let name = ["A ferry to the north opens", "Harbour master to retire soon", "A crane for the long pier"][n];
            format!("<{tag}><a href=/n/{n}><img src={n}.jpg alt='View {n} of the quay'></a><{heading}><a href=/n/{n}>{name}</a></{heading}>{rest}</{tag}>")
        })
        .collect()
}

const TEASER: &str = "<p>The council of the town decides on Thursday whether the old quay is closed for the whole winter.</p>";

#[test]
fn teasers_of_one_make_are_no_part_of_an_article() {
    for (tag, heading, rest) in [
        ("div class=c17", "h3", TEASER),
        ("div id=x", "h4", ""),
        ("div", "p", "<span>4 May</span>"),
        ("section", "h2", TEASER),
    ] {
        let cards = cards(tag, heading, rest);
        let unwanted = ["Harbour master", "council of the town", "4 May", "View 1", "Elsewhere"];
        for page in [
            format!(
                "<article><h1>The river road</h1>{}<div><h2>Elsewhere</h2>{cards}</div></article>",
                passages(5)
            ),
            format!(
                "<div><h1>The river road</h1>{}<h2>Elsewhere</h2>{cards}{}</div>",
                passages(3),
                passages(3)
            ),
        ] {
            assert_says(&report("", &page), &["Passage 0.", "Passage 2."], &unwanted);
        }
    }
}

#[test]
fn labels_and_the_headlines_below_them_go_together_in_any_language() {
    let lines = "<ul><li><a href=/a>Pelabuhan lama ditutup sepanjang musim dingin</a><li><a href=/b>Feri malam mulai berlayar bulan depan</a></ul>";
    for label in
        ["<p>Baca juga:</p>", "<div><strong>Veja também</strong></div>", "<h4>Lue myös</h4>"]
    {
        let page = format!(
            "<article><h1>The river road</h1>{}{label}{lines}{}</article>",
            passages(3),
            passages(3)
        );
        let unwanted = ["Baca", "Veja", "Lue", "Pelabuhan", "Feri malam"];
        assert_says(&report("", &page), &["Passage 2.", "Passage 0."], &unwanted);
    }
}

#[test]
fn links_that_an_article_is_about_stay() {
    let abroad = "<ul><li><a href='https://quay.example.org/a'>The survey of the old quay walls</a><li><a href='https://quay.example.org/b'>The survey of the new quay walls</a></ul>";
    let page = format!(
        "<article><h1>The river road</h1>{}<p>Two surveys are public:</p>{abroad}{}</article>",
        passages(3),
        passages(3)
    );
    let head = "<link rel=canonical href='https://gazette.example.com/river'>";
    assert_says(&report(head, &page), &["surveys are public", "old quay walls", "new quay"], &[]);
    let sections: String = (0..4)
        .map(|n| {
            format!(
                "<section><h2><a href=/part/{n}>Part {n} of the river report</a></h2>{}</section>",
                passages(3)
            )
        })
        .collect();
    let page = format!("<article><h1>The river road</h1>{sections}</article>");
    assert_says(&report("", &page), &["Part 1 of the river", "Passage 2.", "Part 3 of"], &[]);
    let page = format!(
        "<main><h1>The river road</h1><p>What we wrote of it:</p>{}</main>",
        cards("div", "h3", TEASER)
    );
    assert_says(&report("", &page), &["ferry to the north", "council of the town"], &[]);
}

#[test]
fn a_table_of_contents_is_no_list_of_an_article() {
    for (before, after) in [("<ul>", "</ul>"), ("<div><b>Contents</b><ol>", "</ol></div>")] {
        let lines: String = (1..5)
            .map(|n| format!("<li><a href='#s{n}'>{n} Section number {n}</a></li>"))
            .collect();
        let page = format!(
            "<article><h1>The river road</h1>{}{before}{lines}{after}{}</article>",
            passages(2),
            passages(4)
        );
        let wanted = ["Passage 1.", "Passage 0.", "Passage 3."];
        assert_says(&report("", &page), &wanted, &["Section number", "Contents"]);
    }
}

#[test]
fn data_written_as_text_is_no_passage() {
    for data in [
        "{ \"author\": \"Ann Miller\", \"tags\": [\"river\", \"road\", \"quay\"], \"canEdit\": false, \"type\": \"editor\" }",
        "{\"id\":8812,\"kind\":\"counter of the visitors of this page\",\"rights\":\"none for anybody but the editor\"}",
    ] {
        let page = format!(
            "<article><h1>The river road</h1>{}<div>{data}</div>{}</article>",
            passages(3),
            passages(2)
        );
        assert_says(&report("", &page), &["Passage 2.", "Passage 1."], &["counter", "canEdit"]);
    }
}

#[test]
fn the_caption_of_the_first_picture_is_no_first_passage() {
    let words = "The mayor, left, and the engineer of the harbour office on the new bridge last week (J. Doe)";
    for caption in [
        format!("<div><img src=a.jpg><div class=legende>{words}</div></div>"),
        format!("<figure><img src=a.jpg><figcaption>{words}</figcaption></figure>"),
    ] {
        let page = format!("<article><h1>The river road</h1>{caption}{}</article>", passages(5));
        let unwanted = ["engineer of the harbour"];
        assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &unwanted);
    }
}
