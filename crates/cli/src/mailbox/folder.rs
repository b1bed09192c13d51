//! Mails as files: one JSON file each in one folder, whole or not there.

use std::{
    collections::HashMap,
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use warifu_net::{Attachment, MailError, Mailer, OutgoingMail};
use warifu_pki::Sha256;

use crate::files;

/// Mails kept; the oldest go first. A demonstration may run for weeks.
const MAILS_MAX: usize = 20_000;

/// The folder with a summary of each mail in memory, so that the list does not read every file.
#[derive(Clone)]
pub(crate) struct Folder(Arc<Inner>);

struct Inner {
    path: PathBuf,
    summaries: Mutex<HashMap<String, Summary>>,
}

/// What the list shows of a mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) id: String,
    pub(crate) message_id: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    /// Seconds since 1970-01-01 UTC, by the shop's clock.
    pub(crate) date_unix: i64,
    /// How often the shop handed it in.
    pub(crate) copies: u32,
    pub(crate) attachments: Vec<AttachmentSummary>,
}

/// What the list shows of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AttachmentSummary {
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) size_bytes: usize,
}

/// A whole mail as it lies in its file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Letter {
    #[serde(flatten)]
    pub(crate) summary: Summary,
    pub(crate) from: String,
    pub(crate) text: String,
    pub(crate) html: Option<String>,
    /// Base64 of each attachment, in the order of the summary.
    contents: Vec<String>,
}

impl Letter {
    /// The attachment with that number, from 0.
    pub(crate) fn attachment(&self, index: usize) -> Option<Attachment> {
        let AttachmentSummary { name, mime, .. } = self.summary.attachments.get(index)?.clone();
        let bytes = STANDARD.decode(self.contents.get(index)?).ok()?;
        Some(Attachment { name, mime, bytes })
    }
}

impl Folder {
    /// Opens the folder, made when absent; files that are no mails are passed over.
    pub(crate) fn open(path: PathBuf) -> io::Result<Self> {
        files::private_dir(&path)?;
        let mut summaries = HashMap::new();
        for entry in fs::read_dir(&path)?.take(MAILS_MAX) {
            let bytes = fs::read(entry?.path())?;
            if let Ok(Letter { summary, .. }) = serde_json::from_slice(&bytes) {
                summaries.insert(summary.id.clone(), summary);
            }
        }
        Ok(Self(Arc::new(Inner { path, summaries: Mutex::new(summaries) })))
    }

    /// Every mail, newest first.
    pub(crate) fn list(&self) -> Vec<Summary> {
        let mut list: Vec<_> = self.0.lock().values().cloned().collect();
        list.sort_by(|a, b| (b.date_unix, &b.message_id).cmp(&(a.date_unix, &a.message_id)));
        list
    }

    /// One mail.
    pub(crate) fn letter(&self, id: &str) -> io::Result<Option<Letter>> {
        // Only ids of our own making become paths.
        if !self.0.lock().contains_key(id) {
            return Ok(None);
        }
        let bytes = files::read_if_there(&self.0.file(id))?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Summary>> {
        self.summaries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self, id: &str) -> PathBuf {
        self.path.join(format!("{id}.json"))
    }

    /// Lays the mail down. One that lies there already is counted, not kept twice.
    fn keep(&self, mail: &OutgoingMail) -> io::Result<()> {
        let id = Sha256::of(mail.message_id.as_bytes()).to_string()[..32].to_owned();
        let mut summaries = self.lock();
        let copies = summaries.get(&id).map_or(1, |summary| summary.copies.saturating_add(1));
        let attachment = |file: &Attachment| AttachmentSummary {
            name: file.name.clone(),
            mime: file.mime.clone(),
            size_bytes: file.bytes.len(),
        };
        let summary = Summary {
            id: id.clone(),
            message_id: mail.message_id.clone(),
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            date_unix: mail.date_unix,
            copies,
            attachments: mail.attachments.iter().map(attachment).collect(),
        };
        let letter = Letter {
            summary: summary.clone(),
            from: mail.from.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
            contents: mail.attachments.iter().map(|file| STANDARD.encode(&file.bytes)).collect(),
        };
        files::replace(&self.file(&id), &serde_json::to_vec(&letter)?)?;
        summaries.insert(id, summary);
        while summaries.len() > MAILS_MAX {
            let Some(oldest) = summaries.values().min_by_key(|mail| mail.date_unix).map(|mail| mail.id.clone()) else {
                break;
            };
            summaries.remove(&oldest);
            fs::remove_file(self.file(&oldest))?;
        }
        Ok(())
    }
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), MailError> {
        let (inner, mail) = (Arc::clone(&self.0), mail.clone());
        let kept = tokio::task::spawn_blocking(move || inner.keep(&mail)).await;
        match kept {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                tracing::error!(%error, "mail not written");
                Err(MailError::later("mail_folder"))
            }
            Err(_) => Err(MailError::later("mail_folder")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_mail_twice_is_one_mail() {
        let path = std::env::temp_dir().join(format!("warifu-mails-{}", std::process::id()));
        let folder = Folder::open(path.clone()).unwrap();
        let file = Attachment { name: "a.zip".into(), mime: "application/zip".into(), bytes: vec![0, 255] };
        let mail = OutgoingMail {
            message_id: "1@shop.example.jp".into(),
            from: "shop@example.jp".into(),
            to: "a@example.jp".into(),
            subject: "subject".into(),
            text: "text".into(),
            html: None,
            attachments: vec![file.clone()],
            date_unix: 1_000,
            auto_submitted: true,
        };
        let other = OutgoingMail { message_id: "../2@shop".into(), date_unix: 2_000, ..mail.clone() };
        for mail in [&mail, &other, &mail] {
            folder.send(mail).await.unwrap();
        }

        for folder in [folder, Folder::open(path.clone()).unwrap()] {
            let list = folder.list();
            let seen: Vec<_> = list.iter().map(|mail| (mail.message_id.as_str(), mail.copies)).collect();
            assert_eq!(seen, [("../2@shop", 1), ("1@shop.example.jp", 2)]);
            let letter = folder.letter(&list[1].id).unwrap().unwrap();
            assert_eq!(letter.attachment(0), Some(file.clone()));
            assert_eq!(letter.attachment(1), None);
            assert!(folder.letter("../../etc/passwd").unwrap().is_none());
        }
        fs::remove_dir_all(path).unwrap();
    }
}
