//! What a page refers to insecurely: a small reader of HTML that looks for URLs and nothing else.
//!
//! It goes through tags, comments, scripts and style sheets as the HTML standard's tokenizer does, without building a
//! tree. What scripts load later is not seen. Pure, and one pass over the bytes.

use url::Url;

use crate::evidence::Reference;

/// References read of one page.
const REFERENCES_MAX: usize = 500;

/// Characters kept of a URL.
const URL_MAX: usize = 400;

/// What was found in a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// References to `http:` and `ws:`.
    pub(super) insecure: Vec<Reference>,
    /// Frames over `https:`, to be read too.
    pub(super) frames: Vec<String>,
}

/// Attributes that hold a URL, by element; `*` is any element. `srcset` holds several.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("a", "href"),
    ("area", "href"),
    ("audio", "src"),
    ("base", "href"),
    ("button", "formaction"),
    ("embed", "src"),
    ("form", "action"),
    ("frame", "src"),
    ("iframe", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "formaction"),
    ("input", "src"),
    ("link", "href"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("video", "poster"),
    ("video", "src"),
    ("*", "background"),
    ("*", "style"),
];

/// Reads a page that came from `page`.
pub(super) fn read(page: &Url, body: &[u8]) -> Found {
    let text = String::from_utf8_lossy(body);
    let mut reader = Reader { page, base: page.clone(), found: Found::default(), rest: &text, line: 1 };
    while reader.found.insecure.len() < REFERENCES_MAX && reader.step() {}
    reader.found
}

struct Reader<'a> {
    page: &'a Url,
    base: Url,
    found: Found,
    rest: &'a str,
    line: u32,
}

impl<'a> Reader<'a> {
    /// Goes to the next tag or comment and past it; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(start) = self.rest.find('<') else { return false };
        self.skip(start);
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.skip(comment.find("-->").map_or(self.rest.len(), |end| end + 7));
        } else if self.rest.get(1..).is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
            self.tag();
        } else {
            self.skip(1);
        }
        true
    }

    fn tag(&mut self) {
        self.skip(1);
        let line = self.line;
        let tag = self.take_while(|c| !c.is_ascii_whitespace() && c != '/' && c != '>').to_ascii_lowercase();
        let attributes = self.attributes();
        let rel = attributes.iter().find(|(name, _)| name == "rel").map(|(_, value)| value.to_ascii_lowercase());
        for (name, value) in &attributes {
            let listed = |row: &&(&str, &str)| (row.0 == tag || row.0 == "*") && row.1 == name;
            if ATTRIBUTES.iter().any(|row| listed(&row)) {
                self.value(&tag, name, rel.as_deref(), value, line);
            }
        }
        if matches!(tag.as_str(), "script" | "style" | "textarea" | "title") {
            self.raw(&tag);
        }
    }

    /// Names in lower case with their values, up to the end of the tag.
    fn attributes(&mut self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        loop {
            self.take_while(|c| c.is_ascii_whitespace() || c == '/');
            if self.rest.is_empty() || self.rest.starts_with('>') {
                self.skip(1);
                return all;
            }
            // A name may begin with `=`, so at least one character is always taken.
            let first = self.rest.chars().next().map_or(0, char::len_utf8);
            let head = self.rest.get(..first).unwrap_or_default();
            self.skip(first);
            let tail = self.take_while(|c| !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '='));
            let name = format!("{head}{tail}").to_ascii_lowercase();
            self.take_while(|c| c.is_ascii_whitespace());
            let mut value = "";
            if self.rest.starts_with('=') {
                self.skip(1);
                self.take_while(|c| c.is_ascii_whitespace());
                match self.rest.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        self.skip(1);
                        value = self.take_while(|c| c != quote);
                        self.skip(1);
                    }
                    _ => value = self.take_while(|c| !c.is_ascii_whitespace() && c != '>'),
                }
            }
            all.push((name, decode(value)));
        }
    }

    /// What is between `<script>` or the like and its end tag is no HTML.
    fn raw(&mut self, tag: &str) {
        let end = format!("</{tag}");
        let ends = |window: &[u8]| window.eq_ignore_ascii_case(end.as_bytes());
        let at = self.rest.as_bytes().windows(end.len()).position(ends).unwrap_or(self.rest.len());
        if tag == "style" {
            let (sheet, line) = (self.rest.get(..at).unwrap_or_default().to_owned(), self.line);
            self.sheet(&sheet, "style", line);
        }
        self.skip(at);
    }

    fn value(&mut self, tag: &str, attr: &str, rel: Option<&str>, value: &str, line: u32) {
        match (tag, attr) {
            ("base", _) => {
                if let Ok(base) = self.page.join(value.trim()) {
                    self.base = base;
                }
            }
            (_, "style") => self.sheet(value, tag, line),
            (_, "srcset") => {
                for candidate in value.split(',').filter_map(|part| part.split_ascii_whitespace().next()) {
                    self.note(tag, attr, rel, candidate, line);
                }
            }
            _ => self.note(tag, attr, rel, value, line),
        }
    }

    /// `url(…)` and `@import "…"` of a style sheet.
    fn sheet(&mut self, sheet: &str, tag: &str, line: u32) {
        let lower = sheet.to_ascii_lowercase();
        for (start, mark) in lower.match_indices("url(").chain(lower.match_indices("@import")) {
            let value = sheet.get(start + mark.len()..).unwrap_or_default().trim_start();
            let quoted = value.strip_prefix(['"', '\'']);
            if mark == "@import" && quoted.is_none() {
                continue;
            }
            let url = quoted.unwrap_or(value).split(['"', '\'', ')', ';']).next().unwrap_or_default();
            let before = sheet.get(..start).unwrap_or_default().matches('\n').count();
            self.note(tag, "url", None, url, line.saturating_add(u32::try_from(before).unwrap_or(0)));
        }
    }

    fn note(&mut self, tag: &str, attr: &str, rel: Option<&str>, value: &str, line: u32) {
        let Ok(url) = self.base.join(value.trim()) else { return };
        match url.scheme() {
            "http" | "ws" => self.found.insecure.push(Reference {
                page: self.page.as_str().chars().take(URL_MAX).collect(),
                line,
                tag: tag.to_owned(),
                attr: attr.to_owned(),
                rel: rel.map(str::to_owned),
                url: url.as_str().chars().take(URL_MAX).collect(),
            }),
            "https" if matches!(tag, "frame" | "iframe") => self.found.frames.push(url.into()),
            _ => {}
        }
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let taken = self.rest.get(..end).unwrap_or_default();
        self.skip(end);
        taken
    }

    /// Goes on by so many bytes, or to the end, and counts lines.
    fn skip(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        let lines = passed.bytes().filter(|octet| *octet == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.rest = rest;
    }
}

