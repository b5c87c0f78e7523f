//! What belongs to the article of a page and what does not, kind by kind of piece.

use super::pages::{assert_says, passages, report};
use super::{PROSE, text};

#[test]
fn headings_of_rows_lists_and_code_at_the_end_of_an_article_stay() {
    for (name, rows) in [
        ("Loads", "<table><tr><th>Deck<th>Load<tr><td>Upper<td>12 t<tr><td>Lower<td>40 t</table>"),
        ("Hours", "<ul><li>Monday: 6 to 22</li><li>Sunday: 8 to 20</li></ul>"),
        ("Log", "<pre>06:00 north\n06:20 south</pre>"),
    ] {
        let end = format!("<h2>{name}</h2>{rows}<p>The mayor did not answer.</p>");
        let body = format!("<h1>The river road</h1>{}{end}", passages(5));
        let wanted = ["Passage 4.", &format!("\n{name}\n"), "did not answer."];
        assert_says(&report("", &body), &wanted, &["Gazette"]);
        assert_says(&report("", &format!("<article>{body}</article>")), &wanted, &["Gazette"]);
    }
}

#[test]
fn boxes_of_short_figures_belong_to_the_article_around_them() {
    for (boxed, wanted) in [
        (
            "<aside class=factbox><h3>The pier</h3><ul><li>Opened: 1903</li><li>Load: 12 tonnes a metre</li></ul></aside>",
            ["\nThe pier\n", "Opened: 1903", "12 tonnes a metre"],
        ),
        (
            "<dl><dt>Length</dt><dd>310 m</dd><dt>Built by</dt><dd>Harbour office</dd></dl>",
            ["Length", "310 m", "Harbour office"],
        ),
        (
            "<aside><h4>In figures</h4><p>Crew: 3</p><p>2 lorries</p></aside>",
            ["\nIn figures\n", "Crew: 3", "2 lorries"],
        ),
    ] {
        let between = format!("{}{boxed}{}", passages(3), passages(3));
        let page = format!("<article><h1>The river road</h1>{between}</article>");
        assert_says(&report("", &page), &wanted, &["Gazette"]);
        let page = format!("<article><h1>The river road</h1>{}{boxed}</article>", passages(5));
        assert_says(&report("", &page), &wanted, &["Gazette"]);
    }
    for other in [
        "<aside><h3>Elsewhere</h3><ul><li><a href=/a>12 new trams</a></li><li><a href=/b>Pier 9</a></li></ul></aside>",
        "<aside><ul><li>Elsewhere</li><li>Print</li></ul></aside>",
    ] {
        let page = format!(
            "<article><h1>The river road</h1>{}{other}{}</article>",
            passages(3),
            passages(3)
        );
        assert_says(&report("", &page), &["Passage 2."], &["Elsewhere", "Pier 9"]);
    }
}

#[test]
fn what_is_seen_of_an_article_stays_beside_hidden_parts() {
    let hidden: String = passages(6).replace("Passage", "Part");
    let seen = "<p>The ferry was late on both days.</p>";
    for page in [
        format!(
            "<div style='display:none'>{hidden}</div><article><h1>The river road</h1>{seen}</article>"
        ),
        format!("<main><h1>The river road</h1>{seen}</main><section hidden>{hidden}</section>"),
    ] {
        assert_says(&report("", &page), &["late on both days."], &["Gazette"]);
        assert_says(&report("", &page), &["Part 0.", "Part 5."], &["Gazette"]);
    }
    let teaser = format!("<p>Part 0. {PROSE}</p>");
    let page =
        format!("<main><h1>The river road</h1>{teaser}</main><section hidden>{hidden}</section>");
    assert_eq!(text(&report("", &page)).matches("Part 0.").count(), 1);
}

#[test]
fn descriptions_of_pictures_that_say_nothing_new_are_left_out() {
    let picture = |alt: &str, below: &str| format!("<div><img src=a alt='{alt}'></div>{below}");
    for (alt, below) in [
        ("Ferry at dusk", "<div class=wp-text>A ferry at dusk, seen from the pier.</div>"),
        ("The river road", ""),
        ("ferry-at-dusk.JPG", ""),
        ("JPEG - 17 ko", ""),
    ] {
        let body = format!("{}{}{}", passages(3), picture(alt, below), passages(3));
        let page = format!("<article><h1>The river road</h1>{body}</article>");
        assert_says(&report("", &page), &["Passage 2."], &["[Picture"]);
    }
    let body = format!("{}{}{}", passages(3), picture("Two trucks", ""), passages(3));
    let page = format!("<article><h1>The river road</h1>{body}</article>");
    assert_says(&report("", &page), &["Passage 2.", "[Picture: Two trucks]"], &[]);
}

#[test]
fn short_lists_behind_the_last_passage_are_kept_if_something_announces_them() {
    let page = |end: &str| {
        report(
            "",
            &format!("<article><h1>The river road</h1><div>{}{end}</div></article>", passages(5)),
        )
    };
    let list = "<ul><li>rope</li><li>lamp</li></ul>";
    assert_says(&page(&format!("<p>The crew carries:</p>{list}")), &["rope", "lamp"], &[]);
    assert_says(&page(list), &["Passage 4."], &["rope", "lamp"]);
}

