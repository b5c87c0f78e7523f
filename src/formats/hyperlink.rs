//! The instruction of a field that is a link, as word processors write it. Follows no link.

/// The address in `HYPERLINK "https://…"`; `None` for a place in the document itself.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    if rest.starts_with('\\') {
        return None;
    }
    let quoted = rest.split('"').nth(1).or_else(|| rest.split_whitespace().next());
    quoted.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside_are_links_and_places_inside_are_none() {
        let found = address(" HYPERLINK \"https://example.org/a b\" \\o \"tip\" ");
        assert_eq!(found.as_deref(), Some("https://example.org/a b"));
        assert_eq!(address("HYPERLINK https://x.org").as_deref(), Some("https://x.org"));
        assert_eq!(address("HYPERLINK \\l \"top\""), None);
        assert_eq!(address("PAGE"), None);
    }
}
