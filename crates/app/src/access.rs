//! Who is calling: members, passwords, sessions and API tokens. Secrets are shown once and stored as hashes.

use std::time::Duration;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use warifu_domain::{
    AccountId, MemberId, Timestamp, TokenId,
    order::Order,
    people::{Account, Actor, EmailAddress, Locale, Member, Role},
};
use warifu_pki::Sha256;
use warifu_store::{
    Changeset, CommitError,
    access::{self, Session, TokenInfo},
    people,
};

use crate::{App, Failure, FieldProblem};

/// A session ends this long after login.
const SESSION_LIFE: Duration = Duration::from_secs(14 * 86_400);
/// Shortest password taken (NIST SP 800-63B-4 3.1.1.2 asks for 15 without a second factor; 12 with a slow hash and a
/// throttle is the common compromise).
const PASSWORD_CHARACTERS_MIN: usize = 12;
/// Longest password taken, so that hashing has a bound.
const PASSWORD_CHARACTERS_MAX: usize = 256;
/// Failed logins for one address within one [`THROTTLE_WINDOW`].
const FAILURES_MAX: u64 = 10;
/// The window for [`FAILURES_MAX`].
const THROTTLE_WINDOW: Duration = Duration::from_secs(15 * 60);
/// Tokens of one member that are listed.
const TOKENS_MAX: u32 = 100;
/// API tokens start with this, so that scanners for leaked secrets can find them.
const TOKEN_PREFIX: &str = "wrf_";

/// The member behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub member: MemberId,
    /// For which account.
    pub account: AccountId,
    /// What they may do.
    pub role: Role,
    /// Their address.
    pub email: EmailAddress,
    /// Their language.
    pub locale: Locale,
}

impl Viewer {
    fn of(member: Member) -> Self {
        let Member { id, account, email, role, locale, .. } = member;
        Self { member: id, account, role, email, locale }
    }

    /// The viewer as the one who acts.
    pub const fn actor(&self) -> Actor {
        match self.role {
            Role::Customer => Actor::Customer(self.member),
            Role::Staff => Actor::Staff(self.member),
        }
    }

    /// Whether an order is theirs to see: staff see every one, customers their account's.
    pub(crate) fn may_see(&self, order: &Order) -> bool {
        self.role == Role::Staff || order.account == self.account
    }

    /// Lets only staff pass.
    pub(crate) fn require_staff(&self) -> Result<(), Failure> {
        match self.role {
            Role::Staff => Ok(()),
            Role::Customer => Err(Failure::Forbidden),
        }
    }
}

/// A member to be.
#[derive(Clone)]
pub struct NewMember {
    /// Name of the account that is opened with it.
    pub account_name: String,
    /// Login name.
    pub email: String,
    /// In clear; only its hash is kept.
    pub password: String,
    /// Language of its mails.
    pub locale: Locale,
    /// What it may do; only an operator makes staff.
    pub role: Role,
}

/// A session just begun.
pub struct NewSession {
    /// The cookie's value; stored only as a hash.
    pub secret: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token just made.
pub struct NewToken {
    /// Its id.
    pub id: TokenId,
    /// Shown once; stored only as a hash.
    pub secret: String,
}

impl App {
    /// Begins a session.
    ///
    /// # Errors
    /// [`Failure::Unauthenticated`] for an unknown address and a wrong password alike, after the same work;
    /// [`Failure::TooMany`] after ten wrong tries in a quarter of an hour.
    pub async fn login(&self, email: &str, password: &str) -> Result<NewSession, Failure> {
        let now = self.now();
        let window = THROTTLE_WINDOW.as_secs().cast_signed();
        let window_at = Timestamp::from_unix_seconds(now.unix_seconds().div_euclid(window) * window);
        let key = format!("login:{}", Sha256::of(email.trim().to_ascii_lowercase().as_bytes()));
        let too_many =
            || Failure::TooMany { retry_after_seconds: window_at.plus(THROTTLE_WINDOW).since(now).as_secs().max(1) };
        if access::tries(&self.parts.db, &key, window_at).await? >= FAILURES_MAX {
            return Err(too_many());
        }
        let member = match EmailAddress::parse(email) {
            Ok(email) => people::member_by_email(&self.parts.db, &email).await?,
            Err(_) => None,
        };
        let hash = member.as_ref().map(|member| member.password_hash.clone());
        let fits = self.verify_password(password, hash).await?;
        let Some(member) = member.filter(|_| fits) else {
            let tries = access::count_try(&self.parts.db, &key, window_at).await?;
            return Err(if tries > FAILURES_MAX { too_many() } else { Failure::Unauthenticated });
        };
        // Many guesses at once all pass the first look; once enough of them were wrong, the right one tells nothing.
        if access::tries(&self.parts.db, &key, window_at).await? >= FAILURES_MAX {
            return Err(too_many());
        }
        let secret = self.new_secret();
        let expires_at = now.plus(SESSION_LIFE);
        let session =
            Session { secret_sha256: Sha256::of(secret.as_bytes()), member: member.id, created_at: now, expires_at };
        let mut changes = Changeset::new();
        access::open_session(&mut changes, &session);
        self.parts.db.commit(changes).await?;
        Ok(NewSession { secret, expires_at })
    }

    /// Ends a session; one that is over already stays over.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn logout(&self, secret: &str) -> Result<(), Failure> {
        let mut changes = Changeset::new();
        access::close_session(&mut changes, Sha256::of(secret.as_bytes()));
        self.parts.db.commit(changes).await?;
        Ok(())
    }