#[test]
fn a_heading_that_says_something_else_than_the_title_is_kept() {
    let page = |heading: &str| {
        report("", &format!("<article><h1>{heading}</h1><div>{}</div></article>", passages(5)))
    };
    assert_says(
        &page("Eighteen trucks on the move at night"),
        &["The river road", "Eighteen"],
        &[],
    );
    let same = text(&page("The river road: a photo"));
    assert_eq!(same.matches("river road:").count(), 0, "{same}");
}

#[test]
fn small_elements_that_are_no_part_of_an_article_are_left_out() {
    for (small, words) in [
        (
            "<div class='video-box'><div>Trucks cross the bridge</div><p>01:40 - Source: Gazette</p></div>",
            "01:40",
        ),
        (
            "<div class=post-author><p>Mira Holt writes on rivers and on roads, and has done so since 1998 for the Gazette.</p></div>",
            "Mira Holt",
        ),
        ("<p>Follow us on any network you like</p>", "network"),
        (
            "<p>Read more: <a href=/p>The old pier, and who built it in those years</a></p>",
            "old pier",
        ),
    ] {
        let body = format!("{}{small}{}", passages(3), passages(3));
        let page = format!("<article><h1>The river road</h1><div>{body}</div></article>");
        assert_says(&report("", &page), &["Passage 2.", "Passage 0."], &[words]);
    }
    let about = "<div class=author-bio><p>Mira Holt writes on rivers and on roads, and has done so since 1998 for this paper.</p></div>";
    let page =
        format!("<article><h1>The river road</h1><div>{}{about}</div></article>", passages(5));
    assert_says(&report("", &page), &["Passage 4."], &["Mira Holt"]);
    // An element that holds the article is none of them.
    let page = format!("<div class=author><h1>The river road</h1>{}</div>", passages(5));
    assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &[]);
}

#[test]
fn what_the_page_states_as_its_description_is_a_standfirst_however_short() {
    for (words, stated) in [
        ("Also bridges and boats.", "Also bridges and boats."),
        ("It opens\u{a0}on Monday", "It opens on Monday"),
    ] {
        let head = format!("<meta name=description content='{stated}'>");
        let body = format!(
            "<main><header><h1>The river road</h1><div><p>{words}</p><p>Share it</p></div></header><div>{}</div></main>",
            passages(5)
        );
        let said = words.replace('\u{a0}', " ");
        assert_says(&report(&head, &body), &[&said, "Passage 0."], &["Share it"]);
    }
}

#[test]
fn a_line_right_beside_the_title_is_a_standfirst_and_a_heading_beside_a_passage_is_its_own() {
    for line in [
        "<h2>What the harbour office has planned</h2>",
        "<p class=description><b>The harbour office has planned it for years.</b></p>",
    ] {
        let body = format!(
            "<div><header><h1>The river road</h1>{line}<p>Ann Miller</p></header><article>{}</article></div>",
            passages(5)
        );
        assert_says(
            &report("", &body),
            &["harbour office has planned", "Passage 0."],
            &["Ann Miller"],
        );
    }
    for heading in ["<h2>Why now</h2>", "<h3><span>Two bridges</span></h3>"] {
        let body = format!(
            "<main><div><h1>The river road</h1><p>4 May</p></div><div>{heading}{}</div></main>",
            passages(5)
        );
        let wanted = if heading.contains("Why") { "\nWhy now\n" } else { "\nTwo bridges\n" };
        assert_says(&report("", &body), &[wanted, "Passage 0."], &["4 May"]);
    }
}

#[test]
fn calls_to_join_and_places_of_templates_are_no_part_of_an_article() {
    let call = "<div class='post-access-cta'><h2>This post is for members</h2>\
        <div>Members read every story of ours, and a letter of the week's stories besides.</div><a href=/join>Join</a></div>";
    let boxed = format!("<div class='cta--item'><p>In short: {PROSE}</p></div>");
    let body =
        format!("<h1>The river road</h1>{}<p>{{{{cta}}}}</p>{boxed}{}", passages(3), passages(2));
    let page = format!("<article>{body}{call}</article>");
    let unwanted = ["Gazette", "{{", "for members", "letter of the week"];
    assert_says(&report("", &page), &["Passage 2.", "In short", "Passage 0."], &unwanted);
}

#[test]
fn an_article_for_browsers_without_scripts_is_read() {
    let ask = "<div id=root></div><noscript><p>This page needs scripts.</p></noscript>";
    let article = format!("<article><h1>The river road</h1>{}</article>", passages(4));
    let page = report("", &format!("{ask}<NoScript>{article}</NoScript>"));
    assert_says(&page, &["The river road", "Passage 3."], &["Gazette"]);
    // What only repeats the page stays out.
    let page = report("", &format!("{article}<noscript><p>Unseen. {PROSE}</p></noscript>"));
    assert_says(&page, &["Passage 3."], &["Unseen."]);
}
