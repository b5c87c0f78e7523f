//! What a page shows near an article and is no part of it: one teaser of another article, lines on
//! rights and authors, galleries, remarks far below. And a standfirst that stands among them.

use super::pages::{assert_says, passages, report};

#[test]
fn one_teaser_outside_of_the_element_of_the_article_is_a_teaser() {
    let teaser = "<p>The council of the town decides on Thursday whether the old quay is closed for the whole winter.</p>";
    let picture = "<img src=a.jpg alt='View of the quay from the long pier in winter'>";
    let others = "<li class=column-1><h3><a href=/n/2>A ferry to the north opens</a></h3><li class=column-2><h3><a href=/n/3>A crane for the long pier</a></h3>";
    for lists in [
        // Its like beside it are called otherwise.
        format!(
            "<ul><li class=first><h3><a href=/n/1>{picture}The quay</a></h3>{teaser}{others}</ul>"
        ),
        // It stands alone.
        format!("<ul><li class=large><h3><a href=/n/1>{picture}The quay</a></h3>{teaser}</ul>"),
    ] {
        let page = format!(
            "<div><div><h1>The river road</h1>{}</div><div><h2>Elsewhere</h2>{lists}</div></div>",
            passages(5)
        );
        let unwanted = ["View of the quay", "council of the town", "Elsewhere", "ferry to"];
        assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &unwanted);
    }
    // Above the article, what begins with a link is its head.
    let said = "The council of the town decides on Thursday whether the old quay is closed.";
    let head = format!(
        "<h4>Series: <a href=/s>The quays of the old town</a></h4><h1>The river road</h1><p>{said}</p>"
    );
    let page = format!("<div><div>{head}</div><div>{}</div></div>", passages(5));
    assert_says(&report("", &page), &[said, "Passage 0."], &[]);
    // In the article, a heading that is a link and its passage are part of it.
    let inside = format!("<h3><a href=/n/1>The old quay, in short</a></h3>{teaser}");
    let page = format!(
        "<div><h1>The river road</h1>{}{inside}{}</div>",
        passages(3),
        passages(3).replace("Passage", "Part")
    );
    let wanted = ["Passage 2.", "The old quay", "council of the town", "Part 0."];
    assert_says(&report("", &page), &wanted, &[]);
}

#[test]
fn what_stands_far_below_the_element_of_the_article_is_no_part_of_it() {
    let links: String = (0..6).map(|n| format!("<li><a href=/t/{n}>Topic {n}</a>")).collect();
    let rules = "<div><p>Remarks of readers are checked by the desk of the town, which takes no liability for what they say.</p></div>";
    let page = |body: &str, rules: &str| {
        format!("<div><div><h1>The river road</h1>{body}</div><ul>{links}</ul>{rules}</div>")
    };
    let wanted = ["Passage 0.", "Passage 5."];
    assert_says(&report("", &page(&passages(6), rules)), &wanted, &["Remarks of readers"]);
    // More than a remark is a part of the article.
    let rest = passages(3).replace("Passage", "Part");
    let page = page(&passages(6), &format!("<div>{rest}</div>"));
    assert_says(&report("", &page), &["Passage 5.", "Part 0.", "Part 2."], &[]);
}

#[test]
fn lines_on_rights_credits_and_authors_are_no_part_of_an_article() {
    let head = "<meta name=author content='Mira Holt'>";
    for (line, words) in [
        ("<p>© 2024 Gazette Ltd. This material may not be broadcast.</p>", "Gazette Ltd"),
        ("<span>Gazette © 2024 The Gazette is not liable for other sites.</span>", "not liable"),
        (
            "<p>This copy is for your personal, non-commercial use only. Ask us for more.</p>",
            "copy",
        ),
        ("<p>A version of this article appears in print on Page 3.</p>", "Page 3"),
        ("<p>Credit: Harbour office/Ann Porter</p>", "Ann Porter"),
        ("<h6 class=credit>Harbour office</h6>", "Harbour office"),
        ("<p>By Mira Holt, Gazette</p>", "Mira Holt"),
        (
            "<p>Mira Holt is a writer of the Gazette on rivers and roads, and has been one since 1998.</p>",
            "1998",
        ),
    ] {
        let page =
            format!("<article><h1>The river road</h1><div>{}{line}</div></article>", passages(5));
        assert_says(&report(head, &page), &["Passage 0.", "Passage 4."], &[words]);
    }
    let page = format!(
        "<article><h1>The river road</h1><div><p>By Ann Porter, Gazette</p>{}</div></article>",
        passages(5)
    );
    assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &["Ann Porter"]);
    // What an article says of its author, and on rights, stays.
    for said in [
        "Mira Holt was on the ferry that night and saw both of the trucks cross the upper bridge.",
        "All rights of fishery on the river are reserved to the town and to nobody else, by law.",
    ] {
        let page = format!(
            "<article><h1>The river road</h1><div>{}<p>{said}</p>{}</div></article>",
            passages(3),
            passages(3)
        );
        assert_says(&report(head, &page), &["Passage 2.", said, "Passage 0."], &[]);
    }
}

