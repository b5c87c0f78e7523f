//! The verbs without a screen: what they print, on which stream, and with which exit status.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::support::house::House;
use crate::support::output::{err, json_lines, out, status};

const NOTE: &str =
    "---\ntitle: A note\ndate: 2024-03-15\nsource: The desk\n---\n\nFive words are in here.\n";

fn furnished() -> House {
    let house = House::new();
    house.document("note.md", NOTE);
    house.document("plain.txt", "Plain words\n\nThe missile flew 300 km.\r\n");
    house
}

#[test]
fn text_prints_the_canonical_text() {
    let house = furnished();
    let output = house.run(&["text", "documents/plain.txt"]);
    assert_eq!((status(&output), err(&output)), (0, String::new()));
    assert_eq!(out(&output), "Plain words\n\nThe missile flew 300 km.\n");
}

#[test]
fn text_as_json_tells_blocks_cells_and_notes() {
    let house = House::new();
    house.document(
        "paper.md",
        "# Ränge\n\nAbout 190 miles[^1], said he.\n\n| System | Range |\n|---|---|\n| Älpha | 300 km |\n\n\
         - an item\n\n[^1]: Hearing of May.\n",
    );
    let text = out(&house.run(&["text", "documents/paper.md"]));
    let output = house.run(&["text", "documents/paper.md", "--json"]);
    let lines = json_lines(&output);
    assert_eq!((status(&output), &lines[0]["kind"]), (0, &Value::from("document")));
    assert_eq!(lines[0]["blocks"], lines.len() - 1);
    let scalars: Vec<char> = text.chars().collect();
    let place = |at: &Value| -> String {
        let number = |key: &str| usize::try_from(at[key].as_u64().unwrap()).unwrap();
        scalars[number("begin")..number("end")].iter().collect()
    };
    let blocks = &lines[1..];
    assert!(blocks.iter().all(|block| block["text"] == place(block)), "{blocks:?}");
    let kinds: Vec<_> = blocks.iter().map(|block| block["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["heading", "paragraph", "row", "row", "item", "note"]);
    assert_eq!((blocks[0]["level"].as_u64(), &blocks[2]["header"]), (Some(1), &true.into()));
    let cells: Vec<_> = blocks[3]["cells"].as_array().unwrap().iter().map(place).collect();
    assert_eq!(cells, ["Älpha", "300 km"]);
    let note = &blocks[1]["notes"][0];
    assert_eq!((place(note).as_str(), note["block"].as_u64()), ("[1]", Some(5)));
    assert_eq!((&blocks[4]["marker"], &blocks[5]["marker"]), (&"-".into(), &"[1]".into()));
}

#[test]
fn text_reads_standard_input() {
    let house = furnished();
    let mut program = house.program(&["text", "-"]);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"From a pipe\n\nWith words.\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), out(&output).as_str()), (0, "From a pipe\n\nWith words.\n"));
}

#[test]
fn what_cannot_be_read_is_a_sentence_and_status_two() {
    let house = furnished();
    house
        .document("empty.txt", "")
        .document("paper.pdf", "%PDF-1.7\n")
        .document("b.txt", [0, 1, 2]);
    for (name, words) in [
        ("gone.txt", "does not exist"),
        ("empty.txt", "empty file"),
        ("paper.pdf", "damaged"),
        ("b.txt", "binary"),
    ] {
        let output = house.run(&["text", &format!("documents/{name}")]);
        assert_eq!((status(&output), out(&output).as_str()), (2, ""), "{name}");
        let said = err(&output);
        assert!(said.starts_with("briefbook: ") && said.lines().count() == 1, "{said}");
        assert!(said.contains(words) && said.contains(name), "{name}: {said}");
    }
}

#[test]
fn list_as_json_has_the_fields_of_the_contract() {
    let house = furnished();
    let output = house.run(&["list", "--json", "documents"]);
    assert_eq!((status(&output), err(&output)), (0, String::new()));
    let rows = json_lines(&output);
    assert_eq!(rows.len(), 2);
    let note = rows.iter().find(|row| row["title"] == "A note").unwrap();
    assert!(Path::new(note["path"].as_str().unwrap()).ends_with("documents/note.md"));
    assert_eq!((&note["date"], &note["source"]), (&"2024-03-15".into(), &"The desk".into()));
    assert_eq!((&note["words"], &note["read"]), (&5.into(), &false.into()));
    assert!(note["format"].is_string());
    let plain = rows.iter().find(|row| row["title"] == "Plain words").unwrap();
    assert_eq!((&plain["date"], &plain["source"]), (&Value::Null, &Value::Null));
    assert!(rows.iter().all(|row| row.get("error").is_none()));
}

#[test]
fn list_for_people_is_a_line_a_document() {
    let house = furnished();
    let output = house.run(&["list", "documents"]);
    let said = out(&output);
    assert_eq!((status(&output), said.lines().count()), (0, 2));
    assert!(said.contains("A note, The desk (") && said.contains("2024-03-15"), "{said}");
}

#[test]
fn list_names_the_unreadable_on_stderr_with_status_three() {
    let house = furnished();
    house.document("paper.pdf", "%PDF-1.7\n");
    let output = house.run(&["list", "--json", "documents"]);
    assert_eq!(status(&output), 3);
    let rows = json_lines(&output);
    assert_eq!(rows.len(), 3);
    let bad = rows.iter().find(|row| row.get("error").is_some()).unwrap();
    assert!(bad["path"].as_str().unwrap().ends_with("paper.pdf"));
    assert!(bad["error"].as_str().unwrap().contains("damaged"));
    assert!(err(&output).contains("paper.pdf"), "each is named on stderr: {}", err(&output));
}

#[test]
fn list_of_nothing_has_status_one_of_what_is_not_there_two() {
    let house = House::new();
    let output = house.run(&["list", "documents"]);
    assert_eq!((status(&output), out(&output).as_str()), (1, ""));
    let output = house.run(&["list", "nowhere"]);
    assert_eq!((status(&output), out(&output).as_str()), (2, ""));
    assert!(err(&output).contains("nowhere"));
}

#[test]
fn list_without_a_path_looks_into_the_current_folder() {
    let house = furnished();
    let output = house.program(&["list"]).current_dir(house.documents()).output().unwrap();
    assert_eq!((status(&output), out(&output).lines().count()), (0, 2));
}

#[test]
fn wrong_usage_has_status_two_and_help_and_version_zero() {
    let house = furnished();
    for words in [
        &["--nonsense"][..],
        &["--width", "3", "documents"],
        &["--theme", "pink"],
        &["config", "eat"],
    ] {
        let output = house.run(words);
        assert_eq!((status(&output), out(&output).as_str()), (2, ""), "{words:?}");
        assert!(err(&output).contains("error"), "{words:?}");
    }
    for words in ["--help", "--version", "-h", "-V"] {
        let output = house.run(&[words]);
        assert_eq!((status(&output), err(&output).as_str()), (0, ""), "{words}");
        assert!(out(&output).contains("briefbook"));
    }
}

#[test]
fn config_path_names_both_files() {
    let house = furnished();
    let output = house.run(&["config", "path"]);
    let said = out(&output);
    assert_eq!(status(&output), 0);
    assert!(
        said.contains("config/briefbook/config.toml")
            && said.contains("config/briefbook/keys.toml")
    );
    let output = house.run(&["config", "path", "--config", "mine.toml"]);
    assert!(out(&output).starts_with("mine.toml\n"), "{}", out(&output));
}

#[test]
fn config_init_writes_a_file_that_is_in_order_and_never_twice() {
    let house = furnished();
    assert_eq!(status(&house.run(&["config", "init"])), 0);
    let file = house.path("config/briefbook/config.toml");
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.contains("width") && written.contains("theme"));
    assert_eq!(status(&house.run(&["config", "check"])), 0);
    let again = house.run(&["config", "init"]);
    assert_eq!(status(&again), 2);
    assert!(err(&again).contains("already"));
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
}

#[test]
fn config_init_writes_nothing_where_nothing_may_be_written() {
    let house = furnished();
    assert_eq!(status(&house.run(&["config", "init", "--no-write"])), 2);
    assert_eq!(house.files("config"), []);
}

#[test]
fn mistakes_in_settings_are_told_with_file_line_key_and_the_nearest() {
    let house = furnished();
    house.setting("config.toml", "theme = \"drak\"\nwidht = 80\nwidth = 5000\n");
    house.setting("keys.toml", "[page]\nx = \"nxt-unread\"\n[lits]\nj = \"down\"\n");
    let output = house.run(&["config", "check"]);
    assert_eq!(status(&output), 1);
    let said = out(&output);
    let line = |file: &str, words: &[&str]| {
        said.lines().any(|line| line.contains(file) && words.iter().all(|w| line.contains(w)))
    };
    assert!(line("config.toml", &["line 1", "theme", "dark"]), "{said}");
    assert!(line("config.toml", &["line 2", "widht", "width"]), "{said}");
    assert!(line("config.toml", &["line 3", "width"]), "{said}");
    assert!(line("keys.toml", &["line 2", "next-unread"]), "{said}");
    assert!(line("keys.toml", &["line 3", "list"]), "{said}");
}

#[test]
fn a_settings_file_asked_for_must_be_there() {
    let house = furnished();
    let output = house.run(&["config", "check", "--config", "gone.toml"]);
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("gone.toml"), "{}", out(&output));
}

