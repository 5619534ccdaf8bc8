package org.undertone.aribridge.link;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.undertone.config.AsteriskSettings;

/** The ARI user as an HTTP header (RFC 7617). */
final class Credentials {

    private Credentials() {}

    static String basic(AsteriskSettings settings) {
        String user = settings.user() + ":" + settings.password().value();
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
}
