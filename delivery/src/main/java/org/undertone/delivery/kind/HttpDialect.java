package org.undertone.delivery.kind;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.undertone.config.Secret;

/** How one kind of program wants its POST. */
public interface HttpDialect {

    /** The header of JSON. */
    Map.Entry<String, String> JSON = Map.entry("Content-Type", "application/json");

    /** The header of a form (HTML, application/x-www-form-urlencoded). */
    Map.Entry<String, String> FORM = Map.entry("Content-Type", "application/x-www-form-urlencoded");

    /** Where it is posted to. */
    URI uri();

    /** As {@link Connector#render}. */
    List<String> render(Notice notice);

    /** What kind of content it is and who we are; made anew for each try, so that a changed password is used. */
    Map<String, String> headers(Parcel parcel);

    /** Basic authentication (RFC 7617). */
    static Map.Entry<String, String> basic(String user, Secret password) {
        byte[] both = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
        return Map.entry("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }
}
