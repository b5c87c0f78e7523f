//! Words of Word, ODT and RTF files that nobody sees, and white words that everybody sees.

use super::super::archive::fixtures::zipped;
use super::*;
use crate::document::MarkKind;

fn docx(body: &str, others: &[(&str, &str)]) -> Document {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let parts = [&[("word/document.xml", &*body)][..], others].concat();
    open("a.docx", &zipped(&parts)).unwrap()
}

fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn odt(styles: &str, body: &str) -> Document {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mime = ("mimetype", "application/vnd.oasis.opendocument.text");
    open("a.odt", &zipped(&[mime, ("content.xml", &content)])).unwrap()
}

fn rtf(body: &str) -> Document {
    let colours = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green0\blue128;}";
    open("a.rtf", format!(r"{{\rtf1{colours}{body}}}").as_bytes()).unwrap()
}

fn caveat(document: &Document) -> &str {
    document.caveats().first().map(|words| &**words).unwrap_or_default()
}

fn quoted(words: &str) -> String {
    let how = "Words that the document does not show (hidden, white or too small)";
    format!("{how} are set aside: “{words}”.")
}

const WHITE: &str = r#"<w:color w:val="FFFFFF"/>"#;

#[test]
fn words_nobody_sees_in_a_docx_are_set_aside_and_quoted() {
    let seen = run("", "The depot holds 40 rounds.");
    for properties in [WHITE, "<w:vanish/>", r#"<w:sz w:val="2"/>"#, r#"<w:color w:val="fefefe"/>"#]
    {
        let hidden = run(properties, " It holds ") + &run(properties, "9,000.");
        let document = docx(&format!("<w:p>{seen}{hidden}</w:p>"), &[]);
        assert_eq!(&**document.text(), "The depot holds 40 rounds.\n", "{properties}");
        assert_eq!(caveat(&document), quoted("It holds 9,000."));
    }
    let styles = r#"<w:styles><w:style w:styleId="Pale"><w:name w:val="pale"/><w:rPr>
        <w:color w:val="FFFFFF"/></w:rPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Pale"/>
        </w:style></w:styles>"#;
    let relations = r#"<Relationships><Relationship Id="r1" Type="x/styles" Target="styles.xml"/></Relationships>"#;
    let others = [("word/styles.xml", styles), ("word/_rels/document.xml.rels", relations)];
    let style = r#"<w:pPr><w:pStyle w:val="Own"/></w:pPr>"#;
    let black = run(r#"<w:color w:val="auto"/>"#, "seen");
    let body = format!("<w:p>{style}{}{black}</w:p><w:p>{seen}</w:p>", run("", "unseen "));
    let document = docx(&body, &others);
    assert_eq!(&**document.text(), "seen\n\nThe depot holds 40 rounds.\n");
    assert_eq!(caveat(&document), quoted("unseen"));
}

#[test]
fn white_words_on_something_dark_in_a_docx_are_seen() {
    let white = run(WHITE, "White on blue");
    let dark = r#"<w:shd w:val="clear" w:fill="1F3864"/>"#;
    let black = format!("{WHITE}<w:highlight w:val=\"black\"/>");
    let cell = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr>{dark}</w:tcPr><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
    );
    let bodies = [
        cell.clone(),
        format!(
            "<w:tbl><w:tblPr>{dark}</w:tblPr><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
        ),
        format!("<w:p><w:pPr>{dark}</w:pPr>{white}</w:p>"),
        format!("<w:p>{}</w:p>", run(&black, "White on blue")),
        format!("<w:p>{}</w:p>", run(&format!("{WHITE}{dark}"), "White on blue")),
        format!(
            "<w:p><w:r><w:pict><v:shape><w:txbxContent><w:p>{white}</w:p></w:txbxContent></v:shape></w:pict></w:r></w:p>"
        ),
        format!("<w:p><w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r>{white}</w:p>"),
    ];
    for body in bodies {
        let document = docx(&body, &[]);
        assert_eq!((&**document.text(), caveat(&document)), ("White on blue\n", ""), "{body}");
    }
    let plain = r#"<w:tc><w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr>"#;
    let body = format!("{cell}<w:tbl><w:tr>{plain}<w:p>{white}</w:p></w:tc></w:tr></w:tbl>");
    assert_eq!(caveat(&docx(&body, &[])), quoted("White on blue"));
    let space = [run("", "a"), run(WHITE, " "), run("", "b"), run(WHITE, " x "), run("", "c")];
    assert_eq!(&**docx(&format!("<w:p>{}</w:p>", space.concat()), &[]).text(), "a b c\n");
}

#[test]
fn dark_pages_and_painted_running_heads_hide_no_white_words() {
    let white = format!("<w:p>{}</w:p>", run(WHITE, "White on dark"));
    let page = format!(
        "<w:document><w:background w:color=\"000080\"/><w:body>{white}</w:body></w:document>"
    );
    let document = open("a.docx", &zipped(&[("word/document.xml", &page)])).unwrap();
    assert_eq!(&**document.text(), "White on dark\n");
    let relations =
        r#"<Relationships><Relationship Id="r1" Type="x/header" Target="h.xml"/></Relationships>"#;
    let head =
        "<w:hdr><w:p><w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r></w:p></w:hdr>";
    let others = [("word/_rels/document.xml.rels", relations), ("word/h.xml", head)];
    assert_eq!(&**docx(&white, &others).text(), "White on dark\n");
}

#[test]
fn many_words_nobody_sees_are_kept_as_hidden_blocks() {
    let hidden: String =
        (0..40).map(|n| format!("<w:p>{}</w:p>", run(WHITE, &format!("Pale line {n}")))).collect();
    let document = docx(&format!("{hidden}<w:p>{}</w:p>", run("", "Seen.")), &[]);
    assert!(document.text().starts_with("Seen.\n\nPale line 0\n\nPale line 1\n"));
    let marks = document.marks().iter().filter(|mark| mark.kind == MarkKind::Hidden);
    let marks: Vec<&str> = marks.map(|mark| document.words(mark.span)).collect();
    assert_eq!((marks.len(), marks[39]), (40, "Pale line 39"));
    assert!(caveat(&document).starts_with("120 words that the document does not show"));
}

#[test]
fn words_nobody_sees_in_an_odt_are_set_aside_and_quoted() {
    let style = |name: &str, text: &str| {
        format!("<style:style style:name=\"{name}\"><style:text-properties {text}/></style:style>")
    };
    let pale = style("T1", "fo:color=\"#ffffff\"");
    let styles =
        [&pale, &style("T2", "text:display=\"none\""), &style("T3", "fo:font-size=\"1pt\"")];
    let styles: String = styles.into_iter().map(String::as_str).collect();
    for name in ["T1", "T2", "T3"] {
        let body = format!(
            "<text:p>Two batteries.<text:span text:style-name=\"{name}\"> Ninety batteries.</text:span></text:p>"
        );
        let document = odt(&styles, &body);
        assert_eq!(&**document.text(), "Two batteries.\n", "{name}");
        assert_eq!(caveat(&document), quoted("Ninety batteries."));
    }
    let section = "<text:section text:display=\"none\"><text:p>Kept back.</text:p></text:section><text:p>Shown.</text:p>";
    assert_eq!(caveat(&odt(&styles, section)), quoted("Kept back."));
    let span = "<text:span text:style-name=\"T1\">On blue</text:span>";
    let cell = "<style:style style:name=\"C\"><style:table-cell-properties fo:background-color=\"#000080\"/></style:style>";
    let bar = "<style:style style:name=\"P\"><style:paragraph-properties fo:background-color=\"#000080\"/></style:style>";
    let page = "<style:page-layout><style:page-layout-properties fo:background-color=\"#102030\"/></style:page-layout>";
    for (more, body) in [
        (
            cell,
            format!(
                "<table:table><table:table-row><table:table-cell table:style-name=\"C\"><text:p>{span}</text:p></table:table-cell></table:table-row></table:table>"
            ),
        ),
        (bar, format!("<text:p text:style-name=\"P\">{span}</text:p>")),
        (page, format!("<text:p>{span}</text:p>")),
        (
            "",
            format!(
                "<text:p><draw:frame><draw:text-box><text:p>{span}</text:p></draw:text-box></draw:frame></text:p>"
            ),
        ),
    ] {
        let document = odt(&format!("{pale}{more}"), &body);
        assert_eq!((&**document.text(), caveat(&document)), ("On blue\n", ""), "{body}");
    }
}

#[test]
fn words_nobody_sees_in_an_rtf_are_set_aside_and_quoted() {
    for hidden in [r"{\cf2  It flew 900 km.}", r"{\v  It flew 900 km.}", r"{\fs2  It flew 900 km.}"]
    {
        let document = rtf(&format!(r"\pard It flew 90 km.{hidden}\par"));
        assert_eq!(&**document.text(), "It flew 90 km.\n", "{hidden}");
        assert_eq!(caveat(&document), quoted("It flew 900 km."));
    }
    for seen in [
        r"\pard\cbpat3{\cf2 On blue}\par",
        r"\pard{\cf2\highlight3 On blue}\par",
        r"\pard{\cf2\chcbpat3 On blue}\par",
        r"\trowd\clcbpat3\cellx100\pard\intbl{\cf2 On blue}\cell\row",
        r"\pard{\shp{\*\shpinst{\shptxt\pard\cf2 On blue\par}}}\par",
        r"\pard{\shp{\*\shpinst\shpfblwtxt1}}{\cf2 On blue}\par",
        r"\pard{\cf2\cf1 On blue}\par",
        r"\pard{\cf2\plain On blue}\par",
    ] {
        let document = rtf(seen);
        assert_eq!((&**document.text(), caveat(&document)), ("On blue\n", ""), "{seen}");
    }
    let after = rtf(r"\trowd\clcbpat3\cellx100\pard\intbl a\cell\row\pard b{\cf2  c}\par");
    assert_eq!(caveat(&after), quoted("c"));
}
