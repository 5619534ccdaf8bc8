package org.undertone.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.Sounds;
import org.undertone.inference.TestingModels;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;

/** On the graph {@code testing-loudness}, whose {@code angry} is the mean of the samples' absolute values, in -1..1. */
class OnnxScorerTest {

    @TempDir
    private Path temp;

    @Test
    void theModelHearsTheWindowsSamples() {
        try (OnnxScorer scorer = open("testing-loudness")) {
            assertThat(angry(scorer, Sounds.window(Sounds.LEG, 0, 16_384))).isCloseTo(0.5, within(1e-4));
            assertThat(angry(scorer, Sounds.silence())).isZero();
            assertThat(angry(scorer, Sounds.window(Sounds.LEG, 1, -8_192))).isCloseTo(0.25, within(1e-4));
        }
    }

    @Test
    void windowsThatAreHeardTogetherAreToldApart() {
        try (OnnxScorer scorer = open("testing-loudness")) {
            List<Hearing> heard =
                    scorer.score(List.of(Sounds.window(Sounds.LEG, 0, 16_384), Sounds.window(Sounds.LEG, 1, -8_192)));

            assertThat(scorer.together()).isEqualTo(2);
            assertThat(heard).hasSize(2);
            assertThat(heard.get(0).probabilities().of(Emotion.ANGRY)).isCloseTo(0.5, within(1e-4));
            assertThat(heard.get(1).probabilities().of(Emotion.ANGRY)).isCloseTo(0.25, within(1e-4));
        }
    }

