//! Sessions, tokens, throttles, idempotency keys, settings, and what the CAs need remembered.

use warifu_domain::{
    MemberId, Sha256, TokenId,
    issuance::RevocationReason,
    people::{EmailAddress, Role},
};
use warifu_store::{
    Changeset, CommitError, Db,
    access::{self, Session, TokenInfo},
    ca::{self, Crl, Key, Reservation, Revoked},
    idempotency::{self, Claim},
    people, settings, verify,
};
use warifu_testkit::engines::check;

use crate::shop::{Shop, id, later, now};

async fn commit(db: &Db, fill: impl FnOnce(&mut Changeset)) -> &'static str {
    let mut cs = Changeset::new();
    fill(&mut cs);
    match db.commit(cs).await {
        Ok(_) => "saved",
        Err(CommitError::Conflict { label }) => label,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn an_address_belongs_to_one_member() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        let email: EmailAddress = "taro@example.jp".parse().unwrap();
        let member = people::member_by_email(&shop.db, &email).await.unwrap().unwrap();
        assert_eq!((member.id, member.role), (shop.member, Role::Customer));
        assert!(people::member(&shop.db, member.id).await.unwrap() == Some(member.clone()));
        assert_eq!(people::account(&shop.db, shop.account).await.unwrap().unwrap().name, "株式会社サンプル");
        let twin = warifu_domain::people::Member { id: MemberId(id()), ..member.clone() };
        assert_eq!(commit(&shop.db, |cs| people::add_member(cs, &twin)).await, people::EMAIL_TAKEN);
        assert_eq!(commit(&shop.db, |cs| people::set_password_hash(cs, member.id, "new")).await, "saved");
        assert_eq!(people::member(&shop.db, member.id).await.unwrap().unwrap().password_hash, "new");
    });
}

#[test]
fn sessions_and_tokens_end_when_they_are_told_to() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        let open = |n: u8| Session {
            secret_sha256: Sha256::of(&[n]),
            member: shop.member,
            created_at: now(),
            expires_at: later(100),
        };
        let alive = |n: u8, at| {
            let db = &shop.db;
            async move { access::session(db, Sha256::of(&[n]), later(at)).await.unwrap().map(|(session, _)| session) }
        };
        assert_eq!(commit(&shop.db, |cs| (0..4).for_each(|n| access::open_session(cs, &open(n)))).await, "saved");
        assert_eq!(alive(1, 99).await, Some(open(1)), "as it was opened");
        assert_eq!(alive(1, 100).await, None);
        assert_eq!(alive(9, 0).await, None);
        commit(&shop.db, |cs| access::close_session(cs, Sha256::of(&[1]))).await;
        assert_eq!((alive(1, 0).await, alive(2, 0).await.is_some()), (None, true));
        commit(&shop.db, |cs| access::close_sessions(cs, shop.member)).await;
        assert_eq!(alive(2, 0).await, None);
        commit(&shop.db, |cs| access::open_session(cs, &open(5))).await;
        assert_eq!(access::forget_expired(&shop.db, later(99), 10).await.unwrap(), 0);
        assert_eq!(access::forget_expired(&shop.db, later(100), 10).await.unwrap(), 1);

        let token = TokenInfo { id: TokenId(id()), label: "ci".to_owned(), created_at: now() };
        let secret = Sha256::of(b"token");
        commit(&shop.db, |cs| access::add_token(cs, shop.member, &token, secret)).await;
        assert_eq!(access::member_by_token(&shop.db, secret).await.unwrap().unwrap().id, shop.member);
        assert_eq!(access::tokens(&shop.db, shop.member, 10).await.unwrap(), vec![token.clone()]);
        let stranger = shop.register("hanako@example.jp").await.1;
        assert_ne!(commit(&shop.db, |cs| access::revoke_token(cs, stranger, token.id)).await, "saved");
        assert_eq!(commit(&shop.db, |cs| access::revoke_token(cs, shop.member, token.id)).await, "saved");
        assert!(access::member_by_token(&shop.db, secret).await.unwrap().is_none());
    });
}

#[test]
fn tries_are_counted_on_all_nodes_together() {
    check(async |db| {
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { access::count_try(&db, "login:taro", now()).await.unwrap() })
            })
            .collect();
        let mut counts = Vec::new();
        for task in tasks {
            counts.push(task.await.unwrap());
        }
        counts.sort_unstable();
        assert_eq!(counts, (1..=20).collect::<Vec<u64>>());
        assert_eq!(access::tries(&db, "login:taro", now()).await.unwrap(), 20);
        assert_eq!(access::tries(&db, "login:taro", later(900)).await.unwrap(), 0);
        assert_eq!(access::count_try(&db, "login:taro", later(900)).await.unwrap(), 1);
    });
}

