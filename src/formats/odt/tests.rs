//! What becomes of the pieces of an ODT file.

use super::super::archive::fixtures::{flipped, zipped};
use super::*;
use crate::document::{BlockKind, Document, MarkKind};

const STYLES: &str = r#"<office:document-styles><office:styles>
    <style:style style:name="Quotations"/>
    <style:style style:name="Preformatted_20_Text"/>
    <text:list-style style:name="L1">
      <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
      <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
    </text:list-style></office:styles>
    <office:master-styles><style:master-page style:name="Standard" style:next-style-name="Other">
    <style:header><text:p>RESTRICTED // DESK<text:tab/>Page <text:page-number>1</text:page-number></text:p></style:header>
    <style:footer><text:p><text:page-number>1</text:page-number> of <text:page-count>3</text:page-count></text:p></style:footer>
    </style:master-page><style:master-page style:name="Bare"/></office:master-styles></office:document-styles>"#;

const AUTOMATIC: &str = r#"<office:font-face-decls>
    <style:font-face style:name="Symbol1" svg:font-family="Symbol"/></office:font-face-decls>
    <office:automatic-styles>
    <style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="P1" style:parent-style-name="Quotations"/>
    <style:style style:name="Bare" style:master-page-name="Bare"/>
    <style:style style:name="Up"><style:text-properties style:text-position="super 58%"/></style:style>
    <style:style style:name="Own" style:parent-style-name="Up"/>
    <style:style style:name="Down"><style:text-properties style:text-position="-33% 58%"/></style:style>
    <style:style style:name="Sign"><style:text-properties style:font-name="Symbol1"/></style:style>
    <style:style style:name="H"><style:text-properties text:display="none"/></style:style>
    </office:automatic-styles>"#;

/// A document whose pages have no running heads.
fn read(body: &str) -> Document {
    let bytes = packed(&format!("<text:p text:style-name=\"Bare\"/>{body}"));
    Document::new(parts(&bytes, &Limits::WHOLE).unwrap()).unwrap()
}

fn packed(body: &str) -> Vec<u8> {
    let body = format!(
        "<office:document-content>{AUTOMATIC}<office:text>{body}</office:text></office:document-content>"
    );
    let meta = "<office:meta><dc:title>Meta title</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator></office:meta>";
    zipped(&[("content.xml", &body), ("styles.xml", STYLES), ("meta.xml", meta)])
}

#[test]
fn headings_paragraphs_and_quotes_are_told_apart() {
    let document = read(
        r#"<text:h text:outline-level="2">Title</text:h>
        <text:p>Some   <text:span text:style-name="T1">bold
        words</text:span><text:s text:c="2"/>here</text:p>
        <text:p text:style-name="P1">Quoted</text:p>"#,
    );
    assert_eq!(&**document.text(), "Title\n\nSome bold words  here\n\nQuoted\n");
    assert_eq!(document.blocks()[0].kind, BlockKind::Heading { level: 2 });
    assert_eq!(document.blocks()[2].quote, 1);
    let marks: Vec<_> =
        document.marks().iter().map(|mark| (mark.kind, document.words(mark.span))).collect();
    assert_eq!(marks, [(MarkKind::Strong, "bold words")]);
    assert_eq!(&*document.title(), "Meta title");
    assert_eq!(&*document.metadata().authors[0].value, "Ann Lee");
}

#[test]
fn items_have_the_numbers_of_their_levels() {
    let item = |words: &str, more: &str| {
        format!("<text:list-item><text:p>{words}</text:p>{more}</text:list-item>")
    };
    let inner = format!("<text:list>{}{}</text:list>", item("b", ""), item("c", ""));
    let list = format!(
        r#"<text:list text:style-name="L1">{}{}</text:list>"#,
        item("a", &inner),
        item("d", "")
    );
    let bullets = format!("<text:list>{}</text:list>", item("x", ""));
    let document = read(&(list + "<text:p>between</text:p>" + &bullets));
    assert_eq!(&**document.text(), "1. a\n1.a) b\n1.b) c\n2. d\n\nbetween\n\n- x\n");
    let depths: Vec<_> = document.blocks().iter().map(|block| block.depth).collect();
    assert_eq!(depths, [1, 2, 2, 1, 0, 1]);
}

#[test]
fn tables_notes_boxes_and_changes() {
    let document = read(
        r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>System</text:p></table:table-cell><table:table-cell><text:p>Range</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell table:number-columns-repeated="2"/></table:table-row></table:table>
        <text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> on
        <draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box><svg:desc>a box</svg:desc></draw:frame>
        <office:annotation><text:p>remark</text:p></office:annotation><text:span text:style-name="H">secret</text:span>.</text:p>"#,
    );
    assert_eq!(&**document.text(), "System\tRange\n\nText[1] on .\n\nboxed\n\n[1] A note.\n");
    assert!(matches!(document.blocks()[0].kind, BlockKind::Row { header: true, .. }));
    let caveats: Vec<&str> = document.caveats().iter().map(|words| &**words).collect();
    let expected = [
        "1 comment is not shown.",
        "1 deleted passage is not shown.",
        "Words that the document does not show (hidden, white or too small) are set aside: “secret”.",
    ];
    assert_eq!(caveats, expected);
}

