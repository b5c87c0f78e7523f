//! What a page says to a reader, example by example.

mod articles;
mod equations;
mod outside;
mod pages;
mod teasers;

use super::*;
use crate::document::{BlockKind, Document, MarkKind};

fn read(markup: &str) -> Document {
    Document::new(parts(markup.as_bytes(), &Limits::WHOLE, true).unwrap()).unwrap()
}

fn text(markup: &str) -> String {
    read(markup).text().to_string()
}

fn rows(document: &Document) -> Vec<Vec<&str>> {
    let cells = |kind: &BlockKind| match kind {
        BlockKind::Row { cells, .. } => Some(cells.clone()),
        _ => None,
    };
    let rows = document.blocks().iter().filter_map(|block| cells(&block.kind));
    rows.map(|row| row.iter().map(|cell| cell.of(document.text())).collect()).collect()
}

#[test]
fn white_space_collapses_as_in_a_browser() {
    assert_eq!(
        text("<p>one\n  <b> two </b>three<i>four</i> , five&nbsp;km</p>"),
        "one two threefour , five km\n"
    );
    assert_eq!(text("<div>a<div>b</div>c</div>"), "a\n\nb\n\nc\n");
    assert_eq!(text("<p>a<br>b<br><br><br><br>c"), "a\nb\n\nc\n");
    assert_eq!(text("<pre>a  b\n\tc</pre>"), "a  b\n\tc\n");
}

#[test]
fn headings_lists_quotes_and_rules_are_blocks() {
    let document = read(
        "<h2>A <b>title</b></h2><ol start=3 type=a><li>one<ul><li>inner</ul><li>two</ol>\
         <blockquote><p>said</p></blockquote><hr><p>end",
    );
    let expected = "A title\n\nc. one\n- inner\nd. two\n\nsaid\n\n* * *\n\nend\n";
    assert_eq!(&**document.text(), expected);
    let kinds = document.blocks().iter().map(|block| (block.depth, block.quote));
    assert_eq!(kinds.collect::<Vec<_>>(), [(0, 0), (1, 0), (2, 0), (1, 0), (0, 1), (0, 0), (0, 0)]);
    assert!(matches!(document.blocks()[0].kind, BlockKind::Heading { level: 2 }));
    assert_eq!([numbered(4), numbered(27), numbered(1994)], ["d", "aa", "mcmxciv"]);
}

fn numbered(number: i64) -> String {
    markers::numbered(number, if number > 100 { 'i' } else { 'a' })
}

#[test]
fn a_table_of_data_has_rows_and_cells_in_their_columns() {
    let document = read(
        "<table><caption>Ranges</caption><thead><tr><th>System<th>Range<th>Note</thead>\
         <tr><td rowspan=2>ATACMS<td>190 mi<td>about<tr><td>300 km<td>up to\
         <tr><td colspan=2>both<td>end</table>",
    );
    let expected = [
        vec!["System", "Range", "Note"],
        vec!["ATACMS", "190 mi", "about"],
        vec!["", "300 km", "up to"],
        vec!["both", "", "end"],
    ];
    assert_eq!(rows(&document), expected);
    assert!(document.text().starts_with("Ranges\n\n"));
    let heads = document
        .blocks()
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Row { header: true, .. }));
    assert_eq!(heads.count(), 1);
}

#[test]
fn a_table_that_arranges_a_page_is_none() {
    let page = "<table><tr><td><h1>T</h1><td><p>words</p><table><tr><td>a<td>b</table></table>";
    let document = read(page);
    assert_eq!(rows(&document), [["a", "b"]]);
    assert!(document.text().starts_with("T\n\nwords\n\n"));
}

#[test]
fn spans_that_a_page_invents_cost_nothing() {
    let page = "<table><tr><td colspan=1000000000 rowspan=4000000000>a<td>b<tr><td>c<td>d</table>";
    let document = read(page);
    assert!(document.text().len() < 300);
    for word in ["a", "b", "c", "d"] {
        assert!(document.text().contains(word), "{word}");
    }
}

