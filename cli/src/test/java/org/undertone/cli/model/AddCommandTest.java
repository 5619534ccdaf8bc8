package org.undertone.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.cli.ExitCode;
import picocli.CommandLine;

class AddCommandTest {

    private static final Path SHIPPED = Path.of("../inference/models/moonshine-tiny-emotion");

    @TempDir
    private Path temp;

    private final StringWriter printed = new StringWriter();

    @Test
    void aGoodModelIsToldWithWhatToWriteIntoTheSettings() {
        assertThat(add(SHIPPED)).isEqualTo(ExitCode.DONE);

        assertThat(printed.toString())
                .contains("✔  labels             0 angry,", "5 other (never)")
                .contains("✔  sounds", "✔  batches", "ms a window on one thread")
                .doesNotContain("✘", "?  ")
                .contains("This model can be used")
                .endsWith("folder: " + SHIPPED.toAbsolutePath().normalize() + System.lineSeparator());
    }

    @Test
    void aModelThatCannotBeUsedIsToldWithWhatIsWrongAndWhatToDo() throws IOException {
        String yaml = Files.readString(SHIPPED.resolve("model.yaml"), StandardCharsets.UTF_8);
        Files.writeString(temp.resolve("model.yaml"), yaml.replaceFirst("labels: \\[angry, ", "labels: [cross, "));

        assertThat(add(temp)).isEqualTo(ExitCode.PROBLEM);

        assertThat(printed.toString())
                .contains("✘  labels             labels: 'cross' is not an emotion; allowed are angry, ")
                .contains(" → labels tells what each column of the scores is")
                .contains("?  sounds")
                .contains("This model cannot be used: 1 problem, 7 not looked at.")
                .doesNotContain("folder:");
    }

    @Test
    void withoutAFolderOrACommandItTellsTheUsage() {
        assertThat(run("add")).isEqualTo(ExitCode.USAGE);
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(printed.toString())
                .contains("Missing required parameter: 'DIR'", "model: say what, one of [adapt, add");
    }

    private int add(Path folder) {
        return run("add", folder.toString());
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(printed);
        return new CommandLine(new ModelCommand()).setOut(writer).setErr(writer).execute(arguments);
    }
}
