//! The links of the open page: stepping from one to the next, and the one that is stood on. Where a link
//! leads, the shell finds out.

use super::OpenDocument;
use crate::app::panes::pane::Outcome;
use crate::document::MarkKind;
use crate::text::{CleanText, Span};

impl OpenDocument {
    /// Every link with its words and where it leads, in the order of the text.
    fn links(&self) -> impl Iterator<Item = (Span, &CleanText)> {
        let document = &self.document;
        document.marks().iter().filter_map(|mark| match mark.kind {
            MarkKind::Link(number) => {
                Some((mark.span, &document.links().get(number as usize)?.target))
            }
            _ => None,
        })
    }

    /// The link that is stood on, by a jump or a match; with a number, the link of that number, from 1.
    pub fn link(&self, number: Option<usize>) -> Option<(Span, CleanText)> {
        if let Some(number) = number {
            let at = number.checked_sub(1)?;
            return self.links().nth(at).map(|(span, target)| (span, target.clone()));
        }
        let hit = self.find.as_ref().and_then(|find| find.here());
        let visible = self.visible();
        let stood = [self.landed, hit].into_iter().flatten().find(|span| span.overlaps(visible))?;
        let here =
            |(span, _): &(Span, &CleanText)| span.start <= stood.start && stood.start < span.end;
        self.links().find(here).map(|(span, target)| (span, target.clone()))
    }

    /// To another link, and says where it leads.
    pub(super) fn step_link(&self, count: isize) -> Vec<Outcome> {
        let spans: Vec<(Span, &CleanText)> = self.links().collect();
        if spans.is_empty() {
            return vec![Outcome::say("This document has no links.")];
        }
        let here = self.landed.map_or_else(|| self.visible().start, |span| span.start);
        let on = self.landed.is_some();
        let target = match usize::try_from(count) {
            Ok(steps) => {
                let ahead = |(span, _): &(Span, &CleanText)| match on {
                    true => span.start <= here,
                    false => span.start < here,
                };
                Some(spans.partition_point(ahead) + steps.saturating_sub(1))
            }
            Err(_) => {
                let before = spans.partition_point(|(span, _)| span.start < here);
                before.checked_sub(count.unsigned_abs())
            }
        };
        match target.and_then(|at| Some((at, spans.get(at)?))) {
            Some((at, (span, target))) => {
                let words = format!("Link {} of {}: {target}", at + 1, spans.len());
                vec![Outcome::Land(*span), Outcome::say(&words)]
            }
            None => vec![Outcome::say("No link that way.")],
        }
    }
}
