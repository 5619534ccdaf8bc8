package org.undertone.rules;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.WindowRef;

/** What the engine remembers of one call. */
final class CallState {

    private final Map<String, LegTime> legs = new HashMap<>();
    private final Map<String, RuleState> rules = new HashMap<>();
    private Duration now = Duration.ZERO;

    /** What one rule remembers of the call: how often it fired, until when it is quiet, what holds on each leg. */
    static final class RuleState {

        private final Map<String, Hold> holds = new HashMap<>();
        private Duration quietUntil = Duration.ZERO;
        private int episodes;

        Optional<Hold> hold(String channelId) {
            return Optional.ofNullable(holds.get(channelId));
        }

        void begin(String channelId, Hold hold) {
            holds.put(channelId, hold);
        }

        void end(String channelId) {
            holds.remove(channelId);
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

    /** Where a leg's own audio time stands, and where its zero lies in the call's. */
    private record LegTime(WindowRef latest, Duration zero) {}

    RuleState rule(String name) {
        return rules.computeIfAbsent(name, key -> new RuleState());
    }

    /** The call's audio time: that of its first leg, on which every other leg's is laid when it is heard first. */
    Duration now() {
        return now;
    }

    /** The end of the leg's newest window so far; empty for a leg that was not heard yet. */
    Optional<Duration> heardUntil(String channelId) {
        return Optional.ofNullable(legs.get(channelId)).map(leg -> leg.latest().to());
    }

    /** Whether a newer window of that leg was heard already. */
    boolean isLate(WindowRef window) {
        LegTime leg = legs.get(window.leg().channelId());
        return leg != null
                && window.to().compareTo(leg.latest().to()) <= 0
                && !window.lastPacketAt().isAfter(leg.latest().lastPacketAt());
    }

    /** Moves the leg's time on. A leg whose audio time began anew was tapped again: nothing that held on it goes on. */
    void hear(WindowRef window) {
        String channelId = window.leg().channelId();
        LegTime leg = legs.get(channelId);
        boolean again = leg != null && window.to().compareTo(leg.latest().to()) <= 0;
        if (again) {
            rules.values().forEach(rule -> rule.end(channelId));
        }
        Duration zero = leg != null && !again ? leg.zero() : legs.isEmpty() ? Duration.ZERO : now.minus(window.to());
        legs.put(channelId, new LegTime(window, zero));
        Duration at = zero.plus(window.to());
        now = at.compareTo(now) > 0 ? at : now;
    }
}
