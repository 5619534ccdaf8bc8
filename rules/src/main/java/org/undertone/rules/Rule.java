package org.undertone.rules;

import java.time.Duration;
import java.util.List;
import org.undertone.core.Action;
import org.undertone.core.Role;

/**
 * A rule, ready to be asked.
 *
 * @param name its name, which is the alert's
 * @param condition what must hold
 * @param holdFor for how long, in audio time with speech
 * @param cooldown how long after an alert it stays quiet in that call, in audio time
 * @param on whose voice it listens to
 * @param actions what to do, in order
 * @param version a short hash of all of this
 */
record Rule(
        String name,
        Condition condition,
        Duration holdFor,
        Duration cooldown,
        On on,
        List<Action> actions,
        String version) {

    Rule {
        actions = List.copyOf(actions);
    }

    /** Whose voice a rule listens to. A leg of unknown role is never listened to. */
    enum On {
        CUSTOMER,
        AGENT,
        EITHER;

        boolean includes(Role role) {
            return switch (this) {
                case CUSTOMER -> role == Role.CUSTOMER;
                case AGENT -> role == Role.AGENT;
                case EITHER -> role != Role.UNKNOWN;
            };
        }
    }
}
