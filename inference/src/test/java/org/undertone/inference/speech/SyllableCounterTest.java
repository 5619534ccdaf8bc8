package org.undertone.inference.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On loudness alone: the fourth root of power, as the spectrum gives it. */
class SyllableCounterTest {

    private static final int FRAMES = 312;
    private static final double SECONDS = FRAMES * 0.032;

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8})
    void countsTheSwellsOfAVoice(int aSecond) {
        int counted = count(swelling(aSecond, 12), true);

        assertThat(counted).isBetween((int) (aSecond * SECONDS) - 2, (int) (aSecond * SECONDS) + 1);
    }

    @Test
    void aSwellOfLessThanThreeDecibelsIsNoSyllable() {
        assertThat(count(swelling(4, 2), true)).isZero();
    }

    @Test
    void whatIsNotSpeechHasNoSyllables() {
        assertThat(count(swelling(4, 12), false)).isZero();
    }

    @Test
    void aFarSofterSwellIsABreathAndNoSyllable() {
        DoubleUnaryOperator voice = swelling(4, 12);
        // The second half 50 dB softer.
        int both = count(t -> voice.applyAsDouble(t) * (t < SECONDS / 2 ? 1 : Math.pow(10, -50 / 40.0)), true);

        assertThat(both).isBetween((int) (2 * SECONDS) - 2, (int) (2 * SECONDS) + 1);
    }

    @Test
    void tellsInWhichFrameANucleusWas() {
        SyllableCounter counter = new SyllableCounter();
        int peakFrame = 20;
        for (int frame = 0; frame < 40; frame++) {
            List<Integer> found =
                    counter.hear(true, steps(frame, t -> Math.exp(-Math.pow((t - 20.5 * 0.032) / 0.06, 2))));
            for (int framesAgo : found) {
                assertThat(frame - framesAgo).isEqualTo(peakFrame);
                return;
            }
        }
        throw new AssertionError("no nucleus was found");
    }

    private static int count(DoubleUnaryOperator loudness, boolean speech) {
        SyllableCounter counter = new SyllableCounter();
        int counted = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            counted += counter.hear(speech, steps(frame, loudness)).size();
        }
        return counted;
    }

    private static float[] steps(int frame, DoubleUnaryOperator loudness) {
        float[] steps = new float[LegSpeech.STEPS];
        for (int step = 0; step < steps.length; step++) {
            steps[step] = (float) loudness.applyAsDouble((frame + step / (double) steps.length) * 0.032);
        }
        return steps;
    }

    /** A level that goes up and down by so many decibels, so many times a second. */
    private static DoubleUnaryOperator swelling(int aSecond, double decibels) {
        return t -> Math.pow(10, decibels / 2 * Math.sin(2 * Math.PI * aSecond * t) / 40);
    }
}
