//! Where reports go as sites are done: to standard output, or to a results file that a later run goes on with.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    time::{Duration, Instant},
};

use serde::Deserialize;
use warifu_app::SystemClock;
use warifu_doctor::Stage;
use warifu_domain::world::Clock;
use warifu_render::{
    Template, Text,
    doctor::{REPORT_END, ReportBegin},
};

use super::{Args, Format, look::Done};
use crate::stop::{Doing, Outcome, Stop};

/// Longest line of a results file, in octets: a report with every suite of eight addresses is far below.
const RESULT_OCTETS_MAX: u64 = 4 * 1024 * 1024;
/// Between two steps of the progress shown.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);
/// What was seen of sites is for the operator's eyes.
const PRIVATE: u32 = 0o600;

/// What a results file says of earlier runs: the sites that it has, eight octets each.
#[derive(Default)]
pub(super) struct Results {
    done: HashSet<u64>,
    /// Where the last whole line ends: what follows it was cut off when a run was stopped.
    end: u64,
    bad: usize,
}

/// What of a line counts here.
#[derive(Deserialize)]
struct Known {
    site: String,
    accepted: bool,
}

impl Results {
    /// Reads a results file; one that does not exist is empty.
    pub(super) fn read(path: &Path) -> Result<Self, Stop> {
        let mut results = Self::default();
        let mut file = match File::open(path) {
            Ok(file) => BufReader::new(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(results),
            Err(error) => return Err(error).doing(path.display()),
        };
        let mut line = Vec::new();
        loop {
            line.clear();
            let octets = file.by_ref().take(RESULT_OCTETS_MAX).read_until(b'\n', &mut line).doing(path.display())?;
            if line.last() != Some(&b'\n') {
                // A file of something else must not be cut.
                let begun = line.is_empty() || (line.starts_with(b"{") && (octets as u64) < RESULT_OCTETS_MAX);
                return if begun { Ok(results) } else { Err(no_results(path)) };
            }
            let known: Known = serde_json::from_slice(&line).map_err(|_| no_results(path))?;
            results.done.insert(digest(&known.site));
            results.bad += usize::from(!known.accepted);
            results.end += octets as u64;
        }
    }

    pub(super) fn has(&self, site: &str) -> bool {
        !self.done.is_empty() && self.done.contains(&digest(site))
    }
}

fn no_results(path: &Path) -> Stop {
    Stop::new(format_args!("{}: not the results of `warifu doctor`", path.display()))
        .hint("`--resume` takes a new file, or one that it has written before")
}

/// The same in every run of the program.
fn digest(site: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    site.hash(&mut hasher);
    hasher.finish()
}

/// The lines of a file; `None` where nobody knows, as of a pipe.
pub(super) fn lines(path: &Path) -> Option<usize> {
    if !path.metadata().ok()?.is_file() || !io::stderr().is_terminal() {
        return None;
    }
    let mut file = BufReader::new(File::open(path).ok()?);
    let (mut lines, mut last) = (0, b'\n');
    loop {
        let octets = file.fill_buf().ok()?;
        let Some(end) = octets.last() else {
            // The last line may lack its end.
            return Some(lines + usize::from(last != b'\n'));
        };
        (lines, last) = (lines + octets.iter().filter(|octet| **octet == b'\n').count(), *end);
        let read = octets.len();
        file.consume(read);
    }
}

/// Writes reports and evidence, and shows the progress.
pub(super) struct Out {
    format: Format,
    single: bool,
    to: Box<dyn Write>,
    evidence: Option<BufWriter<File>>,
    progress: Option<Progress>,
    count: usize,
    worst: Outcome,
    closed: bool,
}

impl Out {
    pub(super) fn new(
        format: Format,
        single: bool,
        total: Option<usize>,
        text: Text,
        args: &Args,
        results: &Results,
    ) -> Result<Self, Stop> {
        let to: Box<dyn Write> = match &args.resume {
            None => Box::new(BufWriter::new(io::stdout())),
            Some(path) => Box::new(BufWriter::new(append(path, Some(results.end)).doing(path.display())?)),
        };
        let evidence = match &args.save {
            None => None,
            Some(path) => {
                let file = append(path, args.resume.is_none().then_some(0)).doing(path.display())?;
                Some(BufWriter::new(file))
            }
        };
        // On one terminal the reports themselves show how far it is.
        let shows = !single && io::stderr().is_terminal() && (args.resume.is_some() || !io::stdout().is_terminal());
        let progress = shows.then(|| Progress { text, total, done: 0, bad: 0, shown: Instant::now() });
        let worst = if results.bad > 0 { Outcome::Findings } else { Outcome::Fine };
        let mut out = Self { format, single, to, evidence, progress, count: 0, worst, closed: false };
        match format {
            Format::Json if !single => out.put("{\"sites\":[\n")?,
            Format::Html => {
                let begin = ReportBegin { text, at: SystemClock.now(), alone: true };
                out.put(&begin.render().doing("report")?)?;
            }
            _ => {}
        }
        Ok(out)
    }

