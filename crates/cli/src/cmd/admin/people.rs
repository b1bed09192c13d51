//! `warifu admin staff|member add` and `warifu admin token create`.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use warifu_app::{App, Failure, NewMember, Viewer};
use warifu_domain::people::{EmailAddress, Locale, Member, Role};
use warifu_store::{migrate, people};

use crate::{
    cmd::{Format, admin::Place, print, print_json},
    language,
    parts::{self, random_password, secrets},
    stop::{Doing, Outcome, Stop},
};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum What {
    /// Open an account with one member; its password is printed once.
    Add {
        /// Login name and where mail goes.
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// Name of the account.
        #[arg(long, value_name = "NAME")]
        account_name: String,
        /// File with the password on its first line; a random one when absent.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
        /// Language of mails: `ja` or `en`.
        #[arg(long, default_value = "ja", value_parser = language::parse)]
        lang: Locale,
    },
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum Token {
    /// Make an API token for a member; it is printed once.
    Create {
        /// The member's address.
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// What the token is for.
        #[arg(long)]
        label: String,
    },
}

/// Whose people.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Customer,
    Staff,
}

pub(super) async fn add(what: What, side: Side, place: &Place, format: Format) -> Result<Outcome, Stop> {
    let What::Add { email, account_name, password_file, lang } = what;
    let app = app(place).await?;
    let password = match &password_file {
        Some(file) => secrets::first_line(file)?,
        None => random_password(),
    };
    let member = NewMember {
        account_name,
        email,
        password: password.clone(),
        locale: lang,
        role: match side {
            Side::Customer => Role::Customer,
            Side::Staff => Role::Staff,
        },
    };
    let viewer = app.register(member).await.map_err(refused)?;
    // A password from a file is known to whoever wrote it.
    let shown = if password_file.is_none() { password } else { String::new() };
    let (email, account) = (viewer.email.to_string(), viewer.account.to_string());
    match format {
        Format::Json => print_json(&json!({ "email": email, "account": account, "password": shown }))?,
        Format::Text => print(&format!("{email} {shown}"))?,
    }
    Ok(Outcome::Fine)
}

pub(super) async fn token(what: Token, place: &Place, format: Format) -> Result<Outcome, Stop> {
    let Token::Create { email, label } = what;
    let db = place.open().await?;
    let address = EmailAddress::parse(&email).doing(&email)?;
    let member = people::member_by_email(&db, &address).await.doing("database")?;
    let member = member.ok_or_else(|| Stop::new(format_args!("{email}: no such member")))?;
    let Member { id, account, email, role, locale, .. } = member;
    let viewer = Viewer { member: id, account, role, email, locale };
    let token = parts::offline(db)?.create_token(&viewer, &label).await.map_err(refused)?;
    match format {
        Format::Json => print_json(&json!({ "id": token.id.to_string(), "token": token.secret }))?,
        Format::Text => print(&token.secret)?,
    }
    Ok(Outcome::Fine)
}

async fn app(place: &Place) -> Result<App, Stop> {
    let db = place.open().await?;
    migrate::check(&db).await.doing("database")?;
    parts::offline(db)
}

fn refused(failure: Failure) -> Stop {
    match failure {
        Failure::Invalid(problems) => {
            let problems: Vec<String> = problems.iter().map(|p| format!("`{}`: {}", p.field, p.code)).collect();
            Stop::new(problems.join(", "))
        }
        other => Stop::new(format_args!("{other:?}")),
    }
}
