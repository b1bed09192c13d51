orders-title = Your orders
orders-new = New order
orders-filter = Show
orders-all = All
orders-empty = You have no orders yet.
orders-applied = ordered
orders-until = valid until
more-names = and { $count } more

step-applied = Ordered
step-pay = Payment
step-pay-due = due { $at }
step-paid = Paid
step-prove = Confirm the domain
step-proven = Domain confirmed
step-vet = Checks by the CA
step-vetted = Checked by the CA
step-failed = Not issued
step-issue = Issue the certificate
step-issued = Certificate issued
step-install = Install
step-installed = Installation confirmed
step-next = Next certificate begins
step-new-key = A new key is needed
order-key-leaked = The private key of this certificate was reported as known to others, so no further certificate can be issued for it. Make a new key and CSR on your server with `warifu csr new`, send the CSR as a reissue on this page, then install the new certificate with the new key and delete the old one. A reissue costs nothing and keeps the term.
step-end = End of the term
step-cancelled = Cancelled
step-refund = { $refund } returned
step-lapsed = Not paid in time
step-ended = Term over
step-counted = { $done } of { $all }
waiting-hours =
    { $count ->
        [0] waiting for less than an hour
        [1] waiting for 1 hour
       *[other] waiting for { $count } hours
    }
waiting-days = waiting for { $count } days

order-way = Progress
order-facts = Order details
order-certificates = Certificates
order-issuance = No. { $sequence }
order-record = Full record
order-actions = More you can do
order-no-actions = Nothing at present.
order-pay = Pay from points
order-top-up = Add points
order-check-proof = It is in place, look now
order-download-pem = PEM file
order-more-downloads = Download or send again
order-check-install = Check the installation now
order-examine = Examine the site
order-resend = Send the mail again
order-renew = Order a renewal with these details
order-again = Order again
order-reissue = Reissue with a new CSR
order-reissue-hint = For a new key or a new server. It costs nothing, and the names stay the same.
order-reissue-send = Reissue
order-cancel = Cancel the order
order-cancel-hint = This cannot be undone. Everything you paid returns to your balance.
order-cancel-send = Cancel this order

place-file-url = Place a file so that it opens at this address.
place-file-content = Content of the file (this one line only)
place-file-path = Path below your web server's public folder: { $path }
place-txt-record = Add a TXT record with this name to your DNS.
place-txt-value = Value of the record (without quotes)
place-txt-note = It may take minutes to hours until everybody sees it.

report-served = Every address presents the new certificate
report-not-served = Some addresses do not present the new certificate yet
report-at = Checked on { $at }

watch-faulty = The daily check found something wrong
watch-lead = Checked on { $at }. We check every day and write to you when this changes.
watch-label = Daily check
watch-well = All well on { $at }
watch-not-well = Something was wrong on { $at }

manual-title = Order at the CA and record the certificate
manual-lead = Order these details at the CA, then record the certificate here. It is accepted only if key, names, dates and chain match.
manual-pem = Certificate from the CA
manual-pem-hint = Paste the server certificate, followed by all intermediates.
manual-save = Record the certificate

sheet-level = Kind of validation
sheet-names = Names
sheet-csr = CSR
sheet-spki_sha256 = Fingerprint of the key (SHA-256)
sheet-validity_days = Days of validity
sheet-not_after_max = Valid until at most
sheet-organization = Organisation
sheet-method = Way of confirmation
sheet-reference = Our reference