#[test]
fn keys_are_listed_for_people_and_programs_with_the_users_own() {
    let house = furnished();
    house.setting("keys.toml", "[all]\n\"Alt-w\" = \"quit\"\n");
    let output = house.run(&["keys"]);
    assert_eq!(status(&output), 0);
    let listed = out(&output);
    assert!(listed.lines().any(|line| line.contains("Alt-w ") && line.contains("  quit ")));
    let marks = |line: &str| line.starts_with("| ") && line.ends_with('|') || line.contains('`');
    assert!(!listed.lines().any(marks), "no marks of a table: {listed}");
    let columns = listed.lines().filter_map(|line| line.find("  half-page-"));
    assert_eq!(columns.collect::<std::collections::BTreeSet<_>>().len(), 1, "{listed}");
    let rows = json_lines(&house.run(&["keys", "--json"]));
    let quit = rows.iter().find(|row| row["action"] == "quit").unwrap();
    assert!(quit["keys"].as_array().unwrap().contains(&"Alt-w".into()));
    assert!(quit["says"].is_string() && quit["context"] == "all");
}

#[test]
fn completions_and_the_manual_come_for_every_shell() {
    let house = furnished();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = house.run(&["completions", shell]);
        assert_eq!(status(&output), 0, "{shell}");
        assert!(out(&output).contains("briefbook"), "{shell}");
    }
    let manual = house.run(&["man"]);
    assert!(status(&manual) == 0 && out(&manual).contains(".TH briefbook"));
}

