# Mails; the subject is .subject. At most 70 characters a line.

mail-dear = Dear { $name },
mail-footer =
    --
    { $shop }
    { $base }
mail-link-order = Your order, and everything you can do with it:
mail-link-renew = Renew here (the details are taken over):
mail-link-points = Balance and entries:
mail-place-file =
    .place = Place a file so that it opens at this address:
    .content = Content of the file (this one line only):
mail-place-txt =
    .place = Add a TXT record with this name to your DNS:
    .content = Value (without quotes):

mail-order_received =
    Thank you for your order. This is what we received:

    Product: { $product } ({ $term })
    Names:
    { $names }
    Total: { $total } (tax included)
    Payment due: { $due }

    As soon as it is paid from your points, we start. If your balance
    is too low, please transfer money to the account below; the order
    is paid by itself once the money has arrived.

    { $bank }

    If it is not paid in time, the order is closed at no cost.
    .subject = [{ $shop }] Your order ({ $name })
mail-order_paid =
    Thank you for your payment of { $total }.

    Product: { $product } ({ $term })
    Names:
    { $names }

    We now order at the CA. If the domain has to be confirmed, the next
    mail will tell you exactly what to place.
    .subject = [{ $shop }] Payment received ({ $name })
mail-validation_needed =
    Before the certificate can be issued, the CA has to see that the
    domain is yours. Please place exactly what is shown below. We look
    for it by ourselves; there is no need to tell us. Leave it in place
    until the certificate is issued.
    .subject = [{ $shop }] Please confirm your domain ({ $name })
mail-certificate_issued =
    Your certificate has been issued.

    Names:
    { $names }
    Valid from { $not_before } to { $not_after }
    Serial number: { $serial }

    The attached zip has the files for common servers, with sample
    configuration. After installing, reload your web server. We check
    by ourselves that it is in use, and tell you.

    Your private key is on the server where you made the CSR. It is not
    in this mail.

    Certificate and intermediates (in this order, as one file):
    .subject = [{ $shop }] Your certificate ({ $name })
mail-install_confirmed =
    Every address now presents the new certificate.

    Names:
    { $names }
    Valid until: { $not_after }

    There is nothing to do for you now. As long as the term runs, we
    prepare the next certificate in good time and send it to you.
    .subject = [{ $shop }] Installation confirmed ({ $name })
mail-site_faulty =
    Our daily check found something wrong where your certificate is
    used. A second check a little later found it too.

    Names:
    { $names }

    We go on checking every day, and write again only when something
    else goes wrong, or once all is well. What we found:
    .subject = [{ $shop }] Something is wrong with your site ({ $name })
mail-site_well =
    What our daily check had found is mended. Every address presents
    your certificate as it should.

    Names:
    { $names }
    Valid until: { $not_after }

    There is nothing to do for you. We go on checking every day.
    .subject = [{ $shop }] All is well again ({ $name })
mail-install_reminder =
    The certificate you are using expires in { $days } days. We have sent
    you a new one, but it is not installed yet.

    Expires: { $not_after }
    Names:
    { $names }

    Please download the new certificate from the order's page, install
    it and reload your web server.
    .subject = [{ $shop }] { $days } days left: install the new certificate ({ $name })
mail-key_leaked =
    The private key of your certificate was reported as known to others.
    No CA may issue another certificate for it, so the next one cannot
    be made with this key.

    Names:
    { $names }
    The certificate in use ends: { $not_after }

    Please do this soon:
    1. On your server, make a new key and CSR: `warifu csr new`
    2. On the order's page, send the CSR as a reissue.
    3. Install the new certificate with the new key, and delete the
       old key.

    A reissue costs nothing and keeps the term.
    .subject = [{ $shop }] Action needed: your key has leaked ({ $name })
mail-term_notice =
    The term you bought ends in { $days } days.

    Product: { $product }
    Names:
    { $names }
    End of the term: { $term_end }

    To go on, please order a renewal.
    .subject = [{ $shop }] { $days } days to the end of the term ({ $name })
mail-order_cancelled =
    This order has been cancelled:

    Product: { $product }
    Names:
    { $names }
    { $refunded ->
        [yes] Returned: { $refund } (back on your balance)
       *[no] Nothing had been paid.
    }
    .subject = [{ $shop }] Order cancelled ({ $name })
mail-order_lapsed =
    Your payment did not arrive by { $due }, so this order
    has been closed. Nothing is charged.

    Product: { $product }
    Names:
    { $names }

    If you need the certificate, please order again.
    .subject = [{ $shop }] Order closed, not paid in time ({ $name })
mail-issuance_failed =
    The certificate could not be issued.

    Product: { $product }
    Names:
    { $names }
    { $refunded ->
        [yes] Returned: { $refund } (back on your balance)
       *[no] The paid term goes on. You can reissue from the order's page.
    }

    Why, and what to do:
    .subject = [{ $shop }] The certificate could not be issued ({ $name })
mail-points_credited =
    Your transfer has arrived and points were added.

    Added: { $amount }
    Balance: { $balance }

    Orders that wait for payment are now paid, oldest first.
    .subject = [{ $shop }] Points added
