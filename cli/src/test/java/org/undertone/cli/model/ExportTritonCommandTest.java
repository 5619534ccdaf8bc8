package org.undertone.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.cli.ExitCode;
import picocli.CommandLine;

class ExportTritonCommandTest {

    private static final Path SHIPPED = Path.of("../inference/models/moonshine-tiny-emotion");
    private static final Pattern SCALAR = Pattern.compile("(\\w+): (\"[^\"]*\"|-?\\w+)");
    private static final Pattern TENSOR =
            Pattern.compile("\\{ name: \"(\\w+)\" data_type: TYPE_FP32 dims: \\[ ([-\\d, ]+) ] }");

    @TempDir
    private Path temp;

    private final StringWriter printed = new StringWriter();

    @Test
    void theRepositoryHasTheModelItselfAndAConfigurationThatFitsIt() throws IOException {
        Path repository = temp.resolve("repository");
        assertThat(export(repository, "--max-batch", "16", "--queue-delay", "2000"))
                .isEqualTo(ExitCode.DONE);

        Path model = repository.resolve("moonshine-tiny-emotion");
        assertThat(model.resolve("1/model.onnx")).hasSameBinaryContentAs(SHIPPED.resolve("model.onnx"));
        assertThat(model.resolve("README.md")).content().contains("tritonserver --model-repository=");
        String config = Files.readString(model.resolve("config.pbtxt"));
        assertThat(scalars(config))
                .containsEntry("name", "\"moonshine-tiny-emotion\"")
                .containsEntry("platform", "\"onnxruntime_onnx\"")
                .containsEntry("max_batch_size", "16")
                .containsEntry("max_queue_delay_microseconds", "2000")
                .containsEntry("timeout_action", "REJECT")
                .containsEntry("kind", "KIND_AUTO")
                .doesNotContainKey("preferred_batch_size");
        assertThat(tensors(config)).containsExactly("audio -1", "scores 9", "doubts 2");
        assertThat(balanced(config)).isTrue();
        assertThat(printed.toString()).contains("Written: " + model, "tritonserver --model-repository=");
    }

    @Test
    void nothingIsWrittenOverAndTheOldModelStaysWhole() throws IOException {
        assertThat(export(temp)).isEqualTo(ExitCode.DONE);
        Path config = temp.resolve("moonshine-tiny-emotion/config.pbtxt");
        Files.writeString(config, "mine");

        assertThat(export(temp)).isEqualTo(ExitCode.PROBLEM);

        assertThat(config).hasContent("mine");
        assertThat(printed.toString()).contains("is there already, and nothing is written over");
    }

    @Test
    void aPlaceThatCannotBeWrittenAndAFolderWithoutModelAreTold() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThat(export(file)).isEqualTo(ExitCode.PROBLEM);
        assertThat(run("export-triton", temp.toString(), "--model", file.toString()))
                .isEqualTo(ExitCode.PROBLEM);
        assertThat(run("export-triton", temp.toString(), "--max-batch", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(printed.toString())
                .contains("no model folder at", "--max-batch: 0 is not a number from 1 to 1024")
                .contains(file.toString());
    }

    private static Map<String, String> scalars(String config) {
        return SCALAR.matcher(config)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2), (first, second) -> first));
    }

    private static List<String> tensors(String config) {
        List<String> tensors = new ArrayList<>();
        Matcher matcher = TENSOR.matcher(config);
        while (matcher.find()) {
            tensors.add(matcher.group(1) + " " + matcher.group(2).strip());
        }
        return tensors;
    }

    private static boolean balanced(String config) {
        return List.of("{}", "[]").stream()
                .allMatch(pair -> config.chars()
                                .filter(c -> c == pair.charAt(0))
                                .count()
                        == config.chars().filter(c -> c == pair.charAt(1)).count());
    }

    private int export(Path dir, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("export-triton", dir.toString(), "--model", SHIPPED.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(printed);
        return new CommandLine(new ModelCommand()).setOut(writer).setErr(writer).execute(arguments);
    }
}
