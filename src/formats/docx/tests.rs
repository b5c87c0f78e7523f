//! What becomes of the pieces of a DOCX file.

use super::super::archive::fixtures::{flipped, zipped};
use super::*;
use crate::document::{BlockKind, Document, MarkKind};

const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="x/styles" Target="styles.xml"/>
    <Relationship Id="r2" Type="x/numbering" Target="/word/numbering.xml"/>
    <Relationship Id="r3" Type="x/footnotes" Target="footnotes.xml"/>
    <Relationship Id="r5" Type="x/header" Target="header1.xml"/>
    <Relationship Id="r6" Type="x/footer" Target="footer1.xml"/>
    <Relationship Id="r4" Type="x/hyperlink" Target="https://example.org/a" TargetMode="External"/>
    </Relationships>"#;

const STYLES: &str = r#"<w:styles><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>
    <w:style w:styleId="C"><w:name w:val="Source Code"/></w:style>
    <w:style w:styleId="Up"><w:name w:val="raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:styleId="Own"><w:name w:val="own"/><w:basedOn w:val="Up"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
    <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

fn read(body: &str) -> Document {
    Document::new(parts(&packed(body), &Limits::WHOLE).unwrap()).unwrap()
}

fn packed(body: &str) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let notes = r#"<w:footnotes><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>
        <w:footnote w:id="5"><w:p><w:r><w:footnoteRef/><w:t> Second.</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>First.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let header = r#"<w:hdr><w:p><w:r><w:t>RESTRICTED // DESK</w:t><w:tab/><w:t>Page </w:t></w:r>
        <w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:hdr>"#;
    let footer = r#"<w:ftr><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#;
    zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Type="x/officeDocument" Target="word/d.xml"/></Relationships>"#,
        ),
        ("word/header1.xml", header),
        ("word/footer1.xml", footer),
        ("word/d.xml", &body),
        ("word/_rels/d.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", notes),
        (
            "docProps/core.xml",
            "<c><dc:title>Core title</dc:title><dcterms:created>2024-05-03T09:30:00Z</dcterms:created></c>",
        ),
    ])
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
    let own = r#"<w:p><w:r><w:t>Of 190</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>
        <w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>3</w:t></w:r><w:r><w:t> km</w:t></w:r></w:p>"#;
    assert_eq!(&**read(own).text(), "Of 190[1] km\n\n[1] First.\n");
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
        "Words that the document does not show (hidden, white or too small) are set aside: “secret”.",
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
    assert!(parts.damage.unwrap().contains("word/document.xml"));
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

fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn raised_and_lowered_words_never_touch_a_figure() {
    let up = r#"<w:vertAlign w:val="superscript"/>"#;
    let down = r#"<w:vertAlign w:val="subscript"/>"#;
    let style = r#"<w:rStyle w:val="Own"/>"#;
    let reset = r#"<w:rStyle w:val="Own"/><w:vertAlign w:val="baseline"/>"#;
    let moved = r#"<w:position w:val="8"/><w:sz w:val="12"/>"#;
    let pieces = [
        ("", "in 190"),
        (up, "3"),
        ("", " miles, 10"),
        (up, "-"),
        (up, "6"),
        ("", " kg, in 2010"),
        (style, "8"),
        ("", ", 50"),
        (reset, "0"),
        ("", " of CO"),
        (down, "2"),
        ("", " and 40"),
        (moved, "7"),
        ("", " "),
        (moved, "190"),
        ("", " the 1"),
        (up, "st"),
    ];
    let body: String = pieces.iter().map(|(properties, words)| run(properties, words)).collect();
    let text = "in 190³ miles, 10⁻⁶ kg, in 2010⁸, 500 of CO₂ and 40⁷ 190 the 1st\n";
    assert_eq!(&**read(&format!("<w:p>{body}</w:p>")).text(), text);
}

#[test]
fn equations_stand_on_one_line() {
    let part = |name: &str, inside: &str| format!("<m:{name}>{inside}</m:{name}>");
    let words = |words: &str| part("r", &part("t", words));
    let fraction = part("f", &(part("num", &words("v")) + &part("den", &words("t"))));
    let power = part("sSup", &(part("e", &words("10")) + &part("sup", &words("6"))));
    let body = format!(
        "<w:p>{}<m:oMath>{fraction}{power}</m:oMath>{}</w:p>",
        run("", "It is "),
        run("", " m.")
    );
    assert_eq!(&**read(&body).text(), "It is v/t·10⁶ m.\n");
}

#[test]
fn running_heads_stand_once_at_the_top_without_page_numbers() {
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="r5"/>
        <w:footerReference w:type="default" r:id="r6"/></w:sectPr>"#;
    let document = read(&[plain("Body words."), section.to_owned()].concat());
    assert_eq!(&**document.text(), "RESTRICTED // DESK\n\nBody words.\n");
    assert_eq!(&**read(&plain("Alone.")).text(), "Alone.\n");
}

#[test]
fn drop_caps_are_joined_to_their_paragraph() {
    let initial = r#"<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>"#;
    let document =
        read(&[plain("Before."), initial.to_owned(), plain("he brigade moved.")].concat());
    assert_eq!(&**document.text(), "Before.\n\nThe brigade moved.\n");
    assert_eq!(&**read(&[initial.to_owned()].concat()).text(), "T\n");
}

#[test]
fn signs_are_those_of_their_font_and_hyphens_are_what_they_are() {
    let body = format!(
        r#"<w:p><w:r><w:t>S</w:t><w:noBreakHyphen/><w:t>400 and co</w:t><w:softHyphen/><w:t>operation, 5</w:t>
        <w:sym w:font="Symbol" w:char="F0B1"/><w:t>2, </w:t><w:sym w:font="MS Gothic" w:char="2610"/></w:r>
        {}{}</w:p>"#,
        run(r#"<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>"#, " \u{F0A3}"),
        run("", "9 \u{F0B7}")
    );
    let text = "S\u{2011}400 and cooperation, 5±2, ☐ ≤9 •\n";
    assert_eq!(&**read(&body).text(), text);
}

#[test]
fn one_flipped_bit_is_refused_or_said_or_changes_nothing() {
    let sign = r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#;
    let lines: String = (0..40).map(|n| plain(&format!("Round {n} flew {} km.", n * 37))).collect();
    let section = r#"<w:sectPr><w:headerReference r:id="r5"/></w:sectPr>"#;
    let bytes = packed(&format!("{lines}<w:p>{sign}</w:p>{section}"));
    let whole = parts(&bytes, &Limits::WHOLE).unwrap();
    assert!(whole.damage.is_none() && whole.text.contains("First."));
    for bytes in flipped(&bytes, 3) {
        if let Ok(parts) = parts(&bytes, &Limits::WHOLE) {
            assert!(parts.damage.is_some() || parts.text == whole.text);
        }
    }
}

#[test]
fn a_document_without_words_says_what_it_holds() {
    let pictures = "<w:p><w:r><w:drawing><wp:docPr descr=\"\"/><a:blip/></w:drawing></w:r></w:p>";
    for (body, reason) in
        [("<w:p/>", "the document is empty"), (pictures, "1 picture is not shown")]
    {
        let found = parts(&packed(body), &Limits::WHOLE).unwrap();
        let error = super::super::worded(found).unwrap_err();
        assert_eq!(error, ReadError::NoWords(reason.into()));
    }
}
