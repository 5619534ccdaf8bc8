package org.undertone.delivery.kind;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;

/** Keys of the settings that several kinds of deliveries have, each read in one way. */
public final class DeliveryKeys {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}");
    private static final Set<String> OURS =
            Set.of("connection", "content-length", "content-type", "expect", "host", "idempotency-key", "upgrade");

    /** What stands in a secret is not told. */
    private static final String UNSEEN = "holds a line break or another character that cannot be seen, perhaps at its"
            + " end; where it comes from a file, take it without the last line break";

    private DeliveryKeys() {}

    /** A password or token that can be sent; the problem does not tell it. */
    public static Secret secret(Section section, String key) {
        String value = section.text(key);
        if (hasControl(value)) {
            section.problem(key, UNSEEN);
        }
        return new Secret(value);
    }

    /** The same, where it is there. */
    public static Optional<Secret> maybeSecret(Section section, String key) {
        return section.has(key) ? Optional.of(secret(section, key)) : Optional.empty();
    }

    /** The address of an installation, under {@code url}; it ends with a slash. */
    public static URI base(Section section, String example) {
        URI url = url(section, example);
        if (url.getRawQuery() != null) {
            section.problem("url", "must not hold a '?'; write the address of the installation, such as " + example);
        }
        return url.getRawPath().endsWith("/") ? url : URI.create(url + "/");
    }

    /** An address that is posted to, under {@code url}: by HTTPS, or on this machine. */
    public static URI url(Section section, String example) {
        String text = section.text("url");
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                if (uri.getScheme().equals("http") && !isThisMachine(uri.getHost())) {
                    section.problem(
                            "url",
                            "begins with http: and what is said of people would go through the network in the clear;"
                                    + " let it begin with https:");
                }
                return uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        if (text.contains("@")) {
            section.problem("url", "must not hold a user or password; write an address such as " + example);
        } else if (!text.isBlank()) {
            section.problem("url", "'" + text + "' is not an address such as " + example);
        }
        return URI.create(example);
    }

    /** An address, under {@code email}. */
    public static String email(Section section) {
        String email = section.text("email");
        if (!email.isBlank() && !email.matches("[^@\\s]+@[^@\\s]+")) {
            section.problem("email", "'" + email + "' is not an address such as undertone@example.org");
        }
        return email;
    }

    /** Headers that are sent as well, under {@code headers}. */
    public static Map<String, Secret> headers(Section section) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        section.textMap("headers").forEach((name, value) -> {
            if (!HEADER.matcher(name).matches() || !canBeSent(value)) {
                section.problem(
                        "headers." + name, "is not a header of HTTP: a name without spaces, a value of one line");
            } else if (hasControl(value)) {
                section.problem("headers." + name, UNSEEN);
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                section.problem("headers." + name, "is set by Undertone itself; remove it");
            }
            headers.put(name, new Secret(value));
        });
        return headers;
    }

    /** A file that can be read, where the key is there. */
    public static Optional<Path> maybeFile(Section section, String key, Path folder) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        Path file = folder.resolve(section.text(key));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            section.problem(key, "'" + file + "' is not a file that this user can read");
        }
        return Optional.of(file);
    }

    private static boolean hasControl(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }

    /** Beyond Latin-1 the JDK's client refuses it, and tells the value. */
    private static boolean canBeSent(String header) {
        return header.chars().allMatch(c -> c <= 0xff);
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
