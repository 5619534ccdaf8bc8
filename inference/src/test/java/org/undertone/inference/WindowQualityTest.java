package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.core.Doubt;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;

class WindowQualityTest {

    private static final Hearing PLAIN = Hearing.of(Probabilities.of(1, 0, 0, 0, 0, 0, 0, 0, 0));
    private static final AudioWindow CLEAN = speech(1);

    @Test
    void whereNothingIsDoubtfulItIsWhole() throws Exception {
        assertThat(WindowQuality.in(CLEAN, 0.5, PLAIN)).isEqualTo(Quality.undoubted());
        assertThat(SampleSpeech.windows("customer-angry.wav"))
                .allSatisfy(window ->
                        assertThat(WindowQuality.in(window, 1, PLAIN).doubts()).isEmpty());
    }

    @Test
    void lostSoundTakesItsShare() {
        AudioWindow lossy = new AudioWindow(CLEAN.ref(), CLEAN.blocks(), 0.25);
        AudioWindow hardly = new AudioWindow(CLEAN.ref(), CLEAN.blocks(), 0.01);

        assertQuality(WindowQuality.in(lossy, 1, PLAIN), 0.75, Doubt.SOUND_MISSING);
        assertThat(WindowQuality.in(hardly, 1, PLAIN)).isEqualTo(Quality.undoubted());
    }

    @Test
    void littleSpeechIsTrustedTheLessTheLessThereIs() {
        assertQuality(WindowQuality.in(CLEAN, 0.4, PLAIN), 0.8, Doubt.LITTLE_SPEECH);
        assertQuality(WindowQuality.in(CLEAN, 0.2, PLAIN), 0.4, Doubt.LITTLE_SPEECH);
    }

    @Test
    void aVoiceThatIsCutOffAtItsPeaksIsTrustedTheLessTheMoreIsCut() throws Exception {
        Quality plus6 = worst(clipped(6));
        Quality plus12 = worst(clipped(12));

        assertThat(plus6.doubts()).containsExactly(Doubt.CLIPPING);
        assertThat(plus6.value()).isBetween(0.5, 0.95);
        assertThat(plus12.value()).isBetween(0.1, plus6.value() - 0.1);
        assertThat(worst(clipped(0))).isEqualTo(Quality.undoubted());
    }

    @Test
    void musicAndSeveralSpeakersCountWhereTheModelFindsThemProbable() {
        Hearing band = new Hearing(PLAIN.probabilities(), Map.of(Doubt.MUSIC, 0.75, Doubt.SEVERAL_SPEAKERS, 0.4));

        assertQuality(WindowQuality.in(CLEAN, 1, band), 0.25, Doubt.MUSIC);
    }

    @Test
    void severalDoubtsMultiply() {
        Hearing crowd = new Hearing(PLAIN.probabilities(), Map.of(Doubt.MUSIC, 0.5, Doubt.SEVERAL_SPEAKERS, 0.5));

        assertQuality(
                WindowQuality.in(CLEAN, 0.25, crowd), 0.125, Doubt.LITTLE_SPEECH, Doubt.MUSIC, Doubt.SEVERAL_SPEAKERS);
    }

    private static Quality worst(List<AudioWindow> windows) {
        return windows.stream()
                .map(window -> WindowQuality.in(window, 1, PLAIN))
                .min((one, other) -> Double.compare(one.value(), other.value()))
                .orElseThrow();
    }

    /** The sample speech with its highest peak that many decibels above full scale. */
    private static List<AudioWindow> clipped(double decibels) throws Exception {
        List<AudioWindow> windows = SampleSpeech.windows("agent-calm.wav");
        double peak = windows.stream()
                .flatMap(window -> window.blocks().stream())
                .mapToDouble(block -> Stream.iterate(0, i -> i < AudioBlock.SAMPLES, i -> i + 1)
                        .mapToDouble(i -> Math.abs(block.sample(i)))
                        .max()
                        .orElseThrow())
                .max()
                .orElseThrow();
        double gain = 32_767 / peak * Math.pow(10, decibels / 20);
        return windows.stream()
                .map(window -> new AudioWindow(
                        window.ref(),
                        window.blocks().stream()
                                .map(block -> louder(block, gain))
                                .toList(),
                        0))
                .toList();
    }

    private static AudioBlock louder(AudioBlock block, double gain) {
        short[] samples = new short[AudioBlock.SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(block.sample(i) * gain)));
        }
        return AudioBlock.of(samples);
    }

    private static AudioWindow speech(int number) {
        return Sounds.window(Sounds.LEG, number, 8_000);
    }

    private static void assertQuality(Quality quality, double value, Doubt... doubts) {
        assertThat(quality.value()).isCloseTo(value, within(1e-9));
        assertThat(quality.doubts()).containsExactly(doubts);
    }
}
