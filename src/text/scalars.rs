//! Offsets for other programs: bytes of a text as counts of Unicode scalar values.

use super::Span;

/// Byte offsets of a text with their counts of scalar values, found in one pass over it.
#[derive(Clone, Debug, Default)]
pub struct Scalars {
    bytes: Vec<usize>,
    scalars: Vec<usize>,
}

impl Scalars {
    /// For the ends of `spans`, in whatever order they are.
    pub fn of(text: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let ends = spans.into_iter().flat_map(|span| [span.start, span.end]);
        let mut bytes: Vec<usize> = ends.collect();
        bytes.sort_unstable();
        bytes.dedup();
        let mut scalars = Vec::with_capacity(bytes.len());
        let (mut from, mut count) = (0, 0);
        for &byte in &bytes {
            count += text.get(from..byte).map_or(0, |piece| piece.chars().count());
            from = byte;
            scalars.push(count);
        }
        Self { bytes, scalars }
    }

    /// The scalar values before `byte`, an end of one of the spans.
    pub fn at(&self, byte: usize) -> usize {
        let found = self.bytes.binary_search(&byte).ok();
        found.and_then(|at| self.scalars.get(at)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_counted_in_scalar_values_in_any_order() {
        let text = "“é” 190³ 🚀 end";
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let spans = [span("end"), span("é"), span("🚀"), span("é")];
        let scalars = Scalars::of(text, spans);
        let told = spans.map(|span| (scalars.at(span.start), scalars.at(span.end)));
        assert_eq!(told, [(11, 14), (1, 2), (9, 10), (1, 2)]);
    }
}
