package org.undertone.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.evaluation.report.ModelCard;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** The shipped model on the lab's sample speech, cut into clips that are named as CREMA-D names them. */
class EvaluateCommandTest {

    private static final String MODEL = "../inference/models/moonshine-tiny-emotion";

    @TempDir
    private static Path speech;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void cut() throws Exception {
        Path clips = Files.createDirectory(speech.resolve("dev"));
        TestingClips.cut("customer-angry.wav", clips, "1064_%s_ANG_XX.wav");
        TestingClips.cut("customer-calm.wav", clips, "1064_%s_NEU_XX.wav");
        TestingClips.cut("agent-calm.wav", clips, "1075_%s_NEU_XX.wav");
        Files.createFile(clips.resolve("1075_WSI_NEU_XX.wav"));
        Files.createFile(clips.resolve("holiday.mp3"));
        Files.writeString(speech.resolve("voice-votes.csv"), """
                clip,split,anger,disgust,fear,happy,neutral,sad
                1064_DFA_ANG_XX,dev,9,1,0,0,0,0
                1064_IEO_ANG_XX,dev,5,4,0,1,0,0
                1064_DFA_NEU_XX,dev,0,0,0,0,8,2
                """);
    }

    @Test
    void theTableTellsEverythingThatWasMeasured() {
        assertThat(run("--line", "clean", dev())).isZero();

        assertThat(err.toString()).contains("clips of CREMA-D");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
        assertThat(out.toString().replaceAll("\\s+", " "))
                .startsWith("moonshine-tiny-emotion ")
                .contains("Left out, because their names tell nothing: 1 sound files.")
                .contains("1075_WSI_NEU_XX.wav is empty")
                .contains("whole clips clean", "3 s windows clean", "AUC ANGRY")
                .contains("labelled \\ heard")
                .contains("one chose the label in 73 % of the cases, the majority in 100 %")
                .contains("1 of 3 clips are mixed");
    }

