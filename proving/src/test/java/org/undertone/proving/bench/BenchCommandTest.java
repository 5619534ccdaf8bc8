package org.undertone.proving.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Whether the figures are there and agree with each other; how large they are depends on the machine. */
class BenchCommandTest {

    private static final String MODEL = "../inference/src/test/resources/models/testing-always-angry";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theEngineIsTimedBesideTheBareLoop() throws IOException {
        assertThat(run("model", "--model", MODEL, "--seconds", "1", "--batch", "2", "--threads", "1", "--json", "-"))
                .isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("command").asText()).startsWith("undertone model --model ");
        assertThat(json.at("/made/GPU").asText()).isEqualTo("not measured");
        assertThat(json.at("/figures/bare")).hasSize(2).allSatisfy(bare -> {
            assertThat(bare.at("/windowsPerSecond/median").asDouble()).isPositive();
            assertThat(bare.at("/cpuMillis/median").asDouble()).isPositive();
        });
        assertThat(json.at("/figures/engine")).singleElement().satisfies(engine -> {
            assertThat(engine.path("threads").asInt()).isEqualTo(1);
            assertThat(engine.at("/windowsPerSecond/median").asDouble()).isPositive();
            assertThat(engine.at("/ratioToBare/median").asDouble()).isPositive();
        });
    }

    @Test
    void everyWindowOfEveryLegIsAccountedFor() throws IOException {
        Path file = folder.resolve("legs.json");

        assertThat(run(
                        "legs",
                        "--legs",
                        "4",
                        "--seconds",
                        "4",
                        "--settle",
                        "0",
                        "--model",
                        MODEL,
                        "--json",
                        file.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("time to assessment, p99", "scorers: the emotion model", "heap a leg");
        JsonNode figures = new ObjectMapper().readTree(file.toFile()).path("figures");
        JsonNode windows = figures.path("windows");
        int notScored = 0;
        for (JsonNode reason : windows.path("notScored")) {
            notScored += reason.asInt();
        }
        assertThat(windows.path("all").asInt())
                .isPositive()
                .isEqualTo(windows.path("scored").asInt()
                        + windows.path("noSpeech").asInt()
                        + notScored);
        assertThat(windows.path("cutInWholeRun").asInt())
                .isGreaterThanOrEqualTo(windows.path("all").asInt());
        assertThat(windows.path("unaccountedInWholeRun").asInt(-1)).isZero();
        assertThat(windows.path("scored").asInt()).isPositive();
        JsonNode packets = figures.path("packets");
        assertThat(packets.path("received").asLong())
                .isPositive()
                .isEqualTo(packets.path("sent").asLong() - packets.path("lost").asLong());
    }

    @Test
    void withoutScoringOnlyTheTapIsMeasured() throws IOException {
        assertThat(run(
                        "legs",
                        "--legs",
                        "2",
                        "--seconds",
                        "1",
                        "--settle",
                        "0",
                        "--model",
                        MODEL,
                        "--no-scoring",
                        "--markdown"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .startsWith("<!-- made by: undertone legs --legs 2 ")
                .contains("| media thread, CPU of a packet | ")
                .doesNotContain("emotion model |", "time to assessment, p99");
    }

    @Test
    void aModelInTheShadowIsMeasuredInTurns() throws IOException {
        assertThat(run(
                        "legs",
                        "--legs",
                        "2",
                        "--seconds",
                        "1",
                        "--settle",
                        "0",
                        "--model",
                        MODEL,
                        "--shadow",
                        MODEL,
                        "--json",
                        "-"))
                .as(err.toString())
                .isZero();

        JsonNode figures = new ObjectMapper().readTree(out.toString()).path("figures");
        assertThat(figures.path("without")).hasSize(2);
        assertThat(figures.path("with")).hasSize(2);
        assertThat(figures.path("heardByShadow").asInt()
                        + figures.path("leftOutByShadow").asInt())
                .as("it is offered what the first model scored in its turns")
                .isPositive();
    }

    @Test
    void afterAnOverloadEveryWindowHasAReason() throws IOException {
        assertThat(run(
                        "overload",
                        "--legs",
                        "30",
                        "--seconds",
                        "5",
                        "--recover",
                        "3",
                        "--stay",
                        "20",
                        "--model",
                        MODEL,
                        "--json",
                        "-"))
                .as(err.toString())
                .isZero();

        JsonNode figures = new ObjectMapper().readTree(out.toString()).path("figures");
        JsonNode windows = figures.path("windows");
        int told = 0;
        for (JsonNode count : windows) {
            told += count.asInt();
        }
        assertThat(windows.path("unaccounted").asInt(-1)).isZero();
        assertThat(told - windows.path("cut").asInt())
                .isPositive()
                .isEqualTo(windows.path("cut").asInt());
        assertThat(windows.path("scored").asInt()).isPositive();
        assertThat(figures.path("parts"))
                .extracting(part -> part.path("overload").asBoolean())
                .containsExactly(true, true, false, false);
        assertThat(figures.path("memory")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(figures.path("staying").asInt()).isEqualTo(6);
        assertThat(figures.path("packetsSent").asInt()).isPositive();
    }

    @Tag("asterisk")
    @Test
    void callsThroughARealPbxAreAllHeard() throws IOException {
        assertThat(run("pbx", "--calls", "2", "--seconds", "4", "--model", MODEL, "--json", "-"))
                .as(err.toString())
                .isZero();

        JsonNode figures = new ObjectMapper().readTree(out.toString()).path("figures");
        assertThat(figures.path("taps").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(figures.at("/setUpMillis/p50").asDouble()).isPositive();
        assertThat(figures.at("/windows/scored").asInt()).isPositive();
        assertThat(figures.path("packets").asLong()).isPositive();
        assertThat(figures.path("alerts").asInt()).isPositive();
        assertThat(figures.at("/millisToFirstAction/p95").asDouble()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    legs                                | --legs is missing: say how many, or --find to look for the most
                    legs --legs 0                       | --legs 0: 1 to 10000
                    legs --legs 4 --hop soon            | --hop soon: a time such as 500ms or 1.5s
                    legs --legs 4 --hop 50ms            | --hop 50ms: a multiple of 100ms, up to the model's window of 3s
                    legs --legs 4 --hop 4s              | --hop 4s: a multiple of 100ms, up to the model's window of 3s
                    legs --legs 4 --seconds 0           | --seconds 0: 1 to 3600
                    legs --legs 4 --first-port 80       | --first-port 80: 1024 to 65331, since each leg takes one
                    legs --find --no-scoring            | --find with --no-scoring: it looks for what the scoring carries; leave one out
                    legs --find --shadow models         | --shadow with --find: it hears what the first model scores of so many legs; leave one out
                    overload --legs 0                   | --legs 0: 1 to 10000
                    overload --seconds 1                | --seconds 1: 2 to 3600
                    overload --stay 0                   | --stay 0: 1 to 100
                    pbx --calls 0                       | --calls 0: 1 to 100
                    pbx --seconds 0                     | --seconds 0: 1 to 600
                    model --seconds 0                   | --seconds 0: 1 to 3600
                    model --batch 0                     | --batch 0: 1 to 256
                    model --json no/such/folder/x.json  | --json no/such/folder/x.json: there is no such folder
                    """)
    void anOptionThatMakesNoSenseIsTold(String command, String told) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        if (!command.contains("--model")) {
            arguments.addAll(List.of("--model", MODEL));
        }

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).startsWith(told);
    }

    @Test
    void withoutASubcommandItNamesThem() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("bench: say what, one of [model, legs, overload, pbx, rules, taps, start]");
    }

    private int run(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