#[test]
fn the_manual_has_keys_files_variables_and_exit_states() {
    let house = furnished();
    let manual = out(&house.run(&["man"]));
    for section in ["KEYS", "FILES", "ENVIRONMENT", "EXIT STATUS"] {
        assert!(
            manual.contains(&format!("\n.SH {section}\n"))
                || manual.contains(&format!("\n.SH \"{section}\"\n")),
            "{section}"
        );
    }
    for words in ["Half a page down", "config.toml", "keys.toml", "NO\\_COLOR", "129"] {
        let plain = words.replace("\\_", "_");
        assert!(manual.contains(&plain), "{plain}");
    }
    let rows = json_lines(&house.run(&["keys", "--json"])).len();
    let keys = manual.split(".SH KEYS").nth(1).unwrap();
    assert!(keys.matches("\n.TP\n").count() >= rows, "every key has its entry");
    assert!(!keys.lines().any(|line| line.starts_with('\'')), "no line is taken for a request");
}

#[test]
fn keys_that_stand_in_each_others_way_are_told_by_the_check() {
    let house = furnished();
    house.setting("keys.toml", "[all]\ng = \"quit\"\n[list]\njx = \"up\"\n[layout]\nab = \"c\"\n");
    let output = house.run(&["config", "check"]);
    assert_eq!(status(&output), 1);
    let said = out(&output);
    assert!(said.contains("`g` hides") && said.contains("line 2 of"), "{said}");
    assert!(said.contains("`jx` can never be reached"), "{said}");
    assert!(said.contains("`ab` is not one letter"), "{said}");
    assert!(said.lines().all(|line| line.starts_with('`')), "what is wrong comes first: {said}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let house = furnished();
    let words: String = "Words that fill the pipe and more.\n".repeat(10_000);
    house.document("long.txt", words);
    for n in 0..300 {
        house.document(format!("{n}.txt"), format!("Paper {n}\n\nWords.\n"));
    }
    for words in [
        &["text", "documents/long.txt"][..],
        &["list", "documents"],
        &["list", "--json", "documents"],
    ] {
        let mut program = house.program(words);
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""), "{words:?}");
    }
}