#[test]
fn what_nobody_sees_is_left_out() {
    let page = "<head><title>t</title><style>s{}</style></head><body><p hidden>h</p>\
         <p style='Display : none'>n</p><script>x()</script><noscript>no</noscript><!-- c -->\
         <template>t</template><button>Share</button><p>seen</p>";
    assert_eq!(text(page), "seen\n");
}

#[test]
fn links_lead_somewhere_or_are_words() {
    let document = read(
        "<p><a href='https://example.org/a'>one</a> <a href='javascript:x()'>two</a> \
         <a href='data:text/html,x'>three</a> <a href='#top'>four</a> <a href='b.html'>five</a>",
    );
    let targets: Vec<_> = document.links().iter().map(|link| link.target.to_string()).collect();
    assert_eq!(targets, ["https://example.org/a", "#top", "b.html"]);
    let marked = document.marks().iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_)));
    let words: Vec<_> = marked.map(|mark| document.words(mark.span)).collect();
    assert_eq!(words, ["one", "four", "five"]);
    assert_eq!(&**document.text(), "one two three four five\n");
}

#[test]
fn the_number_of_a_note_is_no_part_of_a_word() {
    assert_eq!(text("<p>300 km<sup><a href='#n4'>4</a></sup>."), "300 km[4].\n");
    assert_eq!(text("<p>10<sup>6</sup> rounds"), "10⁶ rounds\n");
}

#[test]
fn controls_that_come_as_entities_are_shown_as_marks() {
    let text = text("<p>a&#27;[31mb&#x9b;c&#155;d&#8238;e&#0;f");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    assert!(text.contains('\u{241B}') && text.contains('\u{FFFD}'), "{text:?}");
}

#[test]
fn the_head_tells_title_date_source_and_authors() {
    let page = "<html lang=en-GB><head><title>Strike | The Post</title>\
        <meta property='og:title' content='Not this'><meta name=author content='Nor this'>\
        <meta property='og:site_name' content='The Post'>\
        <script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\
        \"headline\":\"Strike on the depot\",\"datePublished\":\"2023-07-22T10:00:00Z\",\
        \"author\":[{\"name\":\"Jane Doe\"},{\"name\":\"John Roe\"}]}]}</script></head><p>x";
    let about = read(page).metadata().clone();
    assert_eq!(&*about.title.unwrap().value, "Strike on the depot");
    assert_eq!(about.date.unwrap().value.to_string().get(..10), Some("2023-07-22"));
    assert_eq!(&*about.source.unwrap().value, "The Post");
    let authors: Vec<_> = about.authors.iter().map(|author| author.value.to_string()).collect();
    assert_eq!(authors, ["Jane Doe", "John Roe"]);
    assert_eq!(&*about.language.unwrap().value, "en-GB");
}

#[test]
fn the_title_of_the_window_is_taken_without_the_site() {
    let title = |page| read(page).metadata().title.clone().unwrap().value.to_string();
    assert_eq!(
        title("<title>Strike - Post</title><meta property='og:site_name' content='Post'><p>x"),
        "Strike"
    );
    assert_eq!(
        title("<title>A strike on it :: Post</title><h1>A strike on it</h1>"),
        "A strike on it"
    );
    assert_eq!(title("<title>A - B</title><p>x"), "A - B");
}

const PROSE: &str = "The battery fired at dusk, and the crews withdrew along the river road before the \
    first reply came in, the ministry said in a statement on the launches of that night. ";

fn site(article: &str) -> String {
    let menu = "<li><a href='/x'>Politics</a><li><a href='/y'>Sport</a>";
    format!(
        "<html><head><title>A report</title><meta property='og:type' content='article'></head><body>\
         <nav><ul>{menu}</ul></nav><header><a href='/'>Home</a></header><main><article>{article}\
         </article></main><aside><p>Subscribe to our letter, dear reader, it is free of charge for \
         you and for all of your friends.</p></aside><div id=comments><p>Some reader wrote that he \
         does not believe any of this at all, and others agreed.</p></div><footer>All rights</footer>"
    )
}

