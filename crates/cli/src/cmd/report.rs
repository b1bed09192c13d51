//! Reports on files: what each says and what the rules find, as text that reads as help or as JSON, one file or
//! thousands, in the order they were named. The JSON is described in docs/findings.md.

use std::{
    ffi::OsString,
    fmt::Write as _,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write},
    os::unix::ffi::OsStringExt,
    panic,
    path::{Path, PathBuf},
    thread,
};

use clap::ValueEnum;
use serde::Serialize;
use warifu_domain::people::Locale;
use warifu_pki::{Finding, Severity, sources};
use warifu_render::Text;
use warifu_wire::rest;

use crate::{
    language::Language,
    stop::{Doing, Outcome, Stop},
};

/// Files that one core looks at between two writes: a thread is worth starting for them, and what is said about them
/// still lies in its cache when it is written.
const SHARE: usize = 32;
/// Files for which a further thread is worth starting.
const SHARE_MIN: usize = 8;
/// Files between two words to whoever waits.
const PROGRESS: usize = 256;
/// Room for a report and for each of its findings, in octets of JSON.
const JSON_OCTETS: usize = 512;
/// Longest line of a list of files, in octets; Linux takes paths of 4,096.
const PATH_OCTETS_MAX: u64 = 8 * 1024;

/// How reports are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// One document: the report on one file, or `files` with the reports on several.
    Json,
    /// One report a line, written as soon as it is known: for many files.
    Ndjson,
}

// Which files, and how to write about them.
#[derive(Debug, clap::Args)]
pub(crate) struct Files {
    /// Files to look at, PEM or DER; `-` for standard input.
    #[arg(value_name = "FILE", required_unless_present = "list")]
    files: Vec<PathBuf>,
    /// Look at the files that this one names, one a line; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// How to write the reports.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    language: Language,
    /// The shop whose help pages are named; without one it is the command `warifu explain`.
    #[arg(long, value_name = "URL", env = "WARIFU_URL")]
    url: Option<String>,
}

/// What is said about one file.
pub(crate) trait Report: Serialize + Send {
    /// Message ids of the facts, in the order in which they are shown.
    const FACTS: &'static [&'static str];
    /// The value of each of [`Self::FACTS`]; lines of one value are shown below each other.
    fn facts(&self, text: Text) -> Vec<Option<String>>;
    /// Everything that the rules say, errors first.
    fn findings(&self) -> &[rest::Finding];
}

impl Files {
    /// The language of messages.
    pub(crate) fn locale(&self) -> Locale {
        self.language.locale()
    }

