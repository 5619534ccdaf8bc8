package org.undertone.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.undertone.core.Action;
import org.undertone.core.Role;
import org.undertone.rules.expr.Condition;
import org.undertone.rules.text.Language;

/**
 * A rule, ready to be asked.
 *
 * @param name its name, which is the alert's
 * @param condition what must hold
 * @param timing for how long, and what follows
 * @param scope of which voices, in which calls, and when
 * @param labels of its alerts; templates
 * @param annotations likewise
 * @param language of what the texts say by themselves
 * @param actions what to do, in order; their texts are templates
 * @param version a short hash of all of this
 */
public record Rule(
        String name,
        Condition condition,
        Timing timing,
        Scope scope,
        Map<String, String> labels,
        Map<String, String> annotations,
        Language language,
        List<Action> actions,
        String version) {

    public Rule {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        actions = List.copyOf(actions);
    }

    Duration holdFor() {
        return timing.holdFor();
    }

    Duration cooldown() {
        return timing.cooldown();
    }

    On on() {
        return scope.on();
    }

    /**
     * Lengths in audio time.
     *
     * @param holdFor how long the condition must hold, in time with speech
     * @param keepFiringFor how long an alert goes on after the condition held last
     * @param cooldown how long after an alert the rule stays quiet in that call
     * @param silence how long nobody may speak, or nothing be scored, before what held is forgotten
     */
    record Timing(Duration holdFor, Duration keepFiringFor, Duration cooldown, Duration silence) {

        /** How long a hold lives without a window for which its condition is true. */
        Duration patience(Hold hold) {
            if (hold.alert().isEmpty()) {
                return silence;
            }
            return hold.wanes() || keepFiringFor.compareTo(silence) > 0 ? keepFiringFor : silence;
        }
    }

    /**
     * Where a rule applies.
     *
     * @param on whose voice it listens to
     * @param profiles the calls of these alone; empty for all
     * @param hours at these alone; empty for always
     */
    record Scope(On on, Set<String> profiles, List<Hours> hours) {

        Scope {
            profiles = Collections.unmodifiableSet(new LinkedHashSet<>(profiles));
            hours = List.copyOf(hours);
        }

        boolean includes(Role role, String profile) {
            return on.includes(role) && (profiles.isEmpty() || profiles.contains(profile));
        }

        boolean includes(Instant at) {
            return hours.isEmpty() || hours.stream().anyMatch(each -> each.include(at));
        }
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