#[test]
fn an_article_is_read_without_its_site() {
    let paragraphs: String = (0..8).map(|n| format!("<p>Number {n}. {PROSE}{PROSE}</p>")).collect();
    let article =
        format!("<h1>A report</h1>{paragraphs}<table><tr><th>a<th>b<tr><td>1<td>2</table>");
    let document = read(&site(&article));
    for n in 0..8 {
        assert!(document.text().contains(&format!("Number {n}.")));
    }
    for around in ["Politics", "Subscribe", "agreed", "All rights", "Home"] {
        assert!(!document.text().contains(around), "{around}");
    }
    assert!(document.text().starts_with("A report\n\n"));
    assert_eq!(document.text().matches("A report").count(), 1);
}

#[test]
fn nothing_dense_between_the_passages_of_an_article_is_lost() {
    let paragraphs = |from: usize| -> String {
        (from..from + 6).map(|n| format!("<p>Number {n}. {PROSE}{PROSE}</p>")).collect()
    };
    let between = format!(
        "<div class=supplemental><h2>Figures</h2><p>In a box: {PROSE}</p><ul><li>one of them</li>\
         <li>and {PROSE}</li></ul></div><div class=extra><table><tr><th>Missile<th>Range<tr>\
         <td>Taurus<td>500 km</table></div><div class=extra><h3>More</h3><ul><li><a href=/a>Another \
         story of this day that has nothing to do with it, but is told on this site</a></ul></div>"
    );
    let document = read(&site(&(paragraphs(0) + &between + &paragraphs(6))));
    let text = document.text();
    for words in ["Number 0.", "Figures\n", "In a box:", "one of them", "500 km", "Number 11."] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for around in ["Another", "More", "Politics", "Subscribe", "agreed", "All rights"] {
        assert!(!text.contains(around), "{around}: {text}");
    }
}

#[test]
fn pictures_are_shown_as_the_words_that_describe_them() {
    let page = "<p>Before<img src=a alt='A truck on\n a road'>after<img src=b alt=logo></p>\
        <figure><img src=c alt='The coast at dawn'><figcaption>The  coast at dawn.</figcaption></figure>";
    let document = read(page);
    let words = "Before [Picture: A truck on a road] after\n\nThe coast at dawn.\n";
    assert_eq!(&**document.text(), words);
    assert_eq!(text("<p>a<img alt='Click to send' width=16px></p>"), "a\n");
    let thumbnail = "<div><a href=b><img alt='The  old pier'></a><br>The old pier, at noon</div>";
    assert_eq!(text(thumbnail), "The old pier, at noon\n");
    assert_eq!(&*document.caveats()[0], "3 pictures are not shown.");
}

#[test]
fn a_page_whose_article_cannot_be_told_is_kept_whole() {
    let document = read(&site(&format!("<p>{PROSE}</p>")));
    assert!(document.text().contains("The battery fired at dusk"));
    let plain = "<nav><a href=a>a</a></nav><p>Short words.</p><ul><li>one<li>two</ul>";
    assert_eq!(text(plain), "a\n\nShort words.\n\n- one\n- two\n");
}

#[test]
fn deep_nesting_costs_the_structure_and_no_words() {
    let page = format!("{}deep words{}<p>after", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let document = read(&page);
    assert_eq!(document.text().split_whitespace().collect::<Vec<_>>(), ["deep", "words", "after"]);
    assert!(document.caveats()[0].contains("too deeply"));
}

#[test]
fn a_chapter_is_written_after_what_is_there() {
    let mut out = Builder::default();
    out.words("Before");
    out.close();
    write("<html><body><p>In a chapter</body></html>", &Limits::WHOLE, &mut out);
    assert_eq!(&*out.finish().text, "Before\n\nIn a chapter\n");
}
