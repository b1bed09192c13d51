//! The sandbox's endpoints under `/api/v1/sandbox`. They belong to the customer's machine, not to the shop: nobody needs
//! a token, and no shop but the demonstration has them.

use std::sync::Arc;

use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::Path,
    http::StatusCode,
    routing::{get, post},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use warifu_app::Failure;
use warifu_domain::{DnsName, dcv::Instruction, world::Clock};
use warifu_web::{Problem, Web};

use super::{
    Sandbox,
    clock::parse_span,
    keys::PairError,
    sites::{Site, SiteError, host_of},
};

type Shared = Extension<Arc<Sandbox>>;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/api/v1/sandbox/clock", get(clock).post(advance))
        .route("/api/v1/sandbox/sites", get(sites))
        .route("/api/v1/sandbox/sites/{name}/csr", post(csr))
        .route("/api/v1/sandbox/sites/{name}/install", post(install))
        .route("/api/v1/sandbox/sites/{name}/place_validation", post(place_validation))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: String,
}

#[derive(Serialize)]
struct ClockReply {
    now: String,
    offset_seconds: i64,
}

async fn clock(Extension(sandbox): Shared) -> Json<ClockReply> {
    let clock = &sandbox.outside.clock;
    Json(ClockReply { now: clock.now().to_string(), offset_seconds: clock.offset_seconds() })
}

async fn advance(Extension(sandbox): Shared, body: Bytes) -> Result<Json<ClockReply>, Problem> {
    let Advance { advance } = read(&body)?;
    sandbox.move_on(&advance).await?;
    Ok(clock(Extension(sandbox)).await)
}

#[derive(Serialize)]
struct SiteReply {
    name: String,
    http_port: u16,
    https_port: u16,
    placed: Vec<String>,
    installed: Option<InstalledReply>,
}

#[derive(Serialize)]
struct InstalledReply {
    serial: String,
    not_after: String,
}

async fn sites(Extension(sandbox): Shared) -> Json<Vec<SiteReply>> {
    let sites = sandbox.outside.sites.list();
    Json(sites.iter().map(|(host, site)| sandbox.reply(host, site)).collect())
}

#[derive(Serialize)]
struct CsrReply {
    csr: String,
}

async fn csr(Extension(sandbox): Shared, Path(name): Path<String>) -> Result<Json<CsrReply>, Problem> {
    Ok(Json(CsrReply { csr: sandbox.make_csr(&name).await? }))
}

#[derive(Serialize)]
struct Placed {
    placed: Vec<PlacedReply>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum PlacedReply {
    File { url: String, content: String },
    Txt { record: String, value: String },
}

impl From<Instruction> for PlacedReply {
    fn from(instruction: Instruction) -> Self {
        match instruction {
            Instruction::File { url, content } => Self::File { url, content },
            Instruction::Txt { record, value } => Self::Txt { record, value },
        }
    }
}

async fn place_validation(Extension(sandbox): Shared, Path(name): Path<String>) -> Result<Json<Placed>, Problem> {
    let placed = sandbox.place(&name).await?;
    Ok(Json(Placed { placed: placed.into_iter().map(PlacedReply::from).collect() }))
}

/// What to install. It goes to the site's own files and nowhere else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Install {
    certificate: String,
    private_key: String,
}

async fn install(
    Extension(sandbox): Shared,
    Path(name): Path<String>,
    body: Bytes,
) -> Result<Json<SiteReply>, Problem> {
    // Without a body the site takes its own key and fetches the newest certificate.
    let given: Option<Install> = if is_empty(&body) { None } else { Some(read(&body)?) };
    let host = host_of(&name)?;
    match given {
        Some(Install { certificate, private_key }) => {
            sandbox.install(&name, certificate.into_bytes(), private_key.into_bytes()).await?;
        }
        None => sandbox.install_own(&name).await?,
    }
    Ok(Json(sandbox.reply(&host, &sandbox.outside.sites.get(&host))))
}

