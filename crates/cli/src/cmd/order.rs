//! `warifu order`: applying for certificates and following them, through the API.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use serde_json::{Map, Value, json};
use warifu_domain::people::Locale;
use warifu_render::Text;

use crate::{
    client::{Access, Answer, Client, describe},
    cmd::{Format, print, print_json},
    parts::random_key,
    stop::{Doing, Outcome, Stop},
};

/// Largest CSR file read; the shop takes 64 KiB.
const CSR_BYTES_MAX: u64 = 64 * 1024;

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
    /// Place an order; it is paid at once when the points suffice.
    Create(Create),
    /// Show an order: where it stands, what to place, who acts next.
    Show { order: String },
    /// List orders, newest first.
    List {
        /// Only those in this state.
        #[arg(long)]
        status: Option<String>,
        /// Where the last list ended.
        #[arg(long)]
        cursor: Option<String>,
    },
    /// Pay an order that waits, from the account's points.
    Pay { order: String },
    /// Say that the proof is in place: the shop looks at once instead of at its next turn.
    CheckValidation { order: String },
    /// Begin another certificate inside the term, with a new CSR for the same names.
    Reissue {
        order: String,
        /// The CSR, PEM or `-` for standard input.
        #[arg(long, value_name = "FILE")]
        csr: PathBuf,
    },
    /// Send the newest certificate to the delivery address once more.
    Resend { order: String },
    /// Cancel an order before its certificate is issued; the points come back.
    Cancel { order: String },
    /// Show what happened to an order.
    Events { order: String },
    /// Write the newest certificate with its intermediates as PEM.
    Certificate {
        order: String,
        /// File to write; standard output when absent.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write the newest certificate as a zip for one kind of server.
    Bundle {
        order: String,
        /// Kind of server, such as `nginx`, `iis`, `tomcat` or `pem`.
        #[arg(long, default_value = "nginx")]
        server: String,
        /// File to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Look now whether every address serves the newest certificate.
    Check { order: String },
}

#[derive(Debug, clap::Args)]
struct Create {
    /// Product id, as on the products page.
    #[arg(long)]
    product: String,
    /// A name for the certificate; repeat it for more. The CSR's own names when absent.
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// The CSR, PEM or `-` for standard input.
    #[arg(long, value_name = "FILE")]
    csr: PathBuf,
    /// Who runs the site.
    #[arg(long, value_name = "NAME")]
    subscriber_name: String,
    /// Their mail address.
    #[arg(long, value_name = "ADDRESS")]
    subscriber_email: String,
    /// Their organisation; needed for OV and EV.
    #[arg(long, value_name = "NAME")]
    subscriber_organization: Option<String>,
    /// Where to send the certificate; your own address when absent.
    #[arg(long, value_name = "ADDRESS")]
    delivery_email: Option<String>,
    /// Term in months; a year, or the product's shortest, when absent.
    #[arg(long, value_name = "MONTHS")]
    term_months: Option<u32>,
    /// `http-01` or `dns-01`; the product's first fitting one when absent.
    #[arg(long, value_name = "METHOD")]
    validation_method: Option<String>,
    /// The order that this one follows, when it renews one.
    #[arg(long, value_name = "ORDER")]
    renews: Option<String>,
    /// Makes a repetition safe: the same key with the same order is one order.
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

pub(crate) async fn run(args: Args) -> Result<Outcome, Stop> {
    let client = Client::new(args.access)?;
    let answer = match args.what {
        What::Create(create) => place(&client, create).await?,
        What::Show { order } => client.get(&format!("/orders/{}", segment(&order)?)).await?,
        What::List { status, cursor } => client.get(&list_path(status.as_deref(), cursor.as_deref())?).await?,
        What::Pay { order } => act(&client, &order, "pay", &json!({})).await?,
        What::CheckValidation { order } => act(&client, &order, "check_validation", &json!({})).await?,
        What::Reissue { order, csr } => act(&client, &order, "reissue", &json!({ "csr": read_csr(&csr)? })).await?,
        What::Resend { order } => of_newest(&client, &order, "resend").await?,
        What::Cancel { order } => act(&client, &order, "cancel", &json!({})).await?,
        What::Events { order } => client.get(&format!("/orders/{}/events", segment(&order)?)).await?,
        What::Certificate { order, out } => {
            return save(newest(&client, &order, "certificate").await?, out.as_deref());
        }
        What::Bundle { order, server, out } => {
            return save(newest(&client, &order, &format!("bundle?server={}", segment(&server)?)).await?, Some(&out));
        }
        What::Check { order } => of_newest(&client, &order, "check").await?,
    };
    show(&answer, args.format, client.locale)
}

/// Asks for something to be done with an order.
async fn act(client: &Client, order: &str, what: &str, body: &Value) -> Result<Answer, Stop> {
    client.post(&format!("/orders/{}/{what}", segment(order)?), body, None).await
}

/// Asks for something to be done with an order's newest certificate.
async fn of_newest(client: &Client, order: &str, what: &str) -> Result<Answer, Stop> {
    match newest_id(client, order).await? {
        Ok(issuance) => client.post(&format!("/issuances/{issuance}/{what}"), &json!({}), None).await,
        Err(refused) => Ok(refused),
    }
}

async fn place(client: &Client, create: Create) -> Result<Answer, Stop> {
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            body.insert(name.to_owned(), value);
        }
    };
    set("product", json!(create.product));
    set("names", json!(create.names));
    set("csr", json!(read_csr(&create.csr)?));
    let mut subscriber = json!({ "name": create.subscriber_name, "email": create.subscriber_email });
    if let Some(organization) = create.subscriber_organization {
        subscriber["organization"] = json!(organization);
    }
    set("subscriber", subscriber);
    set("delivery_email", json!(create.delivery_email));
    set("term_months", json!(create.term_months));
    set("validation_method", json!(create.validation_method));
    set("renews", json!(create.renews));
    set("payment", json!("points"));

    let key = create.idempotency_key.unwrap_or_else(random_key);
    let answer = client.post("/orders", &Value::Object(body), Some(&key)).await;
    // Without an answer nobody knows whether the order exists; the same key finds out without ordering twice.
    answer.map_err(|stop| stop.hint(format_args!("repeat the command with `--idempotency-key {key}`")))
}