    /// Looks at every file and writes what was seen. `look` gets a file's name and content, at most `octets_max` octets and one
    /// more when there are more, or else the finding that says why it cannot be read.
    pub(crate) fn report<R: Report>(
        self,
        octets_max: usize,
        look: impl Fn(&str, Result<&[u8], rest::Finding>) -> R + Sync,
    ) -> Result<Outcome, Stop> {
        let locale = self.locale();
        let single = self.list.is_none() && self.files.len() == 1;
        let style = Style::new(R::FACTS, self.format, single, Text::of(locale), self.url);
        let one = |path: &Path, buffer: &mut Vec<u8>| {
            let name = path.display().to_string();
            let (report, readable) = match read(path, octets_max, buffer) {
                Ok(()) => (look(&name, Ok(buffer.as_slice())), true),
                Err(error) => (look(&name, Err(warifu_web::api::finding(&unreadable(&error), locale))), false),
            };
            style.done(path, &report, readable)
        };
        let mut out = Out::new(self.format, single)?;
        let mut paths = self.files.into_iter().map(Ok).chain(listed(self.list)?);
        // The number of cores is read from half a dozen files, which takes longer than one request does.
        let workers = if single { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
        loop {
            let batch = paths.by_ref().take(SHARE * workers).collect::<Result<Vec<_>, _>>()?;
            for done in side_by_side(&batch, workers, &one) {
                out.write(&done)?;
            }
            if batch.len() < SHARE * workers {
                return out.finish();
            }
        }
    }
}

/// The report on one file for people.
pub(crate) fn text<R: Report>(path: &Path, report: &R, text: Text) -> String {
    Style::new(R::FACTS, Format::Text, true, text, None).text(path, report)
}

/// Gives findings the advice for whoever sits at the machine on which the files are.
pub(crate) fn at_home(findings: &mut [rest::Finding], locale: Locale) {
    for finding in findings {
        let params = || finding.params.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        if let Some(fix) = warifu_render::fix_local(locale, &finding.code, params) {
            finding.fix = Some(fix);
        }
    }
}

/// A finding for people.
pub(crate) fn finding(finding: &rest::Finding, text: Text) -> String {
    Style::new(&[], Format::Text, true, text, None).finding(finding)
}

/// Looks at a batch with every core, and gives what was seen in the batch's order.
fn side_by_side(batch: &[PathBuf], workers: usize, one: &(impl Fn(&Path, &mut Vec<u8>) -> Done + Sync)) -> Vec<Done> {
    let look = |paths: &[PathBuf]| {
        let mut buffer = Vec::new();
        paths.iter().map(|path| one(path, &mut buffer)).collect::<Vec<_>>()
    };
    let share = batch.len().div_ceil(workers).max(SHARE_MIN);
    if share >= batch.len() {
        return look(batch);
    }
    thread::scope(|scope| {
        let workers: Vec<_> = batch.chunks(share).map(|paths| scope.spawn(|| look(paths))).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Vec<Done>>| worker.join();
        workers
            .into_iter()
            .flat_map(|worker| join(worker).unwrap_or_else(|cause| panic::resume_unwind(cause)))
            .collect()
    })
}

/// The paths of a list, one a line.
pub(crate) fn listed(list: Option<PathBuf>) -> Result<impl Iterator<Item = Result<PathBuf, Stop>>, Stop> {
    let mut lines: Option<(PathBuf, Box<dyn BufRead>)> = match list {
        None => None,
        Some(path) if path == Path::new("-") => Some((path, Box::new(io::stdin().lock()))),
        Some(path) => {
            let file = File::open(&path).doing(path.display())?;
            Some((path, Box::new(BufReader::new(file))))
        }
    };
    Ok(std::iter::from_fn(move || {
        let (path, lines) = lines.as_mut()?;
        loop {
            let mut line = Vec::new();
            match lines.by_ref().take(PATH_OCTETS_MAX).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(octets) if octets as u64 == PATH_OCTETS_MAX => {
                    return Some(Err(Stop::new(format_args!("{}: a line is too long for a path", path.display()))));
                }
                Ok(_) => {}
                Err(error) => return Some(Err(error).doing(path.display())),
            }
            let line = line.trim_ascii();
            if !line.is_empty() {
                return Some(Ok(OsString::from_vec(line.to_vec()).into()));
            }
        }
    }))
}

/// Reads a file or standard input: at most `octets_max` octets, and one more when there are more.
pub(crate) fn read(path: &Path, octets_max: usize, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    // Files are small: room for all of one, so that it takes a single call to read it.
    buffer.reserve(octets_max.min(16 * 1024));
    let most = octets_max as u64 + 1;
    if path == Path::new("-") {
        io::stdin().take(most).read_to_end(buffer)?;
    } else {
        File::open(path)?.take(most).read_to_end(buffer)?;
    }
    Ok(())
}

/// A file that cannot be read at all.
pub(crate) fn unreadable(error: &io::Error) -> Finding {
    Finding::new("file_unreadable", Severity::Error, "warifu").on("file").with("reason", error)
}

/// A report as it will be written.
struct Done {
    text: Vec<u8>,
    verdict: Outcome,
}

/// How reports look in this run.
pub(crate) struct Style {
    format: Format,
    /// Whether the file stands alone, so that JSON may take more lines.
    single: bool,
    text: Text,
    colours: bool,
    url: Option<String>,
    facts: Vec<String>,
    accepted: String,
}

#[derive(Serialize)]
struct Line<'a, R> {
    file: String,
    #[serde(flatten)]
    report: &'a R,
}

