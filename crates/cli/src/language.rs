//! In which language a command speaks.

use warifu_domain::people::Locale;

// Words of commands that speak to people.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Language {
    /// Language of messages: `ja` or `en`; else as the environment says.
    #[arg(long, global = true, value_parser = parse)]
    lang: Option<Locale>,
}

impl Language {
    /// The one asked for, else the environment's (POSIX 8.2), else English: a terminal without a language may not show
    /// Japanese.
    pub(crate) fn locale(self) -> Locale {
        self.locale_by(|name| std::env::var(name).ok())
    }

    fn locale_by(self, variable: impl Fn(&str) -> Option<String>) -> Locale {
        let environment = || {
            let tag = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|tag| !tag.is_empty());
            Locale::from_tag(&tag?)
        };
        self.lang.or_else(environment).unwrap_or(Locale::En)
    }
}

/// What was typed after the option has to be spoken here; the environment is there for all programs.
pub(crate) fn parse(tag: &str) -> Result<Locale, &'static str> {
    Locale::from_tag(tag).ok_or("not `ja` or `en`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (asked, lc_all, lang, wanted) in [
            (Some("ja"), "", "en_US.UTF-8", Locale::Ja),
            (Some("en-GB"), "", "ja_JP.UTF-8", Locale::En),
            (None, "", "ja_JP.UTF-8", Locale::Ja),
            (None, "en_GB.UTF-8", "ja_JP.UTF-8", Locale::En),
            (None, "", "fr_FR.UTF-8", Locale::En),
            (None, "", "C", Locale::En),
            (None, "", "", Locale::En),
        ] {
            let variable = |name: &str| match name {
                "LC_ALL" => Some(lc_all.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            };
            let language = Language { lang: asked.map(|tag| parse(tag).unwrap()) };
            assert_eq!(language.locale_by(variable), wanted, "{asked:?} {lc_all} {lang}");
        }
        assert!(parse("fr").is_err());
    }
}
