package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.OwnVoice;
import org.undertone.core.Probabilities;
import org.undertone.core.WindowRef;

/** A leg that is heard in windows of 3 s, a new one every half second, all of it speech unless a test says otherwise. */
class OwnBaselineTest {

    private static final LegId LEG = new LegId(new CallId("1.1"), "1.1");
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final Duration HOP = Duration.ofMillis(500);
    /** The first window has 3 s, each further one half a second. */
    private static final int WINDOWS_OF_TEN_SECONDS = 15;

    private final OwnBaseline baseline = new OwnBaseline();
    private Duration end = WINDOW.minus(HOP);

    @Test
    void untilTenSecondsOfSpeechWereHeardNothingIsKnown() {
        assertThat(hear(WINDOWS_OF_TEN_SECONDS, 0.1).known()).isFalse();
        assertThat(hear(1, 0.1).known()).isTrue();
    }

    @Test
    void pausesAreNoSpeech() {
        hear(WINDOWS_OF_TEN_SECONDS - 1, 0.1);
        for (int i = 0; i < 100; i++) {
            baseline.quiet(next());
        }

        assertThat(hear(1, 0.1).known()).isFalse();
    }

    @Test
    void norIsWhatWasHeardInTheWindowBefore() {
        for (int i = 0; i < 20; i++) {
            assertThat(hear(1, 0.1, 0.5).known()).isFalse();
        }
    }

    @Test
    void whoGoesOnAsTheyBeganIsAtNought() {
        hear(40, 0.3);

        assertThat(hear(1, 0.3).of(Emotion.ANGRY)).isCloseTo(0, within(1e-9));
    }

    @Test
    void whoWasCalmAndIsAngryIsFarAboveAndWhoAlwaysSoundsSoIsNot() {
        hear(40, 0.05);
        double angryNow = hear(1, 0.9).of(Emotion.ANGRY);
        OwnBaselineTest other = new OwnBaselineTest();
        other.hear(40, 0.45);
        double alwaysSo = other.hear(1, 0.6).of(Emotion.ANGRY);

        assertThat(angryNow).isCloseTo(Math.log(0.92 / 0.12) - Math.log(0.07 / 0.97), within(1e-9));
        assertThat(alwaysSo).isLessThan(1);
    }

    @Test
    void whoIsAngryFromTheFirstWordIsMeasuredAsIfTheyHadBegunBetweenAngerAndCalm() {
        hear(40, 0.95);

        assertThat(hear(1, 0.95).of(Emotion.ANGRY)).isCloseTo(Math.log(0.97 / 0.07), within(1e-9));
    }

    @Test
    void itFollowsSlowlyAPersonWhoChanges() {
        hear(40, 0.1);
        double atOnce = hear(1, 0.4).of(Emotion.ANGRY);
        double afterAMinute = hear(120, 0.4).of(Emotion.ANGRY);

        assertThat(afterAMinute).isCloseTo(atOnce * Math.exp(-1), within(0.02));
    }

    @Test
    void aHoleInTheSoundIsNotSpokenIn() {
        hear(1, 0.1);
        end = end.plusSeconds(60);

        assertThat(hear(WINDOWS_OF_TEN_SECONDS - 6, 0.1).known()).isFalse();
    }

    private OwnVoice hear(int windows, double angry) {
        return hear(windows, angry, 1);
    }

    private OwnVoice hear(int windows, double angry, double speechRatio) {
        Probabilities heard = Probabilities.of(angry, 0, 0, 0, 1 - angry, 0, 0, 0, 0);
        OwnVoice last = OwnVoice.unknown();
        for (int i = 0; i < windows; i++) {
            last = baseline.hear(next(), heard, heard, speechRatio);
        }
        return last;
    }

    private WindowRef next() {
        end = end.plus(HOP);
        return new WindowRef(LEG, end.minus(WINDOW), end, Instant.EPOCH.plus(end));
    }
}
