package org.undertone.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Doubt;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.delivery.kind.Notice;

/** Alerts that the tests deliver. */
final class TestingAlerts {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static final UUID LEDGER = UUID.fromString("7d2c1f0e-5b1a-4c0e-9d57-0c5a8f1e2b34");

    private TestingAlerts() {}

    static Alert alert(String call, int episode, Action... actions) {
        return alert(NOON, call, episode, actions);
    }

    static Alert alert(Instant at, String call, int episode, Action... actions) {
        CallId id = new CallId(call);
        LegId leg = new LegId(id, call);
        Probabilities heard = Probabilities.of(0.72, 0.01, 0.2, 0, 0.03, 0.01, 0.01, 0.01, 0.01);
        return new Alert(
                new AlertId(id, "customer-angry", episode),
                leg,
                Duration.ofSeconds(4),
                Duration.ofSeconds(9),
                at,
                "0123456789ab",
                List.of(new Assessment.Scored(
                        new WindowRef(leg, Duration.ofSeconds(6), Duration.ofSeconds(9), at),
                        heard,
                        Track.of(heard, heard.top(), 0.15),
                        0.8,
                        -21.5,
                        new Quality(0.9, Set.of(Doubt.SOUND_MISSING)),
                        Optional.of(new SpeechRate(310, 240)))),
                List.of(actions),
                Map.of("severity", "critical"),
                Map.of("summary", "A customer sounds angry"),
                Map.of("p.angry", "0.72"));
    }

    static CallFacts facts(String call) {
        return facts(NOON, call);
    }

    static CallFacts facts(Instant at, String call) {
        return new CallFacts(new CallId(call), "support", "support-queue", "4420", "PJSIP/7001", at, List.of());
    }

    static Notice notice(Action.Delivered action) {
        return new Notice(LEDGER, alert("pbx-1795324314.0", 1, action), facts("pbx-1795324314.0"), 1, action);
    }
}
