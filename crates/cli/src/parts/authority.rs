//! The embedded CA's keys and certificates: made once, sealed, kept in the database.

use warifu_ca::{
    embedded::{Authority, AuthorityNames, KeyChoice, Publication},
    seal::MasterKey,
};
use warifu_domain::{Timestamp, world::Random};
use warifu_store::{Changeset, CommitError, Db, ca};

use crate::stop::{Doing, Stop};

/// Names of the rows, and what each key is sealed for.
const ROOT: &str = "embedded/root";
const INTERMEDIATE: &str = "embedded/intermediate";
/// The CA stands where the shop does.
const COUNTRY: &str = "JP";

/// Knows where the keys are and how to open them.
pub(crate) struct Keeper<'a> {
    pub(crate) db: &'a Db,
    pub(crate) master: &'a MasterKey,
    pub(crate) random: &'a dyn Random,
}

/// What opens the CA as often as needed.
pub(crate) struct Stored<'a> {
    root: Vec<u8>,
    intermediate: ca::Key,
    master: &'a MasterKey,
    publication: Publication,
}

impl<'a> Keeper<'a> {
    /// The stored CA; the first start makes it. Of several processes that start together one wins, the others take
    /// what it made.
    pub(crate) async fn load_or_create(
        &self,
        organization: &str,
        base_url: &str,
        now: Timestamp,
    ) -> Result<Stored<'a>, Stop> {
        let publication = Publication::under(base_url);
        if let Some(stored) = self.load(&publication).await? {
            return Ok(stored);
        }
        match self.create(organization, &publication, now).await {
            Ok(()) | Err(CommitError::Conflict { .. }) => {}
            Err(error) => return Err(Stop::new(format_args!("embedded CA: {error}"))),
        }
        self.load(&publication).await?.ok_or_else(|| Stop::new("embedded CA: its keys are only half there"))
    }

    async fn load(&self, publication: &Publication) -> Result<Option<Stored<'a>>, Stop> {
        let root = ca::key(self.db, ROOT).await.doing("embedded CA")?.and_then(|key| key.certificate);
        let intermediate = ca::key(self.db, INTERMEDIATE).await.doing("embedded CA")?;
        let stored = root.zip(intermediate).map(|(root, intermediate)| Stored {
            root,
            intermediate,
            master: self.master,
            publication: publication.clone(),
        });
        Ok(stored)
    }

    async fn create(&self, organization: &str, publication: &Publication, now: Timestamp) -> Result<(), CommitError> {
        let failed = |error: &dyn std::fmt::Display| CommitError::Failed(error.to_string());
        let names = AuthorityNames {
            country: COUNTRY.to_owned(),
            organization: organization.to_owned(),
            root: format!("{organization} Root CA"),
            intermediate: format!("{organization} TLS CA"),
        };
        let new = Authority::create(&names, KeyChoice::P256, publication, now, self.random).map_err(|e| failed(&e))?;
        let mut changes = Changeset::new();
        for (name, key, certificate) in [
            (ROOT, &new.root_key, new.root_certificate),
            (INTERMEDIATE, &new.intermediate_key, new.intermediate_certificate),
        ] {
            let sealed = self.master.seal(name, key, self.random).map_err(|e| failed(&e))?;
            ca::put_key(&mut changes, name, &ca::Key { sealed, certificate: Some(certificate) }, now);
        }
        self.db.commit(changes).await.map(drop)
    }
}

impl Stored<'_> {
    /// Opens the CA.
    pub(crate) fn open(&self) -> Result<Authority, Stop> {
        let intermediate = self.intermediate.certificate.as_deref().unwrap_or_default();
        let key = self.master.open(INTERMEDIATE, &self.intermediate.sealed).doing("embedded CA's key")?;
        Authority::open(&self.root, intermediate, &key, self.publication.clone()).doing("embedded CA")
    }
}
