//! Tables: rows with cells where a table holds data, nothing where it only arranges a page. Writes
//! nothing.

use dom_query::NodeRef;

/// Columns of a row at most: what a page says about spans is not to be believed.
const MOST_COLUMNS: usize = 64;

/// Elements that nobody puts into a cell of data.
const ARRANGED: &[&str] = &[
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "form",
    "article",
    "section",
    "hr",
    "input",
    "select",
    "textarea",
    "button",
];

/// A table of data.
pub(super) struct Table<'a> {
    pub captions: Vec<NodeRef<'a>>,
    rows: Vec<Tr<'a>>,
}

/// A row of a table of data, a cell in each of its columns.
pub(super) struct Row<'a> {
    pub header: bool,
    pub cells: Vec<Cell<'a>>,
}

/// What stands in a column of a row.
pub(super) enum Cell<'a> {
    /// A cell of this row.
    Own(NodeRef<'a>),
    /// A further column or row of another cell.
    Spanned,
    /// A cell beyond the last column that is kept: its words go on in that, so that nothing is lost.
    Beyond(NodeRef<'a>),
}

impl<'a> Table<'a> {
    /// The table that an element holds; `None` if it only arranges a page.
    pub(super) fn of(table: NodeRef<'a>) -> Option<Self> {
        let rows = rows(table);
        let columns = rows.iter().map(|row| cells(row.node).count()).max().unwrap_or(0);
        if columns < 2 || is_arrangement(table) || is_mostly_empty(&rows) {
            return None;
        }
        let captions = table.children_it(false).filter(|node| node.has_name("caption")).collect();
        Some(Self { captions, rows })
    }

    /// The rows, one after the other.
    pub(super) fn rows(self) -> impl Iterator<Item = Row<'a>> {
        let mut below = Vec::new();
        self.rows
            .into_iter()
            .map(move |row| Row { header: row.is_header(), cells: placed(row.node, &mut below) })
    }
}

/// A row as the page has it.
struct Tr<'a> {
    node: NodeRef<'a>,
    in_head: bool,
}

impl Tr<'_> {
    /// True in the head of a table, and for a row that has nothing but headings.
    fn is_header(&self) -> bool {
        self.in_head || cells(self.node).all(|cell| cell.has_name("th"))
    }
}

/// The rows of a table, without those of tables inside it.
fn rows(table: NodeRef<'_>) -> Vec<Tr<'_>> {
    let mut rows = Vec::new();
    for part in table.children_it(false) {
        if part.has_name("tr") {
            rows.push(Tr { node: part, in_head: false });
        } else if ["thead", "tbody", "tfoot"].iter().any(|name| part.has_name(name)) {
            let in_head = part.has_name("thead");
            let inner = part.children_it(false).filter(|node| node.has_name("tr"));
            rows.extend(inner.map(|node| Tr { node, in_head }));
        }
    }
    rows
}

fn cells(row: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    row.children_it(false).filter(|node| node.has_name("td") || node.has_name("th"))
}

/// The cells of a row, each in its column. `below` holds for each column how many rows a cell above
/// still reaches down.
fn placed<'a>(row: NodeRef<'a>, below: &mut Vec<usize>) -> Vec<Cell<'a>> {
    let mut out = Vec::new();
    let mut column = 0;
    for cell in cells(row) {
        while below.get(column).is_some_and(|rows| *rows > 0) {
            below[column] -= 1;
            out.push(Cell::Spanned);
            column += 1;
        }
        if column >= MOST_COLUMNS {
            out.push(Cell::Beyond(cell));
            continue;
        }
        out.push(Cell::Own(cell));
        let wide = span(&cell, "colspan").min(MOST_COLUMNS - column);
        let deep = span(&cell, "rowspan") - 1;
        below.resize(below.len().max(column + wide), 0);
        below[column..column + wide].fill(deep);
        out.extend((1..wide).map(|_| Cell::Spanned));
        column += wide;
    }
    below.iter_mut().skip(column).for_each(|rows| *rows = rows.saturating_sub(1));
    out
}

/// A span as the page states it, at least 1.
fn span(cell: &NodeRef<'_>, name: &str) -> usize {
    let stated = cell.attr(name).and_then(|words| words.trim().parse::<usize>().ok());
    stated.unwrap_or(1).clamp(1, 10_000)
}

/// True if a table holds what no table of data does, or says so itself.
fn is_arrangement(table: NodeRef<'_>) -> bool {
    let role = table.attr("role");
    let said = role.is_some_and(|role| matches!(&*role, "presentation" | "none"));
    // Lists stand in cells of data that is marked as such, and of pages laid out with tables.
    let headed = rows(table).iter().any(|row| cells(row.node).any(|cell| cell.has_name("th")));
    let lists = ["ul", "ol"];
    let holds = |node: NodeRef<'_>| {
        ARRANGED.iter().any(|name| node.has_name(name))
            || !headed && lists.iter().any(|name| node.has_name(name))
    };
    said || table.descendants_it().any(holds)
}

/// True if more than half of the cells hold no words: spacers, pictures and fields to fill in.
fn is_mostly_empty(rows: &[Tr<'_>]) -> bool {
    let (mut all, mut empty) = (0, 0);
    for cell in rows.iter().flat_map(|row| cells(row.node)) {
        all += 1;
        empty += usize::from(cell.text().trim().is_empty());
    }
    empty * 2 > all
}