impl Style {
    /// Text in which `accepted` is the message that says that nothing is an error.
    pub(crate) fn plain(text: Text, url: Option<String>, accepted: &str) -> Self {
        Self { accepted: text.t(accepted), ..Self::new(&[], Format::Text, true, text, url) }
    }

    fn new(facts: &[&str], format: Format, single: bool, text: Text, url: Option<String>) -> Self {
        let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let is_text = format == Format::Text;
        let label = |id: &&str| if is_text { text.t(id) } else { String::new() };
        let facts = facts.iter().map(label).collect();
        let accepted = label(&"report-accepted");
        Self { format, single, text, colours, url, facts, accepted }
    }

    fn done<R: Report>(&self, path: &Path, report: &R, readable: bool) -> Done {
        let refused = report.findings().iter().any(|finding| finding.severity == rest::Severity::Error);
        let verdict = match (readable, refused) {
            (false, _) => Outcome::Unusable,
            (true, true) => Outcome::Findings,
            (true, false) => Outcome::Fine,
        };
        let line = || Line { file: path.display().to_string(), report };
        let text = match self.format {
            Format::Text => self.text(path, report).into_bytes(),
            Format::Json | Format::Ndjson => {
                let mut json = Vec::with_capacity(JSON_OCTETS * (1 + report.findings().len()));
                let written = if self.format == Format::Json && self.single {
                    serde_json::to_writer_pretty(&mut json, &line())
                } else {
                    serde_json::to_writer(&mut json, &line())
                };
                written.map_or_else(|error| error.to_string().into_bytes(), |()| json)
            }
        };
        Done { text, verdict }
    }

    fn text<R: Report>(&self, path: &Path, report: &R) -> String {
        let facts = self.facts.iter().cloned().zip(report.facts(self.text));
        let facts = facts.filter_map(|(label, value)| Some((label, value?)));
        self.sheet(&path.display().to_string(), facts, report.findings())
    }

    /// A heading with the counts of the findings, labelled lines, and the findings.
    pub(crate) fn sheet(
        &self,
        heading: &str,
        facts: impl IntoIterator<Item = (String, String)>,
        findings: &[rest::Finding],
    ) -> String {
        let mut out = String::new();
        let bold = |text: &str| self.coloured("1", text);
        // Nothing is lost when writing to a string.
        let _ = writeln!(out, "{}: {}", bold(&shown(heading)), self.counts(findings));
        for (label, value) in facts {
            let _ = writeln!(out, "  {label}: {}", shown(&value).replace('\n', "\n    "));
        }
        for finding in findings {
            let _ = write!(out, "\n{}", self.finding(finding));
        }
        out
    }

    /// `accepted`, and how many findings of each severity.
    fn counts(&self, findings: &[rest::Finding]) -> String {
        if findings.is_empty() {
            return self.accepted.clone();
        }
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let errors = count(rest::Severity::Error);
        let mut parts = if errors == 0 { vec![self.accepted.clone()] } else { vec![] };
        for (id, count) in [
            ("report-errors", errors),
            ("report-warnings", count(rest::Severity::Warning)),
            ("report-notices", count(rest::Severity::Notice)),
        ] {
            if count > 0 {
                parts.push(self.text.t1(id, "count", count));
            }
        }
        self.text.list(&parts)
    }

