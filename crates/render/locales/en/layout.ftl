skip-to-content = Skip to content
nav-label = Main pages
nav-products = Products
nav-orders = Orders
nav-points = Points
nav-help = Help
nav-console = Console
nav-account = Account
nav-login = Log in
nav-logout = Log out
nav-register = Sign up
nav-sandbox = Sandbox
nav-mailbox = Mailbox
nav-home = Home of { $shop }
language-label = Language
footer-jst = All times are Japan Standard Time.
footer-key = We never take your private key. Keep it on your own server only.
demo-banner = This is a demonstration. No real certificates are issued and nothing is charged.
copy = Copy
copied = Copied
back = Back
more = Show more
optional = optional
required = required
points-amount = { $points } points
term-years =
    { $years ->
        [1] 1 year
       *[other] { $years } years
    }
term-months =
    { $months ->
        [1] 1 month
       *[other] { $months } months
    }
fix-label = What to do
severity-error = To be corrected
severity-warning = Please check
severity-notice = Good to know
errors-heading = Please correct the following
empty-value = None

done-placed = Your order has been placed.
done-paid = Thank you, the order is paid.
done-cancelled = The order has been cancelled.
done-looking = We are looking now. Reload this page in a few seconds to see the result.
done-resent = The certificate has been sent once more.
done-reissued = The reissue has begun.
done-registered = Welcome. Your account is ready.
done-logged_out = You are logged out.
done-revoked = The token no longer works.
done-credited = The points have been added.
done-issued = The certificate has been recorded.
done-requeued = The job will run again.
done-advanced = The clock has been moved forward.
done-site_added = The site has been made.
done-csr_made = The site has made its key and CSR.
done-validation_placed = The file or DNS record is in place.
done-installed = The certificate is installed on the site.

error-403-title = You cannot open this page
error-403 = The account you are logged in with has no right to see it.
error-403-next = Log in with another account, or go on from the home page.
error-404-title = There is no such page
error-404 = The address has changed, or it does not belong to this account.
error-404-next = Check the address, or go on from the link below.
error-500-title = Something went wrong on our side
error-500 = What you asked for was not done. We are sorry.
error-500-next = Please try again in a moment. If it happens again, tell us this number: { $id }
error-503-title = We are very busy right now
error-503 = What you asked for was not done. Nothing has been lost.
error-503-next = Please try again in about a minute.
error-other-title = That did not work
error-home = To the home page