    /// A site that an earlier run has done.
    pub(super) fn skip(&mut self) {
        self.step(false);
    }

    /// A site that is done: nothing of it stays here.
    pub(super) fn write(&mut self, done: &Done) -> Result<(), Stop> {
        if self.count > 0 && !self.single {
            match self.format {
                Format::Text => self.put("\n")?,
                Format::Json => self.put(",\n")?,
                Format::Ndjson | Format::Html => {}
            }
        }
        self.put(&done.report)?;
        if self.format != Format::Text && (self.format != Format::Json || self.single) {
            self.put("\n")?;
        }
        if let (Some(to), Some(evidence)) = (&mut self.evidence, &done.evidence) {
            writeln!(to, "{evidence}").and_then(|()| to.flush()).doing("--save")?;
        }
        self.flush()?;
        self.count += 1;
        self.worst = self.worst.max(done.verdict);
        self.step(done.verdict != Outcome::Fine);
        Ok(())
    }

    /// Nobody reads any more: there is nothing left to do.
    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    pub(super) fn finish(mut self) -> Result<Outcome, Stop> {
        match self.format {
            Format::Json if !self.single => {
                let accepted = self.worst == Outcome::Fine;
                self.put(&format!("\n],\"accepted\":{accepted}}}\n"))?;
            }
            Format::Html => self.put(REPORT_END)?,
            _ => {}
        }
        self.flush()?;
        if let Some(progress) = &self.progress {
            progress.show("\n");
        }
        Ok(self.worst)
    }

    fn step(&mut self, bad: bool) {
        if let Some(progress) = &mut self.progress {
            progress.done += 1;
            progress.bad += usize::from(bad);
            if progress.shown.elapsed() >= PROGRESS_EVERY {
                progress.shown = Instant::now();
                progress.show("");
            }
        }
    }

    fn put(&mut self, text: &str) -> Result<(), Stop> {
        if self.closed {
            return Ok(());
        }
        let written = self.to.write_all(text.as_bytes());
        self.unless_gone(written)
    }

    fn flush(&mut self) -> Result<(), Stop> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.to.flush();
        self.unless_gone(flushed)
    }

    /// A reader that has gone away is no error.
    fn unless_gone(&mut self, result: io::Result<()>) -> Result<(), Stop> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other.doing("output"),
        }
    }
}

/// What of one site has been looked at, on the terminal until its report comes.
pub(super) struct Live {
    text: Text,
    site: String,
    done: usize,
}

impl Live {
    /// `None` where there is no terminal to show it on.
    pub(super) fn new(text: Text, site: &str) -> Option<Self> {
        io::stderr().is_terminal().then(|| Self { text, site: site.to_owned(), done: 0 })
    }

    /// A stage has ended.
    pub(super) fn ended(&mut self, stage: Stage) {
        self.done += 1;
        let stage = self.text.of_code("site-look", stage.as_str());
        let params = [("site", self.site.clone()), ("stage", stage), ("done", self.done.to_string())];
        let _ = write!(io::stderr(), "\r{}\u{1b}[K", self.text.ta("site-live", &params));
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
}

/// Opens a file to write behind `end`, or behind all that it has.
fn append(path: &Path, end: Option<u64>) -> io::Result<File> {
    let file = OpenOptions::new().append(true).create(true).mode(PRIVATE).open(path)?;
    end.map_or(Ok(()), |end| file.set_len(end))?;
    Ok(file)
}

/// How far a long run is, on the terminal.
struct Progress {
    text: Text,
    total: Option<usize>,
    done: usize,
    bad: usize,
    shown: Instant,
}

/// Characters of the bar.
const BAR: usize = 24;

impl Progress {
    fn show(&self, end: &str) {
        let counts = [("done", self.done), ("bad", self.bad)].map(|(name, count)| (name, count.to_string()));
        let line = match self.total {
            Some(total) => {
                let full = (self.done * BAR).checked_div(total).unwrap_or(BAR).min(BAR);
                let mut params = counts.to_vec();
                params.push(("total", total.to_string()));
                let words = self.text.ta("site-progress", &params);
                format!("[{}{}] {words}", "#".repeat(full), "-".repeat(BAR - full))
            }
            None => self.text.ta("site-progress-open", &counts),
        };
        // Without a terminal to show it on there is no progress to show.
        let _ = write!(io::stderr(), "\r{line}\u{1b}[K{end}");
    }
}
