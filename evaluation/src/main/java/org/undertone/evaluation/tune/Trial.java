package org.undertone.evaluation.tune;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.undertone.core.Alert;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;

/** Counts how often rules would have fired in kept calls, by the engine that asks them in live ones. Owned by one thread. */
public final class Trial {

    private final RuleEngine engine;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Consumer<Alert> fires;
    private Instant now = Instant.EPOCH;

    Trial(RuleSet rules) {
        this(rules, alert -> {});
    }

    /** Which tells each alert, too. */
    public Trial(RuleSet rules, Consumer<Alert> fires) {
        this.fires = fires;
        this.engine = new RuleEngine(rules, InstantSource.tick(() -> now, Duration.ofMillis(1)));
    }

    /** Lets the rules hear a whole call, from its beginning to its end. */
    public void hear(KeptCall call) {
        for (KeptCall.Heard heard : call.heard()) {
            now = heard.assessment().window().lastPacketAt();
            for (Alert alert : engine.on(heard.assessment(), heard.facts()).fired()) {
                counts.merge(alert.id().rule(), 1, Integer::sum);
                fires.accept(alert);
            }
        }
        engine.callEnded(call.call());
    }

    /** How often that rule would have fired so far. */
    int fired(String rule) {
        return counts.getOrDefault(rule, 0);
    }
}
