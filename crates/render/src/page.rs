//! What every page knows: language, visitor, where it is.

use std::ops::Deref;

use warifu_domain::people::Locale;

use crate::{Text, assets};

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Their address.
    pub email: String,
    /// Whether they work for the shop.
    pub staff: bool,
}

/// What the frame around every page shows. It lends its [`Text`] to the templates, as in `page.t(…)`.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language.
    pub text: Text,
    /// The shop's name.
    pub shop_name: String,
    /// Who is logged in, if anybody.
    pub viewer: Option<Signed>,
    /// Whether the sandbox and the mailbox are there.
    pub demo: bool,
    /// The part of the shop this page belongs to: `products`, `orders`, `points`, `help`, `console` … or empty.
    pub section: &'static str,
    /// The query of a link to this page in another language, without `lang`: `product=demo-dv` or empty.
    pub query: String,
    /// Code of what was just done (`?done=paid`), said at the top of the page.
    pub done: Option<String>,
}

impl Page {
    /// A page for a visitor of whom only the language is known.
    pub fn new(locale: Locale, shop_name: &str) -> Self {
        Self {
            text: Text::of(locale),
            shop_name: shop_name.to_owned(),
            viewer: None,
            demo: false,
            section: "",
            query: String::new(),
            done: None,
        }
    }

    /// The sentence about what was just done; codes that nobody wrote a sentence for are passed over.
    pub fn done_text(&self) -> Option<String> {
        self.done.as_ref().and_then(|code| self.text.find(&format!("done-{code}"), &[]))
    }

    /// The link to this page in the language `tag`.
    pub fn in_language(&self, tag: &str) -> String {
        match self.query.as_str() {
            "" => format!("?lang={tag}"),
            query => format!("?{query}&lang={tag}"),
        }
    }

    /// What the form calls one of its fields, for the list of problems above it.
    pub fn field_label(&self, field: &str) -> Option<String> {
        self.text.find(&format!("field-{field}"), &[])
    }

    /// `page` for the current section's link, for `aria-current`; `false` otherwise.
    pub fn current(&self, section: &str) -> &'static str {
        if self.section == section { "page" } else { "false" }
    }

    /// Where an asset lies, with the digest of its bytes so that browsers may keep it.
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    /// Whether a member of staff looks at it.
    pub fn is_staff(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.staff)
    }
}

impl Deref for Page {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.text
    }
}

/// A word on a coloured ground: a state, or who must act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Its style: `wait`, `act`, `good`, `done`, `bad` or `plain`.
    pub tone: &'static str,
    /// Its word.
    pub label: String,
}

impl Chip {
    /// The chip of an order's or issuance's state.
    pub fn of_state(text: Text, family: &str, state: &str) -> Self {
        let tone = match state {
            "awaiting_payment" | "validating" | "issued" | "pending" => "act",
            "preparing" | "submitted" | "found" | "ready" | "leased" => "wait",
            "active" | "served" | "valid" | "done" => "good",
            "failed" | "revoked" | "invalid" | "dead" | "lapsed" => "bad",
            _ => "plain",
        };
        Self { tone, label: text.of_code(family, state) }
    }

    /// The chip that says who must act; `mine` is the reader's own part.
    pub fn of_actor(text: Text, who: &str, mine: &str) -> Self {
        let tone = match who {
            _ if who == mine => "act",
            "nobody" => "plain",
            _ => "wait",
        };
        Self { tone, label: text.of_code(if who == mine { "who-me" } else { "who" }, who) }
    }
}
