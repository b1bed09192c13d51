//! Node.js with its own `https` module.

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "nodejs",
    group: Group::Web,
    files: FULLCHAIN_AND_KEY,
    configs: &[("server.mjs", CONFIG)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 750 -g app /etc/app/tls
sudo install -m 644 @base@.fullchain.pem /etc/app/tls/
sudo install -m 640 -g app @base@.key /etc/app/tls/
",
    reload: "sudo systemctl restart app\n",
    check: CHECK_HTTPS,
};

const CONFIG: &str = "\
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const options = {
  cert: readFileSync('/etc/app/tls/@base@.fullchain.pem'),
  key: readFileSync('/etc/app/tls/@base@.key'),
  minVersion: 'TLSv1.2',
};

createServer(options, (request, response) => response.end('ok\\n')).listen(443);
";
