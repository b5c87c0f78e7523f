//! Where the places lie that documents name.

use super::*;

#[test]
fn places_are_counted_with_where_they_lie() {
    let lexicon = Lexicon::bundled().unwrap();
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap().unwrap();
    for (below, text) in [
        (
            "a.md",
            "Russian missiles hit Kharkiv in Ukraine. A plant in Springfield, Ohio, makes shells.\n",
        ),
        ("b.md", "Ukraine said that Kharkiv was hit again.\n"),
        ("c.md", "Officials met in Springfield, and later in Tripoli.\n"),
    ] {
        writer.put(record(below, text, &lexicon), false).unwrap();
    }
    writer.commit().unwrap();
    assert!(index.refresh().unwrap());
    let places = index.named_places(&Corrections::default()).unwrap();
    let of = |name: &str| places.iter().find(|place| place.name == name).unwrap().clone();
    let kharkiv = of("Kharkiv");
    assert_eq!((kharkiv.documents, kharkiv.without_sign), (2, 0));
    assert_eq!(kharkiv.located[0].documents, 2);
    let springfield = of("Springfield");
    assert_eq!((springfield.documents, springfield.without_sign), (2, 1), "{springfield:?}");
    assert_eq!(springfield.located.len(), 1);
    let tripoli = of("Tripoli");
    assert_eq!((tripoli.located.len(), tripoli.without_sign), (0, 1), "{tripoli:?}");
    let mut corrections = Corrections::default();
    let fact = FactKey { class: "place".into(), id: tripoli.id };
    corrections.add(Correction::Reject { fact });
    let places = index.named_places(&corrections).unwrap();
    assert!(places.iter().all(|place| place.name != "Tripoli"));
    // What was put in comes back, so that a file that was moved keeps its places.
    let place = RootedPath { root: 0, below: "a.md".into() };
    let known = index.record(&place).unwrap().unwrap();
    assert!(known.stored_facts.named.iter().any(|named| !named.at.is_empty()));
}
