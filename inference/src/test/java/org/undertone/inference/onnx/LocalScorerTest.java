package org.undertone.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.CudaSettings;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.Emotion;
import org.undertone.inference.Sounds;
import org.undertone.inference.TestingModels;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

class LocalScorerTest {

    @TempDir
    private Path temp;

    @Test
    void autoFindsSomethingToRunOnAndTellsWhat() {
        try (Scorer scorer = open(Accelerator.AUTO, CudaSettings.USUAL)) {
            assertThat(scorer.live()).isIn(Accelerator.CUDA, Accelerator.CPU);
            assertThat(scorer.score(Sounds.window(Sounds.LEG, 0, 16_384))
                            .probabilities()
                            .of(Emotion.ANGRY))
                    .isCloseTo(0.5, within(1e-3));
        }
    }

    @Test
    void demandedCudaIsLiveOrRefusedWithTheReasonNeverReplaced() {
        try (Scorer scorer = open(Accelerator.CUDA, CudaSettings.USUAL)) {
            assertThat(scorer.live()).isEqualTo(Accelerator.CUDA);
        } catch (ModelException e) {
            assertThat(e)
                    .hasMessageContaining("model.accelerator is cuda, but CUDA does not work here: Error code")
                    .hasMessageContaining("built with -Pgpu")
                    .hasMessageContaining("set model.accelerator to auto or cpu");
        }
    }

    @Test
    void anOptionThatTheProviderDoesNotKnowIsRefusedWhereItIsDemanded() {
        CudaSettings mistyped = new CudaSettings(0, 1, CudaSettings.USUAL.patience(), false, Map.of("use_tf_32", "1"));

        assertThatThrownBy(() -> open(Accelerator.CUDA, mistyped))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.accelerator is cuda");
    }

    @Test
    void onProcessorsItIsGivenAWindowAWorker() {
        try (Scorer scorer = open(Accelerator.CPU, CudaSettings.USUAL)) {
            assertThat(scorer.live()).isEqualTo(Accelerator.CPU);
            assertThat(scorer.atOnce(3)).isEqualTo(3);
        }
    }

    private Scorer open(Accelerator wanted, CudaSettings cuda) {
        return LocalScorer.open(TestingModels.load(temp, "testing-loudness"), wanted, cuda, InstantSource.system());
    }
}
