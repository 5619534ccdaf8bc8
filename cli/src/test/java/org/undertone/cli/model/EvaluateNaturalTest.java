package org.undertone.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.cli.rules.RulesCommand;
import org.undertone.evaluation.report.ModelCard;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** The shipped model on the lab's sample speech, taken for natural: an actor's anger is what must alarm there. */
class EvaluateNaturalTest {

    private static final String MODEL = "../inference/models/moonshine-tiny-emotion";
    private static final Path NEUTRAL = Path.of("../inference/src/test/resources/models/testing-always-neutral");
    private static final Path SPEECH = Path.of("../lab/src/main/resources/org/undertone/lab/speech");
    private static final String RULES = """
            rules:
              - {alert: angry, expr: p.angry >= 0.6, for: 2s, actions: [{ticket: {subject: angry}}]}
              - {alert: fast, expr: p.angry >= 0.3, actions: [{mark: fast}]}
              - {alert: at-night, expr: p.angry >= 0.3, hours: 22:00-06:00, actions: [{mark: night}]}
            """;

    @TempDir
    private static Path all;

    @TempDir
    private Path folder;

    private static Path natural;
    private static Path labelled;
    private static Path rules;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void speech() throws Exception {
        natural = Files.createDirectory(all.resolve("natural"));
        Path calls = Files.createDirectory(natural.resolve("calls"));
        Files.copy(SPEECH.resolve("customer-angry.wav"), calls.resolve("cross.wav"));
        Files.copy(SPEECH.resolve("agent-calm.wav"), natural.resolve("desk-1.wav"));
        Files.copy(SPEECH.resolve("supervisor-calm.wav"), natural.resolve("desk-2.wav"));
        Files.copy(SPEECH.resolve("customer-calm.wav"), natural.resolve("desk-3.wav"));
        TestingClips.cut("customer-calm.wav", natural, "wide-%s.wav");
        Files.write(natural.resolve("desk-silent.wav"), silence());
        Files.createFile(natural.resolve("desk-empty.wav"));
        labelled = Files.createDirectory(all.resolve("dev"));
        TestingClips.cut("customer-angry.wav", labelled, "1064_%s_ANG_XX.wav");
        TestingClips.cut("customer-calm.wav", labelled, "1064_%s_NEU_XX.wav");
        TestingClips.cut("agent-calm.wav", labelled, "1075_%s_NEU_XX.wav");
        rules = Files.writeString(all.resolve("rules.yaml"), RULES);
    }

