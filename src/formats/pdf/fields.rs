//! What was filled into the fields of a form, and notes typed onto a page: they are no part of what
//! the page paints. Reads values, and runs no script.

use unpdf::parser::backend::PageId;
use unpdf::parser::raw::{PdfDict, PdfObject};

use super::objects::{Objects, into_dict};

/// Fields of one page at most.
const MOST: usize = 2_000;

/// Characters of one value at most.
const LONGEST: usize = 20_000;

/// Fields inside of fields.
const MAX_DEPTH: usize = 16;

/// Flags of annotations that are not shown (ISO 32000-2, table 167): hidden, no view.
const UNSEEN: i64 = 2 | 32;

/// What stands in a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub words: String,
    /// Left, lower, right and upper edge, as the page is written.
    pub place: [f32; 4],
}

/// The values on a page, in the order of the file; none of a file that is encrypted.
pub(super) fn values(objects: &mut Objects, page: PageId) -> Vec<Value> {
    if objects.trailer().contains_key(b"Encrypt".as_slice()) {
        return Vec::new();
    }
    let Some(page) = objects.dict_at(page) else { return Vec::new() };
    let items = objects.array(&page, "Annots").unwrap_or_default();
    let value = |item: &PdfObject| {
        let dict = objects.resolved(item).and_then(into_dict)?;
        value(objects, &dict)
    };
    items.iter().take(MOST).filter_map(value).collect()
}

fn value(objects: &mut Objects, dict: &PdfDict) -> Option<Value> {
    let unseen = objects.entry(dict, "F").and_then(|flags| flags.as_i64()).unwrap_or(0) & UNSEEN;
    if unseen != 0 {
        return None;
    }
    let subtype = objects.entry(dict, "Subtype")?;
    let words = match subtype.as_name()? {
        b"Widget" => filled(objects, dict)?,
        b"FreeText" => string(&objects.entry(dict, "Contents")?)?,
        _ => return None,
    };
    let rect = objects.numbers(dict, "Rect")?;
    let [x, y, right, high] = rect.as_slice() else { return None };
    let place = [x.min(*right), y.min(*high), x.max(*right), y.max(*high)];
    (!words.trim().is_empty()).then_some(Value { words, place })
}

/// What a field holds; its kind and value may stand above it.
fn filled(objects: &mut Objects, dict: &PdfDict) -> Option<String> {
    let kind = inherited(objects, dict, "FT")?;
    let value = inherited(objects, dict, "V");
    match kind.as_name()? {
        b"Tx" | b"Ch" => match value? {
            PdfObject::Array(items) => {
                let words: Vec<String> = items.iter().filter_map(string).collect();
                Some(words.join(", "))
            }
            value => string(&value),
        },
        b"Btn" => {
            let state = objects.entry(dict, "AS").or(value)?;
            state.as_name().filter(|name| *name != b"Off").map(|_| "[x]".to_owned())
        }
        _ => None,
    }
}

fn inherited(objects: &mut Objects, dict: &PdfDict, key: &str) -> Option<PdfObject> {
    let mut node = dict.clone();
    for _ in 0..MAX_DEPTH {
        if let Some(found) = objects.entry(&node, key) {
            return Some(found);
        }
        node = objects.dict(&node, "Parent")?;
    }
    None
}

/// A string for people (ISO 32000-2, 7.9.2.2): UTF-16, UTF-8, or the Latin letters of the format.
fn string(object: &PdfObject) -> Option<String> {
    let bytes = object.as_str_bytes()?;
    let (encoding, skip) = match bytes {
        [0xFE, 0xFF, ..] => (encoding_rs::UTF_16BE, 2),
        [0xFF, 0xFE, ..] => (encoding_rs::UTF_16LE, 2),
        [0xEF, 0xBB, 0xBF, ..] => (encoding_rs::UTF_8, 3),
        _ => (encoding_rs::WINDOWS_1252, 0),
    };
    let (words, _) = encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or_default());
    Some(words.chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::made::{file, pages, show};
    use crate::document::Document;
    use crate::formats::Limits;

    /// A form with two labels and these widgets, the first of them object 7.
    fn form(widgets: &[&str]) -> Vec<u8> {
        let labels = show("F1", 10.0, (72.0, 700.0), "Name of the system:")
            + &show("F1", 10.0, (72.0, 660.0), "Range stated:");
        let one = pages(&[labels]);
        let mut objects: Vec<Vec<u8>> = Vec::new();
        let text = String::from_utf8(one).unwrap();
        for number in 1..=6 {
            let start = text.find(&format!("\n{number} 0 obj\n")).unwrap();
            let body = &text[start..][format!("\n{number} 0 obj\n").len()..];
            objects.push(body.as_bytes()[..body.find("\nendobj").unwrap()].to_vec());
        }
        let ids: Vec<String> = (0..widgets.len()).map(|n| format!("{} 0 R", 7 + n)).collect();
        let page = String::from_utf8(objects[4].clone()).unwrap();
        objects[4] = page
            .replace("/Type /Page ", &format!("/Type /Page /Annots [{}] ", ids.join(" ")))
            .into_bytes();
        objects.extend(widgets.iter().map(|words| format!("<< {words} >>").into_bytes()));
        file(&objects, "")
    }

    fn read(widgets: &[&str]) -> String {
        let parts = super::super::parts(&form(widgets), &Limits::WHOLE, &mut |_| {}).unwrap();
        Document::new(parts).unwrap().text().replace('\t', " ")
    }

    #[test]
    fn values_stand_behind_their_labels() {
        let text = read(&[
            "/Subtype /Widget /FT /Tx /V (Launcher of the coast) /Rect [200 694 400 712]",
            "/Subtype /Widget /FT /Tx /V <FEFF00330030003000A0006B006D> /Rect [200 654 400 672]",
        ]);
        assert!(text.contains("Name of the system: Launcher of the coast"), "{text}");
        assert!(text.contains("Range stated: 300 km"), "{text}");
    }

    #[test]
    fn choices_ticks_and_typed_notes_are_read_and_hidden_fields_are_not() {
        let text = read(&[
            "/Subtype /Widget /FT /Ch /V [(one) (two)] /Rect [200 694 400 712]",
            "/Subtype /Widget /FT /Btn /AS /Yes /Rect [200 654 212 666]",
            "/Subtype /FreeText /Contents (Seen in May) /Rect [300 654 400 672]",
            "/Subtype /Widget /FT /Tx /F 2 /V (secret) /Rect [300 600 400 612]",
            "/Subtype /Widget /FT /Btn /AS /Off /Rect [200 600 212 612]",
        ]);
        assert!(text.contains("Name of the system: one, two"), "{text}");
        assert!(text.contains("Range stated: [x]") && text.contains("Seen in May"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }

    #[test]
    fn a_field_takes_what_stands_above_it() {
        let text = read(&[
            "/Subtype /Widget /Parent 8 0 R /Rect [200 694 400 712]",
            "/FT /Tx /V (Inherited words)",
        ]);
        assert!(text.contains("Name of the system: Inherited words"), "{text}");
    }
}
