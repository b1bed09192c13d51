//! Is the proof in place? A look the way a CA looks, so that a mistake is found before the CA counts it as a failure.
//!
//! Source: BR 3.2.2.4.18 and .19 (file: 2xx; redirects 301, 302, 307, 308 to http or https on Authorized Ports) and
//! 3.2.2.4.7 (DNS change). A CA looks from several places of the world; this is one of them.

use std::time::Duration;

use warifu_net::{DnsError, HttpLimits, HttpRequest, Net, NetError, Redirects, TlsTrust};
use warifu_pki::{Finding, Severity};

use crate::gather::side_by_side;

/// Largest file read. A proof has under 200 bytes; what is larger is a page.
const FILE_BYTES_MAX: usize = 64 * 1024;

/// Characters of a wrong value that a finding repeats.
const SHOWN_MAX: usize = 100;

/// TXT values that a finding repeats.
const VALUES_SHOWN_MAX: usize = 5;

const FILE: &str = "BR 3.2.2.4.18";
const TXT: &str = "BR 3.2.2.4.7";

/// The codes of its own that a judgement uses, sorted; a look that failed has the code of its [`NetError`].
pub static CODES: &[&str] = &["dcv_file_differs", "dcv_file_status", "dcv_txt_differs", "dcv_txt_missing"];

/// What a look gave: everything that could be the proof, or why there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The content of a file, once it was read.
    File {
        /// The URL that gave it, after redirects.
        final_url: String,
        /// What it holds, without white space at the end.
        content: String,
    },
    /// The TXT values of a record, at least one.
    Txt {
        /// The record's name.
        record: String,
        /// Its values.
        values: Vec<String>,
    },
    /// Nothing that could be the proof.
    Nothing(Finding),
}

impl Seen {
    /// Why this does not prove what is wanted; `None` if it does.
    pub fn judge(&self, wanted: &str) -> Option<Finding> {
        match self {
            Self::File { content, .. } if content == wanted.trim_end() => None,
            Self::Txt { values, .. } if values.iter().any(|value| value == wanted) => None,
            Self::File { final_url, content } => {
                Some(error("dcv_file_differs", FILE).with("url", final_url).with("seen", short(content)))
            }
            Self::Txt { record, values } => {
                let values: Vec<String> = values.iter().take(VALUES_SHOWN_MAX).map(|value| short(value)).collect();
                Some(error("dcv_txt_differs", TXT).with("record", record).with("seen", values.join(" ")))
            }
            Self::Nothing(finding) => Some(finding.clone()),
        }
    }
}

/// A proof that should be in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file.
    File {
        /// Where it is read.
        url: String,
        /// All of its content.
        content: String,
    },
    /// A TXT record.
    Txt {
        /// Its name.
        record: String,
        /// The value that must be among its values.
        value: String,
    },
}

/// Looks for every proof, some at a time: what is wrong with each, `None` where it is in place.
pub async fn look_for(net: &Net, wanted: Vec<Wanted>, time_max: Duration) -> Vec<Option<Finding>> {
    let look = |wanted: Wanted| {
        let net = net.clone();
        async move {
            match wanted {
                Wanted::File { url, content } => look_file(&net, &url, time_max).await.judge(&content),
                Wanted::Txt { record, value } => look_txt(&net, &record).await.judge(&value),
            }
        }
    };
    side_by_side(wanted.into_iter().map(look)).await
}

/// Reads a validation file as a CA does. A redirect to https is followed without regard to the certificate there: the
/// site may be about to get its first one.
pub async fn look_file(net: &Net, url: &str, time_max: Duration) -> Seen {
    let limits = HttpLimits {
        body_bytes_max: FILE_BYTES_MAX,
        time_max,
        redirects: Redirects::VALIDATION,
        tls: TlsTrust::DangerAny,
    };
    match net.http(HttpRequest::get(url), &limits).await {
        Ok(reply) if reply.status.is_success() => {
            let content = String::from_utf8_lossy(&reply.body).trim_end().to_owned();
            Seen::File { final_url: reply.final_url, content }
        }
        Ok(reply) => {
            let finding = error("dcv_file_status", FILE).with("url", reply.final_url);
            Seen::Nothing(finding.with("status", reply.status.as_u16()))
        }
        Err(failure) => Seen::Nothing(failed(&failure, FILE).with("url", url)),
    }
}

/// Reads the TXT values of a record.
pub async fn look_txt(net: &Net, record: &str) -> Seen {
    match net.txt(record).await {
        Ok(values) if !values.is_empty() => Seen::Txt { record: record.to_owned(), values },
        Ok(_) | Err(NetError::Dns(DnsError::NxDomain)) => {
            Seen::Nothing(error("dcv_txt_missing", TXT).with("record", record))
        }
        Err(failure) => Seen::Nothing(failed(&failure, TXT).with("record", record)),
    }
}

/// The look itself failed.
fn failed(failure: &NetError, source: &'static str) -> Finding {
    let finding = error(failure.code(), source);
    failure.params().into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
}

fn error(code: &'static str, source: &'static str) -> Finding {
    Finding::new(code, Severity::Error, source).on("validation")
}

fn short(text: &str) -> String {
    text.chars().take(SHOWN_MAX).collect()
}