    @Test
    void windowsOfDifferentLengthsAreNotHeardTogether() {
        AudioWindow shorter = Sounds.window(Sounds.LEG, 0, List.of(Sounds.block(16_384), Sounds.block(0)), 0);
        try (OnnxScorer scorer = open("testing-loudness")) {
            assertThatThrownBy(() -> scorer.score(List.of(Sounds.window(Sounds.LEG, 1, 8_192), shorter)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("windows that are heard together must be of one length");
        }
    }

    @Test
    void windowsOfAnotherLengthAreHeardWholeWhereTheGraphAllowsThem() {
        AudioWindow twoBlocks = Sounds.window(Sounds.LEG, 0, List.of(Sounds.block(16_384), Sounds.block(0)), 0);
        try (OnnxScorer scorer = open("testing-loudness")) {
            assertThat(angry(scorer, twoBlocks)).isCloseTo(0.25, within(1e-4));
            assertThat(angry(scorer, Sounds.window(Sounds.LEG, 0, 16_384))).isCloseTo(0.5, within(1e-4));
        }
    }

    @Test
    void aModelThatTellsDoubtsIsAskedForThemAndAnotherIsNot() {
        Map<String, String> withDoubts =
                Map.of("outputs", "{scores: scores, embedding: embedding, doubts: doubts}", "trained", "[neutral]");
        AudioWindow window = Sounds.window(Sounds.LEG, 0, 8_192);
        try (OnnxScorer asked = OnnxScorer.open(TestingModels.load(temp, "testing-doubts", withDoubts));
                OnnxScorer plain =
                        OnnxScorer.open(TestingModels.load(temp, "testing-doubts", Map.of("trained", "[neutral]")))) {
            assertThat(asked.score(window).doubts()).isEqualTo(Map.of(Doubt.MUSIC, 0.25, Doubt.SEVERAL_SPEAKERS, 0.75));
            assertThat(plain.score(window).doubts()).isEmpty();
        }
    }

    @Test
    void doubtsThatTheGraphDoesNotHaveAreRefused() {
        ModelFolder none = TestingModels.load(
                temp, "testing-loudness", Map.of("outputs", "{scores: scores, embedding: embedding, doubts: doubts}"));
        ModelFolder nine = TestingModels.load(
                temp, "testing-loudness", Map.of("outputs", "{scores: scores, embedding: embedding, doubts: scores}"));

        assertThatThrownBy(() -> OnnxScorer.open(none))
                .hasMessageContaining("outputs.doubts: the graph has no 'doubts'; it has [scores, embedding]");
        assertThatThrownBy(() -> OnnxScorer.open(nine))
                .hasMessageContaining(
                        "outputs.doubts: 'scores' is FLOAT [any number, 9]; it must be FLOAT [any number, 2]");
    }

    @Test
    void threadsDoNotHearEachOthersSound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (OnnxScorer scorer = open("testing-loudness")) {
            List<Future<Double>> heard = new ArrayList<>();
            for (int number = 0; number < 400; number++) {
                AudioWindow window = Sounds.window(Sounds.LEG, number, 80 * number);
                heard.add(threads.submit(() -> angry(scorer, window)));
            }
            for (int number = 0; number < 400; number++) {
                assertThat(heard.get(number).get(1, TimeUnit.MINUTES)).isCloseTo(80 * number / 32_768.0, within(1e-4));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anExportWithoutHeadIsRefusedWithEverythingThatDiffers() {
        ModelFolder folder = TestingModels.load(temp, "testing-no-head");

        assertThatThrownBy(() -> OnnxScorer.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("input: the graph has no 'audio'; it has [input]")
                .hasMessageContaining("outputs.scores: the graph has no 'scores'; it has [output]")
                .hasMessageContaining("outputs.embedding: the graph has no 'embedding'");
    }

    @Test
    void wrongShapesAreRefused() {
        Map<String, String> changes =
                Map.of("input", "input", "outputs", "{scores: output, embedding: output}", "embedding-size", "4");
        ModelFolder frames = TestingModels.load(temp, "testing-no-head", changes);
        ModelFolder sizes = TestingModels.load(temp, "testing-loudness", Map.of("embedding-size", "768"));

        assertThatThrownBy(() -> OnnxScorer.open(frames))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "'output' is FLOAT [any number, any number, 1]; it must be FLOAT [any number, 9]");
        assertThatThrownBy(() -> OnnxScorer.open(sizes))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'embedding' is FLOAT [any number, 4]; it must be FLOAT [any number, 768]");
    }

    @Test
    void aModelThatGivesNoDistributionIsRefusedWhenOpened() {
        assertThatThrownBy(() -> open("testing-no-softmax"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("sum to 0.5")
                .hasMessageContaining("must end in a softmax");
    }

    @Test
    void aModelThatHearsWhatItWasNotTrainedToTellIsRefused() {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness", Map.of("trained", "[neutral]"));

        assertThatThrownBy(() -> OnnxScorer.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("to angry, which trained: in its model.yaml does not list");
    }

    @Test
    void aModelThatFailsOnOneWindowHearsTheNext() {
        try (OnnxScorer scorer = open("testing-nan-when-loud")) {
            assertThatThrownBy(() -> scorer.score(Sounds.window(Sounds.LEG, 0, 32_000)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("NaN for angry");
            assertThat(scorer.score(Sounds.window(Sounds.LEG, 1, 16_384))
                            .probabilities()
                            .top())
                    .isEqualTo(Emotion.NEUTRAL);
        }
    }

    @Test
    void aFileThatIsNoModelIsRefused() {
        byte[] text = "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.UTF_8);
        ModelFolder folder = ModelFolder.load(TestingModels.write(temp, "testing-pointer", text, Map.of()));

        assertThatThrownBy(() -> OnnxScorer.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.onnx does not run")
                .hasMessageContaining("must be an ONNX model");
    }

    @Test
    void aClosedModelIsNotHeardAndMayBeClosedAgain() {
        OnnxScorer scorer = open("testing-loudness");
        scorer.close();
        scorer.close();

        assertThatThrownBy(() -> scorer.score(Sounds.silence()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void closingWaitsForTheWindowsThatAreBeingHeard() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            OnnxScorer scorer = open("testing-loudness");
            List<Future<Integer>> heard = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                heard.add(threads.submit(() -> scoreUntilClosed(scorer)));
            }
            scorer.close();
            for (Future<Integer> count : heard) {
                assertThat(count.get(1, TimeUnit.MINUTES)).isNotNegative();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int scoreUntilClosed(OnnxScorer scorer) {
        AudioWindow window = Sounds.window(Sounds.LEG, 0, Collections.nCopies(30, Sounds.block(16_384)), 0);
        for (int count = 0; ; count++) {
            try {
                scorer.score(window);
            } catch (ModelException closed) {
                assertThat(closed).hasMessageContaining("was closed");
                return count;
            }
        }
    }

    private OnnxScorer open(String graph) {
        return OnnxScorer.open(TestingModels.load(temp, graph));
    }

    private static double angry(Scorer scorer, AudioWindow window) {
        Probabilities heard = scorer.score(window).probabilities();
        return heard.of(Emotion.ANGRY);
    }
}
