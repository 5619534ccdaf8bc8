package org.undertone.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.ShadowScore;
import org.undertone.evaluation.ruletest.SeriesNotation;
import org.undertone.evaluation.ruletest.TestVoice;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.Verdict;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** The same rules are asked of what two models heard, and both are measured by what people said of the alerts. */
class ShadowReviewTest {

    private static final String CALM = "0.1x20";
    private static final String ANGRY = "0.1x9 0.9x10";

    @TempDir
    private Path folder;

    private Path settings;
    private Ledger ledger;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int calls;

    @BeforeEach
    void oneRule() throws IOException {
        settings = Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {user: undertone, password: x}
                model: {folder: model, shadow: ours}
                track: {smoothing: 0s}
                profiles: [{name: support, queues: [support]}]
                """);
        Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - {alert: anger, expr: p.angry >= 0.5, for: 1s, actions: [{mark: anger}]}
                """);
    }

    @Test
    void bothAreComparedByTheSameWindows() throws IOException {
        heard(ANGRY, ANGRY, Optional.of(Verdict.RIGHT));
        heard(ANGRY, ANGRY, Optional.of(Verdict.WRONG));
        heard(ANGRY, CALM, Optional.of(Verdict.WRONG));
        heard(ANGRY, CALM, Optional.empty());
        heard(CALM, ANGRY, Optional.empty());
        heard(CALM, CALM, Optional.empty());
        // Of this one the shadow heard nothing at all.
        heard(ANGRY, "unheardx20", Optional.of(Verdict.WRONG));

        assertThat(run("--json")).isZero();

        String told = told();
        assertThat(TestingSchemas.faults("shadows", told)).isEmpty();
        JsonNode json = new ObjectMapper().readTree(told).at("/shadows/0");
        assertThat(json.path("modelName").asText()).isEqualTo("ours 2");
        assertThat(json.path("callCount").asInt()).isEqualTo(6);
        assertThat(json.path("bothWindowCount")).isEqualTo(json.path("firstWindowCount"));
        assertThat(json.at("/comparedByRule/0").toString())
                .isEqualTo("{\"rule\":\"anger\",\"compared\":{\"firstCount\":4,\"shadowCount\":3,\"agreedCount\":2,"
                        + "\"onlyFirstCount\":2,\"onlyShadowCount\":1,\"firstJudgedCount\":3,\"firstRightCount\":1,"
                        + "\"shadowJudgedCount\":2,\"shadowRightCount\":1}}");
        assertThat(run()).isZero();
        assertThat(told())
                .contains("ours 2, in the shadow of the first model in 6 calls, scored 100 % of the ")
                .containsPattern("anger +4 +3 +2 +2 +1 +1 of 3 \\(6 % to 79 %\\) +1 of 2 \\(9 % to 91 %\\)");
    }

    @Test
    void whatTheShadowLeftOutCountsForNeither() {
        // The shadow hears every other window, and none of the angry ones but the first.
        heard(ANGRY, "0.1x9 0.9 unheardx9", Optional.empty());

        assertThat(run()).isZero();

        assertThat(told()).contains("scored 52 % of the 21 windows").containsPattern("anger +0 +0 +0 +0 +0 +- +-");
    }

    @Test
    void otherRulesCanBeReplayed() throws IOException {
        heard(ANGRY, CALM, Optional.empty());
        Path other = Files.writeString(
                folder.resolve("other.yaml"), "rules: [{alert: fury, expr: p.angry >= 0.85, actions: [{mark: fury}]}]");

        assertThat(run("--rules", other.toString())).isZero();

        assertThat(told()).containsPattern("fury +1 +0 +0 +1 +0");
        assertThat(run("--rules", folder.resolve("none.yaml").toString())).isEqualTo(78);
        assertThat(err.toString()).contains("none.yaml");
    }

    @Test
    void withoutAShadowItIsSaidHowToHaveOne() {
        open();
        ledger.close();

        assertThat(run()).isZero();

        assertThat(told()).contains("No model heard in the shadow").contains("set model.shadow");
    }

    private void open() {
        ledger = Ledger.open(folder.resolve("undertone.db"));
    }

    /** A call as both heard it; where the first one's alert fired live, what was said of it. */
    private void heard(String first, String second, Optional<Verdict> verdict) {
        open();
        CallId call = new CallId("call-" + calls++);
        LegId leg = new LegId(call, call.linkedId());
        Instant start = now.minus(Duration.ofHours(100 - calls));
        ledger.calls().record(new CallFacts(call, "support", "", "", "", start, List.of()));
        ledger.taps().begin(leg, Role.CUSTOMER, start, Duration.ZERO);
        ledger.assessments().append(voice(first, leg, start));
        ledger.shadowScores()
                .append(voice(second, leg, start).stream()
                        .map(Assessment.Scored.class::cast)
                        .map(scored -> new ShadowScore(scored.window(), "ours 2", scored.probabilities()))
                        .toList());
        ledger.calls().end(call, start.plusSeconds(60));
        verdict.ifPresent(said -> {
            AlertId alert = new AlertId(call, "anger", 1);
            ledger.alerts()
                    .record(new Alert(
                            alert,
                            leg,
                            Duration.ofSeconds(8),
                            Duration.ofSeconds(9),
                            start.plusSeconds(9),
                            "0123456789ab",
                            List.of(),
                            List.of(new Action.Mark("anger"))));
            ledger.verdicts().judge(alert, said, now);
        });
        ledger.close();
    }

    private static List<Assessment> voice(String angry, LegId leg, Instant start) {
        return new TestVoice(Map.of("angry", SeriesNotation.read(angry)))
                .assessments(leg, start, Duration.ofMillis(500));
    }

    private String told() {
        String told = out.toString();
        out.getBuffer().setLength(0);
        return told;
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("review", "--config", settings.toString(), "--shadow"));
        all.addAll(List.of(arguments));
        return new CommandLine(new RulesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