fn read_csr(path: &Path) -> Result<String, Stop> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().take(CSR_BYTES_MAX + 1).read_to_string(&mut text)
    } else {
        fs::File::open(path).and_then(|file| file.take(CSR_BYTES_MAX + 1).read_to_string(&mut text))
    };
    read.doing(path.display())?;
    if text.len() as u64 > CSR_BYTES_MAX {
        return Err(Stop::new(format_args!("{}: larger than {CSR_BYTES_MAX} bytes", path.display())));
    }
    Ok(text)
}

fn list_path(status: Option<&str>, cursor: Option<&str>) -> Result<String, Stop> {
    let mut query = vec![];
    for (name, value) in [("status", status), ("cursor", cursor)] {
        if let Some(value) = value {
            query.push(format!("{name}={}", segment(value)?));
        }
    }
    Ok(if query.is_empty() { "/orders".to_owned() } else { format!("/orders?{}", query.join("&")) })
}

/// Ids and words of the API need no escaping; anything else is a slip of the pen.
fn segment(text: &str) -> Result<&str, Stop> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if plain { Ok(text) } else { Err(Stop::new(format_args!("`{text}` is not an id"))) }
}

/// The newest issuance of an order that brought a certificate, or else its newest.
async fn newest_id(client: &Client, order: &str) -> Result<Result<String, Answer>, Stop> {
    let reply = match client.get(&format!("/orders/{}", segment(order)?)).await? {
        Answer::Done(reply) => serde_json::from_slice::<Value>(&reply).doing("the shop's answer")?,
        refused @ Answer::Refused(_) => return Ok(Err(refused)),
    };
    let issuances = reply["issuances"].as_array().map(Vec::as_slice).unwrap_or_default();
    let live = |issuance: &&Value| matches!(issuance["status"].as_str(), Some("issued" | "served"));
    let newest = issuances.iter().rev().find(live).or(issuances.last()).and_then(|issuance| issuance["id"].as_str());
    newest.map(|id| Ok(id.to_owned())).ok_or_else(|| Stop::new("the shop's answer names no issuance"))
}

async fn newest(client: &Client, order: &str, what: &str) -> Result<Answer, Stop> {
    match newest_id(client, order).await? {
        Ok(issuance) => client.get(&format!("/issuances/{issuance}/{what}")).await,
        Err(refused) => Ok(refused),
    }
}

