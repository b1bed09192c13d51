//! Stories that the grid cannot tell: time passes in them.

use std::time::Duration;

use warifu_domain::{Command, Refusal, decide, job::Job, order::OrderState, people::Actor};

use crate::sample::*;

/// Payment is taken through the last second of the due day, and the lapse begins one second later.
#[test]
fn due_is_a_border() {
    let (policy, order) = (catalogue().policy, placed().order);
    let due = order.due_at;
    let late = due.plus(Duration::from_secs(1));
    assert_eq!(due.to_string(), "2026-11-27T14:59:59Z");
    assert!(decide(&order, Command::Pay, CUSTOMER, &policy, due).is_ok());
    let refusal = decide(&order, Command::Pay, CUSTOMER, &policy, late).unwrap_err();
    assert_eq!(refusal, Refusal::PastDue { due_at: due });
    assert_eq!(decide(&order, Command::Lapse, Actor::System, &policy, due).unwrap_err(), Refusal::NotYet { at: late });
    assert!(decide(&order, Command::Lapse, Actor::System, &policy, late).is_ok());
}

/// One paid year of 47-day certificates is followed without a gap to the end of the term.
#[test]
fn a_year_is_covered_by_certificates() {
    let policy = catalogue().policy;
    let mut order = after([Command::Pay]);
    let (mut issuance, mut now, mut issued) = (FIRST, start(), 0);
    loop {
        for command in [submit(issuance), Command::Issue { issuance, certificate: certificate(now) }] {
            let decision = decide(&order, command, Actor::System, &policy, now).unwrap();
            order = decision.order;
            let next = decision.jobs.iter().find_map(|scheduled| match scheduled.job {
                Job::ContinueOrder(..) => Some(scheduled.run_at),
                _ => None,
            });
            if let Some(at) = next {
                let ends = order.newest_live().unwrap().state.certificate().unwrap().validity.to;
                assert!(now < at && at < ends, "the next one is begun while this one lives");
                now = at;
            }
        }
        issued += 1;
        let ends = order.newest_live().unwrap().state.certificate().unwrap().validity.to;
        if ends.plus_days(1) >= order.term().unwrap().to {
            break;
        }
        issuance = warifu_domain::IssuanceId(warifu_domain::id::Uuid::from_u128(1_000 + issued));
        let Command::Begin { purpose, csr_der, spki_sha256, .. } = begin() else { unreachable!() };
        let again = Command::Begin { issuance, purpose, csr_der, spki_sha256 };
        order = decide(&order, again, Actor::System, &policy, now).unwrap().order;
    }
    assert_eq!(issued, 11, "one every 32 days, the last one living 47");
    let OrderState::Active { .. } = order.state else { panic!("{:?}", order.state) };
}

/// After a long silence all four notices are due: only the last one is sent.
#[test]
fn late_notices_collapse() {
    let policy = catalogue().policy;
    let order = after([Command::Pay, submit(FIRST), issue(FIRST)]);
    let wake = order.term().unwrap().to.plus_days(-5);
    let sent: Vec<_> = policy
        .term_notice_days
        .iter()
        .filter(|&&days| {
            let command = Command::NoticeTerm { days: u16::try_from(days).unwrap() };
            decide(&order, command, Actor::System, &policy, wake).is_ok()
        })
        .collect();
    assert_eq!(sent, [&10]);
}
