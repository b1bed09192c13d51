//! `verify` finds what was broken behind the program's back, and nothing in a shop that was left alone.

use warifu_domain::{Command, Sha256};
use warifu_store::{Changeset, Expect, ca, params, statements, verify};
use warifu_testkit::engines::check;

use crate::shop::{Shop, id, later, now};

statements! {
    MATCH_SERIAL = "UPDATE issuances SET serial = $2 WHERE id = $1";
    POSTING_CHANGED = "UPDATE postings SET amount_yen = amount_yen + 1 WHERE line = 1";
    POSTINGS_LOST = "DELETE FROM postings WHERE kind = 'sales'";
    BALANCE_CHANGED = "UPDATE balances SET balance_yen = balance_yen + 1";
    BALANCES_LOST = "DELETE FROM balances";
    SEQUENCE_CHANGED = "UPDATE issuances SET sequence = 2";
    LOG_LOST = "DELETE FROM signing_log";
    SIGNATURE_UNMARKED = "UPDATE serials SET signed_at = NULL";
    SERIAL_CHANGED = "UPDATE issuances SET serial = 'ff' WHERE serial IS NOT NULL";
    HOLD_LOST = "UPDATE transactions SET order_id = NULL WHERE kind = 'hold'";
    SETTLED_AGAIN = "UPDATE transactions SET kind = 'capture' WHERE kind = 'hold'";
    TERM_LOST = "UPDATE orders SET term_from = NULL, term_to = NULL WHERE term_from IS NOT NULL";
    PRICE_CHANGED = "UPDATE orders SET total_yen = total_yen + 1, net_yen = net_yen + 1";
    MAIL_JOBS_LOST = "DELETE FROM jobs WHERE kind = 'send_mail'";
    ENTRY_LOST = "DELETE FROM audit WHERE code = 'certificate_issued'";
    ENDED_FIRST = "UPDATE audit SET code = 'order_lapsed' WHERE code = 'order_placed'";
    PARAMS_CHANGED = "UPDATE audit SET params = '[]' WHERE sequence = 1";
    GAP = "DELETE FROM audit WHERE sequence = 2";
    TIME_CHANGED = "UPDATE audit SET at = at + 1 WHERE sequence = 3";
    VERSION_CHANGED = "UPDATE orders SET version = version + 1";
    RESERVED_AFTERWARDS = "UPDATE serials SET reserved_at = reserved_at + 10000000";
    RESERVATION_LOST = "DELETE FROM serials";
    WATCH_JOB_LOST = "DELETE FROM jobs WHERE kind = 'watch_site'";
    LAPSE_JOB_LOST = "DELETE FROM jobs WHERE kind = 'lapse_order'";
    LEASE_FORGOTTEN = "UPDATE jobs SET leased_at = CASE WHEN kind = 'lapse_order' THEN 1 ELSE 1000 END,
        state = CASE WHEN kind = 'lapse_order' THEN 'leased' ELSE state END,
        lease_until = CASE WHEN kind = 'lapse_order' THEN 2 END";
}

#[test]
fn every_damage_is_found() {
    for (invariant, damage) in [
        ("I1", &POSTING_CHANGED),
        ("I1", &POSTINGS_LOST),
        ("I2", &BALANCE_CHANGED),
        ("I2", &BALANCES_LOST),
        ("I3", &SEQUENCE_CHANGED),
        ("I3", &LOG_LOST),
        ("I3", &SIGNATURE_UNMARKED),
        ("I3", &SERIAL_CHANGED),
        ("I4", &HOLD_LOST),
        ("I4", &SETTLED_AGAIN),
        ("I4", &TERM_LOST),
        ("I4", &PRICE_CHANGED),
        ("I5", &MAIL_JOBS_LOST),
        ("I6", &ENTRY_LOST),
        ("I6", &ENDED_FIRST),
        ("I7", &PARAMS_CHANGED),
        ("I7", &GAP),
        ("I7", &TIME_CHANGED),
        ("I7", &VERSION_CHANGED),
        ("I8", &RESERVED_AFTERWARDS),
        ("I8", &RESERVATION_LOST),
        ("I9", &LAPSE_JOB_LOST),
        ("I9", &WATCH_JOB_LOST),
        ("I10", &LEASE_FORGOTTEN),
    ] {
        check(async |db| {
            let shop = lively(Shop::open(db, 10_000).await).await;
            assert_eq!(verify::run(&shop.db).await.unwrap(), []);
            let mut cs = Changeset::new();
            cs.add(damage, params![], Expect::Any);
            assert_ne!(shop.db.commit(cs).await.unwrap().counts, [0], "{damage:?} did nothing");
            let found = verify::run(&shop.db).await.unwrap();
            assert!(found.iter().any(|violation| violation.invariant == invariant), "{damage:?}: {found:?}");
        });
    }
}

/// One order with a certificate of the embedded CA in use, one that waits for payment.
async fn lively(shop: Shop) -> Shop {
    let order = shop.issue(&shop.place(&["a.test"]).await).await;
    shop.place(&["b.test"]).await;
    let issuance = order.issuances[0].id;
    shop.step(&order, Command::Serve { issuance }, later(6)).await.unwrap();
    let serial = id().as_bytes().to_vec();
    let mut cs = Changeset::new();
    let reservation = ca::Reservation {
        serial: serial.clone(),
        issuance,
        attempt: 1,
        tbs: vec![0x30],
        not_after: later(1),
        reserved_at: now(),
    };
    ca::reserve(&mut cs, &reservation);
    let serial_hex: String = serial.iter().map(|byte| format!("{byte:02x}")).collect();
    cs.add(&MATCH_SERIAL, params![issuance, serial_hex], Expect::Exactly(1));
    ca::signed(&mut cs, &serial, Sha256::of(&serial), later(1));
    shop.db.commit(cs).await.unwrap();
    shop
}
