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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.evaluation.report.ModelCard;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** The lab's sample speech as an actor's clips, joined to calls. */
class EvaluateCallsTest {

    private static final String MODEL = "../inference/models/moonshine-tiny-emotion";

    @TempDir
    private Path folder;

    private Path labelled;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void clips() throws Exception {
        labelled = Files.createDirectory(folder.resolve("dev"));
        TestingClips.cut("customer-calm.wav", labelled, "1064_%s_NEU_XX.wav");
        TestingClips.cut("customer-angry.wav", labelled, "1064_%s_ANG_XX.wav");
        TestingClips.cut("agent-calm.wav", labelled, "1075_%s_NEU_XX.wav");
        Files.createFile(labelled.resolve("1064_WSI_ANG_XX.wav"));
    }

    @Test
    void anActorsAngerOpensATicketInTimeAndTheirCalmDoesNot() throws Exception {
        Path card = Files.writeString(
                folder.resolve("card.md"),
                ModelCard.FIGURES.begin() + "\n" + ModelCard.FIGURES.end() + "\n" + ModelCard.CALLS.begin() + "\n"
                        + ModelCard.CALLS.end() + "\n");

        assertThat(run(
                        "--calls",
                        "--rules",
                        "../config/rules.yaml",
                        "--line",
                        "phone",
                        "--json",
                        "-",
                        "--card",
                        card.toString(),
                        labelled.toString()))
                .isZero();

        JsonNode calls = new ObjectMapper().readTree(out.toString()).path("actedCalls");
        assertThat(TestingSchemas.faults("evaluation", out.toString())).isEmpty();
        assertThat(calls).hasSize(2);
        assertThat(calls.at("/0/course").asText()).isEqualTo("calm, then angry");
        assertThat(calls.at("/0/callCount").asInt())
                .as("the one who is heard in both ways")
                .isEqualTo(1);
        assertThat(calls.at("/0/inTimeCount").asInt()).isEqualTo(1);
        assertThat(calls.at("/0/tooEarlyCount").asInt()).isZero();
        assertThat(calls.at("/0/medianDelayMillis").asInt()).isBetween(1_000, 6_000);
        assertThat(calls.at("/1/course").asText()).isEqualTo("angry from the start");
        assertThat(calls.at("/1/inTimeCount").asInt()).isEqualTo(1);
        assertThat(calls.at("/1/medianDelayMillis").asInt()).isBetween(4_000, 10_000);
        assertThat(Files.readString(card))
                .contains("| CREMA-D, calm, then angry | 1 | 6 s | 1.00 (0.21-1.00) | 0 |")
                .contains("by the rules of rules.yaml that open a ticket")
                .contains("Left out, because they gave no sound: 1 clips.");
        assertThat(err.toString()).contains("1064_WSI_ANG_XX.wav is empty");
    }

    @Test
    void rulesThatTakeCalmForAngerAreTooEarlyAndThoseThatOpenNoTicketCatchNobody() throws Exception {
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(
                rules, "rules: [{alert: calm, expr: p.neutral >= 0.5, for: 2s, actions: [{ticket: {subject: calm}}]}]");
        assertThat(run("--calls", "--rules", rules.toString(), "--line", "phone", "--json", "-", labelled.toString()))
                .isZero();
        JsonNode calls = new ObjectMapper().readTree(out.toString()).path("actedCalls");
        assertThat(TestingSchemas.faults("evaluation", out.toString())).isEmpty();
        assertThat(calls.at("/0/tooEarlyCount").asInt()).isEqualTo(1);

        out.getBuffer().setLength(0);
        Files.writeString(rules, "rules: [{alert: cross, expr: p.angry >= 0.5, actions: [{mark: cross}]}]");
        assertThat(run("--calls", "--rules", rules.toString(), "--line", "phone", "--also", labelled.toString()))
                .isZero();
        assertThat(out.toString())
                .containsPattern("CREMA-D, calm, then angry +1 +6 s +0\\.00 \\(0\\.00-0\\.79\\) +0 +–");
    }

    @Test
    void callsAreMadeOfLabelledSpeech() {
        assertThat(run("--calls", "--natural", labelled.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--calls is about labelled speech: name its folder");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--model", MODEL));
        all.addAll(List.of(arguments));
        return new CommandLine(new ModelCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