impl Sandbox {
    /// Moves the clock on by a span such as `47d`.
    pub(super) async fn move_on(self: &Arc<Self>, span: &str) -> Result<(), Problem> {
        let malformed = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "clock_advance_malformed").on("advance");
        Ok(self.advance(parse_span(span).ok_or_else(malformed)?).await?)
    }

    /// Lets the site make a key and a CSR.
    pub(super) async fn make_csr(&self, name: &str) -> Result<String, Problem> {
        let name = DnsName::parse(name).map_err(|_| SiteError::Name)?;
        let sites = Arc::clone(&self.outside.sites);
        blocking(move || sites.request(&name)).await
    }

    /// Places what the newest order for the name asks for.
    pub(super) async fn place(&self, name: &str) -> Result<Vec<Instruction>, Problem> {
        let instructions = self.instructions(&host_of(name)?).await?;
        if instructions.is_empty() {
            return Err(Problem::new(StatusCode::CONFLICT, "site_nothing_to_place").with("name", name));
        }
        let (sites, owned, proofs) = (Arc::clone(&self.outside.sites), name.to_owned(), instructions.clone());
        blocking(move || proofs.iter().try_for_each(|proof| sites.place(&owned, proof))).await?;
        Ok(instructions)
    }

    /// Installs the newest certificate of the name with the key that the site made for it.
    pub(super) async fn install_own(&self, name: &str) -> Result<(), Problem> {
        let missing = || Problem::new(StatusCode::CONFLICT, "site_certificate_missing").with("name", name);
        let (chain, spki) = self.certificate(&host_of(name)?).await?.ok_or_else(missing)?;
        let (sites, owned) = (Arc::clone(&self.outside.sites), name.to_owned());
        let key = blocking(move || sites.key(&owned, spki)).await?;
        let key = key.ok_or_else(|| Problem::new(StatusCode::CONFLICT, "site_key_missing").with("name", name))?;
        self.install(name, chain.into_bytes(), key).await
    }

    async fn install(&self, name: &str, chain: Vec<u8>, key: Vec<u8>) -> Result<(), Problem> {
        let (sites, name) = (Arc::clone(&self.outside.sites), name.to_owned());
        blocking(move || sites.install(&name, &chain, &key).map(drop)).await
    }

    fn reply(&self, host: &str, site: &Site) -> SiteReply {
        let installed = site.installed.as_ref();
        SiteReply {
            name: host.to_owned(),
            http_port: self.outside.http.port(),
            https_port: self.outside.https.port(),
            placed: site.placed().map(str::to_owned).collect(),
            installed: installed.map(|certificate| InstalledReply {
                serial: certificate.serial_hex(),
                not_after: certificate.not_after().to_string(),
            }),
        }
    }
}

/// Files are written and synced: not on a thread that others wait for.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SiteError> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(error) => Err(Failure::Internal(error.to_string()).into()),
    }
}

fn is_empty(body: &[u8]) -> bool {
    matches!(body.trim_ascii(), b"" | b"{}")
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    // The reader's own words could repeat a key; place and code are enough.
    serde_json::from_slice(body).map_err(|error| {
        let problem = Problem::new(StatusCode::BAD_REQUEST, "json_malformed");
        problem.with("line", error.line()).with("column", error.column())
    })
}

impl From<SiteError> for Problem {
    fn from(error: SiteError) -> Self {
        let unprocessable = |code| Self::new(StatusCode::UNPROCESSABLE_ENTITY, code);
        match error {
            SiteError::Name => unprocessable("site_name_malformed").on("name"),
            SiteError::TooMany => Self::new(StatusCode::CONFLICT, "site_too_many"),
            SiteError::Pair(PairError::Certificate) => unprocessable("site_certificate_unreadable").on("certificate"),
            SiteError::Pair(PairError::Key) => unprocessable("site_key_unreadable").on("private_key"),
            SiteError::Pair(PairError::Mismatch) => unprocessable("site_pair_mismatch").on("private_key"),
            SiteError::Pair(PairError::Crypto) => Failure::Internal("sample site: key generation".to_owned()).into(),
            SiteError::Io(error) => Failure::Internal(format!("sample site: {error}")).into(),
        }
    }
}
