//! What the doctor saw of sites: the same on its page, behind a permalink, and in a report that is one file.

use askama::Template;
use warifu_domain::Timestamp;

use crate::{Chip, Page, Problem, Text, assets, look::CertificateSeen, shop::Problems};

/// One site. Rendered by itself it is a part of a page, with headings from `h2` on.
#[derive(Debug, Template)]
#[template(path = "doctor/site.html")]
pub struct SiteView {
    /// The language.
    pub text: Text,
    /// Host and port.
    pub title: String,
    /// One line each, in the order in which a visitor meets them.
    pub stages: Vec<StageRow>,
    /// Everything worth knowing, errors first.
    pub findings: Vec<Problem>,
    /// Every address looked at.
    pub addresses: Vec<AddressRow>,
    /// What the addresses presented, in the order sent.
    pub certificates: Vec<CertificateSeen>,
    /// What known clients make of it; empty where nobody asked.
    pub clients: Vec<ClientRow>,
    /// Label and value of what is known about the look itself.
    pub facts: Vec<(String, String)>,
    /// What stands in front of `/help/…`: empty on the shop's own pages, its URL in a file; `None` where there is no
    /// shop, so that a command is named instead.
    pub help: Option<String>,
    /// Whether the parts that fold are shown open, as on paper.
    pub open: bool,
}

impl SiteView {
    /// The worst severity, which gives the verdict its words and colour: `bad`, `wait` or `good`.
    pub fn tone(&self) -> &'static str {
        crate::look::tone(&self.findings)
    }

    fn severity(&self, problem: &Problem) -> Chip {
        Chip::of_severity(self.text, problem.severity)
    }
}

/// A stage and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRow {
    /// What it is called.
    pub label: String,
    /// The verdict.
    pub chip: Chip,
    /// What was seen, in short; may be empty.
    pub seen: String,
}

impl StageRow {
    /// The stage `stage` with the outcome `outcome`; `bad` says whether one of its findings is an error.
    pub fn new(text: Text, stage: &str, outcome: &str, bad: bool, seen: String) -> Self {
        let tone = match outcome {
            "ok" => "good",
            "problem" if bad => "bad",
            "problem" => "wait",
            _ => "plain",
        };
        let chip = Chip { tone, label: text.of_code("site-outcome", outcome) };
        Self { label: text.of_code("site-stage", stage), chip, seen }
    }
}

/// What one address showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressRow {
    /// Address and port.
    pub address: String,
    /// Version, suite, group and application protocol agreed on; or what failed.
    pub agreed: String,
    /// Name and end of the certificate presented; empty when there was none.
    pub certificate: String,
    /// Milliseconds until the connection was open and the handshake done; empty when it never was.
    pub took: String,
    /// The versions accepted, each with its suites; empty where it was not scanned.
    pub versions: Vec<(String, Vec<String>)>,
    /// The key exchange groups accepted.
    pub groups: Vec<String>,
}

/// A client and whether it can open the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRow {
    /// What people call it.
    pub name: String,
    /// How alive it is, in words.
    pub class: String,
    /// Whether it opens the site, or why not.
    pub verdict: Chip,
}

/// The page that looks at a site. While it looks it is written in pieces: what stands before [`DoctorPage::SEAM`], each
/// [`StageSeen`], the [`SiteResult`] or a [`LookFailed`], and what stands behind the seam.
#[derive(Debug, Template)]
#[template(path = "doctor/page.html")]
pub struct DoctorPage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: DoctorForm,
    /// The ports that are looked at.
    pub ports: String,
    /// Days that a report is kept.
    pub days: i64,
    /// Host and port of the site that is being looked at.
    pub looking: Option<String>,
    /// The account's kept reports, the newest first.
    pub kept: Vec<KeptRow>,
    /// What has to be corrected.
    pub problems: Problems,
}

impl DoctorPage {
    /// Where a look that is under way belongs.
    pub const SEAM: &'static str = "<!-- seam -->";

    /// Between the last stage and the result.
    pub const LOOKED: &'static str = "</ol>\n</div>\n";
}

/// What was typed into the doctor's form.
#[derive(Clone, Debug, Default)]
pub struct DoctorForm {
    /// The site.
    pub host: String,
    /// Whether only the quick look is wanted.
    pub quick: bool,
    /// Id and first name of the order whose certificate is expected.
    pub order: Option<(String, String)>,
}

/// A kept report in the list.
#[derive(Clone, Debug)]
pub struct KeptRow {
    /// Its id.
    pub id: String,
    /// Host and port.
    pub site: String,
    /// When the site was looked at.
    pub at: Timestamp,
}

/// A part of a look that has ended.
#[derive(Debug, Template)]
#[template(path = "doctor/stage.html")]
pub struct StageSeen {
    /// The language.
    pub text: Text,
    /// Its word.
    pub stage: &'static str,
    /// What was seen, in short; may be empty.
    pub seen: String,
}

/// A look that came to no end.
#[derive(Debug, Template)]
#[template(path = "doctor/failed.html")]
pub struct LookFailed {
    /// The language.
    pub text: Text,
    /// Why, and what to do next.
    pub problem: Problem,
}

/// What a look gave, and where it can be read again.
#[derive(Debug, Template)]
#[template(path = "doctor/result.html")]
pub struct SiteResult {
    /// The language.
    pub text: Text,
    /// The site.
    pub site: SiteView,
    /// Id and end of the kept report.
    pub kept: Option<(String, Timestamp)>,
    /// Whether a member asked, for whom it would have been kept.
    pub member: bool,
}

/// The page of a kept report.
#[derive(Debug, Template)]
#[template(path = "doctor/kept.html")]
pub struct KeptPage {
    /// The frame.
    pub page: Page,
    /// The report's id.
    pub id: String,
    /// When the site was looked at.
    pub at: Timestamp,
    /// Until when it is kept.
    pub until: Timestamp,
    /// The form that looks at the site again.
    pub form: DoctorForm,
    /// The report.
    pub site: SiteView,
}

/// The beginning of a report that is a file of its own and prints well. The sites follow, each a [`SiteView`], and then
/// [`REPORT_END`]: so a report on thousands of sites is never held as a whole.
#[derive(Debug, Template)]
#[template(path = "doctor/report.html")]
pub struct ReportBegin {
    /// The language.
    pub text: Text,
    /// When it was made.
    pub at: Timestamp,
    /// Whether the style sheet is part of it, as in a file, or a link to the shop's.
    pub alone: bool,
}

/// What comes after the last site of a report.
pub const REPORT_END: &str = "</div></main>\n</body>\n</html>\n";

impl ReportBegin {
    fn style(&self) -> &'static str {
        assets::find("warifu.css").and_then(|asset| std::str::from_utf8(asset.bytes).ok()).unwrap_or_default()
    }

    fn style_url(&self) -> String {
        assets::url("warifu.css")
    }
}