    fn finding(&self, finding: &rest::Finding) -> String {
        let (word, colour) = match finding.severity {
            rest::Severity::Error => (self.text.t("report-error"), "1;31"),
            rest::Severity::Warning => (self.text.t("report-warning"), "1;33"),
            rest::Severity::Notice => (self.text.t("report-notice"), "1;36"),
        };
        let position = finding.params.get("position").map(|position| format!(" {position}")).unwrap_or_default();
        let field = finding.field.as_ref().map(|field| format!(" ({}{position})", shown(field))).unwrap_or_default();
        let mut out = format!(
            "{}{field}: {}\n",
            self.coloured(colour, &format!("{word}[{}]", finding.code)),
            shown(&finding.message)
        );
        let source = sources::citations(&finding.source).into_iter().map(|cited| match cited.url {
            Some(url) => format!("{} <{url}>", cited.text),
            None => cited.text,
        });
        let help = match &self.url {
            Some(url) => format!("{}{}", url.trim_end_matches('/'), finding.help),
            None => format!("warifu explain {}", finding.code),
        };
        for (id, value) in [
            ("report-fix", finding.fix.clone()),
            ("report-example", finding.example.clone()),
            ("report-source", Some(self.text.list(&source.collect::<Vec<_>>()))),
            ("report-help", Some(help)),
        ] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let _ = writeln!(out, "  {}: {}", self.text.t(id), shown(&value).replace('\n', "\n    "));
            }
        }
        out
    }

    fn coloured(&self, code: &str, text: &str) -> String {
        if self.colours { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// A value from outside as it may go to a terminal: nothing in it steers the terminal or turns the line around.
pub(crate) fn shown(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if !text.contains(steers) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if steers(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
        out
    })
}

/// Standard output, with what comes around the reports, and the progress of many files.
struct Out {
    format: Format,
    single: bool,
    out: BufWriter<io::StdoutLock<'static>>,
    progress: bool,
    count: usize,
    worst: Outcome,
    /// Nobody reads any more: there is nothing left to do.
    closed: bool,
}

impl Out {
    fn new(format: Format, single: bool) -> Result<Self, Stop> {
        // On one terminal the reports themselves show how far it is.
        let progress = !single && io::stderr().is_terminal() && !io::stdout().is_terminal();
        let out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
        let mut new = Self { format, single, out, progress, count: 0, worst: Outcome::Fine, closed: false };
        if format == Format::Json && !single {
            new.put(b"{\"files\":[\n")?;
        }
        Ok(new)
    }

    fn write(&mut self, done: &Done) -> Result<(), Stop> {
        let between = match self.format {
            _ if self.count == 0 => "",
            Format::Text => "\n",
            Format::Json => ",\n",
            Format::Ndjson => "",
        };
        self.put(between.as_bytes())?;
        self.put(&done.text)?;
        match self.format {
            Format::Json if self.single => self.put(b"\n")?,
            Format::Ndjson => self.put(b"\n")?,
            Format::Json | Format::Text => {}
        }
        self.count += 1;
        self.worst = self.worst.max(done.verdict);
        if self.progress && self.count.is_multiple_of(PROGRESS) {
            // Without a terminal to show it on there is no progress to show.
            let _ = write!(io::stderr(), "\r{}", self.count);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Outcome, Stop> {
        if self.format == Format::Json && !self.single {
            let accepted = self.worst == Outcome::Fine;
            self.put(format!("\n],\"accepted\":{accepted}}}\n").as_bytes())?;
        }
        if self.progress && self.count >= PROGRESS {
            let _ = writeln!(io::stderr(), "\r{}", self.count);
        }
        let flushed = self.out.flush();
        if !self.closed {
            flushed.or_else(gone).doing("standard output")?;
        }
        Ok(self.worst)
    }

    /// Writes; a reader that has gone away is no error.
    fn put(&mut self, text: &[u8]) -> Result<(), Stop> {
        if self.closed {
            return Ok(());
        }
        match self.out.write_all(text) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other.doing("standard output"),
        }
    }
}

fn gone(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        for (given, wanted) in [
            ("O=Example, 日本", "O=Example, 日本"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("two\nlines\r", "two\nlines\\u{d}"),
        ] {
            assert_eq!(shown(given), wanted);
        }
    }

    #[test]
    fn the_order_is_that_of_the_batch() {
        let batch: Vec<PathBuf> = (0..4 * SHARE).map(|number| number.to_string().into()).collect();
        let one = |path: &Path, _: &mut Vec<u8>| Done {
            text: path.display().to_string().into_bytes(),
            verdict: Outcome::Fine,
        };
        let wanted: Vec<Vec<u8>> = batch.iter().map(|path| path.display().to_string().into_bytes()).collect();
        for workers in [1, 3, 4] {
            let seen: Vec<Vec<u8>> = side_by_side(&batch, workers, &one).into_iter().map(|done| done.text).collect();
            assert_eq!(seen, wanted, "{workers} workers");
        }
    }
}
