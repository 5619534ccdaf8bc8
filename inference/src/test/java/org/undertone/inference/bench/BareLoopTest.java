package org.undertone.inference.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.SampleSpeech;
import org.undertone.inference.model.ModelFolder;

class BareLoopTest {

    private static final ModelFolder MODEL = ModelFolder.load(Path.of("models/moonshine-tiny-emotion"));

    @Test
    void everyThreadHearsWholeBatches() throws Exception {
        List<AudioWindow> sound = SampleSpeech.windows("customer-angry.wav");
        try (BareLoop loop = BareLoop.open(MODEL)) {
            BareRun run = loop.run(sound, 3, 2, Duration.ofMillis(1));

            assertThat(run.windows()).isGreaterThanOrEqualTo(6);
            assertThat(run.windows() % 3).isZero();
            assertThat(run.windowsPerSecond()).isPositive();
            assertThat(run.cpuMillis()).isPositive();
        }
    }
}
