//! Which site is meant.

use warifu_net::HostName;

/// Longest line of a list of sites, in octets: a name has 253, its Unicode form may take more.
pub(super) const LINE_OCTETS_MAX: usize = 2_048;

/// A site to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Host, port, and both as reports name them.
    Site { host: String, port: u16, key: String },
    /// What was written names no site.
    Malformed(String),
}

impl Target {
    /// Reads `HOST`, `HOST:PORT`, `[ADDRESS]:PORT`, a host and a port with blanks between them as in a table, or the URL that
    /// somebody copied.
    pub(super) fn parse(written: &str, port_default: u16) -> Self {
        let mut words = written.split_whitespace();
        let first = words.next().unwrap_or_default();
        let column = words.next().and_then(|word| word.parse().ok());
        let rest = first.split_once("://").map_or(first, |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = host_and_port(authority);
        let port = port.map_or(Some(column.unwrap_or(port_default)), |port| port.parse().ok());
        match (HostName::parse(host), port.filter(|port| *port > 0)) {
            (Ok(HostName::Name(name)), Some(port)) if !name.is_empty() && !name.contains('*') => {
                Self::Site { key: format!("{name}:{port}"), host: name, port }
            }
            (Ok(HostName::Address(ip)), Some(port)) => {
                let key = if ip.is_ipv6() { format!("[{ip}]:{port}") } else { format!("{ip}:{port}") };
                Self::Site { host: ip.to_string(), port, key }
            }
            _ => Self::Malformed(first.to_owned()),
        }
    }

    /// What names the site in reports.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Site { key, .. } => key,
            Self::Malformed(written) => written,
        }
    }
}

fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    if let Some(rest) = authority.strip_prefix('[')
        && let Some((host, port)) = rest.split_once(']')
    {
        return (host, port.strip_prefix(':'));
    }
    match authority.rsplit_once(':') {
        // More than one colon is an IPv6 address without a port.
        Some((host, port)) if !host.contains(':') => (host, Some(port)),
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_read_as_people_write_them() {
        for (written, wanted) in [
            ("www.example.jp", Some("www.example.jp:443")),
            ("WWW.Example.JP.", Some("www.example.jp:443")),
            ("www.example.jp:8443", Some("www.example.jp:8443")),
            ("www.example.jp\t8443\tok", Some("www.example.jp:8443")),
            ("https://www.example.jp/path?a=b:c", Some("www.example.jp:443")),
            ("https://www.example.jp:8443/", Some("www.example.jp:8443")),
            ("bücher.example", Some("xn--bcher-kva.example:443")),
            ("192.0.2.1", Some("192.0.2.1:443")),
            ("2001:db8::1", Some("[2001:db8::1]:443")),
            ("[2001:db8::1]:25", Some("[2001:db8::1]:25")),
            ("", None),
            ("*.example.jp", None),
            ("www.example.jp:0", None),
            ("www.example.jp:99999", None),
            ("www.example.jp:", None),
            ("a b", Some("a:443")),
            ("a%20b", None),
        ] {
            let target = Target::parse(written, 443);
            let seen = matches!(target, Target::Site { .. }).then(|| target.key());
            assert_eq!(seen, wanted, "{written}");
        }
    }
}
