//! What the CAs need remembered: sealed keys, the embedded CA's serials (each stored before its signature exists), its
//! signing log and CRLs, and our accounts at other CAs. Keys come here sealed; `store` never sees one in clear.

use warifu_domain::{IssuanceId, Sha256, Timestamp, issuance::RevocationReason};

use crate::{Changeset, Db, DbError, Expect, Row, params, statements};

/// Label of the conflict when somebody else made the key or account first: load that one.
pub const KEY_TAKEN: &str = "ca_key_taken";
/// Label of the conflict when the serial or the issuance's attempt has a row already.
pub const SERIAL_TAKEN: &str = "serial_taken";
/// Label of the conflict when the serial is unknown or signed already.
pub const SERIAL_SIGNED: &str = "serial_signed";
/// Label of the conflict when the serial was never signed or is revoked already.
pub const SERIAL_REVOKED: &str = "serial_revoked";
/// Label of the conflict when a CRL with this number or a greater one exists.
pub const CRL_NUMBER: &str = "crl_number";

/// Revoked certificates of one CRL at most.
const REVOKED_MAX: u32 = 20_000;

/// A sealed key.
#[derive(Clone)]
pub struct Key {
    /// What `ca::seal` made of it.
    pub sealed: Vec<u8>,
    /// Its certificate, DER, if it has one.
    pub certificate: Option<Vec<u8>>,
}

/// A serial with the bytes to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// Serial number, 8 to 20 octets, positive.
    pub serial: Vec<u8>,
    /// What it is for.
    pub issuance: IssuanceId,
    /// The issuance's attempt.
    pub attempt: u32,
    /// The TBSCertificate, DER: signed byte for byte.
    pub tbs: Vec<u8>,
    /// End of the certificate; later no CRL names it.
    pub not_after: Timestamp,
    /// When it was reserved.
    pub reserved_at: Timestamp,
}

/// A revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// Serial number.
    pub serial: Vec<u8>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

/// A published CRL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crl {
    /// Its number; never falls (RFC 5280 5.2.3).
    pub number: u64,
    /// The CRL, DER.
    pub der: Vec<u8>,
    /// Made at.
    pub this_update: Timestamp,
    /// Replaced before.
    pub next_update: Timestamp,
}

/// An account at another CA.
#[derive(Clone)]
pub struct UpstreamAccount {
    /// Its key, sealed.
    pub sealed_key: Vec<u8>,
    /// Its URL (the `kid` of RFC 8555), once the CA has said it.
    pub url: Option<String>,
}

/// Keeps a key under a name that is free. Conflict [`KEY_TAKEN`].
pub fn put_key(cs: &mut Changeset, name: &str, key: &Key, now: Timestamp) {
    let values = params![name, key.sealed.as_slice(), key.certificate.as_deref(), now];
    cs.add(&INSERT_KEY, values, Expect::Exactly(1)).label(KEY_TAKEN);
}

/// The key of that name.
pub async fn key(db: &Db, name: &str) -> Result<Option<Key>, DbError> {
    let row = db.read_one(&KEY, params![name]).await?;
    row.map(|mut row| Ok(Key { sealed: row.take()?, certificate: row.take_option()? })).transpose()
}

/// Stores a serial and what is to be signed under it. Conflict [`SERIAL_TAKEN`].
pub fn reserve(cs: &mut Changeset, reservation: &Reservation) {
    let Reservation { serial, issuance, attempt, tbs, not_after, reserved_at } = reservation;
    let values = params![serial.as_slice(), *issuance, *attempt, tbs.as_slice(), *not_after, *reserved_at];
    cs.add(&RESERVE, values, Expect::Exactly(1)).label(SERIAL_TAKEN);
}

/// What was reserved for an attempt of an issuance.
pub async fn reservation(db: &Db, issuance: IssuanceId, attempt: u32) -> Result<Option<Reservation>, DbError> {
    let row = db.read_one(&RESERVATION, params![issuance, attempt]).await?;
    row.map(|mut row| {
        Ok(Reservation {
            serial: row.take()?,
            issuance,
            attempt,
            tbs: row.take()?,
            not_after: row.take()?,
            reserved_at: row.take()?,
        })
    })
    .transpose()
}

/// Notes a signature: in the serial's row and in the log. Conflict [`SERIAL_SIGNED`].
pub fn signed(cs: &mut Changeset, serial: &[u8], certificate: Sha256, at: Timestamp) {
    cs.add(&SIGN, params![serial, at], Expect::Exactly(1)).label(SERIAL_SIGNED);
    cs.add(&LOG, params![serial, certificate, at], Expect::Exactly(1)).label(SERIAL_SIGNED);
}

