//! What a page says to browsers that run no scripts: what stands in `noscript`, which others leave out.

/// The page without the tags of `noscript`, as a browser reads it that runs no scripts; `None` if it has
/// none.
pub(super) fn opened(markup: &str) -> Option<String> {
    let mut out = String::with_capacity(markup.len());
    let (mut from, mut at) = (0, 0);
    while let Some(found) = markup.get(at..)?.find('<') {
        let start = at + found;
        at = start + 1;
        if let Some(end) = tag_end(markup.get(at..).unwrap_or_default()) {
            out.push_str(markup.get(from..start).unwrap_or_default());
            (at, from) = (at + end, at + end);
        }
    }
    out.push_str(markup.get(from..).unwrap_or_default());
    (from > 0).then_some(out)
}

/// Where a tag of `noscript` ends that begins behind "<".
fn tag_end(rest: &str) -> Option<usize> {
    const NAME: &str = "noscript";
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let is_it = name.get(..NAME.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAME));
    let behind = name.get(NAME.len()..).filter(|_| is_it)?;
    let ends = behind.starts_with(['>', '/']) || behind.starts_with(char::is_whitespace);
    let end = behind.find('>').filter(|_| ends)?;
    Some(rest.len() - behind.len() + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_of_that_name_are_left_out() {
        let page = "<p>a<NOSCRIPT class='x'><b>c</b></noscript >d<noscripted>e";
        assert_eq!(opened(page).as_deref(), Some("<p>a<b>c</b>d<noscripted>e"));
        assert_eq!(opened("<p>noscript</p><noscript"), None);
    }
}
