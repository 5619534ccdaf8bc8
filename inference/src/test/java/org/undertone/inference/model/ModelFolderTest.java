package org.undertone.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;
import org.undertone.inference.TestingModels;

class ModelFolderTest {

    private static final String GRAPH = "testing-loudness";

    @TempDir
    private Path temp;

    @Test
    void readsWhatTheDescriptionSays() {
        ModelDescription model = TestingModels.load(temp, GRAPH).description();

        assertThat(model.title()).isEqualTo("testing-loudness 0.1.0");
        assertThat(model.labels()).hasSize(9).startsWith("angry").endsWith("unknown");
        assertThat(model.trained()).containsExactlyInAnyOrder(Emotion.ANGRY, Emotion.NEUTRAL);
        assertThat(model.window()).isEqualTo(Duration.ofSeconds(3));
        assertThat(model.scores()).isEqualTo("scores");
        assertThat(model.embeddingSize()).isEqualTo(4);
    }

    @Test
    void anAdaptedModelSaysFromWhat() {
        String sha256 = "ab".repeat(32);
        ModelDescription model = TestingModels.load(
                        temp, GRAPH, Map.of("parent", "{name: shipped, version: 0.4.0, sha256: " + sha256 + "}"))
                .description();

        assertThat(model.parent()).contains(new ModelDescription.Parent("shipped", "0.4.0", sha256));
        assertThat(model.titleWithParent())
                .isEqualTo("testing-loudness 0.1.0, adapted from shipped 0.4.0 (sha256 abababababab…)");
    }

    @Test
    void aParentThatIsHalfToldIsAProblem() {
        Path folder = TestingModels.write(temp, GRAPH, Map.of("parent", "{name: shipped, sha256: abc, mother: x}"));

        assertThatThrownBy(() -> ModelFolder.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("parent.version: is missing")
                .hasMessageContaining("parent.sha256: 'abc' is not 64 hexadecimal digits")
                .hasMessageContaining("parent.mother: is not known");
    }

    @Test
    void aMissingFolderTellsWhichSettingToMend() {
        assertThatThrownBy(() -> ModelFolder.load(temp.resolve("nowhere")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(temp.resolve("nowhere").toString())
                .hasMessageContaining("set model.folder");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path noDescription = TestingModels.write(temp, GRAPH, Map.of());
        Files.delete(noDescription.resolve("model.yaml"));
        Path noModel = TestingModels.write(temp, GRAPH, Map.of());
        Files.delete(noModel.resolve("model.onnx"));

        assertThatThrownBy(() -> ModelFolder.load(noDescription))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.yaml is missing");
        assertThatThrownBy(() -> ModelFolder.load(noModel))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.onnx is missing");
    }

    @Test
    void allProblemsOfADescriptionAreToldAtOnce() {
        Path folder = TestingModels.write(
                temp,
                GRAPH,
                Map.of(
                        "name", "",
                        "labels", "[angry, angry, bored]",
                        "trained", "[happy]",
                        "sample-rate", "8000",
                        "window", "2.95s",
                        "outputs", "{scores: scores, logits: logits}",
                        "sha256", "c0ffee",
                        "licence", "",
                        "colour", "blue"));

        assertThatThrownBy(() -> ModelFolder.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.yaml")
                .hasMessageContaining("name: is missing")
                .hasMessageContaining("labels: has 3 labels; it must have nine")
                .hasMessageContaining("labels: 'angry' stands twice")
                .hasMessageContaining("labels: 'bored' is not an emotion; allowed are angry, disgusted")
                .hasMessageContaining("trained: 'happy' is not one of labels")
                .hasMessageContaining("sample-rate: 8000 is not a whole number from 16000 to 16000")
                .hasMessageContaining("window: 2950ms is not a multiple of 100ms")
                .hasMessageContaining("outputs.embedding: is missing")
                .hasMessageContaining("outputs.logits: is not known")
                .hasMessageContaining("sha256: 'c0ffee' is not 64 hexadecimal digits")
                .hasMessageContaining("licence: is missing")
                .hasMessageContaining("colour: is not known");
    }

    @Test
    void aDescriptionThatIsNoYamlTellsTheLine() throws IOException {
        Path folder = TestingModels.write(temp, GRAPH, Map.of());
        Files.writeString(folder.resolve("model.yaml"), "name: x\nlabels: [angry\n");

        assertThatThrownBy(() -> ModelFolder.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not valid YAML");
    }

    @Test
    void anotherModelThanTheDescribedOneIsRefused() {
        String other = "0".repeat(64);
        Path folder = TestingModels.write(temp, GRAPH, Map.of("sha256", "'" + other + "'"));

        assertThatThrownBy(() -> ModelFolder.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.onnx is not the file")
                .hasMessageContaining("model.yaml says " + other)
                .hasMessageContaining("Copy the whole folder again");
    }

    @Test
    void acceptsTheLabelListsOfEmotion2vec() {
        String seed = "['生气/angry', unuse_0, unuse_1, '开心/happy', '中立/neutral', unuse_2, '难过/sad', unuse_3, '<unk>']";
        ModelDescription model = TestingModels.load(temp, GRAPH, Map.of("labels", seed, "trained", "[angry, '<unk>']"))
                .description();

        assertThat(model.trained()).containsExactlyInAnyOrder(Emotion.ANGRY, Emotion.UNKNOWN);
    }
}
