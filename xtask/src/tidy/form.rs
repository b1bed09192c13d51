//! The outer form of files: size, white space, and where Japanese may stand.

use super::{File, Tree};
use crate::Complaint;

/// A file that needs more is two files; the style says 600, the rest is for tables that are better left whole.
const LINES_MAX: usize = 800;
/// Larger things are built or fetched, not stored: every clone carries them for ever.
const SIZE_BYTES_MAX: usize = 1024 * 1024;
/// How each language writes money and dates; patterns, not sentences.
const FORMATS: &str = "crates/render/src/text.rs";
/// Text that people here write; other files (certificates, captures, fonts) keep the form they came in.
const WRITTEN: &[&str] = &[
    ".css", ".ftl", ".html", ".js", ".json", ".md", ".mjs", ".py", ".rs", ".sh", ".sql", ".svg", ".toml", ".txt",
    ".yml",
];

/// Judges size, length, white space, banners and letters of every file.
pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    tree.files().flat_map(|file| [size(file), length(file), lines(file), letters(file)].concat()).collect()
}

fn size(file: &File) -> Vec<Complaint> {
    let too_big = file.size_bytes() > SIZE_BYTES_MAX;
    let text = format!("{} bytes; at most {SIZE_BYTES_MAX}", file.size_bytes());
    if too_big { vec![Complaint::new(&file.path, text)] } else { Vec::new() }
}

fn length(file: &File) -> Vec<Complaint> {
    let count = file.text().unwrap_or_default().lines().count();
    let data = ["/tests/data/", "catalogue/", "docs/"].iter().any(|part| file.path.contains(part));
    let made = file.path.ends_with(".snap") || file.path.ends_with("lock") || file.path.ends_with("lock.json");
    if count <= LINES_MAX || data || made || !is_written(file) {
        return Vec::new();
    }
    vec![Complaint::new(&file.path, format!("{count} lines; at most {LINES_MAX}: split it by what it knows"))]
}

fn lines(file: &File) -> Vec<Complaint> {
    if !is_written(file) {
        return Vec::new();
    }
    let text = file.text().unwrap_or_default();
    let mut complaints: Vec<Complaint> = text
        .split('\n')
        .enumerate()
        .filter_map(|(index, line)| Some(Complaint::at(&file.path, index, ill_formed(line)?)))
        .collect();
    if !text.is_empty() && !text.ends_with('\n') {
        complaints.push(Complaint::new(&file.path, "end the last line"));
    }
    complaints
}

fn ill_formed(line: &str) -> Option<&'static str> {
    let bare = line.trim_start();
    let comment = bare.strip_prefix("//").or_else(|| bare.strip_prefix("# ")).unwrap_or_default().trim();
    if line.contains('\t') {
        Some("a tab: use spaces")
    } else if line.ends_with('\r') {
        Some("a carriage return: end lines with a line feed alone")
    } else if line.ends_with(' ') {
        Some("trailing space")
    } else if comment.len() >= 4 && comment.chars().all(|c| "-=*#~/─═".contains(c)) {
        Some("a banner: let modules and names give the structure")
    } else {
        None
    }
}

/// Words for people are in the locales. Comments may quote a Japanese term, tests may try one.
fn letters(file: &File) -> Vec<Complaint> {
    if file.path == FORMATS {
        return Vec::new();
    }
    let says = |line: &str| !line.trim_start().starts_with("//") && line.chars().any(is_japanese);
    let lines = file.product_lines().into_iter().filter(|(_, line)| says(line));
    let text = "Japanese in code: put the sentence into the locales, or write the character as \\u{…}";
    lines.map(|(index, _)| Complaint::at(&file.path, index, text)).collect()
}

/// CJK punctuation, kana, ideographs (with extension A), compatibility ideographs, full- and half-width forms.
fn is_japanese(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

fn is_written(file: &File) -> bool {
    !file.path.contains("/tests/data/") && WRITTEN.iter().any(|ending| file.path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::super::sample::complains;
    use super::{LINES_MAX, SIZE_BYTES_MAX, check};

    #[test]
    fn white_space_is_plain() {
        complains(check, &[("a.rs", "fn main() {}\n")], &[]);
        complains(check, &[("a.rs", "\tx\ny \nz\r\nw")], &["a.rs:1", "a.rs:2", "a.rs:3", "a.rs"]);
        complains(check, &[("crates/pki/tests/data/crlf.txt", "a\r\n")], &[]);
        complains(check, &[("a.pem", "x \n")], &[]);
    }

    #[test]
    fn banners_are_refused_and_tables_are_not() {
        complains(check, &[("a.rs", "// ------\n// Why: a - b.\n")], &["a.rs:1"]);
        complains(check, &[("a.sh", "# =====\n")], &["a.sh:1"]);
        complains(check, &[("a.md", "| a |\n|---|\n---\n")], &[]);
    }

    #[test]
    fn files_stay_small() {
        complains(check, &[("a.rs", &"x\n".repeat(LINES_MAX))], &[]);
        complains(check, &[("a.rs", &"x\n".repeat(LINES_MAX + 1))], &["a.rs"]);
        complains(check, &[("catalogue/roots.toml", &"x\n".repeat(LINES_MAX + 1))], &[]);
        complains(check, &[("a.bin", &"x".repeat(SIZE_BYTES_MAX + 1))], &["a.bin"]);
    }

    #[test]
    fn japanese_stands_in_locales_comments_and_tests() {
        complains(check, &[("crates/web/src/a.rs", "let s = \"申込\";\n")], &["crates/web/src/a.rs:1"]);
        complains(check, &[("crates/web/src/a.rs", "/// An order (申込).\n#[cfg(test)]\n\"申込\"\n")], &[]);
        complains(check, &[("crates/render/locales/ja/a.ftl", "order = 申込\n")], &[]);
    }
}
