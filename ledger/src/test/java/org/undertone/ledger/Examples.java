package org.undertone.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

/** Values that the tests keep in ledgers. */
public final class Examples {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    public static final CallId CALL = new CallId("pbx-1795324314.0");
    public static final LegId CUSTOMER = new LegId(CALL, "pbx-1795324314.0");
    public static final LegId AGENT = new LegId(CALL, "pbx-1795324315.1");
    static final Action.Set SET = new Action.Set(Map.of("EMOTION", "angry"));

    private Examples() {}

    static CallFacts facts(CallId call) {
        return new CallFacts(
                call,
                "support",
                "support-queue",
                "4420",
                "PJSIP/7001",
                NOON,
                List.of(new Leg(new LegId(call, call.linkedId()), "PJSIP/trunk-0000001a", Role.CUSTOMER)));
    }

    public static Assessment.Scored scored(LegId leg, int hop) {
        Probabilities heard = Probabilities.of(0.9, 0.01, 0.02, 0, 0.03, 0.01, 0.01, 0.01, 0.01);
        return new Assessment.Scored(
                window(leg, hop),
                heard,
                Track.of(heard, heard.top(), 0.2),
                0.8,
                -21.5,
                new Quality(0.98, Set.of(Doubt.SOUND_MISSING)),
                Optional.empty());
    }

    /** Spoken fast, on a bad line, with a track that leads from anger to fear. */
    static Assessment.Scored mixed(LegId leg, int hop) {
        return new Assessment.Scored(
                window(leg, hop),
                Probabilities.of(0.1, 0, 0.7, 0, 0.2, 0, 0, 0, 0),
                Track.of(Probabilities.of(0.31, 0, 0.48, 0, 0.21, 0, 0, 0, 0), Emotion.ANGRY, 0.25),
                0.4,
                -9.5,
                new Quality(0.3, Set.of(Doubt.CLIPPING, Doubt.SEVERAL_SPEAKERS)),
                Optional.of(new SpeechRate(310.5, 240)));
    }

    public static Assessment.NoSpeech noSpeech(LegId leg, int hop) {
        return new Assessment.NoSpeech(window(leg, hop), 0.05, -58);
    }

    static Assessment.NotScored notScored(LegId leg, int hop) {
        return new Assessment.NotScored(window(leg, hop), NotScoredReason.OVERLOAD);
    }

    static Alert alert(int episode) {
        return alert(episode, SET, new Action.Ticket("A customer became angry"));
    }

    static Alert alert(int episode, Action... actions) {
        return new Alert(
                new AlertId(CALL, "customer-angry", episode),
                CUSTOMER,
                Duration.ofMillis(4500),
                Duration.ofMillis(6500),
                NOON.plusMillis(6510),
                "0123456789ab",
                IntStream.range(3, 8).mapToObj(hop -> scored(CUSTOMER, hop)).toList(),
                List.of(actions));
    }

    private static WindowRef window(LegId leg, int hop) {
        Duration from = Duration.ofMillis(500L * hop);
        return new WindowRef(
                leg, from, from.plusSeconds(3), NOON.plus(from).plusSeconds(3).plusMillis(7));
    }
}
