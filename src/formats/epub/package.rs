//! The package of a book: which parts it has, in which order they are read, what it says of itself.
//! Reads no chapters.

use std::collections::HashMap;

use super::super::ReadError;
use super::super::archive::Archive;
use super::super::properties::{self, Field};
use super::super::xml::{Node, Xml};
use super::target::target;

/// Chapters of a book at most.
const MAX_CHAPTERS: usize = 20_000;

/// What the package says.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The chapters' parts, in the order in which they are read.
    pub spine: Vec<String>,
    /// The parts that hold the contents.
    pub contents: Vec<String>,
    pub metadata: Vec<Field>,
}

/// A part as the manifest lists it.
struct Item {
    id: String,
    name: String,
    kind: String,
    is_contents: bool,
}

impl Package {
    /// Finds and reads the package of an archive.
    pub(super) fn read(archive: &mut Archive) -> Result<Self, ReadError> {
        let container = archive.text("META-INF/container.xml")?.unwrap_or_default();
        let root = Xml::new(&container).find_map(|node| match node {
            Node::Start(tag) if tag.name() == "rootfile" => tag.get("full-path"),
            _ => None,
        });
        let missing = || ReadError::Damaged("it does not say which parts it has".into());
        let root = target("", &root.ok_or_else(missing)?);
        let source = archive.text(&root)?.ok_or_else(missing)?;
        let package = Self::of(&source, &root);
        let locked = archive.side_text("META-INF/encryption.xml")?;
        match package.is_locked(&locked) {
            true => Err(ReadError::Encrypted),
            false => Ok(package),
        }
    }

    fn of(source: &str, root: &str) -> Self {
        let mut package = Self::default();
        let mut items = Vec::new();
        let mut order = Vec::new();
        let mut xml = Xml::new(source);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "metadata" => package.metadata = metadata(xml.pass_over()),
                "item" => items.push(Item {
                    id: tag.get("id").unwrap_or_default(),
                    name: target(root, &tag.get("href").unwrap_or_default()),
                    kind: tag.get("media-type").unwrap_or_default(),
                    is_contents: tag.get("properties").is_some_and(|all| {
                        all.split_whitespace().any(|property| property == "nav")
                    }),
                }),
                "itemref" => order.push(tag.get("idref").unwrap_or_default()),
                _ => {}
            }
        }
        package.arrange(items, &order);
        package
    }

    fn arrange(&mut self, items: Vec<Item>, order: &[String]) {
        let by_id: HashMap<&str, &Item> =
            items.iter().map(|item| (item.id.as_str(), item)).collect();
        let read = order.iter().filter_map(|id| by_id.get(id.as_str()));
        let read = read.filter(|item| is_markup(&item.kind)).map(|item| item.name.clone());
        self.spine = read.take(MAX_CHAPTERS).collect();
        if self.spine.is_empty() {
            let all = items.iter().filter(|item| is_markup(&item.kind) && !item.is_contents);
            self.spine = all.map(|item| item.name.clone()).take(MAX_CHAPTERS).collect();
        }
        let contents =
            items.iter().filter(|item| item.is_contents || item.kind.ends_with("dtbncx+xml"));
        self.contents = contents.map(|item| item.name.clone()).take(2).collect();
    }

    /// True if a chapter is encrypted; fonts may be.
    fn is_locked(&self, encryption: &str) -> bool {
        Xml::new(encryption).any(|node| match node {
            Node::Start(tag) if tag.name() == "CipherReference" => {
                let name = target("", &tag.get("URI").unwrap_or_default());
                self.spine.contains(&name)
            }
            _ => false,
        })
    }
}

/// What a package says of the book. Its date is the one of publication.
fn metadata(source: &str) -> Vec<Field> {
    let mut fields = properties::read(source);
    let dates = fields.iter_mut().filter(|(name, _)| name == "date");
    dates.for_each(|(name, _)| *name = properties::ISSUED.to_owned());
    fields
}

/// Web pages, and the form that talking books use.
fn is_markup(kind: &str) -> bool {
    kind.contains("html") || kind == "application/x-dtbook+xml" || kind == "text/xml"
}
