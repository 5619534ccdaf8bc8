package org.undertone.inference.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.undertone.inference.model.ModelException;

/** Whose certificates are trusted. */
final class Trusted {

    private Trusted() {}

    /**
     * A context that trusts what those certificates signed, and nothing else.
     *
     * @throws ModelException if the file holds no certificates
     */
    static SSLContext context(Path pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(pem), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unreadable(pem, e);
        }
    }

    /**
     * Managers that trust what those certificates signed, and nothing else.
     *
     * @throws ModelException if the file holds no certificates
     */
    static TrustManager[] managers(Path pem) {
        try {
            return factory(pem).getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(pem, e);
        }
    }

    private static TrustManagerFactory factory(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate certificate : all) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException("there is no certificate in it");
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers;
    }

    private static ModelException unreadable(Path pem, Exception e) {
        return new ModelException(
                "model.remote.ca: " + pem + " cannot be used (" + e.getMessage()
                        + "); it must hold the certificates of the server's signers, as PEM (BEGIN CERTIFICATE)",
                e);
    }
}
