# What `warifu csr check`, `cert check` and the pages that look at CSRs and certificates say around the findings.
report-accepted = accepted
report-errors =
    { $count ->
        [1] 1 error
       *[other] { $count } errors
    }
report-warnings =
    { $count ->
        [1] 1 warning
       *[other] { $count } warnings
    }
report-notices =
    { $count ->
        [1] 1 notice
       *[other] { $count } notices
    }
report-error = error
report-warning = warning
report-notice = notice
report-fix = what to do
report-example = example
report-source = source
report-help = more
report-subject = Subject
report-key = Key
report-signature = Signature
report-spki = Fingerprint of the key (SPKI SHA-256)
report-rules = Rules
finding-file_unreadable = The file cannot be read: { $reason }
    .fix = Check the path and the permissions of the file.
