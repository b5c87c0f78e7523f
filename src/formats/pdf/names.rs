//! Names in a file that one changed bit made of others: nothing in a file sums its dictionaries, but a
//! name that is none, beside the place of one that it nearly is, tells. Reads no streams.

use unpdf::parser::raw::{PdfDict, PdfObject};

/// Keys on which hangs what a page shows, of pages, their tree, resources, fonts and streams
/// (ISO 32000-2, tables 30, 31, 34, 109 to 119 and 5).
const KEYS: &[&[u8]] = &[
    b"Type",
    b"Subtype",
    b"Kids",
    b"Count",
    b"Parent",
    b"Resources",
    b"Contents",
    b"MediaBox",
    b"CropBox",
    b"Rotate",
    b"Font",
    b"XObject",
    b"BaseFont",
    b"FirstChar",
    b"LastChar",
    b"Widths",
    b"FontDescriptor",
    b"Encoding",
    b"ToUnicode",
    b"DescendantFonts",
    b"CIDSystemInfo",
    b"W",
    b"DW",
    b"Differences",
    b"BaseEncoding",
    b"Filter",
    b"Length",
    b"DecodeParms",
];

/// Values of these keys on which words hang (ISO 32000-2, tables 6, 108, 116 and annex D).
const VALUES: &[&[u8]] = &[
    b"Page",
    b"Pages",
    b"Type0",
    b"Type1",
    b"TrueType",
    b"Type3",
    b"MMType1",
    b"CIDFontType0",
    b"CIDFontType2",
    b"WinAnsiEncoding",
    b"MacRomanEncoding",
    b"MacExpertEncoding",
    b"StandardEncoding",
    b"Identity-H",
    b"Identity-V",
    b"Form",
];

/// Names of filters (ISO 32000-2, table 6), and their short forms.
const FILTERS: &[&[u8]] = &[
    b"FlateDecode",
    b"Fl",
    b"LZWDecode",
    b"LZW",
    b"ASCII85Decode",
    b"A85",
    b"ASCIIHexDecode",
    b"AHx",
    b"RunLengthDecode",
    b"RL",
    b"CCITTFaxDecode",
    b"CCF",
    b"DCTDecode",
    b"DCT",
    b"JBIG2Decode",
    b"JPXDecode",
    b"Crypt",
];

/// True if a key that counts is missing and another is one bit away from it, or a value is.
pub(super) fn is_garbled(dict: &PdfDict) -> bool {
    let garbled_key = |key: &[u8]| {
        KEYS.iter().any(|known| is_one_bit_off(key, known) && !dict.contains_key(*known))
    };
    let garbled_value = |value: &PdfObject| {
        let name = value.as_name().unwrap_or_default();
        VALUES.iter().any(|known| is_one_bit_off(name, known)) && !VALUES.contains(&name)
    };
    let named = ["Type", "Subtype", "Encoding", "BaseEncoding"];
    dict.keys().any(|key| !KEYS.contains(&key.as_slice()) && garbled_key(key))
        || named.iter().filter_map(|key| dict.get(key.as_bytes())).any(garbled_value)
}

/// True for a name of a filter that the format does not know.
pub(super) fn is_no_filter(name: &[u8]) -> bool {
    !FILTERS.contains(&name)
}

/// True if names of one length differ by one bit.
fn is_one_bit_off(name: &[u8], known: &[u8]) -> bool {
    let bits = || name.iter().zip(known).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
    name.len() == known.len() && name.len() > 1 && bits() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dict(entries: &[(&str, &str)]) -> PdfDict {
        let name = |value: &&str| PdfObject::Name(value.as_bytes().to_vec());
        entries.iter().map(|(key, value)| (key.as_bytes().to_vec(), name(value))).collect()
    }

    #[test]
    fn a_bit_of_a_name_is_noticed_and_names_of_others_are_not() {
        let page = [("Type", "Page"), ("Contents", "x"), ("PieceInfo", "x"), ("Tabs", "S")];
        assert!(!is_garbled(&dict(&page)));
        for (at, changed) in [(0, ("Type", "Pagd")), (1, ("Contentr", "x")), (0, ("Uype", "Page"))]
        {
            let mut page = page;
            page[at] = changed;
            assert!(is_garbled(&dict(&page)), "{changed:?}");
        }
        assert!(is_garbled(&dict(&[("Subtype", "Type0"), ("Encoding", "Idmntity-H")])));
        assert!(!is_garbled(&dict(&[("Subtype", "Type1"), ("Encoding", "Custom")])));
        assert!(!is_garbled(&dict(&[("Type", "x"), ("Typd", "a key of one's own")])));
    }

    #[test]
    fn filters_are_those_of_the_format() {
        assert!(is_no_filter(b"FnateDecode") && !is_no_filter(b"FlateDecode"));
    }
}
