package org.undertone.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where rules are written to. */
class RulesTargetTest {

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeReplacedLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("rules.yaml");
        Files.writeString(Files.createDirectory(file).resolve("in-the-way"), "");

        assertThatThrownBy(() -> new RulesTarget(file, true).write("rules: []")).isInstanceOf(IOException.class);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
