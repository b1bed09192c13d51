//! Tomcat 9 and later: PEM files, or a key store whose chain goes up to the root.

use super::{
    CSR_OPENSSL,
    FileKind::{Chain, Jks, Key, Leaf, Pkcs7, Pkcs12},
    Group, Spec, item, with_root,
};

pub(super) static SPEC: Spec = Spec {
    id: "tomcat",
    group: Group::Java,
    files: &[
        item(".cert.pem", Leaf),
        item(".chain.pem", Chain),
        with_root(".p7b", Pkcs7),
        with_root(".p12", Pkcs12),
        with_root(".jks", Jks),
        item(".key", Key),
    ],
    configs: &[("server-pem.xml", PEM), ("server-keystore.xml", KEYSTORE)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 750 -g tomcat $CATALINA_BASE/conf/tls
sudo install -m 640 -g tomcat @base@.cert.pem @base@.chain.pem @base@.key $CATALINA_BASE/conf/tls/
",
    reload: "$CATALINA_HOME/bin/configtest.sh && sudo systemctl restart tomcat\n",
    check: "openssl s_client -connect @host@:8443@sni@ </dev/null | openssl x509 -noout -serial -dates\n",
};

const PEM: &str = "\
<Connector port=\"8443\" protocol=\"org.apache.coyote.http11.Http11NioProtocol\" SSLEnabled=\"true\">
    <SSLHostConfig protocols=\"TLSv1.2+TLSv1.3\">
        <Certificate certificateFile=\"conf/tls/@base@.cert.pem\"
                     certificateChainFile=\"conf/tls/@base@.chain.pem\"
                     certificateKeyFile=\"conf/tls/@base@.key\"
                     type=\"@key_type@\" />
    </SSLHostConfig>
</Connector>
";

const KEYSTORE: &str = "\
<Connector port=\"8443\" protocol=\"org.apache.coyote.http11.Http11NioProtocol\" SSLEnabled=\"true\">
    <SSLHostConfig protocols=\"TLSv1.2+TLSv1.3\">
        <Certificate certificateKeystoreFile=\"conf/tls/@base@.p12\"
                     certificateKeystoreType=\"PKCS12\"
                     certificateKeystorePassword=\"PASSWORD\"
                     certificateKeyAlias=\"@base@\"
                     type=\"@key_type@\" />
    </SSLHostConfig>
</Connector>
";
