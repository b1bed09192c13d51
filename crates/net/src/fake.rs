//! Doubles of the world for tests and for the sandbox of `warifu demo`.

use std::{
    collections::{HashMap, VecDeque},
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use async_trait::async_trait;

use crate::{
    dial::{Dialer, Stream},
    dns::{Caa, Dnssec, HostAnswer, Resolver},
    error::DnsError,
    smtp::{MailError, Mailer, OutgoingMail},
};

/// Mails that a [`RecordingMailer`] keeps; the oldest go first. A demo may run for weeks.
const MAILS_MAX: usize = 1_000;

/// Names from a table that can be changed while it is in use. Unknown names do not exist.
#[derive(Debug, Default)]
pub struct MapResolver {
    records: RwLock<Records>,
}

#[derive(Debug, Default)]
struct Records {
    addresses: HashMap<String, VecDeque<Result<Vec<IpAddr>, DnsError>>>,
    txt: HashMap<String, Vec<String>>,
    hosts: HashMap<String, HostAnswer>,
    caa: HashMap<String, Result<Vec<Caa>, DnsError>>,
    dnssec: HashMap<String, Dnssec>,
    lookups: usize,
}

impl MapResolver {
    /// A world without names.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a host's addresses or its failure. A host `*.test` answers for every name below `test` without its own row.
    pub fn set(&self, host: &str, answer: Result<Vec<IpAddr>, DnsError>) {
        self.set_sequence(host, [answer]);
    }

    /// Sets answers that are given one after the other, the last one for ever: a rebinding name server.
    pub fn set_sequence(&self, host: &str, answers: impl IntoIterator<Item = Result<Vec<IpAddr>, DnsError>>) {
        self.write().addresses.insert(host.to_ascii_lowercase(), answers.into_iter().collect());
    }

    /// Sets the TXT records of a name; an empty list takes them away.
    pub fn set_txt(&self, name: &str, values: &[&str]) {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        self.write().txt.insert(name.to_ascii_lowercase(), values);
    }

    /// Sets what [`Resolver::host`] says about a host, type by type; takes precedence over [`MapResolver::set`] there.
    pub fn set_host(&self, host: &str, answer: HostAnswer) {
        self.write().hosts.insert(host.to_ascii_lowercase(), answer);
    }

    /// Sets the CAA records at a name, each `(tag, value)`, or the failure. Without it a name has none.
    pub fn set_caa(&self, name: &str, records: Result<&[(&str, &str)], DnsError>) {
        let record = |&(tag, value): &(&str, &str)| Caa { critical: false, tag: tag.into(), value: value.into() };
        self.write().caa.insert(name.to_ascii_lowercase(), records.map(|all| all.iter().map(record).collect()));
    }

    /// Sets what DNSSEC says about a name. Without it that is unknown.
    pub fn set_dnssec(&self, name: &str, state: Dnssec) {
        self.write().dnssec.insert(name.to_ascii_lowercase(), state);
    }

    /// How many questions were asked so far.
    pub fn lookups(&self) -> usize {
        self.read().lookups
    }

    fn read(&self) -> RwLockReadGuard<'_, Records> {
        self.records.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Records> {
        self.records.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Resolver for MapResolver {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError> {
        let mut records = self.write();
        records.lookups += 1;
        let key = keys(host).find(|key| records.addresses.contains_key(key)).unwrap_or_default();
        match records.addresses.get_mut(&key) {
            Some(answers) if answers.len() > 1 => answers.pop_front().unwrap_or(Err(DnsError::NxDomain)),
            Some(answers) => answers.front().cloned().unwrap_or(Err(DnsError::NxDomain)),
            None => Err(DnsError::NxDomain),
        }
    }

    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let mut records = self.write();
        records.lookups += 1;
        records.txt.get(&name.to_ascii_lowercase()).cloned().ok_or(DnsError::NxDomain)
    }

    async fn host(&self, host: &str) -> HostAnswer {
        let set = self.read().hosts.get(&host.to_ascii_lowercase()).cloned();
        match set {
            Some(answer) => answer,
            None => HostAnswer::by_family(&self.addresses(host).await),
        }
    }

    async fn caa(&self, name: &str) -> Result<Vec<Caa>, DnsError> {
        self.read().caa.get(&name.to_ascii_lowercase()).cloned().unwrap_or_else(|| Ok(Vec::new()))
    }

    async fn dnssec(&self, name: &str) -> Dnssec {
        self.read().dnssec.get(&name.to_ascii_lowercase()).copied().unwrap_or_default()
    }
}

/// The name itself, then `*.` before each of its parents.
fn keys(host: &str) -> impl Iterator<Item = String> {
    let host = host.to_ascii_lowercase();
    let parents: Vec<String> = host.match_indices('.').map(|(at, _)| format!("*{}", &host[at..])).collect();
    std::iter::once(host).chain(parents)
}

/// Leads chosen addresses elsewhere, such as port 443 of a sandbox site to a free port of this machine; the rest goes
/// to the inner dialer unchanged. The guard has judged the address asked for, not the one it leads to.
pub struct PortMapDialer {
    inner: Arc<dyn Dialer>,
    map: RwLock<HashMap<SocketAddr, SocketAddr>>,
    dialled: Mutex<Vec<SocketAddr>>,
}

impl PortMapDialer {
    /// Without any mapping yet.
    pub fn new(inner: Arc<dyn Dialer>) -> Self {
        Self { inner, map: RwLock::default(), dialled: Mutex::default() }
    }

    /// From now on `from` leads to `to`.
    pub fn map(&self, from: SocketAddr, to: SocketAddr) {
        self.map.write().unwrap_or_else(PoisonError::into_inner).insert(from, to);
    }

    /// The addresses asked for so far, the last thousand.
    pub fn dialled(&self) -> Vec<SocketAddr> {
        lock(&self.dialled).clone()
    }
}

#[async_trait]
impl Dialer for PortMapDialer {
    async fn dial(&self, to: SocketAddr) -> io::Result<Stream> {
        let target = self.map.read().unwrap_or_else(PoisonError::into_inner).get(&to).copied().unwrap_or(to);
        {
            let mut dialled = lock(&self.dialled);
            if dialled.len() < MAILS_MAX {
                dialled.push(to);
            }
        }
        self.inner.dial(target).await
    }
}

/// Keeps mails instead of sending them.
#[derive(Debug, Default)]
pub struct RecordingMailer {
    sent: Mutex<VecDeque<OutgoingMail>>,
    failures: Mutex<VecDeque<MailError>>,
}

impl RecordingMailer {
    /// Nothing sent yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was sent, oldest first.
    pub fn sent(&self) -> Vec<OutgoingMail> {
        lock(&self.sent).iter().cloned().collect()
    }

    /// Lets one of the next mails fail; several failures come one after the other.
    pub fn fail_next(&self, error: MailError) {
        lock(&self.failures).push_back(error);
    }
}

#[async_trait]
impl Mailer for RecordingMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), MailError> {
        if let Some(error) = lock(&self.failures).pop_front() {
            return Err(error);
        }
        let mut sent = lock(&self.sent);
        if sent.len() == MAILS_MAX {
            sent.pop_front();
        }
        sent.push_back(mail.clone());
        Ok(())
    }
}

/// A poisoned lock only means that another test stopped; the data is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
