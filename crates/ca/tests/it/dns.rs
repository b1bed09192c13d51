//! A name server of a few lines: every A is this machine, every TXT comes from the customer's table.

use std::{net::SocketAddr, sync::Arc};

use tokio::net::UdpSocket;
use warifu_net::{Resolver as _, fake::MapResolver};

const A: u16 = 1;
const TXT: u16 = 16;

/// Starts it on a free port.
pub(crate) async fn serve(table: Arc<MapResolver>) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let at = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut packet = [0; 1500];
        while let Ok((length, from)) = socket.recv_from(&mut packet).await {
            if let Some(reply) = answer(&packet[..length], &table).await {
                let _ = socket.send_to(&reply, from).await;
            }
        }
    });
    at
}

/// RFC 1035 section 4: the question comes back with its answers, each pointing to the name in the question.
async fn answer(query: &[u8], table: &MapResolver) -> Option<Vec<u8>> {
    let (mut at, mut labels) = (12, Vec::new());
    while let length @ 1.. = usize::from(*query.get(at)?) {
        labels.push(String::from_utf8_lossy(query.get(at + 1..at + 1 + length)?).into_owned());
        at += 1 + length;
    }
    let (name, question) = (labels.join("."), query.get(12..at + 5)?);
    let kind = u16::from_be_bytes([*query.get(at + 1)?, *query.get(at + 2)?]);
    let data: Vec<Vec<u8>> = match kind {
        A => vec![vec![127, 0, 0, 1]],
        TXT => {
            let values = table.txt(&name).await.unwrap_or_default();
            values.iter().map(|value| [&[u8::try_from(value.len()).unwrap()], value.as_bytes()].concat()).collect()
        }
        _ => vec![],
    };
    let mut reply = query.get(..2)?.to_vec();
    reply.extend([0x84, 0x00, 0, 1, 0, u8::try_from(data.len()).ok()?, 0, 0, 0, 0]);
    reply.extend(question);
    for data in data {
        reply.extend([0xc0, 12]);
        reply.extend(kind.to_be_bytes());
        reply.extend([0, 1, 0, 0, 0, 0]);
        reply.extend(u16::try_from(data.len()).ok()?.to_be_bytes());
        reply.extend(data);
    }
    Some(reply)
}
