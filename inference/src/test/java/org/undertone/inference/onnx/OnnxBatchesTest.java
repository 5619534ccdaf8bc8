package org.undertone.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.Sounds;
import org.undertone.inference.TestingModels;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.WarmUp;

/** On this machine's processors, by the same code that runs on a card. */
class OnnxBatchesTest {

    private static final Path SHIPPED = Path.of("models/moonshine-tiny-emotion");

    @TempDir
    private Path temp;

    @Test
    void windowsThatAreHeardTogetherGetTheScoresAndDoubtsThatTheyGetAlone() throws Exception {
        ModelFolder folder = ModelFolder.load(SHIPPED);
        List<AudioWindow> three = List.of(
                Sounds.window(Sounds.LEG, 0, 12_000),
                Sounds.silence(),
                WarmUp.windows(folder.description().window()).get(1));
        try (OnnxScorer alone = OnnxScorer.open(folder);
                OnnxBatches batches = open(folder, 4)) {
            batches.warmUp();

            List<Hearing> together = batches.score(three);

            assertThat(together).hasSize(3);
            for (int i = 0; i < three.size(); i++) {
                Hearing one = alone.score(three.get(i));
                assertThat(together.get(i).probabilities().toArray())
                        .usingComparatorWithPrecision(1e-4)
                        .containsExactly(one.probabilities().toArray());
                assertThat(together.get(i).doubts().keySet())
                        .isEqualTo(one.doubts().keySet());
            }
        }
    }

    @Test
    void afterALongBatchAShortOneDoesNotHearWhatTheOtherLeft() throws Exception {
        AudioWindow loud = Sounds.window(Sounds.LEG, 0, 16_384);
        try (OnnxBatches batches = open(TestingModels.load(temp, "testing-loudness"), 4)) {
            var unused = batches.score(List.of(loud, loud, loud, loud));

            List<Hearing> quiet = batches.score(List.of(Sounds.silence(), Sounds.silence(), Sounds.silence()));

            assertThat(quiet).isEqualTo(batches.score(List.of(Sounds.silence(), Sounds.silence(), Sounds.silence())));
            assertThat(quiet.get(0))
                    .isEqualTo(quiet.get(2))
                    .isNotEqualTo(batches.score(List.of(loud)).get(0));
        }
    }

    @Test
    void moreThanItTakesOrOfTwoLengthsIsRefused() throws Exception {
        AudioWindow window = Sounds.silence();
        AudioWindow shorter = Sounds.window(Sounds.LEG, 0, List.of(Sounds.block(1)), 0);
        try (OnnxBatches batches = open(TestingModels.load(temp, "testing-loudness"), 2)) {
            assertThatThrownBy(() -> batches.score(new ArrayList<>(List.of(window, window, window))))
                    .hasMessage("batch: 3 windows; it must be 1 to 2 of one length");
            assertThatThrownBy(() -> batches.score(List.of(window, shorter))).hasMessageContaining("of one length");
        }
    }

    private static OnnxBatches open(ModelFolder folder, int largest) throws Exception {
        OrtEnvironment environment = OnnxSessions.environment();
        return new OnnxBatches(
                environment, OnnxSessions.onCpu(environment, folder.onnx()), folder.description(), largest);
    }
}
