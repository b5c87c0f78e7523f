//! Lines on a page that point to something else: to other articles, to what readers said, to a
//! newsletter. Told by their whole words; decides nothing about what stands below them.

use crate::text::folded;

/// Letters of such a line at most.
const LONGEST: usize = 60;

/// Whole lines, in small letters without accents or signs around them.
const LINES: [&str; 139] = [
    "a lire aussi",
    "a lire egalement",
    "advertisement",
    "advertising",
    "also read",
    "anzeige",
    "article continues below",
    "articles lies",
    "artikel drucken",
    "auch interessant",
    "back to top",
    "click here to read more",
    "comentarios",
    "commentaires",
    "comments",
    "continue reading",
    "czytaj takze",
    "czytaj tez",
    "das konnte sie auch interessieren",
    "discussion",
    "diskutieren sie mit",
    "drucken",
    "email this",
    "email",
    "etiquetas",
    "filed under",
    "follow us",
    "get our newsletter",
    "hide caption",
    "hide comments",
    "in this article",
    "inhaltsverzeichnis",
    "keep reading",
    "kommentare",
    "latest news",
    "latest stories",
    "lea tambien",
    "leave a comment",
    "leave a reply",
    "leer tambien",
    "lees ook",
    "leggi anche",
    "lesen sie auch",
    "lesen sie dazu",
    "lesen sie mehr",
    "lire aussi",
    "lire la suite",
    "load comments",
    "mas noticias",
    "mehr anzeigen",
    "mehr dazu",
    "mehr lesen",
    "mehr zum thema",
    "merken",
    "more coverage",
    "more from",
    "more news",
    "more on this story",
    "more on this",
    "more stories",
    "more to read",
    "most popular",
    "most read",
    "most viewed",
    "mots cles",
    "nach oben",
    "noticias relacionadas",
    "novosti po teme",
    "on this page",
    "popular stories",
    "post a comment",
    "print this",
    "print",
    "promoted stories",
    "publicite",
    "read also",
    "read full story",
    "read more",
    "read next",
    "read the full story",
    "read the rest",
    "recommended for you",
    "recommended from around the web",
    "recommended reading",
    "recommended stories",
    "recommended",
    "related articles",
    "related content",
    "related coverage",
    "related items",
    "related links",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "related video",
    "related videos",
    "related",
    "schlagworte",
    "schlagworter",
    "share on facebook",
    "share on twitter",
    "share this article",
    "share this page",
    "share this post",
    "share this story",
    "share this",
    "share",
    "show caption",
    "show comments",
    "show more",
    "sign up for our newsletter",
    "sponsored content",
    "sponsored",
    "story continues below",
    "subscribe to our newsletter",
    "subscribe",
    "sur le meme sujet",
    "table of contents",
    "tags",
    "te puede interesar",
    "teilen",
    "text size",
    "trending now",
    "trending",
    "tweet this",
    "tweet",
    "twittern",
    "up next",
    "verwandte artikel",
    "verwandte themen",
    "view comments",
    "weitere artikel",
    "weiterfuhrende links",
    "weiterlesen",
    "what to read next",
    "you may also like",
    "you might also like",
    "zum thema",
];

/// The same in scripts of other letters.
const OTHERS: [&str; 14] = [
    "читайте также",
    "читать также",
    "по теме",
    "читайте також",
    "материалы по теме",
    "комментарии",
    "関連記事",
    "あわせて読みたい",
    "相关阅读",
    "相关新闻",
    "推荐阅读",
    "延伸阅读",
    "관련기사",
    "اقرأ أيضا",
];

/// How lines begin that ask readers for something else than to read on.
const REQUESTS: [&str; 14] = [
    "abonnez-vous a",
    "find us on",
    "follow us on",
    "folgen sie uns",
    "join our newsletter",
    "like us on",
    "sign up for our",
    "sign up to our",
    "sign up for the newsletter",
    "siguenos en",
    "suivez-nous",
    "subscribe to our",
    "subscribe to the newsletter",
    "subscribe to receive",
];

/// True if a line does nothing but point elsewhere.
pub(super) fn is_pointer(words: &str) -> bool {
    if words.len() > 2 * LONGEST {
        return false;
    }
    let line = folded(words);
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    // Letters of those scripts come behind those of Latin ones.
    let is_other = line.starts_with(|first| first > '\u{24F}');
    LINES.contains(&line)
        || is_other && OTHERS.iter().any(|known| is_folded(known, line))
        || REQUESTS.iter().any(|known| line.starts_with(known))
}

/// True if words are a line once they are folded.
fn is_folded(words: &str, line: &str) -> bool {
    folded(words) == line
}

/// True if a line begins with words that point elsewhere, and a colon: "Read more: the new pier".
pub(super) fn begins_with_pointer(words: &str) -> bool {
    let label = words.split_once([':', '\u{FF1A}']).map(|(label, _)| label);
    label.is_some_and(is_pointer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_point_elsewhere_are_whole_lines() {
        for line in ["Read more:", "READ THE REST", "À lire aussi :", "Читайте также:", "関連記事"]
        {
            assert!(is_pointer(line), "{line}");
        }
        for line in ["Table of Contents", "Inhaltsverzeichnis", "اقرأ أيضا"] {
            assert!(is_pointer(line), "{line}");
        }
        for line in ["Follow us on Facebook and X", "Sign up for our letter!"] {
            assert!(is_pointer(line), "{line}");
        }
        assert!(begins_with_pointer("Read more: the new pier"));
        assert!(!begins_with_pointer("The pier: read more"));
        for line in ["Related work on seekers", "Share of launchers", "", "Comments on the draft"] {
            assert!(!is_pointer(line), "{line}");
        }
    }
}