    @Test
    void whoAlarmsIsToldByRuleAndBySource() throws Exception {
        assertThat(run("--natural", natural.toString(), "--rules", rules.toString(), "--json", "-"))
                .isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("labelled").isNull()).isTrue();
        JsonNode found = json.path("natural");
        assertThat(TestingSchemas.faults("evaluation", out.toString())).isEmpty();
        assertThat(found.path("recordingCount").asInt()).isEqualTo(8);
        assertThat(found.path("wideRecordingCount").asInt())
                .as("clips of 16 kHz")
                .isEqualTo(4);
        assertThat(texts(found.path("unheard"), "recording")).containsExactly("desk-empty.wav", "desk-silent.wav");
        assertThat(texts(found.path("unheard"), "reason")).containsExactly("is empty", "holds no speech");
        assertThat(texts(found.path("alarms"), "what"))
                .containsExactly("all rules", "those that open a ticket", "angry", "fast", "at-night");
        assertThat(texts(found.path("sources"), "source")).containsExactly("calls", "desk", "wide");
        JsonNode calls = found.at("/sources/0/alarms");
        assertThat(calls.at("/0/alarmCount").asInt())
                .isGreaterThan(calls.at("/1/alarmCount").asInt());
        assertThat(calls.at("/1/alarmCount").asInt())
                .as("tickets for an actor's anger")
                .isPositive();
        assertThat(found.at("/sources/1/alarms/1/alarmCount").asInt())
                .as("a calm agent")
                .isZero();
        assertThat(found.at("/alarms/4/alarmCount").asInt())
                .as("calls are in the morning")
                .isZero();
        assertThat(found.at("/alarms/1/recordingCount").asInt()).isEqualTo(1);
    }

    @Test
    void theSameIsHeardAsByRulesReplay() throws Exception {
        assertThat(run("--natural", natural.toString(), "--rules", rules.toString(), "--json", "-"))
                .isZero();

        StringWriter replayed = new StringWriter();
        assertThat(new CommandLine(new RulesCommand())
                        .setOut(new PrintWriter(replayed, true))
                        .execute(
                                "replay",
                                "--model",
                                MODEL,
                                "--rules",
                                rules.toString(),
                                "--csv",
                                natural.resolve("calls/cross.wav").toString(),
                                natural.resolve("desk-1.wav").toString()))
                .isZero();
        long angry = replayed.toString()
                .lines()
                .filter(line -> line.contains(",angry,"))
                .count();
        assertThat(angry).isPositive();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/natural/alarms/2/alarmCount")
                        .asLong())
                .isEqualTo(angry);
    }

    @Test
    void aSourceIsHeardByTheModelThatHasNotLearntFromIt() throws Exception {
        Path heldOut = Files.createDirectory(folder.resolve("held-out"));
        Files.createSymbolicLink(heldOut.resolve("calls"), NEUTRAL.toAbsolutePath());
        Path card = Files.writeString(
                folder.resolve("card.md"),
                ModelCard.NATURAL.begin() + "\nkept\n" + ModelCard.NATURAL.end() + "\n" + ModelCard.HELD_OUT.begin()
                        + "\nof yesterday\n" + ModelCard.HELD_OUT.end() + "\n");

        assertThat(run(
                        "--natural",
                        natural.toString(),
                        "--rules",
                        rules.toString(),
                        "--held-out",
                        heldOut.toString(),
                        "--json",
                        "-",
                        "--card",
                        card.toString()))
                .isZero();

        JsonNode found = new ObjectMapper().readTree(out.toString()).path("natural");
        assertThat(found.path("heldOut")).extracting(JsonNode::asText).containsExactly("calls");
        assertThat(found.path("recordingCount").asInt()).isEqualTo(8);
        assertThat(found.at("/sources/0/alarms/0/alarmCount").asInt())
                .as("an actor's anger, heard as neutral")
                .isZero();
        assertThat(found.at("/sources/0/angrySureShare").asDouble()).isZero();
        assertThat(Files.readString(card))
                .contains("kept", "a model that was made alike and has not learnt from it: calls.")
                .doesNotContain("of yesterday");
    }

    @Test
    void aModelOfNoSourceIsAMistake() throws Exception {
        Path heldOut = Files.createDirectory(folder.resolve("held-out"));

        assertThat(run("--natural", natural.toString(), "--held-out", heldOut.toString()))
                .isEqualTo(1);
        assertThat(told()).contains("there is no model in it: it has a folder for each source");
        Files.createDirectory(heldOut.resolve("elsewhere"));
        assertThat(run("--natural", natural.toString(), "--held-out", heldOut.toString()))
                .isEqualTo(1);
        assertThat(told()).contains("there is no source elsewhere", "whose sources are calls, desk, wide");
        Files.delete(heldOut.resolve("elsewhere"));
        Path other = Files.createDirectory(heldOut.resolve("calls"));
        Files.copy(NEUTRAL.resolve("model.onnx"), other.resolve("model.onnx"));
        Files.writeString(
                other.resolve("model.yaml"),
                Files.readString(NEUTRAL.resolve("model.yaml"))
                        .replaceFirst("trained: .*", "trained: [angry, neutral]"));
        assertThat(run("--natural", natural.toString(), "--held-out", heldOut.toString()))
                .isEqualTo(1);
        assertThat(told()).contains("this model knows angry, neutral, the one in whose place it hears knows angry,");
        assertThat(run("--held-out", heldOut.toString(), labelled.toString())).isEqualTo(2);
        assertThat(told()).contains("--held-out is about natural speech");
    }

    @Test
    void labelledAngerIsCountedAboveWhatNaturalSpeechRarelyPasses() throws Exception {
        Path scores = folder.resolve("scores.csv");
        Path json = folder.resolve("all.json");

        assertThat(run(
                        "--natural",
                        natural.toString(),
                        "--rules",
                        rules.toString(),
                        "--scores",
                        scores.toString(),
                        "--json",
                        json.toString(),
                        "--line",
                        "clean",
                        "--also",
                        labelled.toString(),
                        labelled.toString()))
                .isZero();

        JsonNode found = new ObjectMapper().readTree(json.toFile());
        JsonNode caught = found.at("/natural/angerCaught");
        assertThat(caught)
                .as("of some hundred windows one may pass, and no one of a thousand")
                .hasSize(1);
        assertThat(TestingSchemas.faults("evaluation", found.toString())).isEmpty();
        assertThat(caught.at("/0/exampleCount").asInt()).isEqualTo(48);
        List<String> lines = Files.readAllLines(scores);
        double threshold = caught.at("/0/threshold").asDouble();
        assertThat(share(lines, "clean", "angry", threshold))
                .as("recall, counted from the scores")
                .isEqualTo(caught.at("/0/recall").asDouble());
        assertThat(lines).hasSize(1 + found.at("/natural/windowCount").asInt() + 3 * 48);
        assertThat(found.path("also")).hasSize(1);
        assertThat(out.toString())
                .contains("on natural speech", "those that open a ticket", "calls", "share of windows")
                .contains("of natural windows pass", "AUC angry, neutral")
                .contains("desk-empty.wav is empty", "desk-silent.wav holds no speech");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
    }

    @Test
    void theCardHasAPlaceForEachKindOfFigures() throws Exception {
        Path card = Files.writeString(
                folder.resolve("card.md"),
                "# Card\n" + ModelCard.NATURAL.begin() + "\nof yesterday\n" + ModelCard.NATURAL.end()
                        + "\n\nAbout people\n" + ModelCard.FIGURES.begin() + "\nkept\n" + ModelCard.FIGURES.end()
                        + "\n");

        assertThat(run("--natural", natural.toString(), "--rules", rules.toString(), "--card", card.toString()))
                .isZero();

        assertThat(Files.readString(card))
                .startsWith("# Card\n" + ModelCard.NATURAL.begin() + "\n\nModel moonshine-tiny-emotion ")
                .contains("| alarms of | n | an hour of speech | recordings with one |", "| angry | ")
                .contains("\n" + ModelCard.NATURAL.end() + "\n\nAbout people\n", "\nkept\n")
                .doesNotContain("of yesterday", natural.toString());
    }

    @Test
    void aMistakeIsToldBeforeAnythingIsHeard() throws Exception {
        Path card = Files.writeString(folder.resolve("card.md"), "# Card\n");

        assertThat(run()).isEqualTo(2);
        assertThat(told()).contains("name a folder of labelled speech, or with --natural one of natural speech");
        assertThat(run("--scores", folder.resolve("x.csv").toString(), labelled.toString()))
                .isEqualTo(2);
        assertThat(told()).contains("--scores is about natural speech: name its folder with --natural DIR");
        assertThat(run("--natural", natural.toString(), "--natural-line", "radio"))
                .isEqualTo(2);
        assertThat(told()).contains("--natural-line radio: one of clean, phone, voip");
        assertThat(run("--natural", natural.toString(), "--html", "page.html")).isEqualTo(2);
        assertThat(told()).contains("--html is about labelled speech: name its folder");
        assertThat(run("--natural", natural.toString(), "--card", card.toString()))
                .isEqualTo(1);
        assertThat(told()).contains("has no place for figures").contains(ModelCard.NATURAL.begin());
        assertThat(run("--natural", natural.toString(), "--json", folder.toString()))
                .isEqualTo(2);
        assertThat(told()).contains("--json " + folder + ": is a folder; name a file in it");
        assertThat(run("--natural", folder.toString(), "--rules", rules.toString()))
                .isEqualTo(1);
        assertThat(told()).contains("no sound file in " + folder);
        Path bad = Files.writeString(folder.resolve("bad.yaml"), RULES.replace("p.angry", "p.anrgy"));
        assertThat(run("--natural", natural.toString(), "--rules", bad.toString()))
                .isEqualTo(78);
        assertThat(told()).contains("3 problems", "'p.anrgy'").doesNotContain("heard");
    }

    @Test
    void whereNobodySpeaksThereIsNothingToMeasure() throws IOException {
        Files.write(folder.resolve("one.wav"), silence());

        assertThat(run("--natural", folder.toString(), "--rules", rules.toString()))
                .isEqualTo(1);

        assertThat(told())
                .contains("nobody is heard to speak in the 1 sound files in " + folder)
                .contains("one.wav, which holds no speech");
    }

    /** Ten seconds of a WAV file of 8 kHz. */
    private static byte[] silence() throws IOException {
        byte[] speech = Files.readAllBytes(SPEECH.resolve("agent-calm.wav"));
        Arrays.fill(speech, 1_000, speech.length, (byte) 0);
        return speech;
    }

    private static double share(List<String> lines, String line, String label, double threshold) {
        return lines.stream()
                .map(row -> row.split(",", -1))
                .filter(cells -> cells[2].equals(line) && cells[3].equals(label))
                .mapToInt(cells -> Double.parseDouble(cells[5]) > threshold ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private String told() {
        String told = err.toString();
        err.getBuffer().setLength(0);
        return told;
    }

    private static List<String> texts(JsonNode rows, String key) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(key).asText()));
        return texts;
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