#[test]
fn what_fields_hide_is_set_aside() {
    let field = |hidden| format!(r#"<text:hidden-paragraph text:is-hidden="{hidden}"/>"#);
    let (hides, shows) = (field("true"), field("false"));
    let document = read(&format!(
        r#"<text:p/><text:p><draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame></text:p><text:p>{hides}One.</text:p><text:p>Two{hides}.</text:p><text:p>Three.{shows}</text:p>
        <text:p/><text:p>Four<text:note><text:note-body><text:p>{hides}five</text:p></text:note-body></text:note>,
        <text:hidden-text text:string-value="six" text:is-hidden="true"/><text:hidden-text text:string-value="no" text:is-hidden="false">seven</text:hidden-text>.</text:p>"#,
    ));
    assert_eq!(&**document.text(), "Box\n\nThree.\n\nFour[1], seven.\n");
    let caveats: Vec<&str> = document.caveats().iter().map(|words| &**words).collect();
    let expected = "Words that the document does not show (hidden, white or too small) are set aside: “One. Two. six five”.";
    assert_eq!(caveats, [expected]);
}

#[test]
fn looking_for_fields_that_hide_stays_linear() {
    let open = "<text:p><a>x</text:p>".repeat(20_000);
    let close = "</b>".repeat(40_000);
    let document = read(&format!("{open}{close}<text:p><text:hidden-paragraph/>end</text:p>"));
    assert!(document.text().ends_with("end\n"));
}

#[test]
fn pictures_are_shown_as_the_words_that_describe_them() {
    let frame = |inside: &str| format!("<draw:frame>{inside}</draw:frame>");
    let image = frame("<draw:image/><svg:title>a</svg:title><svg:desc>A map of bases</svg:desc>");
    let box_of_text = frame("<draw:text-box/><svg:desc>not a picture</svg:desc>");
    let document = read(&format!("<text:p>Map: {image}{box_of_text}</text:p>"));
    assert_eq!(&**document.text(), "Map: [Picture: A map of bases]\n");
}

#[test]
fn an_encrypted_file_is_named_as_such() {
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let bytes = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}\u{2}")]);
    assert_eq!(parts(&bytes, &Limits::WHOLE).unwrap_err(), ReadError::Encrypted);
}

#[test]
fn counts_in_a_file_are_bounded() {
    let document = read(r#"<text:p>a<text:s text:c="2000000000"/>b</text:p>"#);
    assert!(document.text().len() < 100);
}

#[test]
fn raised_and_lowered_words_never_touch_a_figure() {
    let span = |style: &str, words: &str| {
        format!("<text:span text:style-name=\"{style}\">{words}</text:span>")
    };
    let note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>\
                <text:p>A note.</text:p></text:note-body></text:note>";
    let document = read(&format!(
        "<text:p>of 190{} miles, 10{}{} kg of CO{}, 500{note}, the 1{}, 5{}2 co\u{AD}operation</text:p>",
        span("Own", "3"),
        span("Up", "-"),
        span("Own", "6"),
        span("Down", "2"),
        span("Up", "st"),
        span("Sign", "\u{F0B1}"),
    ));
    let text = "of 190³ miles, 10⁻⁶ kg of CO₂, 500[1], the 1st, 5±2 cooperation\n\n[1] A note.\n";
    assert_eq!(&**document.text(), text);
}

#[test]
fn running_heads_stand_once_at_the_top_without_page_numbers() {
    let document =
        Document::new(parts(&packed("<text:p>Words of it.</text:p>"), &Limits::WHOLE).unwrap());
    assert_eq!(&**document.unwrap().text(), "RESTRICTED // DESK\n\nWords of it.\n");
    assert_eq!(&**read("<text:p>Words of it.</text:p>").text(), "Words of it.\n");
}

#[test]
fn one_flipped_bit_is_refused_or_said_or_changes_nothing() {
    let note = "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>";
    let lines: String =
        (0..40).map(|n| format!("<text:p>Round {n} flew {} km.{note}</text:p>", n * 37)).collect();
    let bytes = packed(&lines);
    let whole = parts(&bytes, &Limits::WHOLE).unwrap();
    assert!(whole.damage.is_none());
    for bytes in flipped(&bytes, 3) {
        if let Ok(parts) = parts(&bytes, &Limits::WHOLE) {
            assert!(parts.damage.is_some() || parts.text == whole.text);
        }
    }
}

#[test]
fn a_text_that_ends_in_the_middle_says_so_and_one_without_words_is_none() {
    let cut = zipped(&[("content.xml", "<office:text><text:p>kept</text:p><text:p>and this")]);
    let cut = parts(&cut, &Limits::WHOLE).unwrap();
    assert_eq!(&*cut.text, "kept\n\nand this\n");
    assert!(cut.damage.unwrap().contains("content.xml"));
    let empty = zipped(&[("content.xml", "<office:text><text:p/></office:text>")]);
    let empty = super::super::worded(parts(&empty, &Limits::WHOLE).unwrap());
    assert!(matches!(empty, Err(ReadError::NoWords(_))));
}

#[test]
fn equations_stand_on_one_line() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"Object 1/\" \
        manifest:media-type=\"application/vnd.oasis.opendocument.formula\"/></manifest:manifest>";
    let formula =
        "<math><mfrac><mi>v</mi><mi>t</mi></mfrac><msup><mn>10</mn><mn>6</mn></msup></math>";
    let content = "<office:text><text:p>It is <draw:frame><draw:object xlink:href=\"./Object 1\"/>\
        <draw:image/></draw:frame> m.</text:p></office:text>";
    let bytes = zipped(&[
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content),
        ("Object 1/content.xml", formula),
    ]);
    let parts = parts(&bytes, &Limits::WHOLE).unwrap();
    assert_eq!((&*parts.text, parts.caveats.len()), ("It is v/t·10⁶ m.\n", 0));
}
