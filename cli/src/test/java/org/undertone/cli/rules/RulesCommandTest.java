package org.undertone.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

class RulesCommandTest {

    private static final String MODEL = "../inference/models/moonshine-tiny-emotion";
    private static final String ANGRY = "../lab/src/main/resources/org/undertone/lab/speech/customer-angry.wav";
    private static final String RULES = "../config/rules.yaml";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedRulesAreRightAndPassTheirTests() {
        assertThat(run("check", RULES)).isZero();
        assertThat(out.toString()).contains("rules.yaml is right: 10 rules");

        int code = run("test", "../config/rules-test.yaml");
        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains("27 passed, 0 failed");
    }

    @Test
    void theyStayQuietWithPeopleWhoSpeakNaturallyAndASimpleThresholdDoesNot() throws IOException {
        int code = run("test", "../config/rules-natural-test.yaml");
        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains("10 passed, 0 failed");

        Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - alert: customer-angry
                    expr: p.angry >= 0.4
                    for: 1s
                    actions: [{ticket: {}}]
                """);
        Path series = Files.copy(Path.of("../config/rules-natural-test.yaml"), folder.resolve("rules-test.yaml"));
        assertThat(run("test", series.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("4 passed, 6 failed");
    }

    @Test
    void aRuleFileWithMistakesIsToldWithAllOfThem() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), """
                rules:
                  - alert: one
                    expr: p.anrgy > 0.5
                    actions: [{hang-up: now}]
                """);

        assertThat(run("check", bad.toString())).isEqualTo(78);
        assertThat(err.toString())
                .contains("2 problems")
                .contains("rules[0].expr: line 1, column 1: 'p.anrgy'")
                .contains("rules[0].actions[0].hang-up: is not known here");
    }

    @Test
    void aTestThatFailsTellsWhatFiredInstead() throws IOException {
        Path test = Files.writeString(
                folder.resolve("test.yaml"), """
                rule_files: ["%s"]
                tests:
                  - name: too early
                    rules: [customer-angry]
                    customer: {angry: 0.9x20}
                    alerts:
                      - {alert: customer-angry, at: 3s}
                """.formatted(Path.of(RULES).toAbsolutePath()));

        assertThat(run("test", test.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("✘  too early")
                .contains("customer-angry did not fire at 3s; fired: customer-angry at 4s")
                .contains("customer-angry fired at 4s, which is not expected")
                .contains("0 passed, 1 failed");
    }

    @Test
    void aTestFileWithMistakesIsToldWithAllOfThem() throws IOException {
        Path test = Files.writeString(folder.resolve("test.yaml"), """
                tests:
                  - customer: {angry: 0.9x20 often, anger: 1}
                    alerts: [{alert: one}]
                """);

        assertThat(run("test", test.toString())).isEqualTo(78);
        assertThat(err.toString())
                .contains("rule_files: is missing")
                .contains("tests[0].customer.angry: 'often' is none of")
                .contains("tests[0].customer.anger: is not known here")
                .contains("tests[0].alerts[0].at: is missing");
    }

    @Test
    void aRecordingIsReplayedInTextCsvAndJson() throws IOException {
        assertThat(run("replay", "--model", MODEL, "--rules", RULES, ANGRY)).isZero();
        assertThat(out.toString())
                .contains("would have fired")
                .containsPattern(" s  customer-angry/1: held since 3\\.0 s, until ")
                .contains("because own.angry=0; p.angry=")
                .contains("cue: cue.text=The customer sounds angry. Take it slowly.");

        out.getBuffer().setLength(0);
        assertThat(run("replay", "--model", MODEL, "--rules", RULES, "--csv", ANGRY))
                .isZero();
        assertThat(out.toString().lines().toList().get(0)).startsWith("recording,alert,episode,since_s,fired_s");
        assertThat(out.toString()).contains(ANGRY + ",customer-angry,1,3.0,4.0,");

        out.getBuffer().setLength(0);
        assertThat(run("replay", "--model", MODEL, "--rules", RULES, "--json", ANGRY))
                .isZero();
        JsonNode alert = new ObjectMapper().readTree(out.toString()).at("/recordings/0/alerts/0");
        assertThat(TestingSchemas.faults("replay", out.toString())).isEmpty();
        assertThat(alert.path("rule").asText()).isEqualTo("customer-angry");
        assertThat(alert.path("firedAtAudioMillis").asInt()).isEqualTo(4_000);
        assertThat(alert.at("/evidence")).hasSize(3);
        assertThat(alert.at("/values/p.angry").asText()).startsWith("0.");
    }

    private int run(String... arguments) {
        return new CommandLine(new RulesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
