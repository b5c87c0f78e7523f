//! A quotation with its source, in a form the user chooses. Does not copy it anywhere.

use std::path::Path;

use super::Bookmark;
use crate::config::{Template, TemplateField, TemplatePiece};
use crate::text::{CleanText, single_spaced};

/// The quotation of `bookmark` in the form of `template`.
pub fn cite(bookmark: &Bookmark, template: &Template) -> CleanText {
    CleanText::text(filled(bookmark, template.pieces()).0)
}

/// The pieces with their fields filled in, and whether none of the fields was empty.
fn filled(bookmark: &Bookmark, pieces: &[TemplatePiece]) -> (String, bool) {
    let (mut out, mut complete) = (String::new(), true);
    for piece in pieces {
        match piece {
            TemplatePiece::Words(words) => out.push_str(words),
            TemplatePiece::Field(wanted) => {
                let words = field(bookmark, *wanted);
                complete &= !words.is_empty();
                out.push_str(&words);
            }
            TemplatePiece::Optional(pieces) => {
                let (words, complete) = filled(bookmark, pieces);
                out.push_str(if complete { &words } else { "" });
            }
        }
    }
    (out, complete)
}

fn field(bookmark: &Bookmark, field: TemplateField) -> String {
    let (anchor, citation) = (&bookmark.anchor, &bookmark.citation);
    let path = &anchor.document.path.0;
    match field {
        TemplateField::Quote => single_spaced(&anchor.quote),
        TemplateField::Title => citation.title.clone(),
        TemplateField::Date => citation.date.clone(),
        TemplateField::Source => citation.source.clone(),
        TemplateField::Author => citation.author.clone(),
        TemplateField::Path => CleanText::path(path).to_string(),
        TemplateField::File => {
            CleanText::path(path.file_name().map_or(path, Path::new)).to_string()
        }
        TemplateField::Paragraph if citation.paragraph == 0 => String::new(),
        TemplateField::Paragraph => citation.paragraph.to_string(),
        TemplateField::Para => citation.para.clone(),
        TemplateField::Place => citation.place(),
        TemplateField::Page => citation.page.clone(),
        TemplateField::Note => bookmark.note.clone(),
        TemplateField::Label => bookmark.label(),
    }
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
        let form = Template::default();
        assert_eq!(&*cite(&bookmark, &form), "“up to 300 km”\n— A [title] {quote} (b␛.txt)");
        bookmark.citation.date = "2023-07".into();
        bookmark.citation.paragraph = 4;
        bookmark.citation.page = "12".into();
        let cited = cite(&bookmark, &form);
        assert!(cited.ends_with("{quote}, 2023-07 (b␛.txt, p. 12, ¶ 4)"), "{cited}");
        bookmark.citation.para = "3.b".into();
        let cited = cite(&bookmark, &form);
        assert!(cited.ends_with("(b␛.txt, p. 12, para 3.b)"), "{cited}");
        let form = Template::parse("{quote}[ §{para}]").unwrap();
        assert_eq!(&*cite(&bookmark, &form), "up to 300 km §3.b");
    }

    #[test]
    fn the_user_chooses_the_form() {
        let mut bookmark = bookmark();
        bookmark.labels = vec!["range".into(), "claim".into()];
        bookmark.note = "check".into();
        let form = "> {quote}[ by {author}][ ({label}: {note})]\n[[{title}]]({path})";
        let form = Template::parse(form).unwrap();
        assert_eq!(
            &*cite(&bookmark, &form),
            "> up to 300 km (range, claim: check)\n[A [title] {quote}](/a/b␛.txt)"
        );
    }
}
