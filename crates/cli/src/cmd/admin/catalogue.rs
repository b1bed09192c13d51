//! `warifu admin catalogue check`.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use warifu_domain::Timestamp;
use warifu_pki::limits::ValidityLimit;

use crate::{
    cmd::{Format, admin::Place, print, print_json},
    config,
    parts::catalogue,
    stop::{Outcome, Stop},
};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum What {
    /// Read it and say what is wrong, or what is in it.
    Check {
        /// Folder with the catalogue; what the settings name, or the built-in one, when absent.
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
}

pub(super) fn run(What::Check { dir }: &What, place: &Place, format: Format) -> Result<Outcome, Stop> {
    let section = match dir {
        Some(dir) => config::Catalogue { dir: Some(dir.clone()) },
        None => place.config()?.catalogue,
    };
    let goods = catalogue::load(&section)?;
    let roots = catalogue::roots(section.dir.as_deref())?.iter().count();
    let products: Vec<&str> = goods.catalogue.products.iter().map(|product| product.id.as_str()).collect();
    let rule_sets: Vec<&String> = goods.rule_sets.keys().collect();
    let effective = |limit: &ValidityLimit| Timestamp::from_unix_seconds(limit.effective).to_string();
    let limits: Vec<String> = goods.catalogue.limits.validity().iter().map(effective).collect();
    match format {
        Format::Json => {
            let lists = json!({ "products": products, "rule_sets": rule_sets, "limits_from": limits, "roots": roots });
            print_json(&lists)?;
        }
        Format::Text => print(&products.join("\n"))?,
    }
    Ok(Outcome::Fine)
}
