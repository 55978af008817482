//! Which parts a file has and how they belong together. docx-rs would add
//! parts for lists and comments that nothing here uses, and the one for lists
//! is not what the schema allows.

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument";

/// Parts that the document relies on, without the folder and the ending.
const OF_DOCUMENT: [&str; 3] = ["styles", "settings", "fontTable"];

/// The name of a footer, counted from 0, without its ending.
pub(super) fn footer(index: usize) -> String {
    format!("footer{}", index + 1)
}

/// `[Content_Types].xml`.
pub(super) fn types(n_footers: usize) -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/{name}.xml\" ContentType=\"{kind}+xml\"/>")
    };
    let word = |name: &str, kind: &str| {
        part(&format!("word/{name}"), &format!("{DOCUMENT}.wordprocessingml.{kind}"))
    };
    let mut parts = vec![
        word("document", "document.main"),
        part("docProps/core", "application/vnd.openxmlformats-package.core-properties"),
        part("docProps/app", &format!("{DOCUMENT}.extended-properties")),
    ];
    parts.extend(OF_DOCUMENT.map(|name| word(name, name)));
    parts.extend((0..n_footers).map(|index| word(&footer(index), "footer")));
    format!(
        "{HEAD}<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

/// `_rels/.rels`.
pub(super) fn of_package() -> String {
    let core = format!("{RELATIONS}/metadata/core-properties");
    relations(&[
        ("rId1".to_owned(), format!("{OFFICE}/officeDocument"), "word/document.xml".to_owned()),
        ("rId2".to_owned(), core, "docProps/core.xml".to_owned()),
        ("rId3".to_owned(), format!("{OFFICE}/extended-properties"), "docProps/app.xml".to_owned()),
    ])
}

/// `word/_rels/document.xml.rels`. The footers have the names by which the
/// body that docx-rs writes refers to them.
pub(super) fn of_document(n_footers: usize) -> String {
    let own = (1..)
        .zip(OF_DOCUMENT)
        .map(|(id, name)| (format!("rId{id}"), format!("{OFFICE}/{name}"), format!("{name}.xml")));
    let footers = (0..n_footers).map(|index| {
        let id = format!("rIdFooter{}", index + 1);
        (id, format!("{OFFICE}/footer"), format!("{}.xml", footer(index)))
    });
    relations(&own.chain(footers).collect::<Vec<_>>())
}

fn relations(all: &[(String, String, String)]) -> String {
    let one = |(id, kind, target): &(String, String, String)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.iter().map(one).collect();
    format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>")
}
