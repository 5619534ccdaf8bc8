package org.undertone.core;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a call. A fact that the PBX does not tell is the empty string, so that rules can compare it.
 *
 * @param call which call
 * @param profile the name of the profile that chose it
 * @param queue the queue it came through, or empty
 * @param did the number that was dialled, or empty
 * @param agent the agent's interface, such as {@code PJSIP/7001}, or empty
 * @param startedAt when Undertone saw its parties connected first
 * @param legs its legs so far, in the order they appeared
 * @param customerGroup which customers this one belongs to, such as {@code gold}, or empty
 * @param holds how often the customer was put on hold so far
 * @param variables channel variables that the profile names, to their values when the parties were connected; one that is
 *     not set is the empty string
 */
public record CallFacts(
        CallId call,
        String profile,
        String queue,
        String did,
        String agent,
        Instant startedAt,
        List<Leg> legs,
        String customerGroup,
        int holds,
        Map<String, String> variables) {

    public CallFacts {
        Objects.requireNonNull(call, "call");
        Require.text(profile, "profile");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(did, "did");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(startedAt, "startedAt");
        legs = List.copyOf(legs);
        Objects.requireNonNull(customerGroup, "customerGroup");
        if (holds < 0) {
            throw new IllegalArgumentException("call: holds=" + holds + " < 0");
        }
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** One without a group, holds and variables. */
    public CallFacts(
            CallId call, String profile, String queue, String did, String agent, Instant startedAt, List<Leg> legs) {
        this(call, profile, queue, did, agent, startedAt, legs, "", 0, Map.of());
    }

    /** The leg on that channel. */
    public Optional<Leg> leg(String channelId) {
        return legs.stream()
                .filter(leg -> leg.id().channelId().equals(channelId))
                .findFirst();
    }

    /** The role of that leg; {@link Role#UNKNOWN} for a leg that is not part of the call. */
    public Role roleOf(LegId id) {
        return leg(id.channelId()).map(Leg::role).orElse(Role.UNKNOWN);
    }
}
