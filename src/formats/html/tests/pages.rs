//! Which part of a page is read, and what is known of it, kind by kind of page.

use super::*;

pub(super) fn report(head: &str, body: &str) -> String {
    format!(
        "<html><head><title>The river road</title>{head}</head><body><nav><a href=/s>Sport desk</a>\
         </nav>{body}<footer><p>All rights of the Gazette are reserved, and its terms of use apply to \
         every page.</p></footer></body></html>"
    )
}

pub(super) fn passages(count: usize) -> String {
    (0..count).map(|n| format!("<p>Passage {n}. {PROSE}</p>")).collect()
}

/// Everything that has to be in the text, in this order, and what must not.
pub(super) fn assert_says(markup: &str, wanted: &[&str], unwanted: &[&str]) {
    let text = text(markup);
    let mut at = 0;
    for words in wanted {
        let found = text[at..].find(words);
        at += found.unwrap_or_else(|| panic!("{words:?} is lost or out of order: {text}"));
    }
    for words in unwanted {
        assert!(!text.contains(words), "{words:?} does not belong there: {text}");
    }
}

#[test]
fn raised_and_lowered_figures_are_no_part_of_a_number() {
    for (markup, words) in [
        ("<p>about 190<sup>3</sup> miles", "about 190³ miles\n"),
        ("<p>3 × 10<sup>-6</sup> kg, 40 km<sup>2</sup>", "3 × 10⁻⁶ kg, 40 km²\n"),
        ("<p>500<span style='Vertical-Align: super; font-size:8px'>4,5</span> km", "500⁴,⁵ km\n"),
        ("<p>CO<sub>2</sub> and H<span style='vertical-align:sub'>2</span>O", "CO₂ and H₂O\n"),
        ("<p>the 1<sup>st</sup> and 2<sup><b>nd</b></sup> battery", "the 1st and 2nd battery\n"),
        ("<p>250 km<a href='#n'><sup>7</sup></a>, seen", "250 km[7], seen\n"),
        ("<p>250<sup>[7]</sup> km<sup id=a><a href='#b'>[8]</a></sup>", "250[7] km[8]\n"),
        (
            "<table><tr><th>a<th>b<tr><td>10<sup>6</sup><td>190<sup>a</sup></table>",
            "a\tb\n10⁶\t190[a]\n",
        ),
    ] {
        assert_eq!(text(markup), words, "{markup}");
    }
}

#[test]
fn how_much_stands_elsewhere_does_not_matter() {
    let remarks: String = (0..30)
        .map(|n| format!("<div class=reply><p>Remark {n}: nobody here believes a word of this report, and he has said so before.</p></div>"))
        .collect();
    let cards: String = (0..30)
        .map(|n| format!("<div class=card><h3><a href=/{n}>Bridge {n} opened</a></h3><p>The mayor of town {n} opened a long bridge over the river after many years of waiting.</p></div>"))
        .collect();
    for outside in [
        format!("<section id=discussion>{remarks}</section>"),
        format!("<section class=further>{cards}</section>"),
    ] {
        let page = format!("<article><h1>The river road</h1>{}</article>{outside}", passages(5));
        let wanted = ["Passage 0.", "Passage 4."];
        assert_says(&report("", &page), &wanted, &["Remark 3", "mayor of town 3", "Sport desk"]);
    }
}

#[test]
fn names_are_compared_as_whole_words_and_not_for_what_holds_the_article() {
    for name in [
        "commentary-page",
        "layout has-related",
        "promontory",
        "socialist",
        "comments-open main-area",
    ] {
        let page = format!("<div class='{name}'><h1>The river road</h1>{}</div>", passages(5));
        assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &["Sport desk", "Gazette"]);
    }
    let inner = format!(
        "<article><h1>The river road</h1>{}<div class='relatedLinks'><p>{PROSE} Elsewhere.</p></div>{}</article>",
        passages(3),
        passages(3)
    );
    assert_says(&report("", &inner), &["Passage 2."], &["Elsewhere."]);
}

#[test]
fn a_form_around_a_page_is_no_form() {
    let menu = "<ul><li><a href=/a>Home</a><li><a href=/b>World desk</a></ul>";
    let page = format!(
        "<form id=aspnetForm><nav>{menu}</nav><div><h1>The river road</h1>{}</div></form>",
        passages(5)
    );
    assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &["World desk"]);
    let small = format!(
        "<article><h1>The river road</h1>{}<form><p>Enter your address here, and our letter will come to you every morning of the week.</p></form></article>",
        passages(5)
    );
    assert_says(&report("", &small), &["Passage 4."], &["Enter your address"]);
}