#[test]
fn a_full_disk_is_told() {
    let house = furnished();
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let output = house.program(&["text", "documents/note.md"]).stdout(full).output().unwrap();
    assert_eq!(status(&output), 2);
    assert_eq!(err(&output).lines().count(), 1);
}

#[test]
fn the_verbs_write_nothing_into_the_house() {
    let house = furnished();
    let before = house.files("");
    for words in [
        &["list", "documents"][..],
        &["text", "documents/note.md"],
        &["keys"],
        &["config", "check"],
    ] {
        house.run(words);
    }
    assert_eq!(house.files(""), before);
}

#[test]
fn words_that_stand_twice_are_marked_only_where_one_says() {
    let house = furnished();
    house.document("twice.txt", "Twice\n\nIt flies 300 km.\n\nIt flies 300 km or more.\n");
    let add = |more: &[&str]| {
        let words = ["bookmarks", "add", "documents/twice.txt", "--quote", "flies 300 km"];
        house.run(&[&words, more].concat())
    };
    let output = add(&[]);
    assert_eq!((status(&output), out(&output)), (2, String::new()));
    let said = err(&output);
    assert!(said.contains("twice; nothing was marked") && said.lines().count() == 3, "{said}");
    assert!(said.contains("--occurrence 2 (¶ 3): …"), "{said}");
    assert!(house.files("data").is_empty());
    assert_eq!(status(&add(&["--occurrence", "2"])), 0);
    let listed = json_lines(&house.run(&["bookmarks", "list", "--json"]));
    assert_eq!((listed.len(), &listed[0]["begin"]), (1, &Value::from(28)));
}

#[test]
fn the_doctor_says_of_each_layer_whether_it_holds_the_parsers() {
    let output = furnished().run(&["doctor"]);
    assert_eq!(status(&output), 0);
    for layer in ["Landlock", "A filter of system calls (seccomp)"] {
        let said = |words: &str| err(&output).contains(&format!("briefbook: {layer} {words}"));
        assert!(said("holds the parsers: they") || said("does not hold the parsers, because"));
    }
    // Whether the kernel has one is in the state of every process.
    let own = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let possible = err(&output).contains("can read files");
    assert_eq!(possible, !own.contains("\nSeccomp:"), "{}", err(&output));
}

#[test]
fn the_doctor_finds_documents_that_were_renamed() {
    let house = furnished();
    let quote = ["bookmarks", "add", "documents/plain.txt", "--quote", "The missile flew 300 km"];
    assert_eq!(status(&house.run(&quote)), 0);
    assert_eq!(status(&house.run(&["doctor"])), 0);
    let (old, new) = (house.documents().join("plain.txt"), house.documents().join("new name.txt"));
    fs::rename(old, &new).unwrap();
    let output = house.run(&["doctor"]);
    assert_eq!(status(&output), 1);
    assert!(out(&output).contains("new name.txt is the same file"), "{}", out(&output));
    fs::create_dir(house.path("elsewhere")).unwrap();
    let text = fs::read_to_string(&new).unwrap().replace("Plain", "Other");
    fs::remove_file(new).unwrap();
    fs::write(house.path("elsewhere/c.txt"), text).unwrap();
    assert!(!out(&house.run(&["doctor"])).contains("c.txt"));
    let output = house.run(&["doctor", "elsewhere"]);
    assert!(out(&output).contains("Their passages stand in"), "{}", out(&output));
}

/// A house with three papers.
fn library() -> House {
    let house = House::new();
    house.document("a.txt", "Paper one\n\nATACMS and Taurus stand here, Thành phố Đà Lạt too.\n");
    house.document("b.txt", "Paper two\n\nATACMS missiles stand here. 신형 탄도미사일을 보았다.\n");
    house.document(
        "c.md",
        "---\ntitle: Three\ndate: 2025-03-01\nauthor: Zoë Łuk\n---\n\nA missile.\n",
    );
    house
}

