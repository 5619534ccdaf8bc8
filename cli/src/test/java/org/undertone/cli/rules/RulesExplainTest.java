package org.undertone.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.evaluation.ruletest.SeriesNotation;
import org.undertone.evaluation.ruletest.TestVoice;
import org.undertone.ledger.Ledger;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;
import picocli.CommandLine;

class RulesExplainTest {

    private static final CallId CALL = new CallId("1795363200.7");
    private static final LegId LEG = new LegId(CALL, "1795363200.7");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private Path settings;
    private Path rules;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** An angry customer, against the shipped rules. */
    @BeforeEach
    void anAlertIsInTheLedger() throws IOException {
        settings = Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {user: undertone, password: x}
                model: {folder: model}
                profiles: [{name: support, queues: [support]}]
                """);
        rules = Files.copy(Path.of("../config/rules.yaml"), folder.resolve("rules.yaml"));
        CallFacts facts =
                new CallFacts(CALL, "support", "", "", "", NOON, List.of(new Leg(LEG, "PJSIP/trunk-1", Role.CUSTOMER)));
        RuleEngine engine = new RuleEngine(RuleSet.load(rules, Set.copyOf(Emotion.all())), InstantSource.fixed(NOON));
        TestVoice angry = new TestVoice(Map.of("angry", SeriesNotation.read("0.9x9")));
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            ledger.calls().record(facts);
            angry.assessments(LEG, NOON, Duration.ofMillis(500))
                    .forEach(assessment -> engine.on(assessment, facts).fired().forEach(ledger.alerts()::record));
        }
    }

    @Test
    void anAlertIsToldWithItsWindowsAndItsRule() {
        assertThat(explain("1795363200.7/customer-angry/1")).isZero();
        assertThat(out.toString())
                .startsWith(
                        "1795363200.7/customer-angry/1 fired at 2026-11-22T12:00:00Z: held since 3.0 s, fired at 4.0 s")
                .contains("Rule customer-angry, version ")
                .contains(", as it stands in ")
                .contains("     3.5 s  angry 0.90")
                .contains("ticket 1");
    }

    @Test
    void aRuleThatChangedSinceIsToldAsSuch() throws IOException {
        Files.writeString(rules, Files.readString(rules).replaceFirst("for: 1s", "for: 2s"));

        assertThat(explain("1795363200.7/customer-angry/1")).isZero();
        assertThat(out.toString()).contains("; it has changed since, to ");
    }

    @Test
    void anAlertThatIsNotThereIsToldWithThoseThatAre() {
        assertThat(explain("1795363200.7/customer-angry/2")).isEqualTo(1);
        assertThat(err.toString()).contains("of this call it has 1795363200.7/customer-angry/1");
        assertThat(explain("customer-angry")).isEqualTo(2);
    }

    private int explain(String alert) {
        return new CommandLine(new RulesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("explain", "--config", settings.toString(), alert);
    }
}