#[test]
fn layers_that_ask_for_consent_are_part_of_nothing() {
    let layer = "<h2>We value your privacy</h2><p>We and our 842 partners store information on a device, and process data for measurement and insights about audiences.</p>";
    for tag in [
        "div id='onetrust-banner-sdk'",
        "div role=dialog",
        "section class='cookie-notice'",
        "div id=cmpbox",
    ] {
        let name = tag.split(' ').next().unwrap();
        let page = format!(
            "<{tag}>{layer}</{name}><article><h1>The river road</h1>{}</article>",
            passages(5)
        );
        assert_says(&report("", &page), &["Passage 0.", "Passage 4."], &["842 partners"]);
        let short = format!("<{tag}>{layer}</{name}><h1>The river road</h1><p>It is closed.</p>");
        assert_says(&report("", &short), &["It is closed."], &["842 partners"]);
    }
}

#[test]
fn the_standfirst_stays_and_what_else_stands_there_does_not() {
    let standfirst = "Two bridges have been closed since Monday, and for the first time the ferry runs at night as well.";
    for head in [
        format!(
            "<section><h1>The river road</h1><div><strong>{standfirst}</strong></div></section>"
        ),
        format!(
            "<h1>The river road</h1><h2 class=subtitle>{standfirst}</h2><ul><li><a href=/a>Share</a></ul>"
        ),
        format!(
            "<header><h1>The river road</h1><p class=byline>By Mira Holt, 3 May 2024</p><p class=lead>{standfirst}</p></header>"
        ),
    ] {
        let page = format!(
            "<main><article>{head}<section class=text>{}</section></article></main>",
            passages(5)
        );
        assert_says(&report("", &page), &[standfirst, "Passage 0."], &["Share", "Mira Holt"]);
    }
    let teaser = format!("<h1>The river road</h1><p class=lead>Passage 0. {PROSE}</p>");
    let page = format!("<article>{teaser}<div>{}</div></article>", passages(5));
    assert_eq!(text(&report("", &page)).matches("Passage 0.").count(), 1);
}

#[test]
fn boxes_and_passages_full_of_links_stay_between_passages() {
    let boxed = "<aside class=fact-box><h3>The ferry in figures</h3><p>The ferry carries two lorries with a load of 40 tonnes each and needs a crew of three.</p></aside>";
    let linked = "<div><p>See <a href=/e>the log</a>, <a href=/f>the map</a>.</p></div>";
    let teaser = "<aside><ul><li><a href=/x>Another story of this day that has nothing to do with it</a></ul></aside>";
    let page = format!(
        "<article><h1>The river road</h1>{}{boxed}{linked}{teaser}{}</article>",
        passages(3),
        passages(3)
    );
    assert_says(
        &report("", &page),
        &["Passage 2.", "40 tonnes", "See the log, the map.", "Passage 0."],
        &["Another story"],
    );
}

#[test]
fn letters_count_where_no_spaces_divide_words() {
    let japanese = "<p>沿岸の旅団は月曜日、車両四両を北の桟橋に移動させ、二両を古い工場の裏に残したと当局者が述べた。</p>";
    let thai = "<p>กองพลชายฝั่งเคลื่อนย้ายยานยิงสี่คันไปยังท่าเรือทางเหนือเมื่อวันจันทร์เจ้าหน้าที่กล่าวและเก็บอีกสองคันไว้ในโรงเก็บ</p>";
    for words in [japanese, thai] {
        let page = format!("<article><h1>The river road</h1>{}</article>", words.repeat(6));
        let inner = words.trim_start_matches("<p>").trim_end_matches("</p>");
        assert_says(&report("", &page), &[inner], &["Sport desk", "Gazette"]);
    }
}

#[test]
fn hidden_parts_that_hold_most_of_a_page_are_read() {
    let stream = format!(
        "<div id=root><template id='B:0'></template></div><div hidden id='S:0'><article><h1>The river road</h1>{}</article></div>",
        passages(5)
    );
    assert_says(&report("", &stream), &["Passage 0.", "Passage 4."], &[]);
    let wall = format!(
        "<article><h1>The river road</h1>{}<div style='display:none'>{}</div></article>",
        passages(2),
        passages(6).replace("Passage", "Part")
    );
    assert_says(&report("", &wall), &["Passage 1.", "Part 5."], &[]);
    let little = format!(
        "<article><h1>The river road</h1>{}<p hidden>{PROSE} Unseen.</p></article>",
        passages(5)
    );
    assert_says(&report("", &little), &["Passage 4."], &["Unseen."]);
}

#[test]
fn a_page_that_scripts_fill_says_what_it_states_or_why_it_holds_nothing() {
    let stated = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"The river road\",\"articleBody\":\"One. {PROSE}\\n\\nTwo. {PROSE}\"}}</script>"
    );
    let page = format!(
        "<html><head><title>x</title>{stated}</head><body><div id=root></div></body></html>"
    );
    assert_says(&page, &["The river road\n\nOne.", "\n\nTwo."], &[]);
    assert!(read(&page).caveats().iter().any(|caveat| caveat.contains("search engines")));
    let reason =
        |markup: &str| parts(markup.as_bytes(), &Limits::WHOLE, true).unwrap_err().to_string();
    assert!(reason("<body><div id=root></div><script>var x=1;</script>").contains("scripts"));
    assert_eq!(
        reason("<html><head><title>t</title></head><body></body></html>"),
        "no text in it: the page is empty"
    );
}

