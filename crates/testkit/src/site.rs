//! A customer's machine: a key pair with its CSR, and an HTTPS server that presents whatever was installed last.

use std::{
    net::SocketAddr,
    sync::{Arc, RwLock},
};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use warifu_pki::{DnsName, build};

/// A P-256 key that its owner keeps.
pub struct KeyPair {
    pub pkcs8: Vec<u8>,
    pair: EcdsaKeyPair,
}

impl KeyPair {
    pub fn generate() -> Self {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref()).unwrap();
        Self { pkcs8: document.as_ref().to_vec(), pair }
    }

    /// A CSR for these names, PEM.
    pub fn csr(&self, names: &[&str]) -> String {
        use aws_lc_rs::{encoding::AsDer, signature::KeyPair as _};
        let names: Vec<DnsName> = names.iter().map(|name| DnsName::parse(name).unwrap()).collect();
        let spki = self.pair.public_key().as_der().unwrap();
        let profile = build::CsrProfile {
            subject: &[(warifu_pki::AttributeKind::CommonName, names[0].as_str())],
            names: &names,
            spki: spki.as_ref(),
        };
        let info = build::csr_info(&profile).unwrap();
        let signature = self.pair.sign(&SystemRandom::new(), &info).unwrap();
        let algorithm = warifu_pki::keys::SignatureAlgorithm::Ecdsa(warifu_pki::keys::Hash::Sha256);
        let der = build::assemble(&info, algorithm, signature.as_ref()).unwrap();
        warifu_pki::pem::encode("CERTIFICATE REQUEST", &der)
    }
}

/// An HTTPS server on a free port of loopback.
pub struct Site {
    pub address: SocketAddr,
    installed: Arc<Installed>,
}

impl Site {
    pub async fn start() -> Self {
        warifu_net::init_crypto();
        let installed = Arc::new(Installed::default());
        let mut config =
            ServerConfig::builder().with_no_client_auth().with_cert_resolver(Arc::<Installed>::clone(&installed));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // A client that only wanted the certificate hangs up; that is no failure.
                    let _ = acceptor.accept(stream).await;
                });
            }
        });
        Self { address, installed }
    }

    /// Presents this chain from now on.
    pub fn install(&self, chain_der: &[Vec<u8>], key: &KeyPair) {
        let chain = chain_der.iter().map(|der| CertificateDer::from(der.clone())).collect();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.pkcs8.clone()));
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key).unwrap();
        *self.installed.0.write().unwrap() = Some(Arc::new(CertifiedKey::new(chain, key)));
    }
}

#[derive(Debug, Default)]
struct Installed(RwLock<Option<Arc<CertifiedKey>>>);

impl ResolvesServerCert for Installed {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().unwrap().clone()
    }
}
