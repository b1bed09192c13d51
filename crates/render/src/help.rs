//! How-tos by kind of server: the commands come from `pki::bundle`, the sentences from `servers.ftl`.

use askama::Template;
use warifu_pki::bundle::{Config, FileKind, Group, Server, Site};

use crate::{Page, Text};

/// Every kind of server, by group.
#[derive(Debug, Template)]
#[template(path = "help/servers.html")]
pub struct HelpServers {
    /// The frame.
    pub page: Page,
}

impl HelpServers {
    fn groups(&self) -> Vec<ServerGroup> {
        server_groups(self.page.text)
    }
}

/// From the CSR to the check on one kind of server.
#[derive(Debug, Template)]
#[template(path = "help/server.html")]
pub struct HelpServer {
    /// The frame.
    pub page: Page,
    /// The how-to.
    pub howto: HowTo,
}

/// Kinds of servers that stand together, in lists and in the choice on the order's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerGroup {
    /// What they are called together.
    pub title: String,
    /// Id, name and one line about each.
    pub servers: Vec<(&'static str, String, String)>,
}

/// Every kind of server, by group.
pub fn server_groups(text: Text) -> Vec<ServerGroup> {
    let line = |server: Server| {
        let name = text.of_code("server", server.as_str());
        (server.as_str(), name, text.t(&format!("server-{server}.text")))
    };
    let group = |group: Group| ServerGroup {
        title: text.of_code("servers-group", group.as_str()),
        servers: Server::all().filter(|server| server.group() == group).map(line).collect(),
    };
    Group::ALL.into_iter().map(group).collect()
}

/// A sentence, part by part: whether it is code, and what it says.
pub type Sentence = Vec<(bool, String)>;

/// Sentences to follow, and what to type or paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What to do, in order.
    pub steps: Vec<Sentence>,
    /// Commands, a line each; empty when there are none.
    pub commands: String,
    /// Configuration to paste.
    pub configs: Vec<Config>,
}

impl Part {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.commands.is_empty() && self.configs.is_empty()
    }
}

/// The how-to of one kind of server for one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HowTo {
    /// Its id in URLs and on the command line.
    pub id: &'static str,
    /// What it is called.
    pub name: String,
    /// One line about it.
    pub text: String,
    /// Makes key and CSR.
    pub csr: Part,
    /// Files of the zip: name and what they are.
    pub zip: Vec<(String, String)>,
    /// Files that only the key's owner can make.
    pub own: Vec<(String, String)>,
    /// The command that makes all of them.
    pub cli: String,
    /// Whether its files hold the root.
    pub has_root: bool,
    /// Puts the files in their place.
    pub place: Part,
    /// Tells the server about them.
    pub usage: Part,
    /// Makes the server read them.
    pub reload: Part,
    /// Shows what the server presents now.
    pub check: Part,
    /// What else to know.
    pub note: Option<Sentence>,
}

