//! What counts as a date and what does not.

use proptest::prelude::*;

use super::*;

fn found(text: &str) -> Vec<String> {
    dates(text).map(|(_, date)| date.to_string()).collect()
}

#[test]
fn a_word_that_begins_like_a_weekday_is_none() {
    for (text, at) in
        [("Fleet Monthly, 3 May 2024", 15), ("Tues, 7 May 2024", 0), ("Sunrise 3 May 2024", 8)]
    {
        let (span, _) = dates(text).next().unwrap();
        assert_eq!(span.start, at, "{text}");
    }
}

#[test]
fn every_common_spelling_is_one_day() {
    for text in [
        "2023-07-22",
        "2023/07/22",
        "22 July 2023",
        "22 Jul 23",
        "22 Jul. 2023",
        "July 22, 2023",
        "JULY 22, 2023",
        "Jul. 22, 2023",
        "Saturday, July 22, 2023",
        "Sat, 22 Jul 2023",
        "22nd of July 2023",
        "22/07/2023",
        "07/22/2023",
        "22.07.2023",
        "22-Jul-23",
        "22JUL2023",
        "22-24 July 2023",
        "July 22\u{2013}24, 2023",
        "July\n22, 2023",
        "22\u{a0}July\u{a0}2023",
        "20230722",
    ] {
        assert_eq!(found(text), ["2023-07-22"], "{text}");
        assert_eq!(parse(text).unwrap().to_string(), "2023-07-22", "{text}");
        let (span, _) = dates(text).next().unwrap();
        assert_eq!(span.of(text), text, "the whole of it");
    }
}

#[test]
fn dates_in_other_languages_are_dates() {
    for (text, date) in [
        ("5. März 2024", "2024-03-05"),
        ("05. Dez. 2023", "2023-12-05"),
        ("5.–7. Juni 2024", "2024-06-05"),
        ("1er mars 2024", "2024-03-01"),
        ("5 août 2024", "2024-08-05"),
        ("14 févr. 2024", "2024-02-14"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("12 de diciembre del 2023", "2023-12-12"),
        ("5 марта 2024 г.", "2024-03-05"),
        ("24 февраля 2022 года", "2022-02-24"),
        ("24 лютого 2022 року", "2022-02-24"),
        ("5 грудня 2024", "2024-12-05"),
        ("2024年3月5日", "2024-03-05"),
        ("2024 年 3 月 5 日", "2024-03-05"),
        ("2024년 3월 5일", "2024-03-05"),
        ("2024年3月", "2024-03"),
        ("二〇二四年三月五日", "2024-03-05"),
        ("二零二三年十二月二十一日", "2023-12-21"),
        ("Oktober 2023", "2023-10"),
        ("mayo de 2023", "2023-05"),
    ] {
        assert_eq!(found(text), [date], "{text}");
        assert_eq!(parse(text).unwrap().to_string(), date, "{text}");
        let (span, _) = dates(text).next().unwrap();
        assert_eq!(span.of(text), text, "the whole of it");
    }
    assert_eq!(found("外交部2024年3月5日发布"), ["2024-03-05"]);
    assert_eq!(found("le mardi 5 mars 2024, à Paris"), ["2024-03-05"]);
    for text in ["Mars 2020", "5 marines 2024", "31 de febrero de 2024", "5 mars 24", "mai 2024"] {
        assert!(found(text).is_empty(), "{text}");
    }
}

#[test]
fn times_and_date_time_groups_are_kept_to_the_minute() {
    for (text, date) in [
        ("221330ZJUL23", "2023-07-22T13:30Z"),
        ("221330Z JUL 23", "2023-07-22T13:30Z"),
        ("221330Z JUL 2023", "2023-07-22T13:30Z"),
        ("221330CJul23", "2023-07-22T13:30"),
        ("2023-07-22T13:30Z", "2023-07-22T13:30Z"),
        ("2023-07-22 13:30:07.5+03:00", "2023-07-22T13:30"),
        ("2023-07-22T13:30:00+00:00", "2023-07-22T13:30Z"),
        ("2023-07-22 99:30", "2023-07-22"),
    ] {
        assert_eq!(found(text), [date], "{text}");
    }
}

#[test]
fn months_are_dates_too_and_bare_years_only_when_asked() {
    assert_eq!(found("In July 2023 and Sept. 2024"), ["2023-07", "2024-09"]);
    assert_eq!(found("No. 32 June 2023, page 131, July 2023"), ["2023-06", "2023-07"]);
    assert!(found("in 2023 and 1999").is_empty());
    assert_eq!(parse("2023").unwrap().to_string(), "2023");
    assert_eq!(parse("2023-07").unwrap().to_string(), "2023-07");
    assert_eq!(parse("2023, a year"), None);
}

#[test]
fn what_only_looks_like_a_date_is_none() {
    for text in [
        "03/04/2023",
        "31/06/2023",
        "31 June 2023",
        "on the 30th of February 2023",
        "5 May 10 soldiers fell",
        "5 July 23 soldiers fell",
        "120230722",
        "20231322",
        "may 2023 missiles",
        "Mayor 2023",
        "1.22.07.2023",
        "M2023-07-22",
        "é2023-07-22",
        "991330ZJUL23",
        "",
    ] {
        assert!(found(text).is_empty(), "{text}");
    }
}

#[test]
fn dates_are_found_among_words() {
    let text = "(Kyiv, 3 March 2022) – by 04.05.2022; again on “May 6, 2022”.";
    assert_eq!(found(text), ["2022-03-03", "2022-05-04", "2022-05-06"]);
    assert_eq!(found("03/03/2022, old"), ["2022-03-03"]);
    assert_eq!(found("2022-03-03-report"), ["2022-03-03"]);
}

#[test]
fn two_digit_years_turn_at_seventy() {
    assert_eq!(found("01 JAN 49, 01 JAN 50"), ["2049-01-01", "1950-01-01"]);
}

proptest! {
    #[test]
    fn spans_fit_any_text(text in "\\PC*|[0-9A-Za-z /.,:\\-]{0,80}") {
        let mut end = 0;
        for (span, _) in dates(&text) {
            prop_assert!(span.fits(&text) && span.start >= end && !span.is_empty());
            end = span.end;
        }
    }

    #[test]
    fn what_is_written_is_found_again(year in 1000i16..3000, month in 1u8..=12, day in 1u8..=28) {
        let date = Date::of_day(year, month, day).unwrap();
        prop_assert_eq!(parse(&date.to_string()), Some(date));
    }
}

#[test]
fn dates_are_found_behind_any_text_without_figures() {
    let far = "words and März words ".repeat(40);
    for date in ["Saturday, July 22, 2023", "22 July 2023", "5 марта 2024 г.", "二〇二四年三月五日"]
    {
        let text = format!("{far}{date}. {far}{date}");
        let found: Vec<_> = dates(&text).map(|(span, _)| span.of(&text)).collect();
        assert_eq!(found.len(), 2, "{date}: {found:?}");
        assert!(found.iter().all(|found| date.starts_with(found)), "{date}: {found:?}");
    }
}
