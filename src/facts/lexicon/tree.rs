//! A tree over the words of sorted phrases, in flat lists. Knows where a phrase stands in the list
//! it was made from, not what it means.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rows::{self, Row};
use super::words::WordId;

/// Every beginning of a phrase is a node. The children of a node stand together, in the order of
/// their words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    #[serde(with = "rows")]
    nodes: Vec<Node>,
    /// For each node, the word that leads to it; the root's has no meaning.
    #[serde(with = "rows")]
    labels: Vec<WordId>,
    /// For each word, the node of phrases that begin with it; the root if none does.
    #[serde(with = "rows")]
    beginnings: Vec<u32>,
}

/// The number of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeId(u32);

impl NodeId {
    /// Where every walk begins.
    pub const ROOT: Self = Self(0);
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// The first phrase that ends here, and the one after the last.
    phrases: (u32, u32),
    /// The first child; the children of the next node follow the last.
    children: u32,
}

impl Row<3> for Node {
    fn numbers(&self) -> [u32; 3] {
        let (from, to) = self.phrases;
        [from, to, self.children]
    }

    fn of([from, to, children]: [u32; 3]) -> Option<Self> {
        Some(Self { phrases: (from, to), children })
    }
}

impl Tree {
    /// The tree of sorted phrases, each a row of words; `words` is how many words there are.
    pub fn of(phrases: &[&[WordId]], words: usize) -> Self {
        let mut tree = Self::default();
        tree.labels.push(WordId::UNKNOWN);
        tree.beginnings = vec![NodeId::ROOT.0; words];
        let mut grown = vec![(0..phrases.len(), 0)];
        while let Some((range, depth)) = grown.get(tree.nodes.len()).cloned() {
            let ending = phrases[range.clone()].partition_point(|phrase| phrase.len() == depth);
            let mut rest = range.start + ending..range.end;
            let ends = (number(range.start), number(rest.start));
            tree.nodes.push(Node { phrases: ends, children: number(grown.len()) });
            while let Some(&word) = phrases[rest.clone()].first().and_then(|p| p.get(depth)) {
                let same = phrases[rest.clone()].partition_point(|p| p.get(depth) == Some(&word));
                grown.push((rest.start..rest.start + same, depth + 1));
                tree.labels.push(word);
                rest.start += same;
            }
        }
        tree.nodes.push(Node { phrases: (0, 0), children: number(grown.len()) });
        for node in tree.children(NodeId::ROOT) {
            if let Some(slot) = tree.beginnings.get_mut(tree.labels[node].0 as usize) {
                *slot = number(node);
            }
        }
        tree
    }

    /// The node that a word leads to.
    pub fn step(&self, NodeId(from): NodeId, word: WordId) -> Option<NodeId> {
        if from == NodeId::ROOT.0 {
            let node = *self.beginnings.get(word.0 as usize)?;
            return (node != NodeId::ROOT.0).then_some(NodeId(node));
        }
        if !word.is_known() {
            return None;
        }
        let children = self.children(NodeId(from));
        let at = self.labels.get(children.clone())?.binary_search(&word).ok()?;
        Some(NodeId(number(children.start + at)))
    }

    /// Which phrases end at a node: places in the list the tree was made from.
    pub fn phrases(&self, NodeId(node): NodeId) -> Range<usize> {
        self.nodes
            .get(node as usize)
            .map_or(0..0, |node| node.phrases.0 as usize..node.phrases.1 as usize)
    }

    /// Every row of words at whose end phrases stand, with the places of these.
    pub fn endings(&self) -> impl Iterator<Item = (Range<usize>, Vec<WordId>)> {
        let mut ways: Vec<Vec<WordId>> = vec![Vec::new(); self.labels.len()];
        (0..self.labels.len()).filter_map(move |node| {
            let way = std::mem::take(&mut ways[node]);
            let id = NodeId(number(node));
            for child in self.children(id).filter(|child| *child > node) {
                if let (Some(slot), Some(label)) = (ways.get_mut(child), self.labels.get(child)) {
                    *slot = way.iter().chain([label]).copied().collect();
                }
            }
            let places = self.phrases(id);
            (!places.is_empty()).then_some((places, way))
        })
    }

    /// True if no word leads on.
    pub fn is_leaf(&self, node: NodeId) -> bool {
        self.children(node).is_empty()
    }

    fn children(&self, NodeId(node): NodeId) -> Range<usize> {
        match self.nodes.get(node as usize..) {
            Some([node, next, ..]) => node.children as usize..next.children as usize,
            _ => 0..0,
        }
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_at_the_end_of_its_words() {
        let [a, b, c] = [1, 2, 3].map(WordId);
        let phrases: [&[WordId]; 5] = [&[a], &[a, b], &[a, b], &[a, c, a], &[c]];
        let tree = Tree::of(&phrases, 4);
        let walk = |words: &[WordId]| {
            words.iter().try_fold(NodeId::ROOT, |node, word| tree.step(node, *word))
        };
        let ending = |words: &[WordId]| walk(words).map(|node| tree.phrases(node));
        assert_eq!(ending(&[a]), Some(0..1));
        assert_eq!(ending(&[a, b]), Some(1..3));
        assert_eq!(ending(&[a, c]), Some(3..3));
        assert_eq!(ending(&[a, c, a]), Some(3..4));
        assert_eq!(ending(&[c]), Some(4..5));
        assert_eq!(ending(&[b]), None);
        assert_eq!(ending(&[c, a]), None);
        assert!(walk(&[c]).is_some_and(|node| tree.is_leaf(node)));
        assert!(walk(&[a, c]).is_some_and(|node| !tree.is_leaf(node)));
    }

    #[test]
    fn a_tree_tells_the_phrases_it_was_made_from() {
        let [a, b, c] = [1, 2, 3].map(WordId);
        let phrases: [&[WordId]; 5] = [&[a], &[a, b], &[a, b], &[a, c, a], &[c]];
        let mut endings: Vec<_> = Tree::of(&phrases, 4).endings().collect();
        endings.sort_by_key(|(places, _)| places.start);
        let expected =
            [(0..1, vec![a]), (1..3, vec![a, b]), (3..4, vec![a, c, a]), (4..5, vec![c])];
        assert_eq!(endings, expected);
        assert_eq!(Tree::default().endings().count(), 0);
    }

    #[test]
    fn a_tree_of_nothing_leads_nowhere() {
        assert_eq!(Tree::default().step(NodeId::ROOT, WordId(1)), None);
        assert_eq!(Tree::of(&[], 0).step(NodeId::ROOT, WordId(1)), None);
    }
}
