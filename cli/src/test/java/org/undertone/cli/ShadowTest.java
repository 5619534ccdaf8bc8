package org.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.read.SettingsLoader;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.event.Finding;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.LoadMeasure;
import org.undertone.runtime.Shadow;
import org.undertone.runtime.load.LoadStatus;

/** The model in the shadow is told of before it hears, and gives way before the calls do. */
class ShadowTest {

    private static final Path ANGRY = Path.of("../inference/src/test/resources/models/testing-always-angry")
            .toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theCheckTellsOfIt() {
        assertThat(finding(ANGRY).toString()).contains("OK", "TestingAlwaysAngry 0.1.0 hears beside the model");
    }

    @Test
    void aFolderThatIsAnotherThanItSaysIsAProblemOfTheSettings() throws IOException {
        Files.copy(ANGRY.resolve("model.yaml"), folder.resolve("model.yaml"));
        Files.writeString(folder.resolve("model.onnx"), "something else");

        assertThat(finding(folder).toString()).contains("PROBLEM", "is not the file that its model.yaml describes");
        assertThatThrownBy(() -> Shadow.open(folder, Clock.systemUTC()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("model.shadow: 1 problem")
                .hasMessageContaining("its sha256 is");
        assertThatThrownBy(() -> Shadow.open(folder.resolve("none"), Clock.systemUTC()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no model folder at");
    }

    @Test
    void itGivesWayBeforeLessIsHeardOfTheCalls() {
        assertThat(Shadow.hasRoom(status(LoadLevel.FULL, 0.3), 0.8)).isTrue();
        assertThat(Shadow.hasRoom(status(LoadLevel.FULL, 0.5), 0.8)).isFalse();
        assertThat(Shadow.hasRoom(status(LoadLevel.HOP_1S, 0.3), 0.8)).isFalse();
    }

    private static LoadStatus status(LoadLevel level, double demand) {
        return new LoadStatus(
                level,
                Instant.EPOCH,
                new LoadMeasure(demand, demand, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                0,
                0);
    }

    private Finding finding(Path shadow) {
        String yaml = """
                asterisk: {user: undertone, password: x}
                model: {folder: '%s', shadow: '%s'}
                profiles: [{name: support, queues: [support]}]
                """.formatted(ANGRY, shadow);
        return new LocalCheck(new SettingsLoader(Map.of()).parse("test", yaml, folder), Clock.systemUTC())
                .run().stream()
                        .filter(finding -> finding.name().equals("shadow"))
                        .findFirst()
                        .orElseThrow();
    }
}
