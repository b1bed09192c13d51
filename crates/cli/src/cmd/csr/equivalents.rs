//! The same request with the tools that servers come with: commands to paste, never run here.

use warifu_domain::DnsName;
use warifu_pki::AttributeKind;

use crate::keys::KeyChoice;

/// A request as it was asked for.
pub(super) struct Asked<'a> {
    /// Name of the files, without their endings.
    pub(super) base: &'a str,
    /// The subject, the broadest attribute first.
    pub(super) subject: &'a [(AttributeKind, &'a str)],
    /// The names, at least one.
    pub(super) names: &'a [DnsName],
    pub(super) key: KeyChoice,
}

impl Asked<'_> {
    /// One line for a shell.
    pub(super) fn openssl(&self) -> String {
        let subject = self.subject.iter().fold(String::new(), |subject, (kind, value)| {
            let value = escaped(value, &['/', '+', '\\', '=']);
            subject + "/" + kind.short() + "=" + &value
        });
        let key = match self.key {
            KeyChoice::Rsa2048 => "rsa:2048",
            KeyChoice::Rsa3072 => "rsa:3072",
            KeyChoice::Rsa4096 => "rsa:4096",
            KeyChoice::P256 => "ec -pkeyopt ec_paramgen_curve:P-256",
            KeyChoice::P384 => "ec -pkeyopt ec_paramgen_curve:P-384",
        };
        let hash = if self.key == KeyChoice::P384 { "sha384" } else { "sha256" };
        let subject = if subject.is_empty() { "/".to_owned() } else { subject };
        format!(
            "openssl req -new -newkey {key} -nodes -{hash} -utf8 -keyout {} -out {} -subj {} -addext {}",
            quoted(&format!("{}.key", self.base)),
            quoted(&format!("{}.csr", self.base)),
            quoted(&subject),
            quoted(&format!("subjectAltName={}", self.joined("DNS:", ","))),
        )
    }

    /// Two lines for a shell; the key stays in the key store.
    pub(super) fn keytool(&self) -> String {
        let subject = self.subject.iter().rev();
        let subject: Vec<_> = subject.map(|(kind, value)| format!("{}={}", kind.short(), rfc2253(value))).collect();
        let key = match self.key {
            KeyChoice::Rsa2048 => "RSA -keysize 2048",
            KeyChoice::Rsa3072 => "RSA -keysize 3072",
            KeyChoice::Rsa4096 => "RSA -keysize 4096",
            KeyChoice::P256 => "EC -groupname secp256r1",
            KeyChoice::P384 => "EC -groupname secp384r1",
        };
        let (alias, store) = (quoted(self.names[0].host()), quoted(&format!("{}.p12", self.base)));
        format!(
            "keytool -genkeypair -alias {alias} -keyalg {key} -dname {} -keystore {store} -storetype PKCS12\n\
             keytool -certreq -alias {alias} -keystore {store} -ext {} -file {}",
            quoted(&subject.join(", ")),
            quoted(&format!("san={}", self.joined("dns:", ","))),
            quoted(&format!("{}.csr", self.base)),
        )
    }

    /// The file `request.inf` for Windows.
    pub(super) fn certreq_inf(&self) -> String {
        let subject = self.subject.iter().rev().map(|(kind, value)| {
            // Windows calls the state S, and a quoted value may hold anything but quotes, which are doubled.
            let kind = if *kind == AttributeKind::State { "S" } else { kind.short() };
            let plain = value.chars().all(|c| c.is_alphanumeric() || " .-*'()".contains(c));
            if plain { format!("{kind}={value}") } else { format!("{kind}=\"\"{}\"\"", value.replace('"', "\"\"\"\"")) }
        });
        let subject: Vec<_> = subject.collect();
        let (algorithm, bits) = match self.key {
            KeyChoice::Rsa2048 => ("RSA", 2048),
            KeyChoice::Rsa3072 => ("RSA", 3072),
            KeyChoice::Rsa4096 => ("RSA", 4096),
            KeyChoice::P256 => ("ECDSA_P256", 256),
            KeyChoice::P384 => ("ECDSA_P384", 384),
        };
        let last = self.names.len() - 1;
        let names = self.names.iter().enumerate().map(|(at, name)| {
            let more = if at == last { "" } else { "&" };
            format!("_continue_ = \"dns={name}{more}\"")
        });
        [
            "[Version]",
            "Signature = \"$Windows NT$\"",
            "[NewRequest]",
            &format!("Subject = \"{}\"", subject.join(", ")),
            "ProviderName = \"Microsoft Software Key Storage Provider\"",
            &format!("KeyAlgorithm = {algorithm}"),
            &format!("KeyLength = {bits}"),
            if self.key == KeyChoice::P384 { "HashAlgorithm = SHA384" } else { "HashAlgorithm = SHA256" },
            "MachineKeySet = TRUE",
            "Exportable = TRUE",
            "RequestType = PKCS10",
            "[Extensions]",
            "2.5.29.17 = \"{text}\"",
        ]
        .into_iter()
        .map(str::to_owned)
        .chain(names)
        .collect::<Vec<_>>()
        .join("\n")
    }

    /// The command that reads `request.inf`.
    pub(super) fn certreq(&self) -> String {
        format!("certreq -new request.inf {}.csr", self.base)
    }

    /// What to type into the fields of Plesk's form, which makes RSA keys and asks for one name; nothing for other keys.
    pub(super) fn plesk(&self) -> Vec<(&'static str, String)> {
        let value = |kind| self.subject.iter().find(|(known, _)| *known == kind).map(|(_, value)| (*value).to_owned());
        let bits = match self.key {
            KeyChoice::Rsa4096 => "4096",
            KeyChoice::Rsa3072 => "3072",
            KeyChoice::Rsa2048 => "2048",
            KeyChoice::P256 | KeyChoice::P384 => return vec![],
        };
        let fields = [
            ("Certificate name", Some(self.names[0].to_string())),
            ("Bits", Some(bits.to_owned())),
            ("Country", value(AttributeKind::Country)),
            ("State or province", value(AttributeKind::State)),
            ("Location (city)", value(AttributeKind::Locality)),
            ("Organization name (company)", value(AttributeKind::Organization)),
            ("Domain name", Some(self.names[0].to_string())),
        ];
        fields.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
    }

    fn joined(&self, prefix: &str, between: &str) -> String {
        self.names.iter().map(|name| format!("{prefix}{name}")).collect::<Vec<_>>().join(between)
    }
}

