//! Who takes the shop's mails: the operator's relay, or a folder.

use std::{sync::Arc, time::Duration};

use warifu_net::{Mailer, Net, Secret, SmtpMailer, SmtpSettings, Tls};

use crate::{
    config::{Config, ConfigError, Mail, MailTls},
    mailbox::Folder,
    parts::secrets,
    stop::{Doing, Stop},
};

/// One mail with everything; relays that scan attachments take their time (RFC 5321 4.5.3.2 allows minutes).
const MAIL_TIME_MAX: Duration = Duration::from_secs(120);

/// Makes the mailer that the settings name.
pub(crate) fn make(config: &Config, net: &Net) -> Result<Arc<dyn Mailer>, Stop> {
    let section = &config.mail;
    match (&section.host, &section.directory) {
        (Some(host), None) => {
            let settings = relay(section, host, helo(config))?;
            let mailer = SmtpMailer::new(net, settings).doing("`mail`")?;
            Ok(Arc::new(mailer))
        }
        (None, Some(folder)) => Ok(Arc::new(Folder::open(folder.clone()).doing(folder.display())?)),
        (Some(_), Some(_)) => Err(ConfigError::key("mail.host", "set either `host` or `directory`, not both").into()),
        (None, None) => Err(ConfigError::missing("mail.host").into()),
    }
}

fn relay(section: &Mail, host: &str, helo: String) -> Result<SmtpSettings, Stop> {
    let (tls, port) = match section.tls {
        MailTls::Implicit => (Tls::Implicit, 465),
        MailTls::Starttls => (Tls::StartTls, 587),
        MailTls::None => (Tls::None, 25),
    };
    let auth = match (&section.user, &section.password_file) {
        (Some(user), Some(file)) => Some((user.clone(), Secret::new(secrets::first_line(file)?))),
        (None, None) => None,
        (Some(_), None) => return Err(ConfigError::missing("mail.password_file").into()),
        (None, Some(_)) => return Err(ConfigError::missing("mail.user").into()),
    };
    Ok(SmtpSettings {
        host: host.to_owned(),
        port: section.port.unwrap_or(port),
        tls,
        auth,
        trust: secrets::trust(section.root_pem_file.as_deref())?,
        helo,
        time_max: MAIL_TIME_MAX,
    })
}

/// The shop's own host name, which relays look at.
fn helo(config: &Config) -> String {
    let url = config.server.base_url.as_deref().unwrap_or_default();
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    if host.is_empty() { "localhost".to_owned() } else { host.to_owned() }
}
