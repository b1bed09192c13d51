//! The resolver of real life against a name server of the test's own.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::proto::{
    op::{Message, MessageType, OpCode, ResponseCode},
    rr::{RData, Record, RecordType, rdata},
};
use tokio::net::UdpSocket;
use warifu_net::{DnsError, Resolver, SystemResolver};

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
        ("both.example." | "v4.example.", RecordType::A) => vec![RData::A(rdata::A::new(93, 184, 216, 34))],
        ("both.example.", RecordType::AAAA) => vec![RData::AAAA(rdata::AAAA::new(0x2606, 0x2800, 0, 0, 0, 0, 0, 1))],
        ("text.example.", RecordType::TXT) => [vec!["one"], vec!["two", "three"]]
            .map(|t| RData::TXT(rdata::TXT::from_bytes(t.iter().map(|s| s.as_bytes()).collect())))
            .into(),
        _ => vec![],
    };
    answer.metadata.response_code = match name.as_str() {
        "absent.example." => ResponseCode::NXDomain,
        "broken.example." => ResponseCode::ServFail,
        _ => ResponseCode::NoError,
    };
    answer.add_answers(records.into_iter().map(|data| Record::from_rdata(query.name().clone(), 60, data)));
    answer.add_query(query);
    Some(answer)
}
