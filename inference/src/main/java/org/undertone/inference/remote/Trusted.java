package org.undertone.inference.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.undertone.config.tls.Certificates;
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
            return Certificates.context(pem);
        } catch (GeneralSecurityException | IOException e) {
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
            return Certificates.managers(pem);
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(pem, e);
        }
    }

    private static ModelException unreadable(Path pem, Exception e) {
        return new ModelException(
                "model.remote.ca: " + pem + " cannot be used (" + e.getMessage()
                        + "); it must hold the certificates of the server's signers, as PEM (BEGIN CERTIFICATE)",
                e);
    }
}