#[test]
fn a_page_that_was_cut_off_is_said_to_be_damaged() {
    let whole = report("", &format!("<article><h1>The river road</h1>{}</article>", passages(5)));
    assert!(read(&whole).damage().is_none());
    let cut = &whole[..whole.find("Passage 3.").unwrap()];
    assert!(read(cut).damage().is_some());
    assert!(read(&format!("{cut}and <a href=\"https://exam")).damage().is_some());
    assert!(parts(cut.as_bytes(), &Limits::WHOLE, false).unwrap().damage.is_none());
}

#[test]
fn titles_and_dates_are_taken_from_where_they_are_right() {
    let about = |head: &str, body: &str| read(&report(head, body)).metadata().clone();
    let described = "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"way along a stream\"}</script>\
        <meta property='og:title' content='The river road - Lexicon'>";
    let found = about(described, "<h1>The river road</h1><p>x");
    assert_eq!(&*found.title.unwrap().value, "The river road");
    let broken = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Caf&eacute;\n at the &quot;road&quot;\",\
        \"datePublished\":\"2024-05-03\",}</script>";
    let found = about(broken, "<p>x");
    assert_eq!(&*found.title.unwrap().value, "Café at the \"road\"");
    assert_eq!(found.date.unwrap().value.to_string(), "2024-05-03");
    let metas = "<meta name='dcterms.created' content='2024-05-01'><meta name='article.publishedTime' content='2024-05-03'>";
    assert_eq!(about(metas, "<p>x").date.unwrap().value.to_string(), "2024-05-03");
    let line = format!(
        "<article><h1>The river road</h1><p class=byline>By Mira Holt, Published May 3, 2024 at 8 a.m.</p>{}</article>",
        passages(5)
    );
    assert_eq!(about("", &line).date.unwrap().value.to_string(), "2024-05-03");
}

#[test]
fn lists_in_cells_are_lines_of_their_cells() {
    let document = read(
        "<table><thead><tr><th>System<th>Tasks<th>Range</thead><tr><td>Alpha<td><ul><li>ships<li>depots</ul>\
         <td>300 km<tr><td>Beta<td><ul><li>fuel</ul><td>90 km</table>",
    );
    let expected = [
        vec!["System", "Tasks", "Range"],
        vec!["Alpha", "ships\ndepots", "300 km"],
        vec!["Beta", "fuel", "90 km"],
    ];
    assert_eq!(rows(&document), expected);
    let arranged = "<table><tr><td><ul><li>one<li>two</ul><td><p>words</table>";
    assert!(rows(&read(arranged)).is_empty());
}

#[test]
fn an_infobox_is_a_table_of_the_article() {
    let rows: String = (0..6)
        .map(|n| format!("<tr><th><a href=/l{n}>Label {n}</a><td><a href=/v{n}>Value {n}</a></tr>"))
        .collect();
    let page = format!(
        "<main><h1>The river road</h1><div><table class=infobox><tr><th colspan=2>The road{rows}</table>{}</div></main>",
        passages(5)
    );
    assert_says(
        &report("", &page),
        &["Label 0\tValue 0", "Label 5\tValue 5", "Passage 0."],
        &["Sport desk"],
    );
}

#[test]
fn lines_that_point_elsewhere_are_no_part_of_an_article() {
    let more = "<p>Read more:</p><ul><li><a href=/a>The old ferry and its crew</a><li><a href=/b>A new pier</a></ul>";
    let page =
        format!("<article><h1>The river road</h1>{}{more}{}</article>", passages(3), passages(3));
    assert_says(&report("", &page), &["Passage 2.", "Passage 0."], &["Read more", "A new pier"]);
}

#[test]
fn notes_stand_behind_the_text_with_their_marks() {
    let mut out = Builder::default();
    let chapter = "<body><p>It was closed.<a epub:type='noteref' href='#n1'>1</a> Then <a role='doc-noteref' href='#n2'>2</a></p>\
        <aside epub:type='footnote' id='n1'><p>In the log.</p></aside><p>More.</p>\
        <aside role='doc-footnote' id='n2'><a href='#r2'>2</a> In the book.</aside></body>";
    write(chapter, &Limits::WHOLE, &mut out);
    let document = Document::new(out.finish()).unwrap();
    assert_eq!(
        &**document.text(),
        "It was closed.[1] Then [2]\n\nMore.\n\n[1] In the log.\n[2] In the book.\n"
    );
    let markers =
        document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Item { .. }));
    assert_eq!(markers.count(), 2);
}

#[test]
fn many_attributes_cost_no_more_than_their_length() {
    let many: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
    assert_eq!(text(&format!("<h1>Head</h1><p{many}>text here</p>")), "Head\n\ntext here\n");
}
