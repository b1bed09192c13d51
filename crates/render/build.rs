//! Gathers each language's Fluent files into one text sorted by message id, so that a message is found by bisection and
//! nothing is read at start.

use std::{collections::BTreeMap, env, error::Error, fs, io, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    for language in ["ja", "en"] {
        let (mut messages, mut terms) = (BTreeMap::new(), String::new());
        let folder = fs::read_dir(Path::new("locales").join(language))?;
        let mut files = folder.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "ftl"));
        files.sort();
        for file in files {
            for (id, source) in entries(&fs::read_to_string(file)?) {
                if !source[id.len()..].starts_with(" =") {
                    return Err(format!("{language}: write `{id} = `, by which messages are found").into());
                }
                if id.starts_with('-') {
                    terms += &source;
                } else if messages.insert(id.clone(), source).is_some() {
                    return Err(format!("{language}: the message {id} stands there twice").into());
                }
            }
        }
        let (mut text, mut starts) = (String::new(), vec![0]);
        for source in messages.values() {
            text += source;
            starts.push(u32::try_from(text.len())?);
        }
        let (count, size) = (messages.len(), starts.len());
        let generated = format!(
            "pub(super) const TEXT: &str = {text:?};
            pub(super) const TERMS: &str = {terms:?};
            pub(super) static STARTS: [u32; {size}] = {starts:?};
            pub(super) static PARSED: [super::OnceLock<super::FluentResource>; {count}] =
                [const {{ super::OnceLock::new() }}; {count}];"
        );
        fs::write(Path::new(&env::var("OUT_DIR")?).join(language).with_extension("rs"), generated)?;
    }
    Ok(())
}

/// Id and source of each message and term. Each begins at the start of a line and ends where the next begins; lines
/// that begin with `#` are comments.
fn entries(file: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = vec![];
    for line in file.split_inclusive('\n').filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            entries.push((line.split([' ', '=']).next().unwrap_or_default().to_owned(), String::new()));
        }
        if let Some((_, source)) = entries.last_mut() {
            source.push_str(line);
        }
    }
    entries
}
