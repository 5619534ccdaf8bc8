package org.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.undertone.inference.files.Resampling;

/** Against {@code inference/training/audio.py}, which uses SciPy. */
class LineTest {

    private static final int[] PLACES = {0, 1, 7, 100, 333, 500};

    @Test
    void theWayTo8KHzIsSciPys() {
        double[] half = Resampling.downsampled(tones());

        assertThat(half).hasSize(800);
        same(half, 0.08982, 0.38027, -0.08752, 0, -0.08608, 0);
    }

    @Test
    void theBandIsSciPysButterworth() {
        same(Telephone.band(Resampling.downsampled(tones())), 0.03483, 0.16915, 0.05968, 0.10565, -0.42821, 0.10569);
    }

    @Test
    void bothLinesGiveWhatTheTrainingGave() {
        double[] voip = Line.VOIP.over(tones());
        double[] phone = Line.PHONE.over(tones());

        same(voip, 0.09172, 0.28661, 0.46435, 0.39461, 0.05143, 0.39461);
        same(phone, 0.03408, 0.10023, -0.00187, 0.23437, -0.035, 0.23437);
        assertThat(rms(voip)).isCloseTo(0.3280525803565979, within(1e-4));
        assertThat(rms(phone)).isCloseTo(0.25554728507995605, within(1e-4));
    }

    @Test
    void muLawIsCoarseWhereItIsLoud() {
        double[] coded = Telephone.coded(Arrays.stream(new double[] {0, 100, -100, 1_000, -12_345, 32_767, -32_768})
                .map(x -> x / 32_767)
                .toArray());

        assertThat(ClipSamples.samples(coded)).containsExactly(0, 104, -104, 988, -12_412, 32_124, -32_124);
    }

    @Test
    void aCleanLineChangesNothingAndNoLineChangesTheLength() {
        double[] odd = Arrays.copyOf(tones(), 1_001);

        assertThat(Line.CLEAN.over(odd)).isSameAs(odd);
        assertThat(Line.PHONE.over(odd)).hasSize(1_001);
        assertThat(Line.VOIP.over(odd)).hasSize(1_001);
    }

    @Test
    void whatIsReadFromAFileGoesOverTheSameLine() {
        short[] sound = ClipSamples.samples(tones());

        assertThat(Line.CLEAN.over(sound)).isSameAs(sound);
        assertThat(Line.PHONE.over(sound)).isEqualTo(ClipSamples.samples(Line.PHONE.over(ClipSamples.of(sound))));
    }

    @Test
    void silenceBeforeAndAfterIsCut() {
        double[] sound = new double[32_000];
        System.arraycopy(tones(), 0, sound, 16_000, 1_600);

        // 100 ms, and 50 ms on each side.
        assertThat(ClipSamples.trimmed(sound)).hasSize(3_200);
    }

    @Test
    void aWindowIsAsLongAsAskedAndTheSameForTheSameSeed() {
        List<double[]> parts = List.of(tones(), tones());

        double[] window = ClipSamples.window(parts, 48_000, new SplittableRandom(3));

        assertThat(window).hasSize(48_000).isEqualTo(ClipSamples.window(parts, 48_000, new SplittableRandom(3)));
        assertThat(rms(window)).isPositive();
    }

    private static void same(double[] sound, double... expected) {
        for (int i = 0; i < PLACES.length; i++) {
            assertThat(sound[PLACES[i]]).as("sample %d", PLACES[i]).isCloseTo(expected[i], within(2e-4));
        }
    }

    private static double rms(double[] sound) {
        return Math.sqrt(Arrays.stream(sound).map(x -> x * x).average().orElseThrow());
    }

    /** 100 ms of 200, 1000, 3000 and 6000 Hz. */
    private static double[] tones() {
        double[] sound = new double[1_600];
        for (int i = 0; i < sound.length; i++) {
            double t = 2 * Math.PI * i / 16_000;
            sound[i] = 0.3 * Math.sin(200 * t)
                    + 0.3 * Math.sin(1_000 * t)
                    + 0.2 * Math.sin(3_000 * t)
                    + 0.1 * Math.sin(6_000 * t);
        }
        return sound;
    }
}
