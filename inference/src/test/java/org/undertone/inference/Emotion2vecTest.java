package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;
import org.undertone.core.event.Finding;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.trial.ModelCheck;

/**
 * A small network of emotion2vec+'s kind with random weights: {@code export_emotion2vec.py --random tiny --out
 * testing-emotion2vec --expected testing-emotion2vec/expected.csv}. The true sizes: {@link Emotion2vecProof}.
 */
class Emotion2vecTest {

    private static final Path MODEL = Path.of("src/test/resources/models/testing-emotion2vec");

    @TempDir
    private Path temp;

    @Test
    void scoresAndEmbeddingsAreThoseOfPyTorchForEveryLength() throws Exception {
        try (OnnxScorer scorer = OnnxScorer.open(ModelFolder.load(MODEL))) {
            assertThat(scorer.model().trained()).containsExactlyInAnyOrderElementsOf(Emotion.all());
            assertThat(ExpectedAnswers.compare(MODEL.resolve("expected.csv"), scorer, 1e-4))
                    .isEqualTo(3);
        }
    }

    @Test
    void modelAddFindsNothingWrong() {
        assertThat(new ModelCheck(MODEL, Clock.systemUTC()).run())
                .extracting(Finding::name, Finding::state)
                .containsExactlyElementsOf(ModelCheck.names().stream()
                        .map(name -> tuple(name, Finding.State.OK))
                        .toList());
    }

    @Test
    void aClosedModelGivesNoEmbedding() {
        OnnxScorer scorer = OnnxScorer.open(ModelFolder.load(MODEL));
        scorer.close();

        assertThatThrownBy(() -> scorer.embedding(Sounds.silence()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void anEmbeddingIsOfTheWindowThatWasGiven() {
        try (OnnxScorer scorer = OnnxScorer.open(TestingModels.load(temp, "testing-loudness", Map.of()))) {
            assertThat(scorer.embedding(Sounds.window(Sounds.LEG, 0, 16_384))).containsOnly(0.5f);
            assertThat(scorer.embedding(Sounds.window(Sounds.LEG, 0, 8_192))).containsOnly(0.25f);
        }
    }
}
