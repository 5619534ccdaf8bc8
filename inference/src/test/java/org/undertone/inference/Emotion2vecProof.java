package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.core.event.Finding;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.trial.ModelCheck;

/**
 * The true networks of emotion2vec+ at random weights, from a folder like a download to scores and embeddings in Java:
 * {@code mvn -B -Pemotion2vec -Dpython=PYTHON -pl inference -am verify}, with a Python that has
 * {@code requirements-emotion2vec.txt}. Takes four minutes and 3 GB of memory; its figures are in {@code
 * target/emotion2vec.txt}.
 */
class Emotion2vecProof {

    private static final Path TRAINING = Path.of("training");
    private static final Path FIGURES = Path.of("target", "emotion2vec.txt");

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "base, 768, 370, 1e-4, --size=base",
        "large, 1024, 645, 1e-4, --size=large",
        "base, 768, 185, 2e-2, --fp16"
    })
    void loadsScoresAndGivesEmbeddingsAsPyTorchDoes(
            String size, int width, long megabytes, double tolerance, String option) throws Exception {
        Path folder = temp.resolve(size);
        Path expected = temp.resolve("expected.csv");
        python("export_emotion2vec.py", "--random", size, option, "--out", folder, "--expected", expected);

        assertThat(Files.size(folder.resolve("model.onnx")) / 1_000_000).isBetween(megabytes, megabytes + 10);
        long before = residentMegabytes();
        try (OnnxScorer scorer = OnnxScorer.open(ModelFolder.load(folder))) {
            assertThat(scorer.model().embeddingSize()).isEqualTo(width);
            assertThat(scorer.embedding(Sounds.silence())).hasSize(width);
            assertThat(ExpectedAnswers.compare(expected, scorer, tolerance)).isEqualTo(3);
            note(scorer.model().description(), before, residentMegabytes(), folder);
        }
    }

    @Test
    void theExportRefusesWhatItMustAndTakesFunasrsFramesAlone() throws Exception {
        python("-m", "unittest", "test_export_emotion2vec");
    }

    private static void note(String model, long before, long after, Path folder) throws IOException {
        List<Finding> findings = new ModelCheck(folder, Clock.systemUTC()).run();
        assertThat(findings).extracting(Finding::state).doesNotContain(Finding.State.PROBLEM, Finding.State.UNKNOWN);
        String speed = findings.get(findings.size() - 1).detail();
        Files.writeString(
                FIGURES,
                String.format(
                        Locale.ROOT,
                        "%s, embedding of %s: %s; %d MB of memory in all, %d before%n",
                        model,
                        findings.get(7).detail(),
                        speed,
                        after,
                        before),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_000)
                .findFirst()
                .orElseThrow();
    }

    private void python(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("undertone.python", "python3")));
        for (Object argument : arguments) {
            command.add(argument instanceof Path path ? path.toAbsolutePath().toString() : argument.toString());
        }
        Path log = temp.resolve("python.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(TRAINING.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s said: %s", command, Files.readString(log))
                .isZero();
    }
}
