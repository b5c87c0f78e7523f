//! What becomes of the pieces of a DOCX file.

use super::super::archive::fixtures::zipped;
use super::*;
use crate::document::{BlockKind, Document, MarkKind};

const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="x/styles" Target="styles.xml"/>
    <Relationship Id="r2" Type="x/numbering" Target="/word/numbering.xml"/>
    <Relationship Id="r3" Type="x/footnotes" Target="footnotes.xml"/>
    <Relationship Id="r4" Type="x/hyperlink" Target="https://example.org/a" TargetMode="External"/>
    </Relationships>"#;

const STYLES: &str = r#"<w:styles><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>
    <w:style w:styleId="C"><w:name w:val="Source Code"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
    <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

fn read(body: &str) -> Document {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let notes = r#"<w:footnotes><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>
        <w:footnote w:id="5"><w:p><w:r><w:footnoteRef/><w:t> Second.</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>First.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let bytes = zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Type="x/officeDocument" Target="word/d.xml"/></Relationships>"#,
        ),
        ("word/d.xml", &body),
        ("word/_rels/d.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", notes),
        (
            "docProps/core.xml",
            "<c><dc:title>Core title</dc:title><dcterms:created>2024-05-03T09:30:00Z</dcterms:created></c>",
        ),
    ]);
    Document::new(parts(&bytes, &Limits::WHOLE).unwrap()).unwrap()
}

fn paragraph(style: &str, words: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
}

fn plain(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn headings_quotes_code_and_paragraphs_are_told_apart() {
    let lines = [("H1", "Title"), ("", "Words"), ("Q", "Quoted"), ("C", "one"), ("C", "  two")];
    let body: String = lines.iter().map(|(style, words)| paragraph(style, words)).collect();
    let document = read(&body);
    assert_eq!(&**document.text(), "Title\n\nWords\n\nQuoted\n\none\n  two\n");
    let kinds: Vec<_> = document.blocks().iter().map(|b| (b.kind.clone(), b.quote)).collect();
    let paragraph = BlockKind::Paragraph;
    let expected = [
        (BlockKind::Heading { level: 1 }, 0),
        (paragraph.clone(), 0),
        (paragraph, 1),
        (BlockKind::Code, 0),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(&*document.title(), "Core title");
    assert_eq!(document.metadata().saved.unwrap().to_string(), "2024-05-03T09:30Z");
}

#[test]
fn numbered_paragraphs_have_their_numbers_and_empty_ones_count() {
    let item = |words: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
            <w:r><w:t>{words}</w:t></w:r></w:p>"#
        )
    };
    let document = read(&[item("one"), item(""), item("three"), plain("after")].concat());
    assert_eq!(&**document.text(), "1. one\n3. three\n\nafter\n");
    assert_eq!(document.blocks()[0].depth, 1);
}

#[test]
fn notes_stand_at_the_end_in_the_order_of_their_signs() {
    let sign = |id: u8| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body =
        format!("<w:p><w:r><w:t>A</w:t></w:r>{}<w:r><w:t> B</w:t></w:r>{}</w:p>", sign(2), sign(5));
    assert_eq!(&**read(&body).text(), "A[1] B[2]\n\n[1] First.\n[2] Second.\n");
}

#[test]
fn tables_are_rows_and_one_column_is_a_page() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", plain(words));
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>())
    };
    let table = format!(
        "<w:tbl><w:tblPr><w:tblLook w:val=\"04A0\"/></w:tblPr>{}{}</w:tbl>{}<w:tbl>{}</w:tbl>",
        row(&["System", "Range"]),
        row(&["Taurus", "500 km"]),
        plain("between"),
        row(&["alone"]),
    );
    let document = read(&table);
    assert_eq!(&**document.text(), "System\tRange\nTaurus\t500 km\n\nbetween\n\nalone\n");
    let headers: Vec<_> = document
        .blocks()
        .iter()
        .map(|block| matches!(block.kind, BlockKind::Row { header: true, .. }))
        .collect();
    assert_eq!(headers, [true, false, false, false]);
    assert_eq!(document.blocks()[3].kind, BlockKind::Paragraph);
}

