//! The form of a citation as the user writes it: words, fields in braces, and parts in square
//! brackets that are left out if a field in them is empty. Fills nothing in: that needs a passage.

use std::fmt;

use thiserror::Error;

use super::nearest;
use crate::text::CleanText;

/// The form used if none is chosen.
const DEFAULT: &str = "“{quote}”\n— {title}[, {date}][, {source}] ({file}[, p. {page}][, {place}])";

/// Bytes that a form may have.
const LONGEST: usize = 2_000;

/// What can be filled in, with the name it has between braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateField {
    /// The words of the passage, on one line.
    Quote,
    /// What the document is called.
    Title,
    /// When it was published.
    Date,
    /// Who published it.
    Source,
    /// Who wrote it.
    Author,
    /// The name of its file.
    File,
    /// The whole path of its file.
    Path,
    /// The number of the passage's paragraph, counted from the beginning of the document.
    Paragraph,
    /// The number that the passage's paragraph bears: "3.b"; empty if it bears none.
    Para,
    /// "para 3.b" if the paragraph bears a number, else "¶ 4", counted.
    Place,
    /// The page of the passage.
    Page,
    /// The note of the bookmark.
    Note,
    /// The labels of the bookmark.
    Label,
}

impl TemplateField {
    /// Every field by name.
    const ALL: [(&'static str, Self); 13] = [
        ("quote", Self::Quote),
        ("title", Self::Title),
        ("date", Self::Date),
        ("source", Self::Source),
        ("author", Self::Author),
        ("file", Self::File),
        ("path", Self::Path),
        ("paragraph", Self::Paragraph),
        ("para", Self::Para),
        ("place", Self::Place),
        ("page", Self::Page),
        ("note", Self::Note),
        ("label", Self::Label),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePiece {
    /// Words as they are.
    Words(String),
    /// A field.
    Field(TemplateField),
    /// Words and fields that are left out if a field among them is empty.
    Optional(Vec<TemplatePiece>),
}

/// A checked form of citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    written: String,
    pieces: Vec<TemplatePiece>,
}

/// What is wrong with a form.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TemplateError {
    /// No such field.
    #[error("there is no field `{{{name}}}`")]
    Unknown {
        /// As it was written.
        name: CleanText,
        /// The field that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A sign without its partner.
    #[error("`{0}` stands alone; write `{0}{0}` for the sign itself")]
    Alone(char),
    /// Square brackets in square brackets.
    #[error("`[` stands inside of `[ ]`; write `[[` for the sign itself")]
    Nested,
    /// Too long.
    #[error("it is longer than {LONGEST} bytes")]
    TooLong,
}

impl Template {
    /// Checks a form. `{{`, `}}`, `[[` and `]]` stand for the signs themselves.
    ///
    /// # Errors
    /// [`TemplateError`] says what is wrong first.
    pub fn parse(written: &str) -> Result<Self, TemplateError> {
        if written.len() > LONGEST {
            return Err(TemplateError::TooLong);
        }
        let mut builder = Builder::default();
        let mut rest = written;
        while let Some(c) = rest.chars().next() {
            let tail = &rest[c.len_utf8()..];
            rest = match c {
                '{' | '}' | '[' | ']' if tail.starts_with(c) => {
                    builder.word(c);
                    &tail[1..]
                }
                '{' => builder.field(tail)?,
                '[' => builder.open().map(|()| tail)?,
                ']' => builder.close().map(|()| tail)?,
                '}' => return Err(TemplateError::Alone('}')),
                c => {
                    builder.word(c);
                    tail
                }
            };
        }
        builder.finish(written)
    }

    /// Its parts in order.
    pub fn pieces(&self) -> &[TemplatePiece] {
        &self.pieces
    }

    /// The fields that there are, as one writes them.
    pub fn fields() -> String {
        TemplateField::ALL.map(|(name, _)| format!("{{{name}}}")).join(", ")
    }
}

impl Default for Template {
    fn default() -> Self {
        Self::parse(DEFAULT).unwrap_or(Self { written: String::new(), pieces: Vec::new() })
    }
}

/// As it was written.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

#[derive(Default)]
struct Builder {
    pieces: Vec<TemplatePiece>,
    /// The pieces of the brackets that are open.
    optional: Option<Vec<TemplatePiece>>,
}

impl Builder {
    fn pieces(&mut self) -> &mut Vec<TemplatePiece> {
        self.optional.as_mut().unwrap_or(&mut self.pieces)
    }

    fn word(&mut self, c: char) {
        let pieces = self.pieces();
        match pieces.last_mut() {
            Some(TemplatePiece::Words(words)) => words.push(c),
            _ => pieces.push(TemplatePiece::Words(c.into())),
        }
    }

    /// Takes the field whose name begins `rest`, and returns what follows it.
    fn field<'a>(&mut self, rest: &'a str) -> Result<&'a str, TemplateError> {
        let (name, tail) = rest.split_once('}').ok_or(TemplateError::Alone('{'))?;
        let field = TemplateField::named(name).ok_or_else(|| TemplateError::Unknown {
            name: CleanText::line(&name.chars().take(40).collect::<String>()),
            nearest: nearest(name, TemplateField::ALL.iter().map(|(known, _)| *known)),
        })?;
        self.pieces().push(TemplatePiece::Field(field));
        Ok(tail)
    }

    fn open(&mut self) -> Result<(), TemplateError> {
        match self.optional.replace(Vec::new()) {
            Some(_) => Err(TemplateError::Nested),
            None => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), TemplateError> {
        let optional = self.optional.take().ok_or(TemplateError::Alone(']'))?;
        self.pieces.push(TemplatePiece::Optional(optional));
        Ok(())
    }

    fn finish(self, written: &str) -> Result<Template, TemplateError> {
        match self.optional {
            Some(_) => Err(TemplateError::Alone('[')),
            None => Ok(Template { written: written.to_owned(), pieces: self.pieces }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_twice_are_the_signs_themselves() {
        let form = Template::parse("[[{title}]]({path}) {{x}}[, {date}]").unwrap();
        let words = |words: &str| TemplatePiece::Words(words.into());
        let date = vec![words(", "), TemplatePiece::Field(TemplateField::Date)];
        assert_eq!(
            form.pieces(),
            [
                words("["),
                TemplatePiece::Field(TemplateField::Title),
                words("]("),
                TemplatePiece::Field(TemplateField::Path),
                words(") {x}"),
                TemplatePiece::Optional(date)
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_a_sentence() {
        for (written, said) in [
            ("{autor}", "there is no field `{autor}`"),
            ("a {title", "`{` stands alone; write `{{` for the sign itself"),
            ("a } b", "`}` stands alone; write `}}` for the sign itself"),
            ("[a", "`[` stands alone; write `[[` for the sign itself"),
            ("a]", "`]` stands alone; write `]]` for the sign itself"),
            ("[a [b] c]", "`[` stands inside of `[ ]`; write `[[` for the sign itself"),
        ] {
            assert_eq!(Template::parse(written).unwrap_err().to_string(), said, "{written}");
        }
        assert_eq!(Template::parse(&"x".repeat(2_001)), Err(TemplateError::TooLong));
    }

    #[test]
    fn the_default_is_a_form() {
        assert_eq!(Template::parse(DEFAULT), Ok(Template::default()));
        assert_eq!(Template::default().to_string(), DEFAULT);
    }
}
