package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.config.TrackSettings;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

class FrameTrackTest {

    private static final TrackSettings USUAL = TrackSettings.USUAL;
    private static final TrackSettings OFF = new TrackSettings(Duration.ZERO, 0, 0.2);

    /** The share of a window that holds speech. */
    private static final double SPEAKING = 0.8;

    private final FrameTrack track = new FrameTrack(USUAL);

    @Test
    void theFirstWindowIsTheTrack() {
        Track first = track.hear(window(0), angry(0.7), SPEAKING);

        assertThat(first.smoothed()).isEqualTo(angry(0.7));
        assertThat(first.top()).isEqualTo(Emotion.ANGRY);
    }

    @Test
    void whatWasHeardOneTimeConstantAgoCountsAThirdOfWhatIsHeardNow() {
        hearAll(0, angry(1), 1);

        double angry = hearAll(1, angry(0), 2).smoothed().of(Emotion.ANGRY);

        assertThat(angry).isCloseTo(Math.exp(-1), within(1e-9));
    }

    @Test
    void aWindowThatWasLeftOutChangesNothingOfTheTimeConstant() {
        track.hear(window(0), angry(1), SPEAKING);
        FrameTrack whole = new FrameTrack(USUAL);
        whole.hear(window(0), angry(1), SPEAKING);
        whole.hear(window(1), angry(0), SPEAKING);

        assertThat(track.hear(window(2), angry(0), SPEAKING).smoothed().of(Emotion.ANGRY))
                .isCloseTo(whole.hear(window(2), angry(0), SPEAKING).smoothed().of(Emotion.ANGRY), within(1e-9));
    }

    @Test
    void whereProbabilitiesFlickerTheTopStaysAndWithoutSmoothingItDoesNot() {
        List<Probabilities> flickering = Stream.iterate(0, window -> window + 1)
                .limit(40)
                .map(window -> angry(window % 2 == 0 ? 0.62 : 0.4))
                .toList();

        assertThat(tops(USUAL, flickering)).containsExactly(Emotion.ANGRY);
        assertThat(tops(OFF, flickering)).hasSize(40);
    }

    @Test
    void anotherEmotionBecomesTheTopWhenItLeadsByTheHysteresis() {
        FrameTrack steady = new FrameTrack(new TrackSettings(Duration.ZERO, 0.1, 0.2));
        steady.hear(window(0), angry(0.6), SPEAKING);

        assertThat(steady.hear(window(1), angry(0.46), SPEAKING).top()).isEqualTo(Emotion.ANGRY);
        assertThat(steady.hear(window(2), angry(0.44), SPEAKING).top()).isEqualTo(Emotion.NEUTRAL);
        assertThat(steady.hear(window(3), angry(0.54), SPEAKING).top()).isEqualTo(Emotion.NEUTRAL);
    }

    @Test
    void aRealChangeIsTheTopWithinASecondAndAHalf() {
        hearAll(0, angry(0.1), 10);

        assertThat(tops(track, 10, List.of(angry(0.9), angry(0.9), angry(0.9))))
                .startsWith(Emotion.NEUTRAL)
                .endsWith(Emotion.ANGRY);
    }

    @Test
    void aMixtureIsToldWithItsShares() {
        Track mixed = track.hear(window(0), Probabilities.of(0.61, 0, 0.24, 0, 0.15, 0, 0, 0, 0), SPEAKING);

        assertThat(mixed.label()).isEqualTo("angry 0.61 + fearful 0.24");
    }

    @Test
    void aShortSilenceDoesNotEndTheTrackAndALongOneDoes() {
        track.hear(window(0), angry(1), SPEAKING);
        track.quiet(window(1));
        track.quiet(window(2));
        Track afterAShortOne = track.hear(window(3), angry(0), SPEAKING);
        assertThat(afterAShortOne.smoothed().of(Emotion.ANGRY)).isCloseTo(Math.exp(-1.5), within(1e-9));

        track.quiet(window(4));
        track.quiet(window(5));
        track.quiet(window(6));
        assertThat(track.hear(window(7), angry(0.3), SPEAKING).smoothed()).isEqualTo(angry(0.3));
    }

    @Test
    void aLongHoleInTheSoundEndsTheTrack() {
        track.hear(window(0), angry(1), SPEAKING);
        assertThat(track.hear(window(8), angry(0), SPEAKING).smoothed().of(Emotion.ANGRY))
                .isPositive();

        track.hear(window(9), angry(1), SPEAKING);
        assertThat(track.hear(window(18), angry(0), SPEAKING).smoothed()).isEqualTo(angry(0));
    }

    @Test
    void anotherTapOfTheLegBeginsAnew() {
        hearAll(0, angry(1), 10);

        assertThat(track.hear(window(0), angry(0), SPEAKING).smoothed()).isEqualTo(angry(0));
    }

    @Test
    void whatAModelCannotTellStaysExactlyZero() {
        hearAll(0, angry(0.3), 5);

        assertThat(hearAll(5, angry(0.8), 20).smoothed().of(Emotion.UNKNOWN)).isZero();
    }

    private Track hearAll(int first, Probabilities heard, int windows) {
        for (int number = first; number < first + windows - 1; number++) {
            track.hear(window(number), heard, SPEAKING);
        }
        return track.hear(window(first + windows - 1), heard, SPEAKING);
    }

    /** The tops as they follow each other, each named once until it changes. */
    private static List<Emotion> tops(TrackSettings settings, List<Probabilities> heard) {
        return tops(new FrameTrack(settings), 0, heard);
    }

    private static List<Emotion> tops(FrameTrack track, int first, List<Probabilities> heard) {
        List<Emotion> tops = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            Emotion top = track.hear(window(first + i), heard.get(i), SPEAKING).top();
            if (tops.isEmpty() || tops.get(tops.size() - 1) != top) {
                tops.add(top);
            }
        }
        return tops;
    }

    private static Probabilities angry(double share) {
        return Probabilities.of(share, 0, 0, 0, 1 - share, 0, 0, 0, 0);
    }

    private static WindowRef window(int number) {
        Duration from = Duration.ofMillis(500L * number);
        return new WindowRef(Sounds.LEG, from, from.plusSeconds(3), Instant.EPOCH);
    }
}
