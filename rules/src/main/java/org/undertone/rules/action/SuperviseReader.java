package org.undertone.rules.action;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;
import org.undertone.core.SupervisionMode;

/** Reads {@code supervise: {ring: [PJSIP/supervisor], mode: listen, for: 20s}}. */
final class SuperviseReader {

    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z][A-Za-z0-9]*/[A-Za-z0-9._+@:/-]{1,100}");
    private static final Duration DEFAULT_RING = Duration.ofSeconds(20);
    private static final Duration MIN_RING = Duration.ofSeconds(5);
    private static final Duration MAX_RING = Duration.ofMinutes(2);

    private SuperviseReader() {}

    static Optional<Action> read(Section item) {
        Section supervise = item.section("supervise");
        List<String> ring = supervise.texts("ring");
        if (ring.isEmpty()) {
            supervise.problem("ring", "must name at least one supervisor's endpoint, such as PJSIP/supervisor");
        }
        for (int i = 0; i < ring.size(); i++) {
            check(supervise, "ring[" + i + "]", ring.get(i), ring.subList(0, i));
        }
        SupervisionMode mode = supervise.choice("mode", SupervisionMode.LISTEN);
        Duration time = supervise.duration("for", DEFAULT_RING, MIN_RING, MAX_RING);
        supervise.done();
        return ring.isEmpty() ? Optional.empty() : Optional.of(new Action.Supervise(ring, mode, time));
    }

    private static void check(Section supervise, String place, String endpoint, List<String> before) {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            supervise.problem(
                    place,
                    "'" + endpoint + "' is no endpoint such as PJSIP/supervisor: a technology, a slash and a name");
        } else if (before.contains(endpoint)) {
            supervise.problem(place, "'" + endpoint + "' stands there already; each is rung once");
        }
    }
}
