package org.undertone.config.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates (PEM) in a file that the settings name, to be trusted in place of those that Java knows. */
public final class Certificates {

    private Certificates() {}

    /**
     * A context that trusts what the certificates of that file signed, and nothing else.
     *
     * @throws IOException if it cannot be read
     * @throws GeneralSecurityException if it holds none that can be used
     */
    public static SSLContext context(Path pem) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(pem), null);
        return context;
    }

    /**
     * Managers that trust what the certificates of that file signed, and nothing else.
     *
     * @throws IOException if it cannot be read
     * @throws GeneralSecurityException if it holds none that can be used
     */
    public static TrustManager[] managers(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }
}
