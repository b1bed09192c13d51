# States, actors, events: one word or sentence per code.

order-status-awaiting_payment = Awaiting payment
order-status-active = Active
order-status-ended = Term over
order-status-cancelled = Cancelled
order-status-lapsed = Lapsed

issuance-status-preparing = Preparing
issuance-status-validating = Confirming domain
issuance-status-submitted = With the CA
issuance-status-issued = Issued, not installed
issuance-status-served = Installed
issuance-status-replaced = Replaced
issuance-status-revoked = Revoked
issuance-status-failed = Not issued

validation-status-pending = To be placed
validation-status-found = Seen in place
validation-status-valid = Confirmed
validation-status-invalid = Not confirmed

purpose-first = First certificate
purpose-continue = Next within the term
purpose-reissue = Reissue

method-http-01 = Place a file
method-dns-01 = Add a DNS record

level-dv = Domain validation (DV)
level-ov = Organisation validation (OV)
level-ev = Extended validation (EV)

ledger-top_up = Transfer received
ledger-hold = Set aside for an order
ledger-capture = Charged on issuance
ledger-release = Returned

who-customer = Customer
who-staff = Shop staff
who-shop = The shop, automatically
who-ca = The CA
who-nobody = Finished
who-me-customer = Your turn
who-me-staff = Staff's turn

actor-customer = Customer
actor-staff = Staff
actor-system = Automatic

role-customer = Customer
role-staff = Staff

job-state-ready = Queued
job-state-leased = Running
job-state-done = Done
job-state-dead = Stopped, needs you

job-advance_issuance = Move an issuance on
job-check_install = Check the installation
job-watch_site = Daily check of a site
job-send_mail = Send a mail
job-lapse_order = Close an unpaid order
job-settle_awaiting = Pay from new points
job-continue_order = Begin the next certificate
job-ask_renewal_info = Ask the CA when to renew
job-install_reminder = Remind to install
job-term_notice = Announce the end of a term
job-end_order = Close an order whose term is over
job-publish_crl = Publish the revocation list
job-housekeeping = Clear old records
job-verify_invariants = Check the books

# The next action of an order: heading and explanation.
next-customer_pays = We are waiting for your payment
    .text = Once you pay from your points, we start at once.
next-shop_prepares = We are ordering at the CA
    .text = This usually takes less than a minute. Reload this page to see the latest state.
next-customer_proves = Please confirm that the domain is yours
    .text = Place exactly what is shown below. We look for it by ourselves, so there is no need to tell us.
next-ca_validates = The CA is checking the domain
    .text = We have seen what you placed. Please leave it there until the CA is done.
next-ca_issues = The CA is issuing the certificate
    .text = It will be here shortly. We will send you a mail.
next-staff_issues = Our staff are dealing with the CA
    .text = The CA may contact you to confirm your organisation. We will send you a mail once the certificate is issued.
next-customer_installs = Please install the certificate
    .text = Download the certificate and install it on your server. We check by ourselves that it is in use.
next-shop_watches = The certificate is installed
    .text = Nothing to do for you now. We will prepare the next certificate in good time.
next-staff_decides = Our staff are looking into it
    .text = We are finding out why no certificate was issued. You can also reissue with a new CSR.
next-nothing = This order is finished
    .text = When you need a new certificate, please order again.

# The same, as staff are told.
staff-next-customer_pays = Waiting for the customer's payment
    .text = When the transfer has arrived, credit the points; the order is then paid by itself.
staff-next-shop_prepares = Being ordered at the CA
    .text = This happens by itself. If it stays like this for long, look at the jobs.
staff-next-customer_proves = Waiting for the customer to confirm the domain
    .text = This is what the customer has been asked to place. We look for it regularly.
staff-next-ca_validates = The CA is checking the domain
    .text = We have seen what the customer placed and told the CA.
staff-next-ca_issues = The CA is issuing the certificate
    .text = The customer gets the certificate by mail once it is there.
staff-next-staff_issues = Order at the CA and record the certificate
    .text = Use the order sheet below. The customer gets the certificate by mail once you have recorded it.
staff-next-customer_installs = Waiting for the customer to install
    .text = The certificate has been delivered. We check by ourselves whether it is in use.
staff-next-shop_watches = The certificate is installed
    .text = Nothing to do. The next certificate is prepared in good time.
staff-next-staff_decides = No certificate was issued, please decide
    .text = Find the reason, then tell the customer: a reissue with a new CSR may help, or cancel the order.
staff-next-nothing = This order is finished
    .text = There is nothing left to do.

event-order_placed = Order placed (total { $total_yen })
event-points_credited = Points credited: { $amount_yen } (reference { $reference }, account { $account })
event-job_requeued = Dead job revived ({ $job })
event-order_paid = { $total_yen } paid from points
event-order_cancelled = Order cancelled ({ $refund_yen } returned)
event-order_lapsed = Order closed because it was not paid in time
event-order_ended = The term is over
event-upstream_noted = Progress at the CA recorded
event-proof_asked =
    { $names ->
        [0] Earlier confirmations count again; nothing new to place
        [1] The CA asks for confirmation of 1 name
       *[other] The CA asks for confirmation of { $names } names
    }
event-proof_found = Seen in place: { $names }
event-issuance_submitted = Certificate requested from the CA
event-certificate_issued = Certificate issued
event-certificate_served = Every address presents the new certificate
event-site_faulty = The daily check found: { $codes }
event-key_leaked = No further certificate for this key: it was reported as known to others. A reissue with a new key is needed
event-site_well = The daily check found everything well again
event-issuance_failed = The certificate could not be issued
event-issuance_begun =
    { $purpose ->
        [continue] Work on the next certificate of the term has begun
        [reissue] Reissue begun
       *[other] Work on the certificate has begun
    }
event-certificate_revoked =
    { $reason ->
        [1] Certificate revoked: the private key may have leaked
        [3] Certificate revoked: the owner changed
        [4] Certificate revoked: a newer one took its place
        [5] Certificate revoked: the site was closed
       *[other] Certificate revoked
    }
event-install_reminded = Reminder to install sent ({ $days } days left)
event-term_noticed = Notice of the end of the term sent ({ $days } days left)
event-certificate_resent = Certificate sent once more ({ $to })
event-issuance_tried_again = Ordered at the CA once more
