package org.undertone.inference.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.event.Finding;
import org.undertone.core.event.Finding.State;
import org.undertone.inference.TestingModels;

class ModelCheckTest {

    private static final String GRAPH = "testing-loudness";

    @TempDir
    private Path temp;

    @Test
    void aGoodModelIsToldWithItsColumnsAndItsSpeed() {
        List<Finding> findings = check(TestingModels.write(temp, GRAPH, Map.of()));

        assertThat(findings).extracting(Finding::name).isEqualTo(ModelCheck.names());
        assertThat(findings).extracting(Finding::state).containsOnly(State.OK);
        assertThat(of("labels", findings).detail()).contains("0 angry, 1 disgusted (never)", "4 neutral,");
        assertThat(of("speed", findings).detail()).contains("ms a window on one thread", "legs a processor");
    }

    @Test
    void aWrongLabelListIsToldWithEverythingThatIsWrongInIt() {
        List<Finding> findings = check(TestingModels.write(
                temp,
                GRAPH,
                Map.of("labels", "[angry, angry, bored, happy, neutral, other, sad, surprised]", "name", "")));

        assertThat(of("labels", findings).state()).isEqualTo(State.PROBLEM);
        assertThat(of("labels", findings).detail())
                .contains("has 8 labels; it must have nine", "'angry' stands twice", "'bored' is not an emotion");
        assertThat(of("labels", findings).advice()).contains("tokens.txt");
        assertThat(of("description", findings).detail()).contains("name: is missing");
        assertThat(of("sounds", findings).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void labelsThatAloneAreWrongAreNotToldAsAnythingElse() {
        List<Finding> findings = check(TestingModels.write(temp, GRAPH, Map.of("trained", "[bored]")));

        assertThat(of("description", findings).state()).isEqualTo(State.OK);
        assertThat(of("labels", findings).detail()).contains("'bored' is not one of labels");
    }

    @Test
    void wrongShapesAreToldWithWhatTheyAre() {
        assertThat(of("graph", check(TestingModels.write(temp, GRAPH, Map.of("embedding-size", "768"))))
                        .detail())
                .contains("'embedding' is FLOAT [any number, 4]; it must be FLOAT [any number, 768]");
        assertThat(of("graph", check(TestingModels.write(temp, "testing-eight-scores", Map.of())))
                        .detail())
                .contains("'scores' is FLOAT [any number, 8]; it must be FLOAT [any number, 9]");
        Finding noHead = of("graph", check(TestingModels.write(temp, "testing-no-head", Map.of())));
        assertThat(noHead.state()).isEqualTo(State.PROBLEM);
        assertThat(noHead.detail()).contains("the graph has no 'scores'; it has [output]");
        assertThat(noHead.advice()).contains("docs/emotion2vec.md");
    }

    @Test
    void aFileThatWasCutShortIsToldWithItsSize() throws IOException {
        Path folder = TestingModels.write(temp, GRAPH, Map.of());
        Path onnx = folder.resolve("model.onnx");
        byte[] whole = Files.readAllBytes(onnx);
        Files.write(onnx, Arrays.copyOf(whole, whole.length * 2 / 3));

        List<Finding> findings = check(folder);
        assertThat(of("file", findings).state()).isEqualTo(State.PROBLEM);
        assertThat(of("file", findings).detail()).contains("is not the file that its model.yaml describes");
        assertThat(of("file", findings).advice()).contains(whole.length * 2 / 3 + " bytes", "the copy was cut short");
        assertThat(of("graph", findings).detail()).contains("cannot open it");
        assertThat(of("speed", findings).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aMissingFileOrFolderIsNamed() throws IOException {
        Path folder = TestingModels.write(temp, GRAPH, Map.of());
        Files.delete(folder.resolve("model.onnx"));

        assertThat(of("file", check(folder)).detail()).contains("model.onnx is missing");
        assertThat(of("description", check(temp.resolve("nowhere"))).detail())
                .contains("there is no folder " + temp.resolve("nowhere").toAbsolutePath());
    }

    @Test
    void nanIsToldWithTheSoundThatBringsIt() {
        Finding sounds = of("sounds", check(TestingModels.write(temp, "testing-nan-when-loud", Map.of())));

        assertThat(sounds.state()).isEqualTo(State.PROBLEM);
        assertThat(sounds.detail())
                .isEqualTo("a constant at full level: it gave NaN for angry")
                .doesNotContain("silence");
        assertThat(sounds.advice()).contains("would fail on a live call", "+ 1e-5");
    }

    @Test
    void aHeadWithoutSoftmaxIsRefused() {
        Finding sounds = of("sounds", check(TestingModels.write(temp, "testing-no-softmax", Map.of())));

        assertThat(sounds.state()).isEqualTo(State.PROBLEM);
        assertThat(sounds.detail()).contains("silence: the model's scores sum to 0.5", "must end in a softmax");
    }

    @Test
    void anEmotionThatItWasNotTrainedToTellMustBeZero() {
        Path folder = TestingModels.write(temp, GRAPH, Map.of("trained", "[neutral]"));

        assertThat(of("sounds", check(folder)).detail()).contains("to angry, which trained: in its model.yaml");
    }

    @Test
    void aWindowWhoseNeighboursChangeItsScoreIsRefused() {
        Finding batches = of("batches", check(TestingModels.write(temp, "testing-neighbours", Map.of())));

        assertThat(batches.state()).isEqualTo(State.PROBLEM);
        assertThat(batches.detail()).contains("depends on those beside it: noise differs by 0.0");
    }

    @Test
    void aGraphOfOneFixedSizeIsUsableAndItsLimitsAreTold() {
        List<Finding> findings = check(TestingModels.write(temp, "testing-fixed-size", Map.of()));

        assertThat(findings).extracting(Finding::state).doesNotContain(State.PROBLEM, State.UNKNOWN);
        assertThat(of("lengths", findings).state()).isEqualTo(State.WARNING);
        assertThat(of("lengths", findings).advice()).isEqualTo("keep media.window at 3000ms");
        assertThat(of("batches", findings).detail()).contains("one window at a time");
    }

    private static List<Finding> check(Path folder) {
        return new ModelCheck(folder, Clock.systemUTC()).run();
    }

    private static Finding of(String name, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