    @Test
    void theJsonHasStableKeysAndAnAngryVoiceIsHeardAsAngry() throws Exception {
        assertThat(run("--json", "-", dev())).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(TestingSchemas.faults("evaluation", out.toString())).isEmpty();
        assertThat(json.path("natural").isNull()).isTrue();
        json = json.path("labelled");
        assertThat(json.path("lines")).hasToString("[\"clean\",\"phone\"]");
        assertThat(json.path("unreadable")).hasSize(1);
        assertThat(json.path("measured")).hasSize(4);
        JsonNode clips = json.at("/measured/0");
        assertThat(clips.path("mixtures").isNull()).isFalse();
        for (String list : List.of("classes", "columns", "calibration")) {
            assertThat(clips.path(list)).as(list).isNotEmpty();
        }
        assertThat(clips.at("/anger/auc").asDouble()).isGreaterThan(0.9);
        assertThat(json.at("/measured/1/cut").asText()).isEqualTo("windows");
        assertThat(json.at("/measured/1/exampleCount").asInt()).isEqualTo(3 * 48);
        assertThat(json.at("/measured/3/line").asText()).isEqualTo("phone");
        assertThat(json.at("/measured/3/anger/auc").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void thePageNeedsNothingElse() throws Exception {
        Path page = folder.resolve("page.html");

        assertThat(run("--line", "clean", "--html", page.toString(), dev())).isZero();

        assertThat(Files.readString(page))
                .startsWith("<!doctype html>")
                .contains("<svg", "Confusion matrix: 3 s windows, as recorded", "prefers-color-scheme: dark")
                .doesNotContain("<script", "src=", "href=");
    }

    @Test
    void theCardIsMadeAnewBetweenItsMarks() throws Exception {
        Path card = Files.writeString(
                folder.resolve("card.md"),
                "# Card\n\n" + ModelCard.FIGURES.begin() + "\nold\n" + ModelCard.FIGURES.end() + "\n\nLimits\n");

        assertThat(run("--line", "clean", "--card", card.toString(), dev())).isZero();
        String first = Files.readString(card);
        assertThat(run("--line", "clean", "--card", card.toString(), dev())).isZero();

        assertThat(first)
                .startsWith("# Card\n\n" + ModelCard.FIGURES.begin() + "\n\nModel moonshine-tiny-emotion ")
                .endsWith(ModelCard.FIGURES.end() + "\n\nLimits\n")
                .contains("| whole clips, as recorded | ", "![Confusion matrix](images/confusion-clean.svg)")
                .doesNotContain("old", speech.toString());
        assertThat(card).hasContent(first);
        try (Stream<Path> pictures = Files.list(folder.resolve("images"))) {
            for (Path picture : pictures.toList()) {
                assertThat(DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(picture.toFile())
                                .getDocumentElement()
                                .getTagName())
                        .isEqualTo("svg");
            }
        }
        assertThat(folder.resolve("images")).isDirectoryContaining("glob:**/reliability-clean.svg");
    }

    @Test
    void aCardWithoutMarksIsRefusedBeforeAnythingIsHeard() throws Exception {
        Path card = Files.writeString(folder.resolve("card.md"), "# Card\n");

        assertThat(run("--card", card.toString(), dev())).isEqualTo(1);

        assertThat(err.toString())
                .contains("has no place for figures: it must have the line '" + ModelCard.FIGURES.begin())
                .doesNotContain("heard");
        assertThat(card).hasContent("# Card\n");
    }

    @Test
    void aTableOfLabelsServesAnyOtherSpeech() throws Exception {
        Files.writeString(folder.resolve("mine.csv"), """
                path,emotion,speaker
                dev/1064_DFA_ANG_XX.wav,anger,anna
                dev/1064_DFA_NEU_XX.wav,neutral,anna
                dev/1064_IEO_NEU_XX.wav,surprised,anna
                """);

        assertThat(run("--csv", folder.resolve("mine.csv").toString(), speech.toString()))
                .isZero();

        assertThat(out.toString())
                .contains(speech.getFileName() + ": 2 clips of 1 speakers")
                .contains("Left out, because the model was not trained for them: surprised 1.");
    }

    @Test
    void oneEmotionAloneCannotBeToldApart() throws Exception {
        Files.copy(speech.resolve("dev/1064_DFA_ANG_XX.wav"), folder.resolve("1064_DFA_ANG_XX.wav"));

        assertThat(run(folder.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("there are no two emotions to tell apart: of 1 labelled clips");
    }

    @Test
    void aWrongFolderOrLineSaysWhatIsRight() {
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no labelled speech found in", "looked for CREMA-D (");

        assertThat(run("--line", "clean,radio", dev())).isEqualTo(2);
        assertThat(err.toString()).contains("--line radio: one of clean, phone, voip");
    }

    @Test
    void aPageThatCannotBeWrittenIsRefusedBeforeAnythingIsHeard() {
        assertThat(run("--html", folder.toString(), dev())).isEqualTo(2);
        assertThat(err.toString()).contains("--html " + folder + ": is a folder; name a file in it");

        assertThat(run("--html", folder.resolve("nowhere/page.html").toString(), dev()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no such folder").doesNotContain("heard 1 of");
    }

    @Test
    void aLimitTakesSoManyClipsTheSameForTheSameSeed() throws Exception {
        assertThat(run("--json", "-", "--line", "clean", "--limit", "8", dev())).isZero();
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("--json", "-", "--line", "clean", "--limit", "8", dev())).isZero();

        assertThat(out.toString()).isEqualTo(first);
        JsonNode json = new ObjectMapper().readTree(first).path("labelled");
        assertThat(json.path("clipCount").asInt() + json.path("unreadable").size())
                .isEqualTo(8);
    }

    private static String dev() {
        return speech.resolve("dev").toString();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--model", MODEL));
        all.addAll(List.of(arguments));
        return new CommandLine(new ModelCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println("undertone: " + e.getMessage());
                    return 1;
                })
                .execute(all.toArray(String[]::new));
    }
}
