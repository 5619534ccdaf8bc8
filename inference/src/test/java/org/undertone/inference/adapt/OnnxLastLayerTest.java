package org.undertone.inference.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.SampleSpeech;
import org.undertone.inference.adapt.onnx.Model;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;

/** With the shipped model and the lab's sample speech. */
class OnnxLastLayerTest {

    private static final Path SHIPPED = Path.of("models/moonshine-tiny-emotion");
    private static final Path OTHER_KIND = Path.of("src/test/resources/models/testing-always-angry");

    private static final String ALL_TRAINED = "angry, disgusted, fearful, happy, neutral, sad";

    @TempDir
    private Path folder;

    @Test
    void theLayerHearsByTheEmbeddingWhatTheFileHearsByTheSound() throws Exception {
        ModelFolder shipped = ModelFolder.load(SHIPPED);
        OnnxLastLayer found = OnnxLastLayer.of(Files.readAllBytes(shipped.onnx()), shipped.description());

        assertThat(found.layer().emotions())
                .containsExactlyInAnyOrderElementsOf(shipped.description().trained());
        assertThat(found.layer().size()).isEqualTo(shipped.description().embeddingSize());
        try (OnnxScorer scorer = OnnxScorer.open(shipped)) {
            for (AudioWindow window : windows()) {
                assertAlike(
                        found.layer().probabilities(scorer.embedding(window)),
                        scorer.score(window).probabilities());
            }
        }
    }

    @Test
    void theSameLayerPutBackLeavesTheFileAsItWas() throws Exception {
        ModelFolder shipped = ModelFolder.load(SHIPPED);
        byte[] onnx = Files.readAllBytes(shipped.onnx());
        OnnxLastLayer found = OnnxLastLayer.of(onnx, shipped.description());

        assertThat(Model.parseFrom(found.with(found.layer()))).isEqualTo(Model.parseFrom(onnx));
    }

