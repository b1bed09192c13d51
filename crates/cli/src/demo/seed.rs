//! The two people of the demonstration and the customer's first points. Every step may be taken again.

use std::path::Path;

use warifu_app::{App, Credit, Failure, NewMember, Viewer};
use warifu_domain::people::{Locale, Role};

use super::facts::{Login, Logins};
use crate::{
    parts::random_password,
    stop::{Doing, Stop},
};

/// The product that the first points are counted in.
const PRODUCT: &str = "demo-dv";
/// How many orders of it they pay, each with its longest term.
const ORDERS: i64 = 10;
/// Names the first credit, which is given once.
const REFERENCE: &str = "demo";

/// The people, with what lets them in.
pub(super) struct Seeded {
    pub(super) customer: Login,
    pub(super) staff: Login,
    /// Who reads orders for the sample sites.
    pub(super) reader: Viewer,
}

/// Makes what is missing.
pub(super) async fn seed(app: &App, path: &Path) -> Result<Seeded, Stop> {
    let mut logins = Logins::read(path).doing(path.display())?;
    fill(&mut logins.customer, "customer@example.jp");
    fill(&mut logins.staff, "staff@example.jp");
    logins.write(path).doing(path.display())?;

    let customer = enter(app, &mut logins.customer, Role::Customer, "Example").await?;
    let reader = enter(app, &mut logins.staff, Role::Staff, "warifu demo").await?;
    let credit =
        Credit { account: customer.account.to_string(), amount: first_points(app), reference: REFERENCE.to_owned() };
    app.credit(&reader, credit).await.map_err(failed)?;
    Ok(Seeded { customer: logins.customer, staff: logins.staff, reader })
}

fn fill(login: &mut Login, email: &str) {
    if login.password.is_empty() {
        *login = Login { email: email.to_owned(), password: random_password(), api_token: String::new() };
    }
}

/// The member behind the login, registered on the first start, with a token that works.
async fn enter(app: &App, login: &mut Login, role: Role, account: &str) -> Result<Viewer, Stop> {
    if let Some(viewer) = app.viewer_by_token(&login.api_token).await.map_err(failed)? {
        return Ok(viewer);
    }
    let member = NewMember {
        account_name: account.to_owned(),
        email: login.email.clone(),
        password: login.password.clone(),
        locale: Locale::default(),
        role,
    };
    let viewer = match app.register(member).await {
        Ok(viewer) => viewer,
        // An earlier start came so far, or the database belongs to somebody else's folder.
        Err(Failure::Invalid(_)) => again(app, login).await?,
        Err(failure) => return Err(failed(failure)),
    };
    login.api_token = app.create_token(&viewer, "demo").await.map_err(failed)?.secret;
    Ok(viewer)
}

async fn again(app: &App, login: &Login) -> Result<Viewer, Stop> {
    let session = match app.login(&login.email, &login.password).await {
        Ok(session) => session,
        Err(Failure::Unauthenticated) => {
            return Err(Stop::new("this database belongs to another demonstration: its logins are not in this folder"));
        }
        Err(failure) => return Err(failed(failure)),
    };
    let viewer = app.viewer_by_session(&session.secret).await.map_err(failed)?;
    app.logout(&session.secret).await.map_err(failed)?;
    viewer.ok_or_else(|| Stop::new("the demonstration's login does not last"))
}

fn first_points(app: &App) -> i64 {
    let percent = app.catalogue().policy.tax_percent;
    let product = app.catalogue().product(PRODUCT);
    let totals = product.into_iter().flat_map(|product| {
        product.price_yen.keys().filter_map(move |months| product.price(*months, percent)).map(|price| price.total.0)
    });
    totals.max().unwrap_or_default().saturating_mul(ORDERS)
}

fn failed(failure: Failure) -> Stop {
    Stop::new(format_args!("preparing the demonstration: {failure:?}"))
}
