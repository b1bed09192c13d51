//! Logins, sessions and tokens.

use warifu_app::Failure;
use warifu_testkit::{engines::check, shop::TestShop};

#[test]
fn login_session_logout() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let app = &shop.app;
        let session = app.login(" Hanako@example.jp", "correct horse battery").await;
        // The local part is case-sensitive in SMTP; the address is kept as it was given.
        assert!(matches!(session, Err(Failure::Unauthenticated)));
        let session = app.login("hanako@example.jp", "correct horse battery").await.unwrap();
        let viewer = app.viewer_by_session(&session.secret).await.unwrap();
        assert_eq!(viewer.as_ref(), Some(&shop.customer));
        assert_eq!(app.viewer_by_session("guess").await.unwrap(), None);
        app.logout(&session.secret).await.unwrap();
        assert_eq!(app.viewer_by_session(&session.secret).await.unwrap(), None);

        let token = app.create_token(&shop.customer, "deploy").await.unwrap();
        assert_eq!(app.viewer_by_token(&token.secret).await.unwrap().as_ref(), Some(&shop.customer));
        assert!(app.revoke_token(&shop.staff, token.id).await.is_err(), "not theirs");
        app.revoke_token(&shop.customer, token.id).await.unwrap();
        assert_eq!(app.viewer_by_token(&token.secret).await.unwrap(), None);
    });
}

/// Ten wrong passwords in a quarter of an hour, then even the right one has to wait; other addresses do not.
#[test]
fn guessing_is_slow() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        for _ in 0..10 {
            let failure = shop.app.login("hanako@example.jp", "wrong password").await.err().unwrap();
            assert!(matches!(failure, Failure::Unauthenticated), "{failure:?}");
        }
        let failure = shop.app.login("hanako@example.jp", "correct horse battery").await.err().unwrap();
        assert!(matches!(failure, Failure::TooMany { .. }), "{failure:?}");
        assert!(shop.app.login("staff@example.jp", "correct horse battery").await.is_ok());
        shop.clock.advance_seconds(15 * 60);
        assert!(shop.app.login("hanako@example.jp", "correct horse battery").await.is_ok());
    });
}

/// Guesses that come all at once are no way round the limit: the right password among them says nothing.
#[test]
fn guessing_at_once_is_slow_too() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let mut guesses = tokio::task::JoinSet::new();
        for number in 0..16 {
            let app = shop.app.clone();
            let password = if number == 15 { "correct horse battery" } else { "wrong password" };
            guesses.spawn(async move { app.login("hanako@example.jp", password).await.map(drop) });
            // One after the other into the queue for hashing, so that the right one is the last.
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        for outcome in guesses.join_all().await {
            assert!(matches!(outcome, Err(Failure::Unauthenticated | Failure::TooMany { .. })), "{outcome:?}");
        }
    });
}
