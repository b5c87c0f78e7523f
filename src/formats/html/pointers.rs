//! Lines on a page that point to something else: to other articles, to what readers said, to a
//! newsletter. Told by their whole words; decides nothing about what stands below them.

use crate::text::folded;

/// Letters of such a line at most.
const LONGEST: usize = 60;

/// Whole lines, in small letters without accents or signs around them.
const LINES: [&str; 92] = [
    "advertisement",
    "advertising",
    "also read",
    "anzeige",
    "articles lies",
    "auch interessant",
    "comments",
    "commentaires",
    "comentarios",
    "das konnte sie auch interessieren",
    "discussion",
    "diskutieren sie mit",
    "email this",
    "follow us",
    "get our newsletter",
    "a lire aussi",
    "a lire egalement",
    "keep reading",
    "kommentare",
    "latest news",
    "latest stories",
    "leave a comment",
    "leave a reply",
    "leer tambien",
    "lesen sie auch",
    "lesen sie mehr",
    "lire aussi",
    "lire la suite",
    "mas noticias",
    "mehr lesen",
    "mehr zum thema",
    "more coverage",
    "more from",
    "more news",
    "more on this",
    "more on this story",
    "more stories",
    "more to read",
    "most popular",
    "most read",
    "most viewed",
    "noticias relacionadas",
    "novosti po teme",
    "popular stories",
    "post a comment",
    "print this",
    "promoted stories",
    "publicite",
    "read also",
    "read more",
    "read next",
    "read the rest",
    "recommended",
    "recommended for you",
    "recommended reading",
    "recommended stories",
    "related",
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
    "share",
    "share this",
    "share this article",
    "share this page",
    "share this post",
    "share this story",
    "sign up for our newsletter",
    "sponsored",
    "sponsored content",
    "story continues below",
    "subscribe",
    "subscribe to our newsletter",
    "sur le meme sujet",
    "te puede interesar",
    "trending",
    "trending now",
    "up next",
    "weitere artikel",
    "weiterlesen",
    "what to read next",
    "you may also like",
    "you might also like",
    "zum thema",
    "recommended from around the web",
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

/// True if a line does nothing but point elsewhere.
pub(super) fn is_pointer(words: &str) -> bool {
    if words.len() > 2 * LONGEST {
        return false;
    }
    let line = folded(words);
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    LINES.contains(&line) || OTHERS.iter().any(|known| folded(known) == line)
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
        for line in ["Related work on seekers", "Share of launchers", "", "Comments on the draft"] {
            assert!(!is_pointer(line), "{line}");
        }
    }
}
