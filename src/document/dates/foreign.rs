//! Dates as German, French, Spanish, Russian, Ukrainian, Chinese, Japanese and Korean write them in
//! words: "5. März 2024", "1er mars 2024", "5 de marzo de 2024", "5 марта 2024 г.", "2024年3月5日".

use super::super::Date;
use super::cursor::Cursor;
use super::small;

/// Names of the months, short ones too, in small letters (CLDR, "months", wide and abbreviated, in the
/// form that stands in dates).
const MONTHS: [&[&str]; 12] = [
    &[
        "januar",
        "jänner",
        "janvier",
        "enero",
        "января",
        "січня",
        "jan",
        "janv",
        "ene",
        "янв",
        "січ",
    ],
    &[
        "februar",
        "feber",
        "février",
        "fevrier",
        "febrero",
        "февраля",
        "лютого",
        "feb",
        "févr",
        "фев",
        "февр",
        "лют",
    ],
    &["märz", "maerz", "mars", "marzo", "марта", "березня", "mär", "mar", "мар", "бер"],
    &["april", "avril", "abril", "апреля", "квітня", "apr", "avr", "abr", "апр", "квіт"],
    &["mai", "mayo", "мая", "травня", "may", "трав"],
    &["juni", "juin", "junio", "июня", "червня", "jun", "июн", "черв"],
    &["juli", "juillet", "julio", "июля", "липня", "jul", "juil", "июл", "лип"],
    &["august", "août", "aout", "agosto", "августа", "серпня", "aug", "ago", "авг", "серп"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "сентября",
        "вересня",
        "sep",
        "sept",
        "сен",
        "сент",
        "вер",
    ],
    &["oktober", "octobre", "octubre", "октября", "жовтня", "okt", "oct", "окт", "жовт"],
    &["november", "novembre", "noviembre", "ноября", "листопада", "nov", "ноя", "нояб", "лист"],
    &[
        "dezember",
        "décembre",
        "decembre",
        "diciembre",
        "декабря",
        "грудня",
        "dez",
        "déc",
        "dic",
        "дек",
        "груд",
    ],
];

/// Letters of a month's name at most.
const LONGEST: usize = 12;

/// Bytes between a month and its year at most.
const FARTHEST: usize = 16;

/// Shortest name of a month that is a date with a year alone: "Mars 2020" is a mission.
const CLEAR: usize = 5;

/// "五" is 5, "十五" 15, "三十" 30, "二十一" 21.
fn chinese_number(figures: &[u32]) -> Option<u32> {
    match *figures {
        [one] => Some(one),
        [10, ones] | [1, 10, ones] => Some(10 + ones),
        [tens, 10] => Some(tens * 10),
        [tens, 10, ones] => Some(tens * 10 + ones),
        _ => None,
    }
}

/// False for a byte that no name of a month begins with: nearly every word is told apart by it.
fn may_begin(byte: u8) -> bool {
    !byte.is_ascii() || b"adefjmnos".contains(&byte.to_ascii_lowercase())
}

/// True for a word that is the name, in letters of any size.
fn is_name(word: &str, name: &str) -> bool {
    match word.is_ascii() {
        true => word.eq_ignore_ascii_case(name),
        false => word.chars().flat_map(char::to_lowercase).eq(name.chars()),
    }
}

/// False if no year can follow what stands behind a name: neither a figure nor "de" comes next.
fn may_go_on(behind: &[u8]) -> bool {
    let near = behind.iter().take(FARTHEST);
    let next =
        near.copied().find(|b| !matches!(b, b'.' | b',' | b' ' | b'\n' | b'\t' | 0xC2 | 0xA0));
    next.is_some_and(|byte| byte.is_ascii_digit() || byte == b'd')
}

impl<'a> Cursor<'a> {
    /// Day, month in words, year.
    pub(super) fn foreign(&mut self) -> Option<Date> {
        let (day, _) = self.number(2)?;
        for ending in ["er", "º", "°", "-го", "-е"] {
            if self.eat_str(ending) {
                break;
            }
        }
        self.eat(b'.');
        let end = self.at;
        if !(self.eat(b'-') || self.eat_str("\u{2013}")) || self.number(2).is_none() {
            self.at = end;
        }
        self.eat(b'.');
        self.spaces();
        self.of();
        let month = self.month_in_words()?.0;
        let year = self.year_behind()?;
        for ending in ["года", "г.", "г", "року", "р."] {
            let end = self.at;
            self.spaces();
            if self.eat_str(ending) && self.at_letter().is_none() {
                break;
            }
            self.at = end;
        }
        Date::of_day(year, month, small(day))
    }

