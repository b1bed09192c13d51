//! `warifu points`: balance and top-up, through the API.

use clap::Subcommand;
use serde_json::{Value, json};
use warifu_domain::Yen;
use warifu_render::Text;

use crate::{
    client::{Access, Answer, Client},
    cmd::{
        Format,
        order::{refuse, show},
        print,
    },
    stop::{Doing, Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    access: Access,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum What {
    /// Show balance, what is held for orders, and the newest entries.
    Show,
    /// Credit a bank transfer; the same reference twice is one credit.
    Credit {
        /// Account id, or a member's mail address.
        #[arg(long)]
        account: String,
        /// Yen.
        #[arg(long)]
        amount: i64,
        /// Reference of the transfer on the bank's statement.
        #[arg(long)]
        reference: String,
    },
}

pub(crate) async fn run(args: Args) -> Result<Outcome, Stop> {
    let client = Client::new(args.access)?;
    match args.what {
        What::Show => match client.get("/points").await? {
            Answer::Done(reply) if args.format == Format::Text => balance(&reply, Text::of(client.locale)),
            Answer::Refused(problem) => refuse(&problem, args.format),
            answer => show(&answer, args.format, client.locale),
        },
        What::Credit { account, amount, reference } => {
            let body = json!({ "account": account, "amount": amount, "reference": reference });
            // The reference itself makes a repetition safe.
            show(&client.post("/staff/points/credits", &body, None).await?, args.format, client.locale)
        }
    }
}

fn balance(reply: &[u8], text: Text) -> Result<Outcome, Stop> {
    let value: Value = serde_json::from_slice(reply).doing("the shop's answer")?;
    let points = |name: &str| text.points(&Yen(value[name].as_i64().unwrap_or_default()));
    print(&format!("{} ({})", points("balance"), points("held")))?;
    Ok(Outcome::Fine)
}
