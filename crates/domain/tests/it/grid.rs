//! The whole grid: what each command does to each state, as one snapshot that a reviewer can read.

use std::fmt::Write;

use warifu_domain::{Command, Decision, decide, order::Order, people::Actor, watch::News};

use crate::sample::*;

#[test]
fn every_command_in_every_state() {
    let mut grid = String::new();
    for (state, order) in states() {
        writeln!(grid, "## {state}").unwrap();
        for (name, actor, command) in commands() {
            let before = order.clone();
            let outcome = decide(&order, command.clone(), actor, &catalogue().policy, start());
            assert_eq!(order, before, "a decision leaves its order alone");
            match &outcome {
                Ok(decision) => {
                    check(&order, decision);
                    writeln!(grid, "{name:<28} {}", describe(decision)).unwrap();
                }
                Err(refusal) => writeln!(grid, "{name:<28} - {}", refusal.code()).unwrap(),
            }
        }
        writeln!(grid).unwrap();
    }
    insta::assert_snapshot!(grid);
}

/// What holds of every decision, whatever it is.
fn check(before: &Order, decision: &Decision) {
    assert_eq!(decision.order.version, before.version + 1, "one command, one version");
    assert_eq!(decision.audit.len(), 1, "one command, one entry");
    let linked = decision.audit[0].link(before.id.0, decision.order.version, before.audit_head);
    assert_eq!(decision.order.audit_head, linked);
    assert!(decision.ledger.iter().all(warifu_domain::ledger::Transaction::is_balanced));
    assert!(decision.order.issuances.iter().filter(|issuance| issuance.state.is_open()).count() <= 1);
}

fn describe(decision: &Decision) -> String {
    let join = |parts: Vec<&str>| parts.join(" ");
    let issuances = join(decision.order.issuances.iter().map(|issuance| issuance.state.as_str()).collect());
    let ledger = join(decision.ledger.iter().map(|transaction| transaction.kind.as_str()).collect());
    let jobs = join(decision.jobs.iter().map(|scheduled| scheduled.job.kind()).collect());
    let mails = join(decision.mails.iter().map(|mail| mail.template.as_str()).collect());
    let mut text = format!("{} [{issuances}] {}", decision.order.state.as_str(), decision.audit[0].code);
    for (label, value) in [("ledger", ledger), ("jobs", jobs), ("mails", mails)] {
        if !value.is_empty() {
            write!(text, " | {label}: {value}").unwrap();
        }
    }
    text
}

fn commands() -> Vec<(&'static str, Actor, Command)> {
    let note = |issuance| Command::NoteUpstream { issuance, upstream: upstream() };
    let serve = |issuance| Command::Serve { issuance };
    let resend = |issuance| Command::Resend { issuance };
    let tell = |issuance, news| Command::TellSite { issuance, news };
    let remind = |issuance| Command::RemindInstall { issuance, days: 7 };
    vec![
        ("pay", CUSTOMER, Command::Pay),
        ("cancel by customer", CUSTOMER, Command::Cancel),
        ("cancel by staff", STAFF, Command::Cancel),
        ("lapse", Actor::System, Command::Lapse),
        ("note upstream 1", Actor::System, note(FIRST)),
        ("ask proof 1", Actor::System, ask_proof(FIRST)),
        ("find proof 1", Actor::System, find_proof(FIRST)),
        ("submit 1", Actor::System, submit(FIRST)),
        ("issue 1", Actor::System, issue(FIRST)),
        ("serve 1", Actor::System, serve(FIRST)),
        ("tell site faulty 1", Actor::System, tell(FIRST, News::Faulty { codes: vec!["site_tcp_refused".to_owned()] })),
        ("tell site well 1", Actor::System, tell(FIRST, News::Well)),
        ("tell key leaked 1", Actor::System, Command::TellKeyLeaked { issuance: FIRST }),
        ("try again 1", Actor::System, try_again(FIRST)),
        ("fail 1", Actor::System, fail(FIRST)),
        ("revoke 1", STAFF, revoke(FIRST)),
        ("remind install 1", Actor::System, remind(FIRST)),
        ("resend 1", CUSTOMER, resend(FIRST)),
        ("begin 2", Actor::System, begin()),
        ("ask proof 2", Actor::System, ask_proof(SECOND)),
        ("submit 2", Actor::System, submit(SECOND)),
        ("issue 2", Actor::System, issue(SECOND)),
        ("serve 2", Actor::System, serve(SECOND)),
        ("fail 2", Actor::System, fail(SECOND)),
        ("notice term", Actor::System, Command::NoticeTerm { days: 90 }),
        ("end", Actor::System, Command::End),
    ]
}
