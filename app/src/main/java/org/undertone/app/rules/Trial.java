package org.undertone.app.rules;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.undertone.core.Alert;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;

/** Counts how often rules would have fired in kept calls, by the engine that asks them in live ones. Owned by one thread. */
final class Trial {

    private final RuleEngine engine;
    private final Map<String, Integer> fired = new HashMap<>();
    private Instant now = Instant.EPOCH;

    Trial(RuleSet rules) {
        this.engine = new RuleEngine(rules, InstantSource.tick(() -> now, java.time.Duration.ofMillis(1)));
    }

    void hear(KeptCall call) {
        for (KeptCall.Heard heard : call.heard()) {
            now = heard.assessment().window().lastPacketAt();
            for (Alert alert : engine.on(heard.assessment(), heard.facts()).fired()) {
                fired.merge(alert.id().rule(), 1, Integer::sum);
            }
        }
        engine.callEnded(call.call());
    }

    /** How often that rule would have fired so far. */
    int fired(String rule) {
        return fired.getOrDefault(rule, 0);
    }
}
