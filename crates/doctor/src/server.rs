//! Which server program a site runs, as far as it says so: a finding's next step is then written for that program.

use crate::evidence::{HostSeen, PageSeen, ReplySeen};

/// A server program that has remedies of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServerKind {
    /// Apache HTTP Server.
    Apache,
    /// Microsoft IIS.
    Iis,
    /// nginx and OpenResty.
    Nginx,
    /// A host managed with Plesk, whatever serves there.
    Plesk,
    /// Apache Tomcat.
    Tomcat,
}

impl ServerKind {
    /// The word in the parameter `server` and in `.fix-SERVER`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apache => "apache",
            Self::Iis => "iis",
            Self::Nginx => "nginx",
            Self::Plesk => "plesk",
            Self::Tomcat => "tomcat",
        }
    }

    /// From the replies over https and http; the redirect before a page is often another program's.
    pub(crate) fn of(host: &HostSeen) -> Option<Self> {
        let http = host.http.as_ref()?;
        let pages =
            [&http.https, &http.http].into_iter().flatten().chain(http.validation.iter().map(|path| &path.page));
        pages.filter_map(|page: &PageSeen| page.reply.as_ref()).find_map(Self::of_reply)
    }

    /// Plesk and Tomcat stand behind other names, so they are asked for first.
    fn of_reply(reply: &ReplySeen) -> Option<Self> {
        let [server, powered_by] =
            [&reply.server, &reply.powered_by].map(|header| header.as_deref().unwrap_or_default().to_ascii_lowercase());
        if powered_by.contains("plesk") || server.contains("plesk") {
            Some(Self::Plesk)
        } else if ["coyote", "tomcat"].iter().any(|word| server.contains(word) || powered_by.contains(word)) {
            Some(Self::Tomcat)
        } else if server.contains("nginx") || server.contains("openresty") {
            Some(Self::Nginx)
        } else if server.starts_with("microsoft-iis") || server.starts_with("microsoft-httpapi") {
            Some(Self::Iis)
        } else if server.starts_with("apache") {
            Some(Self::Apache)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_told_by_their_headers() {
        for (server, powered_by, wanted) in [
            ("nginx/1.22.1", "", Some(ServerKind::Nginx)),
            ("openresty", "PHP/8.2", Some(ServerKind::Nginx)),
            ("Apache/2.4.57 (Debian)", "", Some(ServerKind::Apache)),
            ("Apache-Coyote/1.1", "", Some(ServerKind::Tomcat)),
            ("nginx", "PleskLin", Some(ServerKind::Plesk)),
            ("Microsoft-IIS/10.0", "ASP.NET", Some(ServerKind::Iis)),
            ("Microsoft-IIS/10.0", "PleskWin", Some(ServerKind::Plesk)),
            ("cloudflare", "", None),
            ("", "", None),
        ] {
            let header = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let reply = ReplySeen { server: header(server), powered_by: header(powered_by), ..ReplySeen::default() };
            assert_eq!(ServerKind::of_reply(&reply), wanted, "{server} {powered_by}");
        }
    }
}