impl HowTo {
    /// The how-to of `server` for the certificate of `site`.
    pub fn new(text: Text, server: Server, site: &Site) -> Self {
        let id = server.as_str();
        let article = server.article(site);
        let own_words = |part: &str| text.find(&format!("server-{id}.{part}"), &[]);
        // The common steps stand for what a server says nothing of its own about.
        let steps = |part: &str, common: Option<String>| -> Vec<Sentence> {
            own_words(part).or(common).map(|words| words.lines().map(sentence).collect()).unwrap_or_default()
        };
        // Configuration that a command of the first part names belongs there: a request's own settings.
        let (requests, configs): (Vec<_>, Vec<_>) =
            article.configs.into_iter().partition(|config| article.csr.contains(&config.name));
        let described = |private: bool| -> Vec<(String, String)> {
            let files = article.files.iter().filter(|(_, kind)| kind.is_private() == private);
            files.map(|(name, kind)| (shown_name(name, *kind), text.of_code("bundle-file", kind.as_str()))).collect()
        };
        let has_keystore = article.files.iter().any(|(_, kind)| matches!(kind, FileKind::Pkcs12 | FileKind::Jks));
        let password = if has_keystore { " --password-file password.txt" } else { "" };
        let base = site.base();
        Self {
            id,
            name: text.of_code("server", id),
            text: own_words("text").unwrap_or_default(),
            csr: Part {
                steps: steps("csr", (!article.csr.is_empty()).then(|| text.t("servers-csr-steps"))),
                commands: article.csr,
                configs: requests,
            },
            zip: described(false),
            own: described(true),
            cli: format!("warifu bundle --server {id} --cert {base}.pem --key {base}.key{password} --out {base}-{id}"),
            has_root: server.needs_root(),
            place: Part {
                steps: steps("place", (!article.install.is_empty()).then(|| text.t("servers-place-steps"))),
                commands: article.install,
                configs: vec![],
            },
            usage: Part {
                steps: steps("use", (!configs.is_empty()).then(|| text.t("servers-use-steps"))),
                commands: String::new(),
                configs,
            },
            reload: Part {
                steps: steps("reload", (!article.reload.is_empty()).then(|| text.t("servers-reload-steps"))),
                commands: article.reload,
                configs: vec![],
            },
            check: Part {
                steps: steps("check", Some(text.t("servers-check-steps"))),
                commands: article.check,
                configs: vec![],
            },
            note: own_words("note").map(|words| sentence(&words)),
        }
    }

    /// The same for whoever has the complete key store: `server-ID.place-own` in place of what brings certificates into it.
    #[must_use]
    pub fn with_key_store(mut self, text: Text) -> Self {
        if let Some(words) = text.find(&format!("server-{}.place-own", self.id), &[]) {
            self.place.steps = words.lines().map(sentence).collect();
            let commands = self.place.commands.split_inclusive('\n');
            self.place.commands = commands.filter(|command| !command.starts_with("keytool -importcert ")).collect();
        }
        self
    }
}

/// A chain in DER is a file for each certificate.
fn shown_name(name: &str, kind: FileKind) -> String {
    if kind == FileKind::ChainDer { format!("{name}1.cer") } else { name.to_owned() }
}

/// What stands between backticks is code.
fn sentence(words: &str) -> Sentence {
    let parts = words.split('`').enumerate().map(|(at, part)| (at % 2 == 1, part.to_owned()));
    parts.filter(|(_, part)| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use warifu_domain::people::Locale;

    use super::*;

    #[test]
    fn backticks_are_code() {
        let plain = |text: &str| (false, text.to_owned());
        let code = |text: &str| (true, text.to_owned());
        for (words, expected) in [
            ("Restart.", vec![plain("Restart.")]),
            ("Run `a b` as root.", vec![plain("Run "), code("a b"), plain(" as root.")]),
            ("`a`", vec![code("a")]),
            ("", vec![]),
        ] {
            assert_eq!(sentence(words), expected);
        }
    }

    /// Every server is explained in both languages: each command has a sentence, and each backtick its twin.
    #[test]
    fn every_server_has_its_words() {
        for locale in Locale::ALL {
            let text = Text::of(locale);
            assert_eq!(
                server_groups(text).iter().map(|group| group.servers.len()).sum::<usize>(),
                Server::all().count()
            );
            for server in Server::all() {
                let howto = HowTo::new(text, server, &Site::example());
                let raw = format!("{howto:?}");
                assert!(!raw.contains("\"[server"), "{server}: {raw}");
                assert!(!howto.text.is_empty() && !howto.csr.steps.is_empty(), "{server}");
                for part in [&howto.csr, &howto.place, &howto.usage, &howto.reload, &howto.check] {
                    assert!(part.is_empty() || !part.steps.is_empty(), "{server}: {part:?}");
                }
                assert!(!raw.contains('`'), "{server}");
                for key in ["text", "csr", "place", "place-own", "use", "reload", "note"] {
                    let words = text.find(&format!("server-{server}.{key}"), &[]).unwrap_or_default();
                    assert!(words.matches('`').count().is_multiple_of(2), "{server}.{key}: {words}");
                }
            }
        }
    }
}