/// The names of the documents that a search finds, in order.
fn searched(house: &House, query: &str) -> (Vec<String>, String) {
    let output = house.run(&["search", query, "documents", "--json"]);
    let name = |line: &Value| {
        let path = Path::new(line["path"].as_str().unwrap());
        path.file_name().unwrap().to_str().unwrap().to_owned()
    };
    (json_lines(&output).iter().map(name).collect(), err(&output))
}

#[test]
fn a_search_understands_what_is_typed_everywhere_or_explains_it() {
    let house = library();
    for (query, expected) in [
        ("ATACMS NOT Taurus", &["b.txt"][..]),
        ("ATACMS –Taurus", &["b.txt"]),
        ("ATACMS AND Taurus", &["a.txt"]),
        ("date:>2024", &["c.md"]),
        ("date:<=2025-03", &["c.md"]),
        ("author:luk", &["c.md"]),
        ("missile", &["c.md", "b.txt"]),
        ("\"missile\"", &["c.md"]),
        ("missl*", &[]),
        ("missi*", &["c.md", "b.txt"]),
        ("misile~1", &["c.md"]),
        ("da lat", &["a.txt"]),
        ("미사일", &["b.txt"]),
    ] {
        let (found, told) = searched(&house, query);
        assert_eq!(found, expected, "{query}");
        let none = "briefbook: nothing fits in 3 documents\n";
        assert_eq!(told, if expected.is_empty() { none } else { "" }, "{query}");
    }
    for (query, told) in [
        ("ATACMS OR (Taurus Storm)", "Brackets do not group"),
        ("foo:bar", "foo: is no field."),
        ("mis*ile", "* stands at the end of a word only"),
        ("!taurus", "Write -taurus or NOT taurus"),
        ("ATACMS NOT", "A word must follow NOT."),
        ("--taurus", "Write -taurus or NOT taurus"),
        ("ATACMS not Taurus", "not is looked for as a word; write NOT for the operator"),
        ("ATACMS or Taurus", "or is looked for as a word; write OR for the operator"),
        ("ATACMS \"storm", "in \"storm: The quotation mark is not closed."),
    ] {
        assert!(searched(&house, query).1.contains(told), "{query}: {}", searched(&house, query).1);
    }
}

#[test]
fn the_setting_for_stems_is_kept_by_the_search() {
    let house = library();
    fs::create_dir_all(house.path("config/briefbook")).unwrap();
    fs::write(house.path("config/briefbook/config.toml"), "[search]\nstems = \"none\"\n").unwrap();
    assert_eq!(searched(&house, "missile").0, ["c.md"]);
    assert_eq!(status(&house.run(&["config", "check"])), 0);
}

#[test]
fn a_message_quotes_a_query_of_any_length_in_one_line() {
    let house = library();
    for query in ["range:".to_owned() + &"x".repeat(1_000), "word ".repeat(24_000)] {
        let told = searched(&house, &query).1;
        assert!(!told.is_empty() && told.lines().all(|line| line.len() < 300), "{}", told.len());
    }
}

#[test]
fn a_verb_with_a_slip_of_the_pen_is_told() {
    let house = library();
    let told = err(&house.run(&["factts", "documents"]));
    assert!(told.contains("factts does not exist; did you mean `briefbook facts`?"), "{told}");
    let told = err(&house.run(&["elsewhere.txt"]));
    assert!(told.contains("elsewhere.txt does not exist") && !told.contains("mean"), "{told}");
}

#[test]
fn config_check_tells_of_no_way_out_and_of_names_that_cannot_be_read() {
    let house = House::new();
    house.setting("keys.toml", "[all]\n\"Q\" = \"down\"\n\"<C-c>\" = \"down\"\n\":\" = \"down\"\n");
    house.setting("names.toml", "[[section]]\nsource = ");
    let output = house.run(&["config", "check"]);
    let said = out(&output);
    assert_eq!(status(&output), 1, "{said}");
    assert!(said.contains("keys.toml, line 3: Ctrl-c always ends the program"), "{said}");
    assert!(said.contains("no key is left that ends the program"), "{said}");
    assert!(said.contains("names.toml: ") && said.contains("its names are not used"), "{said}");
}

