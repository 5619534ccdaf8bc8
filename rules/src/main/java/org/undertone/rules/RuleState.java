package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one rule remembers of a call: how often it fired, until when it is quiet, what holds on each leg. */
final class RuleState {

    private final Map<String, Hold> holds = new HashMap<>(2);
    private Duration quietUntil = Duration.ZERO;
    private int episodes;

    Optional<Hold> hold(String channelId) {
        return Optional.ofNullable(holds.get(channelId));
    }

    void begin(String channelId, Hold hold) {
        holds.put(channelId, hold);
    }

    /** Forgets what holds on that leg, and gives it if an alert came of it. */
    Optional<Hold> end(String channelId) {
        return Optional.ofNullable(holds.remove(channelId))
                .filter(hold -> hold.alert().isPresent());
    }

    /** Forgets what holds on all legs, and gives that of which alerts came. */
    List<Hold> endAll() {
        List<Hold> fired = new ArrayList<>(holds.values());
        fired.removeIf(hold -> hold.alert().isEmpty());
        holds.clear();
        return fired;
    }

    boolean isQuiet(Duration callTime) {
        return callTime.compareTo(quietUntil) < 0;
    }

    int fire(Duration callTime, Duration cooldown) {
        quietUntil = callTime.plus(cooldown);
        episodes++;
        return episodes;
    }

    void continueAfter(int episode, Duration quietFor) {
        episodes = Math.max(episodes, episode);
        quietUntil = quietFor.compareTo(quietUntil) > 0 ? quietFor : quietUntil;
    }
}