    /// Month in words, year.
    pub(super) fn foreign_month(&mut self) -> Option<Date> {
        let (month, letters) = self.month_in_words()?;
        let end = self.at;
        self.spaces();
        let clear = letters >= CLEAR || self.of();
        self.at = end;
        let year = self.year_behind()?;
        clear.then(|| Date::of_month(year, month))?
    }

    /// Year, month and day, each with its sign.
    pub(super) fn east_asian(&mut self) -> Option<Date> {
        let year = self.year()?;
        self.sign(&["年", "년"])?;
        let (month, _) = self.number(2)?;
        self.sign(&["月", "월"])?;
        let end = self.at;
        let day = self.number(2).map(|(day, _)| day);
        if day.is_some() && self.sign(&["日", "号", "號", "일"]).is_some() {
            return Date::of_day(year, small(month), small(day?));
        }
        self.at = end;
        Date::of_month(year, small(month))
    }

    /// Year, month and day in Chinese figures: "二〇二四年三月五日".
    pub(super) fn chinese(&mut self) -> Option<Date> {
        let year = self.chinese_figures(4)?.iter().fold(0, |sum, figure| sum * 10 + figure);
        self.sign(&["年"])?;
        let month = chinese_number(&self.chinese_figures(2)?)?;
        self.sign(&["月"])?;
        let day = chinese_number(&self.chinese_figures(3)?)?;
        self.sign(&["日", "号", "號"])?;
        Date::of_day(i16::try_from(year).ok()?, small(month), small(day))
    }

    /// Up to `most` figures, ten as 10.
    fn chinese_figures(&mut self, most: usize) -> Option<Vec<u32>> {
        const FIGURES: &str = "〇一二三四五六七八九十";
        let rest = self.bytes.get(self.at..)?;
        let near = rest.get(..4 * most).unwrap_or(rest).utf8_chunks().next()?.valid();
        let value = |c: char| {
            FIGURES.chars().position(|figure| figure == if c == '零' { '〇' } else { c })
        };
        let found: Vec<usize> = near.chars().take(most).map_while(value).collect();
        self.at += near.chars().take(found.len()).map(char::len_utf8).sum::<usize>();
        let found = found.into_iter().filter_map(|figure| u32::try_from(figure).ok());
        Some(found.collect()).filter(|found: &Vec<u32>| !found.is_empty())
    }

    /// One of some signs, with spaces around it.
    fn sign(&mut self, signs: &[&str]) -> Option<()> {
        self.spaces();
        signs.iter().any(|sign| self.eat_str(sign)).then_some(())?;
        let end = self.at;
        if !(self.spaces() && self.peek().is_some_and(|b| b.is_ascii_digit())) {
            self.at = end;
        }
        Some(())
    }

    /// "de", "del", "of" between the parts; true if it was there.
    fn of(&mut self) -> bool {
        for word in ["del ", "de "] {
            if self.eat_str(word) {
                return true;
            }
        }
        false
    }

    fn year_behind(&mut self) -> Option<i16> {
        self.eat(b',');
        if !self.spaces() {
            return None;
        }
        self.of();
        self.year()
    }

    /// A month and how many letters it is written with.
    fn month_in_words(&mut self) -> Option<(u8, usize)> {
        let rest = self.bytes.get(self.at..)?;
        if !may_begin(*rest.first()?) {
            return None;
        }
        let near = rest.get(..4 * LONGEST).unwrap_or(rest).utf8_chunks().next()?.valid();
        let letters = near.chars().take(LONGEST + 1).take_while(|c| c.is_alphabetic());
        let (count, length) = letters.fold((0, 0), |(n, len), c| (n + 1, len + c.len_utf8()));
        let (word, behind) = (near.get(..length)?, rest.get(length..)?);
        if count > LONGEST || !may_go_on(behind) {
            return None;
        }
        let month = MONTHS.iter().position(|names| names.iter().any(|name| is_name(word, name)))?;
        self.at += length;
        self.eat(b'.');
        Some((u8::try_from(month + 1).ok()?, count))
    }

    /// The letter that comes next, if one does.
    fn at_letter(&self) -> Option<char> {
        let rest = self.bytes.get(self.at..)?;
        let head = rest.get(..4).unwrap_or(rest).utf8_chunks().next()?;
        head.valid().chars().next().filter(|c| c.is_alphabetic())
    }
}
