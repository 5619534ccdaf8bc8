package org.undertone.inference.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.SampleSpeech;
import org.undertone.inference.Sounds;
import org.undertone.inference.model.ModelException;

class SileroVadTest {

    private static final Path PUBLISHED = Path.of("src/test/resources/speech/customer-calm-published.txt");

    private static SileroVad vad;

    @BeforeAll
    static void open() {
        vad = SileroVad.open();
    }

    @AfterAll
    static void close() {
        vad.close();
    }

    /** At twice its speed: what matters here is that both hear the same samples. */
    @Test
    void hearsWhatThePublishedFileHears() throws Exception {
        List<Double> published =
                Files.readAllLines(PUBLISHED).stream().map(Double::valueOf).toList();
        LegSpeech leg = heard(Sounds.windows(SampleSpeech.samples("customer-calm.wav")));

        List<Float> probabilities = probabilities(leg);
        assertThat(probabilities).hasSizeGreaterThan(180);
        assertThat(published.stream().filter(p -> p > 0.5)).hasSizeGreaterThan(30);
        for (int frame = 0; frame < probabilities.size(); frame++) {
            assertThat(probabilities.get(frame).doubleValue()).isCloseTo(published.get(frame), within(1e-4));
        }
    }

    @Test
    void legsThatAreHeardTogetherAreHeardAsIfAlone() throws Exception {
        List<List<AudioWindow>> windows = List.of(
                SampleSpeech.windows("customer-calm.wav"),
                SampleSpeech.windows("customer-angry.wav"),
                SampleSpeech.windows("agent-calm.wav").subList(1, 20));
        List<LegSpeech> together =
                IntStream.range(0, 3).mapToObj(leg -> new LegSpeech(0.5)).toList();
        for (int number = 0; number < 15; number++) {
            for (int leg = 0; leg < 3; leg++) {
                together.get(leg).add(windows.get(leg).get(number));
            }
            vad.hear(together);
        }

        for (int leg = 0; leg < 3; leg++) {
            List<Float> alone = probabilities(heard(windows.get(leg).subList(0, 15)));
            assertThat(probabilities(together.get(leg))).hasSameSizeAs(alone);
            for (int frame = 0; frame < alone.size(); frame++) {
                assertThat(probabilities(together.get(leg)).get(frame)).isCloseTo(alone.get(frame), within(1e-4f));
            }
        }
    }

    @Test
    void aClosedOneSaysSo() {
        SileroVad closed = SileroVad.open();
        closed.close();
        closed.close();
        LegSpeech leg = new LegSpeech(0.5);
        leg.add(Sounds.silence());

        assertThatThrownBy(() -> closed.hear(List.of(leg)))
                .isInstanceOf(ModelException.class)
                .hasMessage("the speech detector was closed; open it again to hear");
    }

    private static LegSpeech heard(List<AudioWindow> windows) {
        LegSpeech leg = new LegSpeech(0.5);
        for (AudioWindow window : windows) {
            leg.add(window);
            vad.hear(List.of(leg));
        }
        return leg;
    }

    /** Oldest first. */
    private static List<Float> probabilities(LegSpeech leg) {
        SpeechHistory history = leg.history();
        List<Float> all = new ArrayList<>(IntStream.range(0, history.size())
                .mapToObj(history::probability)
                .toList());
        Collections.reverse(all);
        return all;
    }
}
