//! A quotation with its source, in a form the user chooses. Does not copy it anywhere.

use super::Bookmark;
use crate::text::{Shown, single_spaced};

/// The form used if none is chosen.
pub const TEMPLATE: &str =
    "“{quote}”\n— {title}[, {date}][, {source}] ({file}[, p. {page}][, ¶ {paragraph}])";

/// The quotation of `bookmark` in the form of `template`.
///
/// `{quote}`, `{title}`, `{date}`, `{source}`, `{file}`, `{path}`, `{page}`, `{paragraph}`,
/// `{note}` and `{label}` are replaced; what stands in square brackets is left out if a field in it is empty.
/// Everything else stays as it is.
pub fn cite(bookmark: &Bookmark, template: &str) -> Shown {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(&filled(bookmark, before).0);
        let Some((optional, after)) = after.split_once(']') else {
            out.push('[');
            rest = after;
            break;
        };
        let (words, complete) = filled(bookmark, optional);
        if complete {
            out.push_str(&words);
        }
        rest = after;
    }
    out.push_str(&filled(bookmark, rest).0);
    Shown::text(out)
}

/// `part` with its fields replaced, and whether none of them was empty.
fn filled(bookmark: &Bookmark, part: &str) -> (String, bool) {
    let (mut out, mut complete) = (String::new(), true);
    let mut rest = part;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known =
            after.split_once('}').and_then(|(name, tail)| Some((field(bookmark, name)?, tail)));
        match known {
            Some((words, tail)) => {
                complete &= !words.is_empty();
                out.push_str(&words);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (out, complete)
}

fn field(bookmark: &Bookmark, name: &str) -> Option<String> {
    let (anchor, citation) = (&bookmark.anchor, &bookmark.citation);
    let path = &anchor.document.path.0;
    Some(match name {
        "quote" => single_spaced(&anchor.quote),
        "title" => citation.title.clone(),
        "date" => citation.date.clone(),
        "source" => citation.source.clone(),
        "path" => Shown::path(path).as_str().to_owned(),
        "file" => {
            let name = path.file_name().map(std::path::Path::new).unwrap_or(path);
            Shown::path(name).as_str().to_owned()
        }
        "page" => citation.page.clone(),
        "paragraph" if citation.paragraph == 0 => String::new(),
        "paragraph" => citation.paragraph.to_string(),
        "note" => bookmark.note.clone(),
        "label" => bookmark.label(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bookmark() -> Bookmark {
        let mut bookmark = Bookmark::default();
        bookmark.anchor.quote = "up to\n 300 km".into();
        bookmark.anchor.document.path.0 = "/a/b\u{1b}.txt".into();
        bookmark.citation.title = "A [title] {quote}".into();
        bookmark
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let mut bookmark = bookmark();
        assert_eq!(&*cite(&bookmark, TEMPLATE), "“up to 300 km”\n— A [title] {quote} (b␛.txt)");
        bookmark.citation.date = "2023-07".into();
        bookmark.citation.paragraph = 4;
        let cited = cite(&bookmark, TEMPLATE);
        assert!(cited.ends_with("{quote}, 2023-07 (b␛.txt, ¶ 4)"), "{cited}");
        bookmark.citation.page = "iv".into();
        assert!(cite(&bookmark, TEMPLATE).ends_with("(b␛.txt, p. iv, ¶ 4)"));
    }

    #[test]
    fn what_is_no_field_stays() {
        assert_eq!(&*cite(&bookmark(), "{x} {quote [a {"), "{x} {quote [a {");
    }
}