#[test]
fn a_bookmark_of_a_file_whose_name_is_not_utf_8_is_listed_without_loss() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let house = House::new();
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    house.document(name, "Title\n\nThe missile flew.\n");
    let path = Path::new("documents").join(name);
    let words = ["bookmarks", "add"].map(OsStr::new);
    let add: Vec<&OsStr> = words.into_iter().chain([path.as_os_str()]).collect();
    let add = [&add[..], &["--quote", "missile"].map(OsStr::new)].concat();
    assert_eq!(status(&house.run(&add)), 0);
    let [row] = &json_lines(&house.run(&["bookmarks", "list", "--json"]))[..] else { panic!() };
    assert!(row["path"].as_str().unwrap().ends_with("documents/caf\\xE9.txt"), "{row}");
    assert!(row["path_hex"].as_str().unwrap().ends_with("636166e92e747874"), "{row}");
}

#[test]
fn a_text_too_large_for_memory_is_read_in_parts() {
    let house = House::new();
    let line = "A line of a log that says little and goes on.\n".repeat(20_000) + "\n";
    let file = fs::File::create(house.documents().join("log.txt")).unwrap();
    let mut file = std::io::BufWriter::new(file);
    for _ in 0..(97 << 20) / line.len() + 1 {
        file.write_all(line.as_bytes()).unwrap();
    }
    file.write_all(b"The very last line.\n").unwrap();
    drop(file);
    let last = house.run(&["text", "documents/log.txt/part-3"]);
    assert_eq!(status(&last), 0, "{}", err(&last));
    assert!(out(&last).trim_end().ends_with("The very last line."));
    let none = house.run(&["text", "documents/log.txt/part-4"]);
    assert_eq!(status(&none), 2);
}

#[test]
fn an_empty_result_says_why_on_standard_error() {
    let house = House::new();
    house.settled_document("a.txt", "Nothing of note.\n");
    std::fs::create_dir(house.path("empty")).unwrap();
    for (words, why) in [
        (&["search", "kinzhal", "documents"][..], "nothing fits in the one document"),
        (&["list", "empty"], "no documents are here"),
        (&["timeline", "empty"], "no documents are here"),
        (&["timeline", "--json", "empty"], "no documents are here"),
        (&["facts", "--ranges", "empty"], "no ranges of weapons are stated"),
        (&["search", "missile", "empty"], "no documents are here"),
        (&["facts", "documents"], "no weapons, ranges or actors are found"),
        (&["facts", "--ranges", "documents"], "no ranges of weapons are stated"),
        (&["statements", "documents"], "no ranges of weapons are stated"),
        (&["disputes", "documents"], "no two sources contradict each other"),
        (&["timeline", "--by", "month", "documents"], "no document says the month of its date"),
        (&["places", "documents"], "no places are found"),
        (&["structure", "documents"], "nothing of how briefings are made is found"),
        (&["bookmarks", "list"], "no bookmarks are kept"),
        (&["bookmarks", "export", "markdown"], "no bookmarks are kept"),
        (&["corrections", "list"], "nothing is corrected"),
        (&["index", "clear", "empty"], "no index of this is kept"),
    ] {
        let output = house.run(words);
        assert_eq!(status(&output), 1, "{words:?}");
        assert!(err(&output).contains(why), "{words:?}: {}", err(&output));
    }
}

/// Four documents on one weapon; the last is a reprint of the first.
fn quarrel() -> House {
    let house = House::new();
    let of = |source: &str, date: &str, words: &str| {
        format!("---\ntitle: Note\nsource: {source}\ndate: {date}\n---\n\n# Note\n\n{words}\n")
    };
    let wire = "The Storm Shadow missile was shown to visitors on the second day of the fair in the \
                north hall. The missile has a range of 560 km, and nobody in the hall doubted it.";
    let post = "The Storm Shadow missile has a range of 250 km.";
    let more = "The Storm Shadow missile has a range of more than 240 km.";
    house.settled_document("a.md", of("Lake Wire", "2023-05-02", wire));
    house.settled_document("b.md", of("Harbour Post", "2023-05-09", post));
    house.settled_document("c.md", of("Maker", "2023-05-11", more));
    house.settled_document("d.md", of("Evening Sheet", "2023-05-12", wire));
    house
}

