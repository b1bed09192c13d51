//! The resolver of real life against a name server of the test's own.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::proto::{
    op::{Message, MessageType, OpCode, ResponseCode},
    rr::{RData, Record, RecordType, rdata},
};
use tokio::net::UdpSocket;
use warifu_net::{Caa, DnsError, Dnssec, Resolver, SystemResolver};

use crate::support::ip;

#[tokio::test]
async fn answers_and_failures_of_a_name_server() {
    let resolver = SystemResolver::new(&[name_server().await], Duration::from_millis(600)).unwrap();
    let addresses: &[(&str, Result<Vec<&str>, DnsError>)] = &[
        ("both.example", Ok(vec!["93.184.216.34", "2606:2800::1"])),
        ("v4.example", Ok(vec!["93.184.216.34"])),
        ("text.example", Ok(vec![])),
        ("absent.example", Err(DnsError::NxDomain)),
        ("broken.example", Err(DnsError::ServFail)),
        ("silent.example", Err(DnsError::Timeout)),
        ("a..b", Err(DnsError::Malformed)),
    ];
    for (host, wanted) in addresses {
        let wanted = wanted.clone().map(|all| all.into_iter().map(ip).collect());
        assert_eq!(resolver.addresses(host).await, wanted, "{host}");
    }
    let txt: &[(&str, Result<Vec<&str>, DnsError>)] = &[
        ("text.example", Ok(vec!["one", "twothree"])),
        ("v4.example", Ok(vec![])),
        ("absent.example", Err(DnsError::NxDomain)),
        ("broken.example", Err(DnsError::ServFail)),
    ];
    for (name, wanted) in txt {
        let wanted = wanted.clone().map(|all| all.into_iter().map(str::to_owned).collect());
        assert_eq!(resolver.txt(name).await, wanted, "{name}");
    }
}

/// Types are told apart, aliases followed, and CAA records read.
#[tokio::test]
async fn what_a_host_has_by_type() {
    let resolver = SystemResolver::new(&[name_server().await], Duration::from_millis(600)).unwrap();
    type Count = Result<usize, DnsError>;
    let rows: &[(&str, Count, Count, &[&str])] = &[
        ("both.example", Ok(1), Ok(1), &[]),
        ("v4.example", Ok(1), Ok(0), &[]),
        ("half.example", Ok(1), Err(DnsError::ServFail), &[]),
        ("alias.example", Ok(1), Ok(0), &["other.example", "v4.example"]),
        ("absent.example", Err(DnsError::NxDomain), Err(DnsError::NxDomain), &[]),
    ];
    for (host, a, aaaa, cname) in rows {
        let answer = resolver.host(host).await;
        let count = |found: &Result<Vec<_>, DnsError>| found.as_ref().map(Vec::len).map_err(|error| *error);
        assert_eq!((count(&answer.a), count(&answer.aaaa)), (*a, *aaaa), "{host}");
        assert_eq!(answer.cname, *cname, "{host}");
    }
    assert_eq!(resolver.addresses("half.example").await, Ok(vec![ip("93.184.216.34")]));

    let issue = Caa { critical: false, tag: "issue".into(), value: "ca.example; policy=ev".into() };
    assert_eq!(
        resolver.caa("caa.example").await,
        Ok(vec![issue, Caa { critical: true, tag: "odd".into(), value: "x".into() }])
    );
    assert_eq!(resolver.caa("v4.example").await, Ok(vec![]));
    assert_eq!(resolver.caa("broken.example").await, Err(DnsError::ServFail));
    // This name server signs nothing, not even the root: nothing can be told about any name.
    assert_eq!(resolver.dnssec("v4.example").await, Dnssec::Unknown);
}

async fn name_server() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 2048];
        while let Ok((read, from)) = socket.recv_from(&mut buffer).await {
            let question = Message::from_vec(&buffer[..read]).unwrap();
            if let Some(answer) = answer(&question) {
                socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
            }
        }
    });
    address
}

fn answer(question: &Message) -> Option<Message> {
    let query = question.queries.first()?.clone();
    let mut answer = Message::new(question.id, MessageType::Response, OpCode::Query);
    let name = query.name().to_ascii();
    let records: Vec<RData> = match (name.as_str(), query.query_type()) {
        ("silent.example.", _) => return None,
        ("both.example." | "v4.example." | "half.example.", RecordType::A) => {
            vec![RData::A(rdata::A::new(93, 184, 216, 34))]
        }
        ("both.example.", RecordType::AAAA) => vec![RData::AAAA(rdata::AAAA::new(0x2606, 0x2800, 0, 0, 0, 0, 0, 1))],
        ("text.example.", RecordType::TXT) => [vec!["one"], vec!["two", "three"]]
            .map(|t| RData::TXT(rdata::TXT::from_bytes(t.iter().map(|s| s.as_bytes()).collect())))
            .into(),
        ("alias.example.", _) => vec![cname("other.example.")],
        ("other.example.", _) => vec![cname("v4.example.")],
        ("caa.example.", RecordType::CAA) => [(0, "issue", "ca.example; policy=ev"), (128, "odd", "x")]
            .map(|(flags, tag, value)| caa(flags, tag, value))
            .into(),
        _ => vec![],
    };
    answer.metadata.response_code = match name.as_str() {
        "half.example." if query.query_type() == RecordType::AAAA => ResponseCode::ServFail,
        "absent.example." => ResponseCode::NXDomain,
        "broken.example." => ResponseCode::ServFail,
        _ => ResponseCode::NoError,
    };
    answer.add_answers(records.into_iter().map(|data| Record::from_rdata(query.name().clone(), 60, data)));
    answer.add_query(query);
    Some(answer)
}

fn cname(to: &str) -> RData {
    RData::CNAME(rdata::CNAME(to.parse().unwrap()))
}

/// RFC 8659 section 4.1: flags, the tag with its length, the value.
fn caa(flags: u8, tag: &str, value: &str) -> RData {
    let mut bytes = vec![flags, u8::try_from(tag.len()).unwrap()];
    bytes.extend([tag, value].concat().bytes());
    RData::Unknown { code: RecordType::CAA, rdata: rdata::NULL::with(bytes) }
}
