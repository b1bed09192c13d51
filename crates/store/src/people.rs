//! Accounts and their members.

use warifu_domain::{
    AccountId, MemberId,
    people::{Account, EmailAddress, Member},
};

use crate::{Changeset, Db, DbError, Expect, Row, Value, page, params, statements};

/// Label of the conflict when the mail address belongs to a member already.
pub const EMAIL_TAKEN: &str = "email_taken";

/// Opens an account.
pub fn open_account(cs: &mut Changeset, account: &Account) {
    cs.add(&INSERT_ACCOUNT, params![account.id, &account.name, account.created_at], Expect::Exactly(1));
}

/// Adds a member to its account. Conflict [`EMAIL_TAKEN`] when the address has one.
pub fn add_member(cs: &mut Changeset, member: &Member) {
    let values = params![
        member.id,
        member.account,
        member.email.as_str(),
        &member.password_hash,
        member.role,
        member.locale,
        member.created_at,
    ];
    cs.add(&INSERT_MEMBER, values, Expect::Exactly(1)).label(EMAIL_TAKEN);
}

/// Replaces a member's password hash.
pub fn set_password_hash(cs: &mut Changeset, member: MemberId, password_hash: &str) {
    cs.add(&SET_PASSWORD, params![member, password_hash], Expect::Exactly(1));
}

/// The account.
pub async fn account(db: &Db, id: AccountId) -> Result<Option<Account>, DbError> {
    db.read_one(&ACCOUNT, params![id]).await?.map(read_account).transpose()
}

/// The member.
pub async fn member(db: &Db, id: MemberId) -> Result<Option<Member>, DbError> {
    db.read_one(&MEMBER, params![id]).await?.map(read_member).transpose()
}

/// The member who logs in with this address.
pub async fn member_by_email(db: &Db, email: &EmailAddress) -> Result<Option<Member>, DbError> {
    db.read_one(&MEMBER_BY_EMAIL, params![email.as_str()]).await?.map(read_member).transpose()
}

/// The member with whom an account was opened.
pub async fn first_member(db: &Db, account: AccountId) -> Result<Option<Member>, DbError> {
    db.read_one(&FIRST_MEMBER, params![account]).await?.map(read_member).transpose()
}

/// Accounts with the address of their first member, oldest first, from behind `after`.
pub async fn accounts(db: &Db, after: Option<AccountId>, limit: u32) -> Result<Vec<(Account, EmailAddress)>, DbError> {
    let rows = db.read(&ACCOUNTS, params![after.map_or(Value::Blob(vec![]), Value::from), page(limit)]).await?;
    rows.into_iter()
        .map(|mut row| {
            let email = row.take()?;
            Ok((read_account(row)?, email))
        })
        .collect()
}

fn read_account(mut row: Row) -> Result<Account, DbError> {
    Ok(Account { id: row.take()?, name: row.take()?, created_at: row.take()? })
}

/// Reads a member off the last seven columns of a row.
pub(crate) fn read_member(mut row: Row) -> Result<Member, DbError> {
    Ok(Member {
        id: row.take()?,
        account: row.take()?,
        email: row.take()?,
        password_hash: row.take()?,
        role: row.take()?,
        locale: row.take()?,
        created_at: row.take()?,
    })
}

statements! {
    INSERT_ACCOUNT = "INSERT INTO accounts (id, name, created_at) VALUES ($1, $2, $3)";
    INSERT_MEMBER = "INSERT INTO members (id, account, email, password_hash, role, locale, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SET_PASSWORD = "UPDATE members SET password_hash = $2 WHERE id = $1";
    ACCOUNT = "SELECT id, name, created_at FROM accounts WHERE id = $1";
    MEMBER = "SELECT id, account, email, password_hash, role, locale, created_at FROM members WHERE id = $1";
    MEMBER_BY_EMAIL =
        "SELECT id, account, email, password_hash, role, locale, created_at FROM members WHERE email = $1";
    FIRST_MEMBER = "SELECT id, account, email, password_hash, role, locale, created_at FROM members
        WHERE account = $1 ORDER BY id LIMIT 1";
    ACCOUNTS = "SELECT m.email, a.id, a.name, a.created_at FROM accounts a
        JOIN members m ON m.id = (SELECT f.id FROM members f WHERE f.account = a.id ORDER BY f.id LIMIT 1)
        WHERE a.id > $1 ORDER BY a.id LIMIT $2";
}
