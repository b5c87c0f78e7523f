//! The report as one file of HTML: nothing in it is fetched from anywhere, nothing of it is a program.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::picture;
use super::words::{Line, contradictions, source, summary};
use crate::protocol::{Dossier, DossierStatement};
use crate::text::{CleanText, Span};

/// What it looks like, in the light and in the dark.
const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8886;padding:.2rem .5rem;text-align:left;vertical-align:top}\
svg{width:100%;height:auto}svg text{font:12px sans-serif;fill:currentColor}\
.grid{stroke:#8886}.bar{stroke:currentColor;stroke-width:2}.mark{fill:#b5541c}\
blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #8886}small{opacity:.8}";

/// The page.
pub(super) fn page(dossier: &Dossier) -> String {
    let name = escape(dossier.name.as_str());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n<p>{}</p>\n",
        escape(summary(dossier))
    );
    out.push_str(&picture::bars(dossier));
    out.push_str(&picture::timeline(dossier));
    out.push_str(&table(dossier));
    out.push_str("<h2>Contradictions</h2>\n");
    let found = contradictions(dossier);
    if found.is_empty() {
        out.push_str("<p>No two of these statements contradict each other.</p>\n");
    }
    for ([one, other], why, explanation) in found {
        let words = [why, explanation].map(|words| clean(&words)).join(" ");
        let _ = writeln!(out, "<p>{} and {}: {words}</p>", link(one), link(other));
    }
    out.push_str("<h2>Passages</h2>\n");
    for (number, one) in (1..).zip(&dossier.statements) {
        out.push_str(&passage(number, one));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn table(dossier: &Dossier) -> String {
    let mut out = String::from(
        "<h2>Statements</h2>\n<table>\n<tr><th></th><th>Range</th><th>Of</th><th>Who says so</th><th>How surely</th><th>Date</th></tr>\n",
    );
    for (number, one) in (1..).zip(&dossier.statements) {
        let Line { value, of, who, surely, date } = Line::of(one);
        let cells = [&*value, &of, who, &surely, &date].map(clean).join("</td><td>");
        let _ = writeln!(out, "<tr><td>{}</td><td>{cells}</td></tr>", link(number));
    }
    out.push_str("</table>\n");
    out
}

fn link(number: usize) -> String {
    format!("<a href=\"#s{number}\">{number}</a>")
}

fn passage(number: usize, one: &DossierStatement) -> String {
    let about: Vec<String> = source(one).iter().map(|part| clean(part)).collect();
    let mut out = format!(
        "<div id=\"s{number}\"><blockquote>{number}. {}</blockquote><small>{}</small>",
        marked(one),
        about.join(" · ")
    );
    for again in &one.again {
        let _ = write!(out, "<br><small>Again in {}</small>", clean(&again.title));
    }
    out.push_str("</div>\n");
    out
}

/// The sentence with its figure in bold.
fn marked(one: &DossierStatement) -> String {
    let sentence = one.sentence.as_str();
    let mark = one.marks.first().copied().filter(|mark| mark.fits(sentence));
    let Some(mark) = mark else { return escape(sentence).into_owned() };
    let part = |from, to| escape(Span::new(from, to).of(sentence));
    let (before, after) = (part(0, mark.start), part(mark.end, sentence.len()));
    format!("{before}<b>{}</b>{after}", part(mark.start, mark.end))
}

/// Words of a document on one line: no control characters, no markup.
fn clean(words: &str) -> String {
    escape(CleanText::line(words).as_str()).into_owned()
}