#[test]
fn a_key_stands_for_one_request_and_one_answer() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        let (request, other) = (Sha256::of(b"a"), Sha256::of(b"b"));
        let claim = |key: &'static str, request| {
            let (db, member) = (&shop.db, shop.member);
            async move { idempotency::claim(db, member, key, request, now()).await.unwrap() }
        };
        assert_eq!(claim("k", request).await, Claim::First);
        assert_eq!(claim("k", request).await, Claim::Running);
        assert_eq!(claim("k", other).await, Claim::OtherRequest);
        commit(&shop.db, |cs| idempotency::release(cs, shop.member, "k")).await;
        assert_eq!(claim("k", other).await, Claim::First);
        assert_eq!(claim("k", other).await, Claim::Running);
        assert_eq!(commit(&shop.db, idempotency::end_claims).await, "saved");
        assert_eq!(claim("k", other).await, Claim::First, "who is alone does not wait for a process that died");

        let made = id();
        assert_eq!(commit(&shop.db, |cs| idempotency::made(cs, shop.member, "k", made)).await, "saved");
        assert_eq!(
            commit(&shop.db, |cs| idempotency::made(cs, shop.member, "k", id())).await,
            "idempotency_claim",
            "the work happens once"
        );
        commit(&shop.db, |cs| idempotency::release(cs, shop.member, "k")).await;
        commit(&shop.db, idempotency::end_claims).await;
        assert_eq!(claim("k", other).await, Claim::Made(made), "what has made something is not given back");
        commit(&shop.db, |cs| idempotency::answer(cs, shop.member, "k", 201, "{}")).await;
        assert_eq!(claim("k", other).await, Claim::Answered { status: 201, body: "{}".to_owned() });
        assert_eq!(claim("k", request).await, Claim::OtherRequest);

        let stranger = shop.register("hanako@example.jp").await.1;
        assert_eq!(idempotency::claim(&shop.db, stranger, "k", request, now()).await.unwrap(), Claim::First);
        assert_eq!(idempotency::forget(&shop.db, later(1), 10).await.unwrap(), 2);
    });
}

#[test]
fn settings() {
    check(async |db| {
        assert_eq!(settings::get(&db, "clock").await.unwrap(), None);
        commit(&db, |cs| settings::set(cs, "clock", "1")).await;
        commit(&db, |cs| settings::set(cs, "clock", "2")).await;
        assert_eq!(settings::get(&db, "clock").await.unwrap().as_deref(), Some("2"));
        assert_eq!(commit(&db, |cs| settings::set_first(cs, "clock", "3")).await, "setting_taken");
        assert_eq!(commit(&db, |cs| settings::set_first(cs, "seed", "1")).await, "saved");
    });
}

#[test]
fn a_serial_is_stored_then_signed_then_perhaps_revoked() {
    check(async |db| {
        let shop = Shop::open(db, 10_000).await;
        let order = shop.issue(&shop.place(&["a.test"]).await).await;
        let serial = vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        let reservation = Reservation {
            serial: serial.clone(),
            issuance: order.issuances[0].id,
            attempt: 1,
            tbs: vec![0x30, 0],
            not_after: now().plus_days(47),
            reserved_at: now(),
        };
        let db = &shop.db;
        let sign = |cs: &mut Changeset| ca::signed(cs, &serial, Sha256::of(b"certificate"), later(1));
        let revoke = |cs: &mut Changeset| ca::revoke(cs, &serial, RevocationReason::Superseded, later(2));
        assert_eq!(commit(db, sign).await, ca::SERIAL_SIGNED, "nothing is signed that was not reserved");
        assert_eq!(commit(db, |cs| ca::reserve(cs, &reservation)).await, "saved");
        assert_eq!(commit(db, |cs| ca::reserve(cs, &reservation)).await, ca::SERIAL_TAKEN);
        let twin = Reservation { serial: vec![9; 16], ..reservation.clone() };
        assert_eq!(commit(db, |cs| ca::reserve(cs, &twin)).await, ca::SERIAL_TAKEN, "one serial an attempt");
        assert_eq!(commit(db, revoke).await, ca::SERIAL_REVOKED, "it has no signature yet");
        assert_eq!(commit(db, sign).await, "saved");
        assert_eq!(commit(db, sign).await, ca::SERIAL_SIGNED);
        assert_eq!(ca::reservation(db, reservation.issuance, 1).await.unwrap(), Some(reservation.clone()));
        assert_eq!(ca::reservation(db, reservation.issuance, 2).await.unwrap(), None);
        assert_eq!(commit(db, revoke).await, "saved");
        assert_eq!(commit(db, revoke).await, ca::SERIAL_REVOKED);
        let revoked = Revoked { serial: serial.clone(), at: later(2), reason: RevocationReason::Superseded };
        assert_eq!(ca::revoked(db, now()).await.unwrap(), [revoked]);
        assert_eq!(ca::revoked(db, now().plus_days(47)).await.unwrap(), [], "expired ones leave the list");
        assert_eq!(verify::run(db).await.unwrap(), []);
    });
}

#[test]
fn keys_are_never_replaced_and_crl_numbers_never_fall() {
    check(async |db| {
        let key = Key { sealed: vec![1], certificate: Some(vec![2]) };
        assert_eq!(commit(&db, |cs| ca::put_key(cs, "root", &key, now())).await, "saved");
        assert_eq!(commit(&db, |cs| ca::put_key(cs, "root", &key, now())).await, ca::KEY_TAKEN);
        assert_eq!(ca::key(&db, "root").await.unwrap().unwrap().sealed, [1]);
        assert!(ca::key(&db, "other").await.unwrap().is_none());
        for (number, expected) in [(1, "saved"), (3, "saved"), (3, ca::CRL_NUMBER), (2, ca::CRL_NUMBER), (4, "saved")] {
            let crl = Crl { number, der: vec![0x30], this_update: now(), next_update: later(1) };
            assert_eq!(commit(&db, |cs| ca::put_crl(cs, &crl)).await, expected, "{number}");
        }
        assert_eq!(ca::newest_crl(&db).await.unwrap().unwrap().number, 4);
        assert_eq!(commit(&db, |cs| ca::put_upstream_account(cs, "pebble", &[7], now())).await, "saved");
        assert_eq!(commit(&db, |cs| ca::put_upstream_account(cs, "pebble", &[8], now())).await, ca::KEY_TAKEN);
        commit(&db, |cs| ca::set_upstream_url(cs, "pebble", "https://ca.test/acct/1")).await;
        let account = ca::upstream_account(&db, "pebble").await.unwrap().unwrap();
        assert_eq!((account.sealed_key, account.url.as_deref()), (vec![7], Some("https://ca.test/acct/1")));
    });
}