#[test]
fn disputes_are_told_with_both_sides_and_a_reason() {
    let house = quarrel();
    let output = house.run(&["disputes", "documents"]);
    let said = out(&output);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert_eq!(said.lines().next(), Some("Storm Shadow"));
    assert_eq!(said.matches("explains both").count(), 1, "a reprint counts once: {said}");
    assert!(said.contains("Lake Wire (2023-05-02) says “560 km”; Harbour Post"), "{said}");
    assert!(said.contains("a.md") && said.contains("b.md") && !said.contains("d.md"), "{said}");
    let output = house.run(&["disputes", "--json", "documents"]);
    let row = &json_lines(&output)[0];
    assert_eq!((&row["ent"], &row["disputed"]), (&"storm-shadow".into(), &true.into()));
    let mut verdicts: Vec<&str> =
        row["pairs"].as_array().unwrap().iter().map(|p| p["verdict"].as_str().unwrap()).collect();
    verdicts.sort_unstable();
    assert_eq!(verdicts, ["compatible", "compatible", "conflict"]);
}

#[test]
fn the_timeline_tells_gaps_and_adds_up() {
    let house = quarrel();
    house.settled_document("e.md", "---\ndate: 2023-08\n---\n\nNothing of note.\n");
    let output = house.run(&["timeline", "--by", "month", "documents"]);
    let said = out(&output);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(said.contains("4 documents, 4 ranges"), "{said}");
    assert!(said.contains("2023-06 to 2023-07  nothing"), "{said}");
    let output = house.run(&["timeline", "--by", "day", "--json", "documents"]);
    let rows = json_lines(&output);
    let sum: u64 = rows.iter().map(|row| row["documents"].as_u64().unwrap()).sum();
    assert_eq!(sum, 5);
    assert_eq!(rows.last().unwrap()["from"], serde_json::Value::Null, "not by its day");
    let csv = out(&house.run(&["timeline", "--csv", "documents"]));
    assert!(csv.starts_with("from,to,documents,ranges\r\n"), "{csv}");
}

#[test]
fn places_are_told_with_where_they_lie_and_why_or_that_it_is_not_said() {
    let house = House::new();
    let words = "Russian missiles hit Kharkiv in Ukraine. A plant in Springfield, Ohio, makes shells. \
        Officials met in Tripoli.\n";
    house.settled_document("a.txt", words);
    let output = house.run(&["places", "documents"]);
    let said = out(&output);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(said.contains("Springfield, Ohio, United States (39.92 N, 83.81 W)"), "{said}");
    assert!(said.contains("its country or region stands beside it"), "{said}");
    assert!(said.contains("ambiguous, in 1 document: Tripoli, "), "{said}");
    let rows = json_lines(&house.run(&["places", "--json", "documents"]));
    let of = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!(of("Kharkiv")["located"][0]["country"], "Ukraine");
    assert_eq!(of("Tripoli")["standing"], "ambiguous");
    assert!(of("Tripoli")["candidates"].as_array().unwrap().len() > 1);
    let csv = out(&house.run(&["places", "--csv", "documents"]));
    assert!(csv.starts_with("name,kind,times,documents,standing,"), "{csv}");
    assert!(csv.contains(",39.924,-83.809,"), "a number is no formula: {csv}");
    let geojson = &json_lines(&house.run(&["places", "--geojson", "documents"]))[0];
    assert_eq!(geojson["type"], "FeatureCollection");
    let features = geojson["features"].as_array().unwrap();
    assert!(features.iter().all(|feature| feature["properties"]["name"] != "Tripoli"));
    let point = features.iter().find(|f| f["properties"]["name"] == "Springfield").unwrap();
    assert_eq!(point["geometry"]["coordinates"][0], -83.809);
}

#[test]
fn where_nobody_disagrees_disputes_say_so() {
    let house = quarrel();
    std::fs::remove_file(house.documents().join("b.md")).unwrap();
    let output = house.run(&["disputes", "documents"]);
    assert_eq!((status(&output), out(&output).as_str()), (1, ""));
    assert!(err(&output).contains("no two sources contradict each other"), "{}", err(&output));
}
