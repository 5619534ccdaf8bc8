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
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.evaluation.alarms.Share;
import org.undertone.evaluation.review.AlertReview;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.ledger.entry.Verdict;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** Alerts are judged, and each rule is told how often it was right. */
class RulesReviewTest {

    private static final CallId CALL = new CallId("1795363200.7");
    private static final LegId LEG = new LegId(CALL, "1795363200.7");

    @TempDir
    private Path folder;

    private Path settings;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void threeAlertsOfToday() throws IOException {
        settings = Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {user: undertone, password: x}
                model: {folder: model}
                profiles: [{name: support, queues: [support]}]
                """);
        Files.copy(Path.of("../config/rules.yaml"), folder.resolve("rules.yaml"));
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            ledger.calls()
                    .record(new CallFacts(
                            CALL,
                            "support",
                            "billing",
                            "",
                            "",
                            now,
                            List.of(new Leg(LEG, "PJSIP/trunk-1", Role.CUSTOMER))));
            ledger.alerts().record(alert("customer-angry", 1, now));
            ledger.alerts().record(alert("customer-angry", 2, now));
            ledger.alerts().record(alert("customer-sad", 1, now));
            ledger.alerts().record(alert("customer-sad", 2, now.minus(Duration.ofDays(40))));
        }
    }

    @Test
    void whatWasJudgedIsCountedByRuleQueueAndHour() throws IOException {
        assertThat(run("judge", "1795363200.7/customer-angry/1", "right")).isZero();
        assertThat(run("judge", "1795363200.7/customer-angry/2", "right")).isZero();
        assertThat(run("judge", "1795363200.7/customer-angry/2", "wrong")).isZero();
        assertThat(told()).contains("1795363200.7/customer-angry/2 was wrong");

        assertThat(run("review", "--zone", "UTC", "--json")).isZero();

        String told = told();
        JsonNode json = new ObjectMapper().readTree(told);
        assertThat(TestingSchemas.faults("review", told)).isEmpty();
        assertThat(json.path("judged").toString())
                .startsWith("{\"alertCount\":3,\"judgedCount\":2,\"rightCount\":1,\"precision\":0.5,"
                        + "\"precisionInterval\":[0.09");
        assertThat(json.at("/byRule/0/rule").asText()).isEqualTo("customer-angry");
        assertThat(json.at("/byRule/1").toString())
                .isEqualTo("{\"rule\":\"customer-sad\",\"judged\":{\"alertCount\":1,\"judgedCount\":0,"
                        + "\"rightCount\":0,\"precision\":null,\"precisionInterval\":null}}");
        assertThat(json.at("/byQueue/0/queue").asText()).isEqualTo("billing");
        assertThat(json.at("/byHour/0/hour").asInt())
                .isEqualTo(now.atZone(ZoneOffset.UTC).getHour());
    }

    @Test
    void theTablesTellTheSameToPeople() {
        run("judge", "1795363200.7/customer-angry/1", "right");
        told();

        assertThat(run("review")).isZero();

        assertThat(told())
                .containsPattern("all rules +3 +1 +100 % \\(21 % to 100 %\\)")
                .containsPattern("customer-sad +1 +0 +-")
                .containsPattern("billing +3 +1 ");
    }

    @Test
    void anAlertIsExplainedWithWhatWasSaidOfIt() {
        run("judge", "1795363200.7/customer-angry/1", "wrong");

        assertThat(run("explain", "1795363200.7/customer-angry/1")).isZero();

        assertThat(told()).contains("Somebody who knows the call said that it was wrong.");
    }

    @Test
    void olderAlertsAreSeenByMoreDays() {
        assertThat(run("review", "--days", "60")).isZero();

        assertThat(told()).containsPattern("all rules +4 +0 +-").contains("Nobody judged one: undertone rules judge");
    }

    @Test
    void aVerdictCanBeTakenBack() {
        run("judge", "1795363200.7/customer-angry/1", "right");

        assertThat(run("judge", "1795363200.7/customer-angry/1", "none")).isZero();

        assertThat(told()).contains("1795363200.7/customer-angry/1 is not judged any more");
        run("review");
        assertThat(told()).contains("Nobody judged one");
    }

    @Test
    void whatCannotBeJudgedIsToldWithWhatCan() {
        assertThat(run("judge", "1795363200.7/customer-angry/3", "right")).isEqualTo(1);
        assertThat(err.toString())
                .contains("of this call it has 1795363200.7/customer-sad/2, 1795363200.7/customer-angry/1");
        assertThat(run("judge", "1795363200.7/customer-angry/3", "none")).isEqualTo(1);
        assertThat(run("judge", "1795363200.7/ /1", "right")).isEqualTo(2);
        assertThat(run("judge", "1795363200.7/customer-angry/1", "maybe")).isEqualTo(2);
        assertThat(err.toString()).contains("'maybe': one of right, wrong, none");
        assertThat(run("judge", "customer-angry", "right")).isEqualTo(2);
        assertThat(err.toString()).contains("'customer-angry' is no alert such as");
        assertThat(run("review", "--days", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--days 0: 1 or more");
    }

    @Test
    void whatBelongsToTheOtherReviewIsRefused() {
        assertThat(run("review", "--rules", "other.yaml")).isEqualTo(2);
        assertThat(run("review", "--shadow", "--zone", "UTC")).isEqualTo(2);

        assertThat(err.toString()).contains("--rules belongs to --shadow").contains("--zone belongs to the hours");
    }

    @Test
    void anHourIsThatOfTheGivenZone() {
        Instant noonInLondon = Instant.parse("2026-01-07T12:30:00Z");
        JudgedAlert alert =
                new JudgedAlert(new AlertId(CALL, "customer-angry", 1), "", noonInLondon, Optional.of(Verdict.WRONG));

        AlertReview review = AlertReview.of(List.of(alert), ZoneId.of("Europe/Berlin"));

        assertThat(review.byHour()).containsExactly(Map.entry("13", new AlertReview.Count(1, new Share(0, 1))));
    }

    private static Alert alert(String rule, int episode, Instant firedAt) {
        return new Alert(
                new AlertId(CALL, rule, episode),
                LEG,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                firedAt,
                "0123456789ab",
                List.of(),
                List.of(new Action.Mark("heard")));
    }

    private String told() {
        String told = out.toString();
        out.getBuffer().setLength(0);
        return told;
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--config", settings.toString()));
        all.addAll(List.of(arguments));
        return new CommandLine(new RulesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
