package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Role;
import org.undertone.core.WindowRef;

/** What the engine remembers of one call. */
final class CallState {

    private final Map<String, LegState> legs = new HashMap<>(4);
    private final Map<String, RuleState> rules = new HashMap<>();
    private Duration now = Duration.ZERO;

    RuleState rule(String name) {
        return rules.computeIfAbsent(name, key -> new RuleState());
    }

    Map<String, RuleState> rules() {
        return rules;
    }

    Iterable<LegState> legs() {
        return legs.values();
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
        LegState leg = legs.get(window.leg().channelId());
        return leg != null
                && window.to().compareTo(leg.latest().to()) <= 0
                && !window.lastPacketAt().isAfter(leg.latest().lastPacketAt());
    }

    /**
     * Moves the leg's time on. A leg whose audio time began anew was tapped again: nothing that held on it goes on.
     *
     * @param over where holds are put that ended by this and of which alerts came
     */
    LegState hear(Assessment assessment, List<Hold> over) {
        WindowRef window = assessment.window();
        String channelId = window.leg().channelId();
        LegState leg = legs.get(channelId);
        boolean again = leg != null && window.to().compareTo(leg.latest().to()) <= 0;
        Duration previousEnd = leg == null || again ? window.to() : leg.latest().to();
        if (again) {
            rules.values().forEach(rule -> rule.end(channelId).ifPresent(over::add));
        }
        if (leg == null || again) {
            leg = new LegState(window, legs.isEmpty() ? Duration.ZERO : now.minus(window.to()));
            legs.put(channelId, leg);
        }
        leg.hear(assessment, previousEnd);
        Duration at = leg.inCall(window.to());
        now = at.compareTo(now) > 0 ? at : now;
        return leg;
    }

    /** A leg that speaks with this one: a customer's with an agent's. */
    Optional<LegState> other(WindowRef window, Role role, CallFacts facts) {
        Role wanted = role == Role.CUSTOMER ? Role.AGENT : Role.CUSTOMER;
        List<LegState> others = new ArrayList<>();
        for (LegState leg : legs.values()) {
            if (!leg.latest().leg().equals(window.leg())
                    && facts.roleOf(leg.latest().leg()) == wanted) {
                others.add(leg);
            }
        }
        // After a transfer the leg that left is still known: the one heard last speaks now.
        return others.stream()
                .max((one, two) ->
                        one.latest().lastPacketAt().compareTo(two.latest().lastPacketAt()));
    }
}
