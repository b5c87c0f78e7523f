//! Elements of HTML: which names are some, and what their attributes say.

/// Names of elements, obsolete ones that are still written among them, and the most common ones of SVG
/// and MathML (HTML Living Standard, "Index of elements" and "Non-conforming features").
const ELEMENTS: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo \
    bgsound big blink blockquote body br button canvas caption center cite code col colgroup command \
    content data datalist dd del details dfn dialog dir div dl dt element em embed fieldset figcaption \
    figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image \
    img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu \
    menuitem meta meter mfrac mi mn mo mover mrow msqrt msub msubsup msup mtable mtd mtext mtr munder \
    multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param path \
    picture plaintext portal pre progress q rb rect rp rt rtc ruby s samp script search section select \
    semantics shadow slot small source spacer span strike strong style sub summary sup svg symbol table \
    tbody td template textarea tfoot th thead time title tr track tspan tt u ul use var video wbr xmp \
    annotation circle defs ellipse line polygon polyline ";

/// Elements of SVG that are nothing without attributes; a bare "<path>" is a word.
const DRAWN: &str = " circle ellipse g line path polygon polyline symbol use ";

/// True for a tag that is no tag of HTML but words in angle brackets: of a name that is none, without
/// attributes that have values, and no declaration.
pub(super) fn is_none(name: &str, tag: &str) -> bool {
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let spaced = format!(" {name} ");
    let bare = DRAWN.contains(&spaced) && tag.len() == name.len() + 2;
    letters && !tag.contains('=') && (bare || !ELEMENTS.contains(&spaced))
}

/// The value of an attribute in a tag; nothing if it has none.
pub(super) fn attribute(tag: &str, name: &str) -> String {
    let mut rest = tag.trim_start_matches(|c: char| !c.is_whitespace());
    while let Some(at) = rest.find('=') {
        let (key, value) = rest.split_at(at);
        let key = key.split_whitespace().next_back().unwrap_or_default();
        let value = value.get(1..).unwrap_or_default().trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = value.get(quote.map_or(0, char::len_utf8)..).unwrap_or_default();
        let end = match quote {
            Some(quote) => inner.find(quote),
            None => inner.find(|c: char| c.is_whitespace() || c == '>'),
        };
        let end = end.unwrap_or(inner.len());
        if key.eq_ignore_ascii_case(name) {
            return inner.get(..end).unwrap_or_default().to_owned();
        }
        rest = inner.get(end..).unwrap_or_default();
        rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_among_others() {
        assert_eq!(attribute("<img title='alt=\"x\"' ALT = \"A pier\">", "alt"), "A pier");
        assert_eq!(attribute("<img alt=Pier src=x>", "alt"), "Pier");
        assert_eq!(attribute("<img src=\"a=b\">", "alt"), "");
    }

    #[test]
    fn only_what_is_no_element_is_none() {
        for (name, tag) in [
            ("file", "<file>"),
            ("range-km", "</range-km>"),
            ("name", "<name of it>"),
            ("path", "<path>"),
        ] {
            assert!(is_none(name, tag), "{tag}");
        }
        for (name, tag) in [
            ("kbd", "<kbd>"),
            ("path", "<path d='m'>"),
            ("path", "</path>"),
            ("x-y", "<x-y a=1>"),
            ("", "<?php ?>"),
            ("h1", "<h1>"),
        ] {
            assert!(!is_none(name, tag), "{tag}");
        }
    }
}