    @Test
    void anotherLayerIsHeardByAndNothingElseInTheFileIsAnother() throws Exception {
        ModelFolder shipped = ModelFolder.load(SHIPPED);
        OnnxLastLayer found = OnnxLastLayer.of(Files.readAllBytes(shipped.onnx()), shipped.description());
        LastLayer calmer = found.layer().leaning(Emotion.ANGRY, -20);
        Path out = folder.resolve("calmer");

        new AdaptedFolder(out, Clock.systemUTC())
                .write(shipped, found, calmer, new AdaptedNotes("calmer", "1", "A", "B", "{}", "# C"));

        ModelFolder written = ModelFolder.load(out);
        assertThat(written.description().parent()).hasValueSatisfying(parent -> {
            assertThat(parent.sha256()).isEqualTo(shipped.description().sha256());
            assertThat(parent.version()).isEqualTo(shipped.description().version());
        });
        try (OnnxScorer before = OnnxScorer.open(shipped);
                OnnxScorer after = OnnxScorer.open(written)) {
            AudioWindow window = windows().get(0);
            assertThat(after.embedding(window)).isEqualTo(before.embedding(window));
            assertThat(after.score(window).doubts())
                    .isEqualTo(before.score(window).doubts());
            assertAlike(after.score(window).probabilities(), calmer.probabilities(before.embedding(window)));
            assertThat(before.score(window).probabilities().of(Emotion.ANGRY)).isGreaterThan(0.5);
            assertThat(after.score(window).probabilities().of(Emotion.ANGRY)).isLessThan(0.01);
        }
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    @Test
    void aRowIsTheEmotionThatTheModelsLabelsSay() throws Exception {
        ModelFolder other =
                labelled("neutral, angry, disgusted, fearful, happy, <unk>, sad, unuse_0, x/other", ALL_TRAINED);
        OnnxLastLayer found = OnnxLastLayer.of(Files.readAllBytes(other.onnx()), other.description());

        assertThat(found.layer().emotions()).hasSize(6).startsWith(Emotion.NEUTRAL);
        try (OnnxScorer scorer = OnnxScorer.open(other)) {
            for (AudioWindow window : windows()) {
                assertAlike(
                        found.layer().probabilities(scorer.embedding(window)),
                        scorer.score(window).probabilities());
            }
        }
    }

    @Test
    void aRowThatIsNoEmotionByTheModelsLabelsIsRefused() throws Exception {
        ModelFolder unused = labelled(
                "unuse_0, disgusted, fearful, happy, neutral, other, sad, surprised, angry",
                "disgusted, fearful, happy, neutral, sad");
        ModelFolder elsewhere =
                labelled("other, disgusted, fearful, happy, neutral, angry, sad, surprised, unknown", ALL_TRAINED);
        byte[] onnx = Files.readAllBytes(unused.onnx());

        assertThatThrownBy(() -> OnnxLastLayer.of(onnx, unused.description()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has a row for 'unuse_0', which is no emotion");
        assertThatThrownBy(() -> OnnxLastLayer.of(onnx, elsewhere.description()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no row for angry");
    }

    /** The shipped model's file with other labels: its rows are in columns 0 to 4 and 6. */
    private ModelFolder labelled(String labels, String trained) throws IOException {
        Path labelled = Files.createTempDirectory(folder, "labelled");
        Files.copy(SHIPPED.resolve("model.onnx"), labelled.resolve("model.onnx"));
        String yaml = Files.readString(SHIPPED.resolve("model.yaml"))
                .replaceAll("(?m)^labels: .*$", "labels: [" + labels + "]")
                .replaceAll("(?m)^trained: .*$", "trained: [" + trained + "]");
        Files.writeString(labelled.resolve("model.yaml"), yaml);
        return ModelFolder.load(labelled);
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
        Path out = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(out.resolve("notes.txt"), "of somebody");

        assertThatThrownBy(() -> new AdaptedFolder(out, Clock.systemUTC()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("mine is there already");
    }

    @Test
    void whatCannotBeWrittenIsToldBeforehandAndLeavesNothing() throws Exception {
        // As long as a name may be, so that there is room for it, but not for that of the folder that it is made in.
        Path out = folder.resolve("models").resolve("m".repeat(255));

        assertThatThrownBy(() -> new AdaptedFolder(out, Clock.systemUTC()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nothing can be written to " + folder);
        assertThatThrownBy(() -> new AdaptedFolder(folder.resolve("a/b/c"), Clock.systemUTC()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("a"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFolderThatModelsAreInIsMadeWithTheFirstOfThem() throws Exception {
        ModelFolder shipped = ModelFolder.load(SHIPPED);
        OnnxLastLayer found = OnnxLastLayer.of(Files.readAllBytes(shipped.onnx()), shipped.description());
        AdaptedFolder out = new AdaptedFolder(folder.resolve("models/our-site"), Clock.systemUTC());
        assertThat(folder).isEmptyDirectory();

        out.write(shipped, found, found.layer(), new AdaptedNotes("our-site", "1", "A", "B", "{}", "# C"));

        assertThat(ModelFolder.load(folder.resolve("models/our-site"))
                        .description()
                        .title())
                .isEqualTo("our-site 1");
        assertThat(folder.resolve("models"))
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    @Test
    void aModelOfAnotherKindIsRefusedAsSuch() throws Exception {
        ModelFolder other = ModelFolder.load(OTHER_KIND);
        byte[] onnx = Files.readAllBytes(other.onnx());

        assertThatThrownBy(() -> OnnxLastLayer.of(onnx, other.description()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Softmax(Gemm(embedding");
    }

    private static List<AudioWindow> windows() throws Exception {
        return SampleSpeech.windows("customer-angry.wav").subList(4, 8);
    }

    private static void assertAlike(Probabilities one, Probabilities other) {
        for (Emotion emotion : Emotion.all()) {
            assertThat(one.of(emotion)).isCloseTo(other.of(emotion), within(1e-4));
        }
    }
}
