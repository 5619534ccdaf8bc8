package org.undertone.delivery.kind;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.undertone.config.tls.Certificates;
import org.undertone.config.yaml.SettingsException;

/** Whom a TLS connection trusts. */
public final class Tls {

    private Tls() {}

    /**
     * Trusts the certificates of a file alone.
     *
     * @param file PEM
     * @throws SettingsException if it holds none
     */
    public static SSLContext trusting(Path file) {
        try {
            return Certificates.context(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(
                    file.toString(),
                    List.of("holds no certificates that can be used (" + e.getMessage() + "); write them as PEM:"
                            + " -----BEGIN CERTIFICATE----- ..."));
        }
    }
}
