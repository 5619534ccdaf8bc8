package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.config.TrackSettings;
import org.undertone.core.Alert;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.audio.AudioBlock;
import org.undertone.inference.Assessor;
import org.undertone.inference.RecordingTrack;
import org.undertone.inference.SpeechGate;
import org.undertone.inference.speech.SileroVad;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;

/** From what a model hears to an alert: what flickers from window to window is one thing heard, not many. */
class SteadyAlertTest {

    private static final CallId CALL = new CallId("call-1");
    private static final LegId CUSTOMER = new LegId(CALL, "customer");
    private static final CallFacts FACTS = new CallFacts(
            CALL, "support", "", "", "", Instant.EPOCH, List.of(new Leg(CUSTOMER, "PJSIP/trunk-1", Role.CUSTOMER)));
    private static final TrackSettings NONE = new TrackSettings(Duration.ZERO, 0, 0.2);

    /** Calm, then around one half for half a minute. */
    private static final double[] FLICKERS = {0.1, 0.1, 0.65, 0.45, 0.7, 0.42, 0.62, 0.47, 0.66, 0.41};

    @Test
    void aVoiceThatFlickersAroundTheThresholdIsOneAlert() {
        assertThat(alerts("p.angry >= 0.45", NONE)).hasSizeGreaterThan(10);
        assertThat(alerts("p.angry >= 0.45", TrackSettings.USUAL)).hasSize(1);
    }

    @Test
    void aVoiceThatFlickersBetweenTwoEmotionsHasOneTop() {
        assertThat(tops(NONE)).isGreaterThan(50);
        assertThat(tops(TrackSettings.USUAL)).as("neutral, then angry").isEqualTo(2);
        assertThat(alerts("top == 'angry'", TrackSettings.USUAL)).hasSize(1);
    }

    @Test
    void smoothingAndHysteresisEachHelp() {
        int without = tops(NONE);

        assertThat(tops(new TrackSettings(Duration.ofSeconds(1), 0, 0.2))).isLessThan(without);
        assertThat(tops(new TrackSettings(Duration.ZERO, 0.2, 0.2))).isLessThan(without);
    }

    private static List<Alert> alerts(String condition, TrackSettings track) {
        RuleEngine rules = new RuleEngine(
                RuleSet.parse("test", """
                rules:
                  - alert: angry
                    expr: %s
                    for: 0s
                    cooldown: 0s
                    actions: [{ticket: {subject: A customer became angry}}]
                """.formatted(condition), Set.of()), InstantSource.fixed(Instant.EPOCH));
        List<Alert> alerts = new ArrayList<>();
        assessments(track)
                .forEach(assessment -> alerts.addAll(rules.on(assessment, FACTS).fired()));
        return alerts;
    }

    /** How many tops followed each other. */
    private static int tops(TrackSettings track) {
        List<Object> tops = new ArrayList<>();
        for (Assessment assessment : assessments(track)) {
            Object top = ((Assessment.Scored) assessment).track().top();
            if (tops.isEmpty() || !tops.get(tops.size() - 1).equals(top)) {
                tops.add(top);
            }
        }
        return tops.size();
    }

    private static List<Assessment> assessments(TrackSettings track) {
        double[] angry = new double[60];
        for (int window = 0; window < angry.length; window++) {
            angry[window] = FLICKERS[window < 2 ? window : 2 + window % 8];
        }
        short[] sound = new short[(3 + (angry.length - 1) / 2) * AudioBlock.SAMPLE_RATE + AudioBlock.SAMPLE_RATE / 2];
        try (SileroVad vad = SileroVad.open()) {
            // A gate that lets everything pass: what the voice says is in the series.
            Assessor assessor = new Assessor(new TestingSeries(angry), SpeechGate.of(vad, 0.5, 0), 0.5, track);
            return new RecordingTrack(assessor, Duration.ofSeconds(3), Duration.ofMillis(500))
                    .hear(CUSTOMER, Instant.EPOCH, sound);
        }
    }
}