/// Notes a revocation; the next CRL names it. Conflict [`SERIAL_REVOKED`].
pub fn revoke(cs: &mut Changeset, serial: &[u8], reason: RevocationReason, at: Timestamp) {
    let values = params![serial, at, u32::from(reason.code())];
    cs.add(&REVOKE, values, Expect::Exactly(1)).label(SERIAL_REVOKED);
}

/// Revoked certificates that have not expired by `now`, by serial.
pub async fn revoked(db: &Db, now: Timestamp) -> Result<Vec<Revoked>, DbError> {
    let read = |mut row: Row| {
        Ok(Revoked {
            serial: row.take()?,
            at: row.take()?,
            reason: row
                .take_as("reason of a revocation", |code: u32| RevocationReason::from_code(u8::try_from(code).ok()?))?,
        })
    };
    db.read(&REVOKED, params![now, REVOKED_MAX]).await?.into_iter().map(read).collect()
}

/// Keeps a CRL whose number is greater than every one before. Conflict [`CRL_NUMBER`].
pub fn put_crl(cs: &mut Changeset, crl: &Crl) {
    let values = params![crl.number, crl.der.as_slice(), crl.this_update, crl.next_update];
    cs.add(&INSERT_CRL, values, Expect::Exactly(1)).label(CRL_NUMBER);
}

/// The CRL with the greatest number.
pub async fn newest_crl(db: &Db) -> Result<Option<Crl>, DbError> {
    let read = |mut row: Row| {
        Ok(Crl { number: row.take()?, der: row.take()?, this_update: row.take()?, next_update: row.take()? })
    };
    db.read_one(&NEWEST_CRL, params![]).await?.map(read).transpose()
}

/// Keeps a new account's key, before the CA is asked. Conflict [`KEY_TAKEN`].
pub fn put_upstream_account(cs: &mut Changeset, connector: &str, sealed_key: &[u8], now: Timestamp) {
    cs.add(&INSERT_ACCOUNT, params![connector, sealed_key, now], Expect::Exactly(1)).label(KEY_TAKEN);
}

/// Notes the account's URL.
pub fn set_upstream_url(cs: &mut Changeset, connector: &str, url: &str) {
    cs.add(&SET_ACCOUNT_URL, params![connector, url], Expect::Exactly(1));
}

/// The account that a connector uses.
pub async fn upstream_account(db: &Db, connector: &str) -> Result<Option<UpstreamAccount>, DbError> {
    let read = |mut row: Row| Ok(UpstreamAccount { sealed_key: row.take()?, url: row.take_option()? });
    db.read_one(&ACCOUNT, params![connector]).await?.map(read).transpose()
}

statements! {
    INSERT_KEY = "INSERT INTO ca_keys (name, sealed, certificate, created_at) VALUES ($1, $2, $3, $4)";
    KEY = "SELECT sealed, certificate FROM ca_keys WHERE name = $1";
    RESERVE = "INSERT INTO serials (serial, issuance, attempt, tbs, not_after, reserved_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    RESERVATION = "SELECT serial, tbs, not_after, reserved_at FROM serials WHERE issuance = $1 AND attempt = $2";
    SIGN = "UPDATE serials SET signed_at = $2 WHERE serial = $1 AND signed_at IS NULL";
    LOG = "INSERT INTO signing_log (serial, certificate_sha256, at) VALUES ($1, $2, $3)";
    REVOKE = "UPDATE serials SET revoked_at = $2, reason = $3
        WHERE serial = $1 AND signed_at IS NOT NULL AND revoked_at IS NULL";
    REVOKED = "SELECT serial, revoked_at, reason FROM serials
        WHERE revoked_at IS NOT NULL AND not_after > $1 ORDER BY serial LIMIT $2";
    INSERT_CRL = "INSERT INTO crls (number, der, this_update, next_update)
        SELECT CAST($1 AS {{bigint}}), CAST($2 AS {{blob}}), CAST($3 AS {{bigint}}), CAST($4 AS {{bigint}})
        WHERE NOT EXISTS (SELECT 1 FROM crls WHERE number >= $1)";
    NEWEST_CRL = "SELECT number, der, this_update, next_update FROM crls ORDER BY number DESC LIMIT 1";
    INSERT_ACCOUNT = "INSERT INTO upstream_accounts (connector, sealed_key, created_at) VALUES ($1, $2, $3)";
    SET_ACCOUNT_URL = "UPDATE upstream_accounts SET url = $2 WHERE connector = $1";
    ACCOUNT = "SELECT sealed_key, url FROM upstream_accounts WHERE connector = $1";
}
