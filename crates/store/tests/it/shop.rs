//! A little shop over a database: an account with points, and orders that are decided, saved and read back.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use warifu_domain::{
    AccountId, Command, DnsName, IssuanceId, MemberId, OrderId, Sha256, Timestamp, ValidationId, Yen,
    catalogue::Catalogue,
    dcv::{Challenge, Instruction, Method},
    decide,
    id::{Uuid, uuid_v7},
    issuance::IssuedCertificate,
    job::Job,
    ledger::Transaction,
    order::{Application, Order, Payment, Subscriber, place},
    people::{Account, Actor, Locale, Member, Role},
    time::Period,
};
use warifu_store::{Changeset, CommitError, Db, decisions, ledger, orders, people};

pub struct Shop {
    pub db: Db,
    pub catalogue: Catalogue,
    pub account: AccountId,
    pub member: MemberId,
}

/// The moment at which the tests' shop stands.
pub fn now() -> Timestamp {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

pub fn later(seconds: u64) -> Timestamp {
    now().plus(Duration::from_secs(seconds))
}

/// A new id; ids rise, also within a millisecond.
pub fn id() -> Uuid {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let mut random = [0; 10];
    random[2..].copy_from_slice(&COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    uuid_v7(now(), random)
}

pub fn attempts_max(_: &Job) -> u32 {
    3
}

impl Shop {
    /// Opens the shop with one account that has `points`.
    pub async fn open(db: Db, points: i64) -> Self {
        Self::open_as(db, "taro@example.jp", points).await
    }

    /// Opens the shop with an account for `email`.
    pub async fn open_as(db: Db, email: &str, points: i64) -> Self {
        let catalogue = Catalogue::parse(
            include_str!("../../../../catalogue/products.toml"),
            include_str!("../../../../catalogue/pki-limits.toml"),
            include_str!("../../../../catalogue/policy.toml"),
        )
        .unwrap();
        let mut shop = Self { db, catalogue, account: AccountId(id()), member: MemberId(id()) };
        (shop.account, shop.member) = shop.register(email).await;
        if points > 0 {
            shop.credit(points, "opening").await.unwrap();
        }
        shop
    }

    pub async fn register(&self, email: &str) -> (AccountId, MemberId) {
        let account = Account { id: AccountId(id()), name: "株式会社サンプル".to_owned(), created_at: now() };
        let member = Member {
            id: MemberId(id()),
            account: account.id,
            email: email.parse().unwrap(),
            password_hash: "$argon2id$sample".to_owned(),
            role: Role::Customer,
            locale: Locale::Ja,
            created_at: now(),
        };
        let mut cs = Changeset::new();
        people::open_account(&mut cs, &account);
        people::add_member(&mut cs, &member);
        self.db.commit(cs).await.unwrap();
        (account.id, member.id)
    }

    pub async fn credit(&self, yen: i64, reference: &str) -> Result<(), CommitError> {
        let mut cs = Changeset::new();
        ledger::post(&mut cs, &Transaction::top_up(self.account, Yen(yen), reference, now()));
        self.db.commit(cs).await.map(drop)
    }

    /// An application for `demo-dv`, saved and read back.
    pub async fn place(&self, names: &[&str]) -> Order {
        let placed = self.place_unread(names).await;
        let stored = self.load(placed.id).await;
        assert_eq!(stored, placed);
        stored
    }

    /// An application for `demo-dv`, saved.
    pub async fn place_unread(&self, names: &[&str]) -> Order {
        let application = Application {
            id: OrderId(id()),
            issuance: IssuanceId(id()),
            account: self.account,
            member: self.member,
            names: names.iter().map(|name| name.parse().unwrap()).collect(),
            csr_der: vec![0x30, 0x82, 1, 2],
            spki_sha256: Sha256::of(id().as_bytes()),
            term_months: Some(12),
            payment: Payment::Points,
            subscriber: Subscriber {
                name: "割符 太郎".to_owned(),
                email: "taro@example.jp".parse().unwrap(),
                organization: Some("株式会社サンプル".to_owned()),
            },
            contact: "taro@example.jp".parse().unwrap(),
            delivery_email: None,
            method: Some(Method::Dns),
            locale: Locale::Ja,
            renews: None,
        };
        let decision =
            place(application, self.catalogue.product("demo-dv").unwrap(), &self.catalogue.policy, now()).unwrap();
        self.save(None, &decision).await.unwrap();
        decision.order
    }

    /// Decides a command on `order`, saves it, and compares what is read back.
    pub async fn step(&self, order: &Order, command: Command, at: Timestamp) -> Result<Order, CommitError> {
        let decision = decide(order, command, Actor::System, &self.catalogue.policy, at).unwrap();
        self.save(Some(order), &decision).await?;
        let stored = self.load(order.id).await;
        assert_eq!(stored, decision.order);
        Ok(stored)
    }

    pub async fn save(&self, before: Option<&Order>, decision: &warifu_domain::Decision) -> Result<(), CommitError> {
        let mut cs = Changeset::new();
        let supply = decisions::Supply { now: now(), new_id: &mut id, attempts_max };
        decisions::save(&mut cs, before, decision, supply);
        self.db.commit(cs).await.map(drop)
    }

    pub async fn load(&self, id: OrderId) -> Order {
        orders::load(&self.db, id).await.unwrap().unwrap()
    }

    /// From payment to an issued certificate.
    pub async fn issue(&self, order: &Order) -> Order {
        let issuance = order.open_issuance().unwrap().id;
        let paid = self.step(order, Command::Pay, later(1)).await.unwrap();
        let challenges = challenges(&order.names);
        let upstream = "{\"v\":1}".to_owned();
        let asked = Command::AskProof { issuance, upstream: upstream.clone(), challenges };
        let asked = self.step(&paid, asked, later(2)).await.unwrap();
        let found = Command::FindProof { issuance, names: order.names.clone() };
        let found = self.step(&asked, found, later(3)).await.unwrap();
        let submitted = self.step(&found, Command::Submit { issuance, upstream }, later(4)).await.unwrap();
        let command = Command::Issue { issuance, certificate: certificate() };
        self.step(&submitted, command, later(5)).await.unwrap()
    }
}

pub fn challenges(names: &[DnsName]) -> Vec<(ValidationId, Challenge)> {
    let challenge = |name: &DnsName| Challenge::Place {
        name: name.clone(),
        instruction: Instruction::Txt { record: format!("_pki-validation.{name}"), value: "token".to_owned() },
    };
    names.iter().map(|name| (ValidationId(id()), challenge(name))).collect()
}

pub fn certificate() -> IssuedCertificate {
    IssuedCertificate {
        chain_der: vec![vec![0x30, 1, 1], vec![0x30, 1, 2]],
        serial_hex: "0102030405060708090a".to_owned(),
        validity: Period::of_certificate_days(now(), 47),
    }
}
