//! Comma-separated values (RFC 4180) that no spreadsheet takes for formulas.

use super::clean_text::CleanText;

/// True if a spreadsheet would calculate a cell with these words (OWASP, "CSV Injection").
pub fn is_formula(cell: &str) -> bool {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    cell.trim_start().starts_with(signs) || cell.starts_with(['\t', '\n', '\r'])
}

/// One line of values. What a spreadsheet would take for a formula has an apostrophe before it.
pub fn csv_row(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let shown = CleanText::line(cell);
        let guard = if is_formula(cell) || is_formula(&shown) { "'" } else { "" };
        match shown.contains([',', '"', '\n']) {
            true => format!("\"{guard}{}\"", shown.replace('"', "\"\"")),
            false => format!("{guard}{shown}"),
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_formulas_are_text() {
        let row =
            |cells: &[&str]| csv_row(&cells.iter().map(|cell| (*cell).into()).collect::<Vec<_>>());
        assert_eq!(
            row(&["300 km", "a, b", "say \"so\"", ""]),
            "300 km,\"a, b\",\"say \"\"so\"\"\",\r\n"
        );
        for formula in ["=1+1", "+49", "-2", "@sum", "  =1", "\t=1", "＝1"] {
            let written = row(&[formula]);
            assert!(written.starts_with('\''), "{written:?}");
        }
        assert_eq!(row(&["a-b", "1=1"]), "a-b,1=1\r\n");
    }
}