/// A word for a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.,:/=@".contains(&b));
    if plain && !text.is_empty() { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// A value of a distinguished name as RFC 2253 section 2.4 writes it.
fn rfc2253(value: &str) -> String {
    escaped(value, &[',', '+', '"', '\\', '<', '>', ';', '='])
}

fn escaped(value: &str, special: &[char]) -> String {
    value.chars().fold(String::new(), |mut out, c| {
        if special.contains(&c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_quoted_for_its_tool() {
        let names = ["*.example.jp", "example.jp"].map(|name| DnsName::parse(name).unwrap());
        let subject = [
            (AttributeKind::Country, "JP"),
            (AttributeKind::State, "Tokyo"),
            (AttributeKind::Organization, "Example's Co., Ltd."),
            (AttributeKind::CommonName, "*.example.jp"),
        ];
        let asked = Asked { base: "wildcard.example.jp", subject: &subject, names: &names, key: KeyChoice::P384 };
        assert_eq!(
            asked.openssl(),
            "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -sha384 -utf8 \
             -keyout wildcard.example.jp.key -out wildcard.example.jp.csr \
             -subj '/C=JP/ST=Tokyo/O=Example'\\''s Co., Ltd./CN=*.example.jp' \
             -addext 'subjectAltName=DNS:*.example.jp,DNS:example.jp'"
        );
        assert!(asked.keytool().contains("-dname 'CN=*.example.jp, O=Example'\\''s Co.\\, Ltd., ST=Tokyo, C=JP'"));
        assert!(asked.keytool().contains("-ext 'san=dns:*.example.jp,dns:example.jp'"));
        let inf = asked.certreq_inf();
        assert!(inf.contains("Subject = \"CN=*.example.jp, O=\"\"Example's Co., Ltd.\"\", S=Tokyo, C=JP\""), "{inf}");
        assert!(inf.ends_with("_continue_ = \"dns=*.example.jp&\"\n_continue_ = \"dns=example.jp\""), "{inf}");
    }
}
