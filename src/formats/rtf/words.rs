//! The control words of RTF that stand for characters, and those whose groups hold no text. Reads
//! nothing.

/// Characters that have a word.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "-",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

/// Words whose groups hold no text of the document.
pub(super) fn is_passed_over(word: &str) -> bool {
    matches!(
        word,
        "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "ftnsep"
            | "ftnsepc"
            | "aftnsep"
            | "aftnsepc"
            | "nonshppict"
            | "sp"
            | "xe"
            | "tc"
            | "tcn"
            | "revtbl"
            | "listtable"
            | "listoverridetable"
            | "rsidtbl"
            | "generator"
            | "themedata"
            | "colorschememapping"
            | "latentstyles"
            | "datastore"
            | "xmlnstbl"
            | "pgdsctbl"
            | "bkmkstart"
            | "bkmkend"
            | "objclass"
            | "objname"
            | "template"
            | "filetbl"
            | "nesttableprops"
            | "pntxta"
            | "pntxtb"
    )
}

/// Words that mean something to this reader even where other programs may pass over them.
pub(super) fn is_known(word: &str) -> bool {
    matches!(
        word,
        "fldinst" | "shpinst" | "shppict" | "annotation" | "footnote" | "listtext" | "pntext"
    ) || word == "dptxbxtext"
}
