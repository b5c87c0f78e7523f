//! `briefbook timeline`: how many documents fall on each day, month or year, and how many ranges these
//! state. Times without documents are told too, those beside each other as one.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, FAILED, NOTHING, Output, json};
use crate::document::Document;
use crate::facts::{Extractor, Facts, metres};
use crate::library::{Buckets, TimeCount, TimeUnit, Timeline};
use crate::text::grouped;

/// Lines up to which the shortest unit is chosen, if none is asked for.
const MOST_LINES: usize = 60;

/// Cells of the longest bar.
const BAR: usize = 40;

/// How the timeline is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineForm {
    /// A line with a bar for each time.
    Bars,
    /// One JSON object a line.
    Json,
    /// Comma-separated values.
    Csv,
}

impl TimelineForm {
    /// The form that these options ask for.
    pub const fn of(json: bool, csv: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json,
            (_, true) => Self::Csv,
            _ => Self::Bars,
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    documents: usize,
    ranges: usize,
}

/// Prints the timeline of all documents below the paths.
pub fn run(
    paths: &[PathBuf],
    (unit, form): (Option<TimeUnit>, TimelineForm),
    args: &Args,
    out: &mut Output,
) -> io::Result<u8> {
    let Some(lexicon) = lexicon(args, out) else { return Ok(FAILED) };
    let corrections = known(&places(args).data, out);
    let all = Mutex::new(Vec::new());
    let gather = |extractor: &mut Extractor<'_>, _: &Path, document: &Document| {
        let facts = corrections.apply(&extractor.extract(document), document.text());
        let count = TimeCount { documents: 1, statements: stated(&facts) };
        let date = document.metadata().date.as_ref().map(|date| date.value);
        all.lock().unwrap_or_else(PoisonError::into_inner).push((date, count));
        Told { words: String::new(), found: 1 }
    };
    let status = each((paths, args), || Extractor::new(&lexicon), gather, out)?;
    let timeline = Timeline::new(all.into_inner().unwrap_or_else(PoisonError::into_inner));
    if timeline.is_empty() {
        if status == NOTHING {
            out.message("no documents are here");
        }
        return Ok(status);
    }
    let unit = unit.unwrap_or_else(|| timeline.fitting(MOST_LINES));
    let buckets = timeline.buckets(unit);
    if buckets.is_empty() {
        out.message(&format!("no document says the {} of its date", unit.word()));
    }
    out.data(&told(&timeline, &buckets, form))?;
    Ok(if status == super::DONE && buckets.is_empty() { NOTHING } else { status })
}

/// How many ranges are stated of which the distance is known.
fn stated(facts: &Facts) -> usize {
    facts.ranges.iter().filter(|range| metres(range.min_km, range.max_km).is_some()).count()
}

/// Times with what they hold; those that hold nothing and follow each other are one.
fn runs(buckets: &Buckets) -> Vec<(i64, i64, TimeCount)> {
    let mut runs: Vec<(i64, i64, TimeCount)> = Vec::new();
    for (number, count) in buckets.filled(i64::MIN..=i64::MAX) {
        if let Some((_, before, _)) = runs.last()
            && before + 1 < number
        {
            runs.push((before + 1, number - 1, TimeCount::default()));
        }
        runs.push((number, number, count));
    }
    runs
}

fn told(timeline: &Timeline, buckets: &Buckets, form: TimelineForm) -> String {
    let runs = runs(buckets);
    let most = runs.iter().map(|(_, _, count)| count.documents).max().unwrap_or(0).max(1);
    let mut lines: String = match form {
        TimelineForm::Csv => "from,to,documents,ranges\r\n".to_owned(),
        _ => String::new(),
    };
    for (from, to, count) in runs {
        let (from, to) = (buckets.name(from), buckets.name(to));
        lines += &match form {
            TimelineForm::Bars => bar((&from, &to), count, most),
            form => line(form, (Some(&from), Some(&to)), count),
        };
    }
    let without = [
        (timeline.undated, "without a date".to_owned()),
        (buckets.coarse, format!("dated, but not by its {}", buckets.unit.word())),
    ];
    match form {
        TimelineForm::Bars => {
            let known = without.iter().filter(|(count, _)| count.documents > 0);
            lines.extend(known.map(|(count, why)| format!("{}: {why}\n", counted(*count))));
        }
        // What is on no bar is counted too, so that the lines add up to all documents.
        form => {
            let mut all = TimeCount::default();
            without.iter().for_each(|(count, _)| all += *count);
            if all.documents > 0 {
                lines += &line(form, (None, None), all);
            }
        }
    }
    lines
}

fn line(form: TimelineForm, (from, to): (Option<&str>, Option<&str>), count: TimeCount) -> String {
    let TimeCount { documents, statements } = count;
    match form {
        TimelineForm::Json => json::line(&Row { from, to, documents, ranges: statements }),
        _ => format!(
            "{},{},{documents},{statements}\r\n",
            from.unwrap_or_default(),
            to.unwrap_or_default()
        ),
    }
}

/// "2023-07  ████  4 documents, 2 ranges", or "2018-01 to 2018-05  nothing".
fn bar((from, to): (&str, &str), count: TimeCount, most: usize) -> String {
    if count.documents == 0 {
        let times = if from == to { from.to_owned() } else { format!("{from} to {to}") };
        return format!("{times}  nothing\n");
    }
    let cells = (count.documents * BAR).div_ceil(most);
    format!("{from}  {}  {}\n", "█".repeat(cells), counted(count))
}

fn counted(count: TimeCount) -> String {
    let several = |number: usize, what: &str| {
        format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
    };
    let documents = several(count.documents, "document");
    match count.statements {
        0 => documents,
        ranges => format!("{documents}, {}", several(ranges, "range")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;

    fn timeline() -> Timeline {
        let one = |statements| TimeCount { documents: 1, statements };
        Timeline::new([
            (Date::of_day(2023, 1, 30), one(2)),
            (Date::of_day(2023, 1, 31), one(0)),
            (Date::of_day(2023, 4, 1), one(0)),
            (Date::of_year(2023), one(1)),
            (None, one(0)),
        ])
    }

    #[test]
    fn times_without_documents_are_one_line_and_what_is_on_no_bar_is_told() {
        let timeline = timeline();
        let buckets = timeline.buckets(TimeUnit::Month);
        let lines = told(&timeline, &buckets, TimelineForm::Bars);
        let lines: Vec<&str> = lines.lines().collect();
        assert!(lines[0].starts_with("2023-01  █") && lines[0].ends_with("2 documents, 2 ranges"));
        assert_eq!(lines[1], "2023-02 to 2023-03  nothing");
        assert_eq!(lines[3], "1 document: without a date");
        assert_eq!(lines[4], "1 document, 1 range: dated, but not by its month");
    }

    #[test]
    fn the_lines_for_programs_add_up_to_all_documents() {
        let timeline = timeline();
        for unit in TimeUnit::ALL {
            let csv = told(&timeline, &timeline.buckets(unit), TimelineForm::Csv);
            let count = |line: &str| line.split(',').nth(2).unwrap().parse::<usize>().unwrap();
            assert_eq!(csv.lines().skip(1).map(count).sum::<usize>(), 5, "{csv}");
        }
        let json = told(&timeline, &timeline.buckets(TimeUnit::Year), TimelineForm::Json);
        let first = r#"{"from":"2023","to":"2023","documents":4,"ranges":3}"#;
        assert_eq!(json.lines().next(), Some(first));
    }
}