    /// The member whose session this is, while it lasts.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn viewer_by_session(&self, secret: &str) -> Result<Option<Viewer>, Failure> {
        let hash = Sha256::of(secret.as_bytes());
        Ok(access::session(&self.parts.db, hash, self.now()).await?.map(|(_, member)| Viewer::of(member)))
    }

    /// The member whose API token this is.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn viewer_by_token(&self, token: &str) -> Result<Option<Viewer>, Failure> {
        if !token.starts_with(TOKEN_PREFIX) {
            return Ok(None);
        }
        Ok(access::member_by_token(&self.parts.db, Sha256::of(token.as_bytes())).await?.map(Viewer::of))
    }

    /// Opens an account with its first member.
    ///
    /// # Errors
    /// [`Failure::Invalid`] names each field that is wrong, also an address that is taken.
    pub async fn register(&self, new: NewMember) -> Result<Viewer, Failure> {
        let mut problems = vec![];
        let name = text_field("account_name", &new.account_name, 200, &mut problems);
        let email = EmailAddress::parse(&new.email)
            .map_err(|_| problems.push(FieldProblem::new("email", "email_malformed")))
            .ok();
        let length = new.password.chars().count();
        if !(PASSWORD_CHARACTERS_MIN..=PASSWORD_CHARACTERS_MAX).contains(&length) {
            let problem = FieldProblem::new("password", "password_length")
                .with("min", PASSWORD_CHARACTERS_MIN)
                .with("max", PASSWORD_CHARACTERS_MAX);
            problems.push(problem);
        }
        let (Some(email), true) = (email, problems.is_empty()) else {
            return Err(Failure::Invalid(problems));
        };
        let taken = || Failure::Invalid(vec![FieldProblem::new("email", "email_taken")]);
        if people::member_by_email(&self.parts.db, &email).await?.is_some() {
            return Err(taken());
        }
        let now = self.now();
        let account = Account { id: AccountId(self.new_id()), name, created_at: now };
        let member = Member {
            id: MemberId(self.new_id()),
            account: account.id,
            email,
            password_hash: self.hash_password(new.password).await?,
            role: new.role,
            locale: new.locale,
            created_at: now,
        };
        let mut changes = Changeset::new();
        people::open_account(&mut changes, &account);
        people::add_member(&mut changes, &member);
        match self.parts.db.commit(changes).await {
            Ok(_) => Ok(Viewer::of(member)),
            Err(CommitError::Conflict { .. }) => Err(taken()),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes an API token for the viewer.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when the label is empty or too long.
    pub async fn create_token(&self, viewer: &Viewer, label: &str) -> Result<NewToken, Failure> {
        let mut problems = vec![];
        let label = text_field("label", label, 100, &mut problems);
        if !problems.is_empty() {
            return Err(Failure::Invalid(problems));
        }
        let token = TokenInfo { id: TokenId(self.new_id()), label, created_at: self.now() };
        let secret = format!("{TOKEN_PREFIX}{}", self.new_secret());
        let mut changes = Changeset::new();
        access::add_token(&mut changes, viewer.member, &token, Sha256::of(secret.as_bytes()));
        self.parts.db.commit(changes).await?;
        Ok(NewToken { id: token.id, secret })
    }

    /// The viewer's tokens that are in force, without their secrets.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn tokens(&self, viewer: &Viewer) -> Result<Vec<TokenInfo>, Failure> {
        Ok(access::tokens(&self.parts.db, viewer.member, TOKENS_MAX).await?)
    }

    /// Ends one of the viewer's tokens.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when it is not theirs or over already.
    pub async fn revoke_token(&self, viewer: &Viewer, id: TokenId) -> Result<(), Failure> {
        let mut changes = Changeset::new();
        access::revoke_token(&mut changes, viewer.member, id);
        match self.parts.db.commit(changes).await {
            Ok(_) => Ok(()),
            Err(CommitError::Conflict { .. }) => Err(Failure::NotFound { what: "token" }),
            Err(error) => Err(error.into()),
        }
    }

    async fn hash_password(&self, password: String) -> Result<String, Failure> {
        let mut salt = [0; 16];
        self.parts.random.fill(&mut salt);
        self.hashing(move || {
            let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| Failure::Internal(error.to_string()))
        })
        .await?
    }

    /// Compares; without a stored hash it does the same work and says no, so that time does not tell who is a member.
    async fn verify_password(&self, password: &str, stored: Option<String>) -> Result<bool, Failure> {
        let password: String = password.chars().take(PASSWORD_CHARACTERS_MAX + 1).collect();
        self.hashing(move || match stored.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
            _ => {
                // The outcome does not matter, the time does.
                let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
                false
            }
        })
        .await
    }

    async fn hashing<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        let _permit = self.hashing.acquire().await.map_err(|error| Failure::Internal(error.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(error.to_string()))
    }
}

/// A line of text that a person typed: trimmed, not empty, at most `max` characters, no control characters.
pub(crate) fn text_field(field: &'static str, text: &str, max: usize, problems: &mut Vec<FieldProblem>) -> String {
    let text = text.trim();
    if text.is_empty() {
        problems.push(FieldProblem::new(field, "field_empty"));
    } else if text.chars().count() > max {
        problems.push(FieldProblem::new(field, "field_too_long").with("max", max));
    } else if text.chars().any(char::is_control) {
        problems.push(FieldProblem::new(field, "field_control_character"));
    }
    text.to_owned()
}
