//! Where the documents that rules cite can be read: data from `catalogue/sources.toml`.
//!
//! A rule's source is a list such as `BR 6.1.2, 4.9.1.1, RFC 2986 4.2`; a citation that begins with a digit is another
//! section of the document before it, and what names no known document goes on with the citation before it.

use std::{borrow::Cow, sync::LazyLock};

use serde::Deserialize;

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let file: Option<File> = toml::from_str(include_str!("../../../catalogue/sources.toml")).ok();
    file.map(|file| file.document).unwrap_or_default()
});

/// One citation of a rule's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// As it stands in the source, with its document: `BR 4.9.1.1`.
    pub text: String,
    /// What the document is called, when it is known.
    pub document: Option<&'static str>,
    /// Where it can be read, when that is known.
    pub url: Option<String>,
}

/// The citations of a rule's source, in its order.
pub fn citations(source: &str) -> Vec<Citation> {
    let mut whole: Vec<Cow<'_, str>> = Vec::new();
    for part in source.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        match whole.last_mut() {
            Some(before) if part.starts_with(|c: char| c.is_ascii_digit()) => {
                let document = before.split(' ').next().unwrap_or_default();
                let words = before.split(' ').take(if document == "RFC" { 2 } else { 1 });
                let section = format!("{} {part}", words.collect::<Vec<_>>().join(" "));
                whole.push(section.into());
            }
            // A sentence with a comma in it is one citation.
            Some(before) if Document::of(part).is_none() => *before = format!("{before}, {part}").into(),
            _ => whole.push(part.into()),
        }
    }
    let cite = |text: Cow<'_, str>| {
        let document = Document::of(&text);
        let (name, url) = (document.map(|d| d.name.as_str()), document.and_then(|d| d.url(&text)));
        Citation { text: text.into_owned(), document: name, url }
    };
    whole.into_iter().map(cite).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    document: Vec<Document>,
}

/// A document. The day its address was looked at is required of whoever edits the file, and stays there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    prefix: String,
    name: String,
    /// None for what this shop itself decides.
    #[serde(default)]
    url: Option<String>,
    #[serde(rename = "as_of")]
    _as_of: String,
}

impl Document {
    fn of(citation: &str) -> Option<&'static Self> {
        let fitting = DOCUMENTS.iter().filter(|document| citation.starts_with(&document.prefix));
        fitting.max_by_key(|document| document.prefix.len())
    }

    /// The address with the citation's words in their places.
    fn url(&self, citation: &str) -> Option<String> {
        let words = citation.get(self.prefix.len()..).unwrap_or_default().split_whitespace();
        let words: Vec<&str> =
            words.map(|word| word.trim_start_matches('§')).filter(|word| *word != "section").collect();
        let mut url = self.url.clone()?;
        for (place, at) in [("{1}", 0), ("{2}", 1)] {
            match words.get(at) {
                Some(word) => url = url.replace(place, word),
                None if url.contains(place) => url.truncate(url.find('#').unwrap_or(url.len())),
                None => {}
            }
        }
        Some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lint, rules};

    #[test]
    fn citations_lead_to_their_documents() {
        let br = "https://cabforum.org/working-groups/server/baseline-requirements/requirements/";
        let rfc = "https://www.rfc-editor.org/rfc/rfc";
        for (source, wanted) in [
            ("BR 6.1.5", vec![("BR 6.1.5", br.to_owned())]),
            ("BR one, two", vec![("BR one, two", br.to_owned())]),
            ("BR 6.1.2, 4.9.1.1", vec![("BR 6.1.2", br.to_owned()), ("BR 4.9.1.1", br.to_owned())]),
            (
                "RFC 5280 §4.2.1.3, 4.2.2, RFC 2986 section 4.2; RFC 7468",
                vec![
                    ("RFC 5280 §4.2.1.3", format!("{rfc}5280#section-4.2.1.3")),
                    ("RFC 5280 4.2.2", format!("{rfc}5280#section-4.2.2")),
                    ("RFC 2986 section 4.2", format!("{rfc}2986#section-4.2")),
                    ("RFC 7468", format!("{rfc}7468")),
                ],
            ),
        ] {
            let found = citations(source);
            let found: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.url.clone().unwrap_or_default())).collect();
            assert_eq!(found, wanted, "{source}");
        }
        assert_eq!(citations("product: names come from the form")[0].url, None, "the shop's own rule");
        assert_eq!(citations("an oral tradition")[0].document, None);
    }

    #[test]
    fn every_source_of_a_rule_is_a_known_document() {
        let requests = rules::ALL.iter().map(|rule| (rule.code, rule.source));
        for (code, source) in requests.chain(lint::ALL.iter().map(|rule| (rule.code, rule.source))) {
            let unknown: Vec<_> = citations(source).into_iter().filter(|cited| cited.document.is_none()).collect();
            assert!(unknown.is_empty() && !source.is_empty(), "{code}: {unknown:?}");
        }
    }
}
