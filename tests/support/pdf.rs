//! Small PDF files made by code: pages from lines of words, or any objects at all, sound or not.

/// A file of these objects, numbered from 1; the first is the catalogue.
pub fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n").bytes());
    out.extend(format!("startxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A stream with the entries `dict`.
pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// Painting `words` with its base line `x` and `y` points from the lower left corner. Font `F1` is
/// Helvetica, `F2` the same in bold.
pub fn show(font: &str, size: f32, (x, y): (f32, f32), words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
}

/// Lines of body text, one under the other.
pub fn lines(size: f32, (x, y): (f32, f32), words: &[&str]) -> String {
    let line = |(n, words): (usize, &&str)| show("F1", size, (x, y - 1.2 * size * n as f32), words);
    words.iter().enumerate().map(line).collect()
}

/// A file with a page of 595 by 842 points for each content.
pub fn pages(contents: &[String]) -> Vec<u8> {
    with_catalogue(contents, "", "")
}

/// As [`pages`], with more entries for the catalogue and the trailer. The first page is object 5,
/// the next 7, and so on.
pub fn with_catalogue(contents: &[String], catalogue: &str, trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    let count = contents.len();
    let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>");
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>").into_bytes(),
        format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")).into_bytes(),
        font("Helvetica").into_bytes(),
        font("Helvetica-Bold").into_bytes(),
    ];
    for (n, content) in contents.iter().enumerate() {
        let resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>";
        let content_at = 6 + 2 * n;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
                 /Resources {resources} /Contents {content_at} 0 R >>"
            )
            .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects, trailer)
}
