//! Accounts at CAs that speak ACME: the key is made and stored before the CA hears of it.

use std::sync::Arc;

use warifu_ca::{
    Connector,
    acme::{Acme, AcmeConfig, ExternalAccount},
    seal::MasterKey,
};
use warifu_domain::world::Random;
use warifu_net::Secret;
use warifu_store::{Changeset, CommitError, Db, ca};

use super::World;
use crate::{
    config,
    parts::secrets,
    stop::{Doing, Stop},
};

/// Knows where the accounts are and how to open them.
pub(crate) struct Keeper<'a> {
    pub(crate) db: &'a Db,
    pub(crate) master: &'a MasterKey,
    pub(crate) random: &'a dyn Random,
    pub(crate) world: &'a World,
}

impl Keeper<'_> {
    /// The connector `name`, with its account.
    pub(crate) async fn connector(&self, name: &str, section: &config::Acme) -> Result<Arc<dyn Connector>, Stop> {
        let doing = format!("connector `{name}`");
        let account = match self.stored(name).await.doing(&doing)? {
            Some(account) => account,
            None => {
                self.create(name).await?;
                self.stored(name).await.doing(&doing)?.ok_or_else(|| Stop::new(format_args!("{doing}: no key")))?
            }
        };
        let key = self.master.open(&purpose(name), &account.sealed_key).doing(&doing)?;
        let known = account.url.is_some();
        let acme = Acme::open(settings(name, section)?, &key, account.url).doing(&doing)?;
        if !known {
            self.register(name, &acme).await?;
        }
        Ok(Arc::new(acme))
    }

    async fn stored(&self, name: &str) -> Result<Option<ca::UpstreamAccount>, warifu_store::DbError> {
        ca::upstream_account(self.db, name).await
    }

    /// Of several processes that start together one wins, the others take its key.
    async fn create(&self, name: &str) -> Result<(), Stop> {
        let doing = format!("connector `{name}`");
        let key = Acme::generate_account_key().doing(&doing)?;
        let sealed = self.master.seal(&purpose(name), &key, self.random).doing(&doing)?;
        let mut changes = Changeset::new();
        ca::put_upstream_account(&mut changes, name, &sealed, self.world.clock.now());
        match self.db.commit(changes).await {
            Ok(_) | Err(CommitError::Conflict { .. }) => Ok(()),
            Err(error) => Err(Stop::new(format_args!("{doing}: {error}"))),
        }
    }

    /// Tells the CA who we are. A CA that is away is no reason not to open the shop: the first order asks again.
    async fn register(&self, name: &str, acme: &Acme) -> Result<(), Stop> {
        let world =
            warifu_ca::World { net: &self.world.upstream_net, random: self.random, now: self.world.clock.now() };
        match acme.ensure_account(&world).await {
            Ok(url) => {
                let mut changes = Changeset::new();
                ca::set_upstream_url(&mut changes, name, &url);
                self.db.commit(changes).await.map(drop).doing(format_args!("connector `{name}`"))
            }
            Err(error) => {
                tracing::warn!(connector = name, %error, "no account at the CA yet");
                Ok(())
            }
        }
    }
}

/// What the key is sealed for.
fn purpose(name: &str) -> String {
    format!("acme/{name}")
}

fn settings(name: &str, section: &config::Acme) -> Result<AcmeConfig, Stop> {
    let external_account = match (&section.eab_kid, &section.eab_hmac_file) {
        (Some(key_id), Some(file)) => {
            let hmac_key = Secret::new(secrets::first_line(file)?);
            Some(ExternalAccount { key_id: key_id.clone(), hmac_key })
        }
        (None, None) => None,
        _ => return Err(Stop::new(format_args!("[connectors.{name}]: `eab_kid` and `eab_hmac_file` go together"))),
    };
    Ok(AcmeConfig {
        name: name.to_owned(),
        directory_url: section.directory.clone(),
        contact: section.contact.iter().map(|address| format!("mailto:{address}")).collect(),
        terms_agreed: section.terms_agreed,
        external_account,
        profile: section.profile.clone(),
        trust: secrets::trust(section.root_pem_file.as_deref())?,
    })
}