fn save(answer: Answer, out: Option<&Path>) -> Result<Outcome, Stop> {
    let bytes = match answer {
        Answer::Done(bytes) => bytes,
        Answer::Refused(problem) => return refuse(&problem, Format::Text),
    };
    match out {
        Some(path) => fs::write(path, bytes).doing(path.display())?,
        None => io::stdout().write_all(&bytes).doing("standard output")?,
    }
    Ok(Outcome::Fine)
}

/// Writes an answer; a refusal goes to standard error unless JSON is wanted.
pub(super) fn show(answer: &Answer, format: Format, locale: Locale) -> Result<Outcome, Stop> {
    let bytes = match answer {
        Answer::Done(bytes) => bytes,
        Answer::Refused(problem) => return refuse(problem, format),
    };
    let value: Value =
        if bytes.is_empty() { json!({}) } else { serde_json::from_slice(bytes).doing("the shop's answer")? };
    match format {
        Format::Json => print_json(&value)?,
        // What leaves nothing to say has worked.
        Format::Text if value == json!({}) => {}
        Format::Text => print(&words(&value, Text::of(locale)))?,
    }
    // An installation check that found the old certificate has found something wrong.
    Ok(if value["served"] == json!(false) { Outcome::Findings } else { Outcome::Fine })
}

pub(super) fn refuse(problem: &Value, format: Format) -> Result<Outcome, Stop> {
    match format {
        Format::Json => print_json(problem)?,
        Format::Text => writeln!(io::stderr(), "{}", describe(problem)).doing("standard error")?,
    }
    Ok(Outcome::Findings)
}

/// The answer for people: orders, events and findings as lines of words that the locales know.
fn words(value: &Value, text: Text) -> String {
    let list = ["items", "findings"].iter().find_map(|name| value[*name].as_array());
    match list {
        Some(items) => {
            let more = value["next"].as_str().map(|next| format!("--cursor {next}"));
            items.iter().map(|item| line(item, text)).chain(more).collect::<Vec<_>>().join("\n")
        }
        None if value["issuances"].is_array() => order(value, text),
        None => line(value, text),
    }
}

fn order(value: &Value, text: Text) -> String {
    let mut lines = vec![line(value, text)];
    if let Some(next) = value["next_action"]["code"].as_str() {
        lines.push(format!("  {}", text.of_code("next", next)));
    }
    for issuance in array(&value["issuances"]) {
        let ends = issuance["not_after"].as_str().unwrap_or_default();
        let status = text.of_code("issuance-status", string(issuance, "status"));
        lines.push(format!("  {}  {status}  {ends}", string(issuance, "id")));
        for proof in array(&issuance["validations"]) {
            let state = text.of_code("validation-status", string(proof, "status"));
            lines.push(format!("    {}  {}  {state}", string(proof, "name"), string(proof, "method")));
            let place = &proof["instructions"];
            for field in ["url", "content", "record", "value"] {
                if let Some(shown) = place[field].as_str().filter(|_| string(proof, "status") == "pending") {
                    lines.push(format!("      {shown}"));
                }
            }
        }
    }
    lines.extend(array(&value["warnings"]).iter().flat_map(|finding| warning(finding, text)));
    lines.join("\n")
}

/// What the shop advises about the CSR, and what to do about it.
fn warning(finding: &Value, text: Text) -> impl Iterator<Item = String> {
    let severity = text.of_code("severity", string(finding, "severity"));
    let said = format!("{severity}: {}", string(finding, "message"));
    [Some(said), finding["fix"].as_str().map(|fix| format!("  {fix}"))].into_iter().flatten()
}

fn line(value: &Value, text: Text) -> String {
    if let (Some(id), Some(status)) = (value["id"].as_str(), value["status"].as_str()) {
        let names: Vec<&str> = array(&value["names"]).iter().filter_map(Value::as_str).collect();
        let total = value["total_yen"].as_i64().map(|yen| text.yen(&warifu_domain::Yen(yen))).unwrap_or_default();
        let status = text.of_code("order-status", status);
        return format!("{id}  {status}  {}  {total}  {}", string(value, "product"), names.join(" "));
    }
    // Findings and events bring their own sentence; whatever has none is shown as it came.
    match (value["message"].as_str(), value["at"].as_str()) {
        (Some(message), Some(at)) => format!("{at}  {message}"),
        (Some(message), None) => message.to_owned(),
        _ => value.to_string(),
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn string<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