/// The character references that occur in URLs.
fn decode(value: &str) -> String {
    let known = [
        ("&#58;", ":"),
        ("&#x3a;", ":"),
        ("&#47;", "/"),
        ("&#x2f;", "/"),
        ("&colon;", ":"),
        ("&sol;", "/"),
        ("&amp;", "&"),
    ];
    known.iter().fold(value.to_owned(), |text, (reference, plain)| text.replace(reference, plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each insecure reference as `line tag attr url`.
    #[track_caller]
    fn check(html: &str, wanted: &[&str]) {
        let found = read(&Url::parse("https://a.example/dir/page").unwrap(), html.as_bytes());
        let seen: Vec<String> =
            found.insecure.iter().map(|one| format!("{} {} {} {}", one.line, one.tag, one.attr, one.url)).collect();
        assert_eq!(seen, wanted, "{html}");
    }

    #[test]
    fn insecure_references_are_found_where_they_are() {
        check("<img src=http://x.example/a.png>", &["1 img src http://x.example/a.png"]);
        check("\n\n<IMG\nSRC = 'http://x.example/a b'>", &["3 img src http://x.example/a%20b"]);
        check("<iframe src=\"http://x.example/\"></iframe>", &["1 iframe src http://x.example/"]);
        check("<script src=http://x.example/a.js></script>", &["1 script src http://x.example/a.js"]);
        check("<link rel=StyleSheet href=http://x.example/a.css>", &["1 link href http://x.example/a.css"]);
        check("<a href=http://x.example>link</a>", &["1 a href http://x.example/"]);
        check("<form action=http://x.example/post>", &["1 form action http://x.example/post"]);
        check(
            "<img srcset='http://x.example/1 1x, /2 2x, http://x.example/3'>",
            &["1 img srcset http://x.example/1", "1 img srcset http://x.example/3"],
        );
        check("<p style='background:url(http://x.example/a)'>", &["1 p url http://x.example/a"]);
        check(
            "<style>\n@import \"http://x.example/a\";\nb{c:url('http://x.example/d')}</style>",
            &["3 style url http://x.example/d", "2 style url http://x.example/a"],
        );
        check("<base href=http://x.example/><img src=a.png>", &["1 img src http://x.example/a.png"]);
        check("<img src=http&#58;//x.example/?a&amp;b>", &["1 img src http://x.example/?a&b"]);
    }

    #[test]
    fn what_is_no_reference_is_passed_over() {
        for html in [
            "",
            "http://x.example/",
            "<!-- <img src=http://x.example> -->",
            "<!-- never closed <img src=http://x.example>",
            "<script>'<img src=http://x.example>'</script>",
            "<script>if (a<b) '<img src=http://x.example>'",
            "<img alt=http://x.example>",
            "<img src=//x.example/a><img src=/b><img src=https://x.example/c><img src=data:,d>",
            "< img src=http://x.example>",
            "<img src=",
            "<img src='http://",
            "<p =>",
        ] {
            check(html, &[]);
        }
    }

    #[test]
    fn frames_are_told_and_many_references_end() {
        let page = Url::parse("https://a.example/").unwrap();
        let found = read(&page, b"<iframe src=/one></iframe><frame src=https://b.example/two>");
        assert_eq!(found.frames, ["https://a.example/one", "https://b.example/two"]);
        assert_eq!(read(&page, "<img src=http://x>".repeat(2_000).as_bytes()).insecure.len(), REFERENCES_MAX);
    }
}