#[test]
fn a_gallery_is_no_part_of_the_article_around_it_and_described_things_are() {
    let slides = |end: &str| -> String {
        ["upper bridge", "lower bridge", "long pier", "old quay", "ferry"]
            .iter()
            .map(|name| format!("<div class=s><img src=a.jpg><p>The {name} is seen from the river at dusk.{end}</p></div>"))
            .collect()
    };
    let page = |slides: &str| {
        let page = format!(
            "<article><h1>The river road</h1>{}<div>{slides}</div>{}</article>",
            passages(5),
            passages(3)
        );
        report("", &page)
    };
    let shown = page(&slides(" (Gazette Photo)"));
    assert_says(&shown, &["Passage 4.", "Passage 0."], &["lower bridge", "Gazette Photo"]);
    let shown = page(&slides("").replace("<p>The", "<p>2/5 The"));
    assert_says(&shown, &["Passage 4.", "Passage 0."], &["lower bridge"]);
    let told = page(&slides(" It carries 40 tonnes."));
    assert_says(&told, &["Passage 4.", "lower bridge", "old quay", "Passage 0."], &[]);
    // Captions between the passages stay.
    let one = "<div class=s><img src=a.jpg><p>The ferry at dusk. (Gazette Photo)</p></div>";
    let between = format!("{}{one}", passages(2)).repeat(5);
    let page = format!("<article><h1>The river road</h1>{between}</article>");
    assert_says(&report("", &page), &["Passage 1.", "The ferry at dusk."], &[]);
}

#[test]
fn a_standfirst_stays_before_links_and_above_the_element_of_the_text() {
    let said = "It opens on Monday";
    let head = format!("<meta name=description content='{said}'>");
    let links = "<ul><li><a href=/a>A ferry to the north opens today</a><li><a href=/b>A crane for the long old pier</a></ul>";
    for page in [
        format!(
            "<article><h1>The river road</h1><h2>{said}</h2>{links}<div>{}</div></article>",
            passages(5)
        ),
        format!("<div><b>{said}</b></div><div><div>{}</div></div>", passages(5)),
    ] {
        assert_says(&report(&head, &page), &[said, "Passage 0.", "Passage 4."], &["A crane"]);
    }
}

#[test]
fn a_standfirst_beside_the_title_stays_whatever_is_around_both() {
    let said = "Students who have paid will get nothing back";
    for head in [
        // The element is called by its byline.
        format!(
            "<div class=article-meta><span>Roads</span><h1>The river road</h1><h2>{said}</h2></div>"
        ),
        // The title stands below once more.
        format!("<h1>The river road</h1><div><p class=x>{said}.</p></div><h1>The river road</h1>"),
        // The line is broken, and marked for search engines.
        format!(
            "<h1>The river road</h1><div><div itemprop=description>• All ferries run<br>• {said}</div></div>"
        ),
    ] {
        let stated = format!("<meta name=description content='{said}'>");
        let page = format!("<div>{head}<p>4 May</p><div>{}</div></div>", passages(5));
        assert_says(&report(&stated, &page), &[said, "Passage 0.", "Passage 4."], &["4 May"]);
        let page = page.replace(said, &said.replace("will get", "get"));
        if !page.contains("class=x") {
            assert_says(&report(&stated, &page), &["get nothing back", "Passage 0."], &["4 May"]);
        }
    }
}

#[test]
fn a_page_that_holds_its_article_twice_is_read_once() {
    let said = "Students who have paid will get nothing back";
    let stated = format!("<meta name=description content='{said}'>");
    let copy = format!("<h1>The river road</h1><p>{said}</p>{}", passages(5));
    let print = format!("<div class=print>{copy}</div>");
    let page = format!("<div><div>{copy}</div>{print}</div>");
    let text = super::text(&report(&stated, &page));
    assert!(text.contains(said) && text.contains("Passage 4."), "{text}");
    let between = text.split(said).nth(1).unwrap_or_default();
    assert!(between.trim_start().starts_with("Passage 0."), "{text}");
}
