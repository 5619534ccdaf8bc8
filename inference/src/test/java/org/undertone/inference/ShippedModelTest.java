package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.speech.SpeechPresence;

/** The model in {@code inference/models}, on the sample speech of the lab: acted, by people it was not trained on. */
class ShippedModelTest {

    private static final Path MODEL = Path.of("models", "moonshine-tiny-emotion");
    private static final SpeechGate GATE = TestingPresence.gate();

    private static OnnxScorer model;

    @BeforeAll
    static void open() {
        model = OnnxScorer.open(ModelFolder.load(MODEL));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void givesNineThatSumToOneAndNothingToWhatItWasNotTrainedToTell() throws Exception {
        EnumSet<Emotion> untrained = EnumSet.allOf(Emotion.class);
        untrained.removeAll(model.model().trained());

        for (AudioWindow window : SampleSpeech.windows("customer-calm.wav")) {
            Probabilities heard = model.score(window).probabilities();
            assertThat(Arrays.stream(heard.toArray()).sum()).isCloseTo(1, within(1e-9));
            assertThat(untrained).isNotEmpty().allSatisfy(emotion -> assertThat(heard.of(emotion))
                    .isZero());
        }
    }

    @Test
    void hearsMoreAngerInAnAngryVoiceThanInTheSameVoiceCalm() throws Exception {
        double angry = meanAnger("customer-angry.wav");
        double calm = meanAnger("customer-calm.wav");

        assertThat(angry).isGreaterThan(0.5).isGreaterThan(calm + 0.3);
        assertThat(calm).isLessThan(0.3);
    }

    private static double meanAnger(String file) throws Exception {
        SpeechPresence presence = GATE.presences().get();
        List<AudioWindow> spoken = SampleSpeech.windows(file).stream()
                .filter(window -> GATE.lets(presence.hear(List.of(window)).get(0)))
                .toList();
        assertThat(spoken).hasSizeGreaterThan(5);
        return spoken.stream()
                .mapToDouble(window -> model.score(window).probabilities().of(Emotion.ANGRY))
                .average()
                .orElseThrow();
    }
}
