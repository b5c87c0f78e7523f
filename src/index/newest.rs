//! Gathers the newest of the documents that pass, whatever else they are. Looks up the dates of many
//! documents at a time: the first letter of a search passes nearly every document there is.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::schema::DATE;

/// So many documents, newest first; those of a day in the order of the index, those without a date
/// last.
pub(super) struct Newest(pub(super) usize);

/// A date as a number, 0 for none. The earlier of two documents of a day is preferred.
type Rank = (u64, Reverse<DocId>);

/// The newest of one piece of the index.
pub(super) struct OfPiece {
    piece: SegmentOrdinal,
    dates: Column<u64>,
    limit: usize,
    /// The oldest on top.
    newest: BinaryHeap<Reverse<Rank>>,
}

impl Collector for Newest {
    type Fruit = Vec<DocAddress>;
    type Child = OfPiece;

    fn for_segment(
        &self,
        piece: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<OfPiece> {
        let dates = reader.fast_fields().u64(DATE)?;
        Ok(OfPiece { piece, dates, limit: self.0, newest: BinaryHeap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, pieces: Vec<Vec<(u64, DocAddress)>>) -> tantivy::Result<Self::Fruit> {
        let mut all: Vec<_> = pieces.into_iter().flatten().collect();
        all.sort_unstable_by_key(|(date, address)| (Reverse(*date), *address));
        all.truncate(self.0);
        Ok(all.into_iter().map(|(_, address)| address).collect())
    }
}

impl OfPiece {
    fn take(&mut self, doc: DocId, date: u64) {
        let rank = (date, Reverse(doc));
        if self.newest.len() < self.limit {
            self.newest.push(Reverse(rank));
        } else if let Some(mut oldest) = self.newest.peek_mut()
            && oldest.0 < rank
        {
            *oldest = Reverse(rank);
        }
    }
}

impl SegmentCollector for OfPiece {
    type Fruit = Vec<(u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let date = self.dates.first(doc).unwrap_or_default();
        self.take(doc, date);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        for docs in docs.chunks(COLLECT_BLOCK_BUFFER_LEN) {
            // What has no date is left as it is.
            let mut room = [None; COLLECT_BLOCK_BUFFER_LEN];
            let Some(dates) = room.get_mut(..docs.len()) else { continue };
            self.dates.first_vals(docs, dates);
            for (doc, date) in docs.iter().zip(dates) {
                self.take(*doc, date.unwrap_or_default());
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let piece = self.piece;
        let ranks = self.newest.into_iter().map(|Reverse(rank)| rank);
        ranks.map(|(date, Reverse(doc))| (date, DocAddress::new(piece, doc))).collect()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::query::AllQuery;
    use tantivy::schema::{NumericOptions, Schema};
    use tantivy::{Order, doc};

    use super::*;

    #[test]
    fn the_newest_are_those_that_the_engine_orders_first() {
        let mut schema = Schema::builder();
        let day = schema.add_u64_field(DATE, NumericOptions::default().set_fast());
        let index = tantivy::Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 15_000_000);
        let writer = writer.as_mut().unwrap();
        for number in 0..500_u64 {
            let date = 20_200_000 + number * 7_919 % 97;
            let document = if number % 5 == 0 { doc!() } else { doc!(day => date) };
            writer.add_document(document).unwrap();
            if number % 150 == 0 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        assert!(searcher.segment_readers().len() > 1);
        for limit in [1, 20, 300, 450, 600] {
            let engine = TopDocs::with_limit(limit).order_by_fast_field::<u64>(DATE, Order::Desc);
            let engine = searcher.search(&AllQuery, &engine).unwrap();
            let expected: Vec<_> = engine.into_iter().map(|(_, address)| address).collect();
            assert_eq!(searcher.search(&AllQuery, &Newest(limit)).unwrap(), expected, "{limit}");
        }
        assert_eq!(searcher.search(&AllQuery, &Newest(0)).unwrap(), []);
    }
}