#[test]
fn changes_count_as_accepted_and_what_is_left_out_is_said() {
    let body = r#"<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins>
        <w:del><w:r><w:delText>old</w:delText></w:r></w:del>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>
        <w:r><w:drawing><wp:docPr descr="pic.jpg"/><a:blip/></w:drawing></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>"#;
    let document = read(body);
    assert_eq!(&**document.text(), "new\n");
    let caveats: Vec<&str> = document.caveats().iter().map(|words| &**words).collect();
    let expected = [
        "1 picture is not shown.",
        "1 comment is not shown.",
        "1 deleted passage is not shown.",
        "1 hidden passage is not shown.",
    ];
    assert_eq!(caveats, expected);
}

#[test]
fn pictures_are_shown_as_the_words_that_describe_them() {
    let body = r#"<w:p><w:r><w:t>Seen: </w:t></w:r><w:r><w:drawing><wp:docPr descr="A truck &amp; its crew"/>
        <a:blip/></w:drawing></w:r></w:p><w:p><w:r><w:pict><v:shape alt="The coast at dawn">
        <v:imagedata/></v:shape></w:pict></w:r></w:p>"#;
    let document = read(body);
    let words = "Seen: [Picture: A truck & its crew]\n\n[Picture: The coast at dawn]\n";
    assert_eq!(&**document.text(), words);
    assert_eq!(&*document.caveats()[0], "2 pictures are not shown.");
}

#[test]
fn text_boxes_stand_once_after_their_paragraph() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", plain("in the box"));
    let body = format!(
        "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{inside}</mc:Choice>\
         <mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> after</w:t></w:r></w:p>"
    );
    assert_eq!(&**read(&body).text(), "before after\n\nin the box\n");
}

#[test]
fn links_and_fields_lead_where_they_say() {
    let body = r#"<w:p><w:hyperlink r:id="r4"><w:r><w:t>one</w:t></w:r></w:hyperlink>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r>
        <w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> two</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> three</w:t></w:r></w:p>"#;
    let document = read(body);
    assert_eq!(&**document.text(), "one two three\n");
    let targets: Vec<&str> = document.links().iter().map(|link| &*link.target).collect();
    assert_eq!(targets, ["https://example.org/a", "https://example.org/b"]);
    let marks: Vec<_> =
        document.marks().iter().map(|mark| (mark.kind, document.words(mark.span))).collect();
    let expected =
        [(MarkKind::Link(0), "one"), (MarkKind::Strong, " two"), (MarkKind::Link(1), " two")];
    assert_eq!(marks, expected);
}

#[test]
fn breaks_tabs_and_special_signs_are_characters() {
    let body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/>\
                <w:t>d &#27;[31m</w:t></w:r></w:p>";
    let document = read(body);
    assert_eq!(&**document.text(), "a\tb\u{2011}c\nd \u{241b}[31m\n");
    assert_eq!(document.blocks().len(), 2);
}

#[test]
fn a_file_without_text_or_cut_in_two_says_so() {
    let empty = zipped(&[("[Content_Types].xml", "<Types/>")]);
    assert!(matches!(parts(&empty, &Limits::WHOLE), Err(ReadError::Damaged(_))));
    let cut = zipped(&[("word/document.xml", "<w:p><w:r><w:t>kept</w:t></w:r></w:p><w:p ")]);
    let parts = parts(&cut, &Limits::WHOLE).unwrap();
    assert_eq!(&*parts.text, "kept\n");
    assert!(parts.caveats[0].contains("damaged"));
}

#[test]
fn names_that_lead_out_of_the_archive_lead_nowhere() {
    let bytes = zipped(&[
        ("word/document.xml", &plain("kept")),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships><Relationship Type="x/styles" Target="../../../etc/passwd"/>
            <Relationship Type="x/footnotes" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#,
        ),
    ]);
    assert_eq!(&*parts(&bytes, &Limits::WHOLE).unwrap().text, "kept\n");
}
