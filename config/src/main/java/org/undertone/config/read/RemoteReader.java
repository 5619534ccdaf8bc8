package org.undertone.config.read;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.RemoteSettings;
import org.undertone.config.RemoteSettings.Fallback;
import org.undertone.config.RemoteSettings.Protocol;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;

/** Reads {@code model.remote} of a settings file. */
final class RemoteReader {

    /** What stands in the path of a URL as it is; servers name their models so. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,120}");

    private static final String EXAMPLE = "https://gpu.example:8000/";

    /** What some clients write. */
    private static final Pattern GRPC = Pattern.compile("grpcs?:");

    private static final String GRPC_EXAMPLE = "https://gpu.example:8001/";

    private RemoteReader() {}

    static RemoteSettings read(Section section, Path folder) {
        URI url = url(section);
        RemoteSettings remote = new RemoteSettings(
                url,
                section.choice("protocol", Protocol.HTTP),
                name(section, "model-name"),
                name(section, "model-version"),
                section.duration("deadline", Duration.ofMillis(500), Duration.ofMillis(20), Duration.ofSeconds(30)),
                section.integer("concurrency", 32, 1, 256),
                section.has("token") ? Optional.of(new Secret(section.text("token"))) : Optional.empty(),
                section.has("ca") ? Optional.of(ca(section, folder)) : Optional.empty(),
                section.choice("fallback", Fallback.LOCAL));
        if (!remote.tls()) {
            inTheClear(section, remote);
        }
        if (remote.protocol() == Protocol.GRPC && !url.getPath().equals("/")) {
            section.problem("url", "has a path, '" + url.getPath() + "', which gRPC has no use for; remove it");
        }
        section.done();
        return remote;
    }

    private static void inTheClear(Section section, RemoteSettings remote) {
        if (remote.ca().isPresent()) {
            section.problem("ca", "is for TLS alone, and url begins with http:; write https: there, or remove it");
        }
        if (remote.token().isPresent() && !isThisMachine(remote.url().getHost())) {
            section.problem(
                    "token", "would go through the network in the clear; let url begin with https:, or remove it");
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static URI url(Section section) {
        String text = section.text("url");
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        if (text.contains("@")) {
            section.problem("url", "must not hold a user or password; write an address such as " + EXAMPLE);
        } else if (GRPC.matcher(text).lookingAt()) {
            section.problem(
                    "url",
                    "'" + text + "' begins with grpc; write " + GRPC_EXAMPLE
                            + " (http: where nobody listens in) and protocol: grpc");
        } else if (!text.isBlank()) {
            section.problem("url", "'" + text + "' is not an address such as " + EXAMPLE);
        }
        return URI.create(EXAMPLE);
    }

    private static Optional<String> name(Section section, String key) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        String name = section.text(key);
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            section.problem(key, "'" + name + "' is not a name of letters, digits, '.', '_' and '-'");
        }
        return Optional.of(name);
    }

    private static Path ca(Section section, Path folder) {
        Path file = folder.resolve(section.text("ca"));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            section.problem("ca", "'" + file + "' is not a file that this user can read");
        }
        return file;
    }
}
