package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one check makes on the PBX: {@code undertone-check.<milliseconds>.<part>}. Named otherwise than a daemon's, or one
 * that runs meanwhile would sweep it; the time tells a later check what one that was killed has left behind.
 */
final class CheckIds {

    static final String CLEANUP = "cleanup";

    private static final Logger LOG = LoggerFactory.getLogger(CheckIds.class);
    private static final String PREFIX = "undertone-check.";
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private final String life;
    private final Instant now;

    CheckIds(Instant now) {
        this.now = now;
        this.life = PREFIX + now.toEpochMilli() + ".";
    }

    /** The application, a name of its own as well. */
    String app() {
        return "undertone-check-" + now.toEpochMilli();
    }

    String near() {
        return life + "near";
    }

    String far() {
        return life + "far";
    }

    String tone() {
        return life + "tone";
    }

    String snoop() {
        return life + "snoop";
    }

    String media() {
        return life + "media";
    }

    String bridge() {
        return life + "bridge";
    }

    /** Removes all of it that is there; what remains is told by {@link #left}. */
    void removeAll(CheckAri ari) {
        for (String path : List.of(
                "playbacks/" + tone(),
                "channels/" + snoop(),
                "channels/" + media(),
                "bridges/" + bridge(),
                "channels/" + near(),
                "channels/" + far())) {
            remove(ari, path);
        }
    }

    /** Removes what an earlier check left that was killed. */
    void sweep(CheckAri ari) throws IOException {
        for (String path : all(ari, this::leftBehind)) {
            LOG.info("removing {}, which an earlier check left on the PBX", path);
            remove(ari, path);
        }
    }

    /** What of this check is still on the PBX. */
    List<String> left(CheckAri ari) throws IOException {
        return all(ari, id -> id.startsWith(life));
    }

    private boolean leftBehind(String id) {
        if (!id.startsWith(PREFIX)) {
            return false;
        }
        String millis = id.substring(PREFIX.length()).split("\\.", 2)[0];
        return millis.matches("\\d{1,15}")
                && Instant.ofEpochMilli(Long.parseLong(millis)).isBefore(now.minus(LEFT_BEHIND));
    }

    private static List<String> all(CheckAri ari, Predicate<String> wanted) throws IOException {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, String> kind :
                Map.of("channels", "channels/", "bridges", "bridges/").entrySet()) {
            for (JsonNode item : ari.get(kind.getKey()).body()) {
                String id = item.path("id").asText();
                if (wanted.test(id)) {
                    paths.add(kind.getValue() + id);
                }
            }
        }
        return paths;
    }

    private static void remove(CheckAri ari, String path) {
        try {
            ari.delete(path);
        } catch (IOException e) {
            LOG.debug("not removed: {}", path, e);
        }
    }
}
