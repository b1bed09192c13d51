skip-to-content = Skip to content
nav-label = Main pages
nav-products = Products
nav-orders = Orders
nav-points = Points
nav-doctor = Doctor
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
more = Show more
optional = optional
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
done-reissued_key_reused = The reissue has begun, with a key that you used before. A new key with each certificate is safer.
done-registered = Welcome. Your account is ready.
done-logged_out = You are logged out.
done-revoked = The token no longer works.
done-credited = The points have been added.
done-issued = The certificate has been recorded.
done-requeued = The job will run again.
done-clock_advanced = The clock has been moved forward.
done-site_made = The site has been made.
done-csr_made = The site has made its key and CSR.
done-proof_placed = The file or DNS record is in place.
done-certificate_installed = The certificate is installed on the site.

error-home = To the home page
