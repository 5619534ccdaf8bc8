package org.undertone.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.LabOptions;

/** The demo on a real Asterisk, with the shipped model and with two that lie. */
class DemoTest {

    private static final Path SHIPPED = Path.of("../inference/models/moonshine-tiny-emotion");
    private static final Path CONFIG = Path.of("../config");
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void aCustomerWhoBecomesAngryIsHeardAndHelped() {
        DemoReport report = demo(false, SHIPPED);

        assertThat(report.checks()).as(told(report)).hasSize(13).allMatch(Check::holds);
        assertThat(out.toString())
                .contains(
                        "alert     customer-angry",
                        "on both legs, read back",
                        "supervise coach: the agent alone hears");
        assertThat(report.figures().tapSetUp()).isPresent();
        assertThat(report.figures().toAssessment()).hasSizeGreaterThan(20);
        assertThat(report.figures().toCue()).isPresent();
        assertThat(report.figures().toJoin()).isPresent();
    }

    @Test
    void aCustomerWhoStaysCalmIsLeftAlone() {
        DemoReport report = demo(true, SHIPPED);

        assertThat(report.checks()).as(told(report)).hasSize(5).allMatch(Check::holds);
    }

    @Test
    void aModelThatAlwaysSaysNeutralMakesTheDemoFail() {
        DemoReport report = demo(false, MODELS.resolve("testing-always-neutral"));

        assertThat(report.holds()).isFalse();
        assertThat(report.checks())
                .as(told(report))
                .filteredOn(Check::holds)
                .extracting(Check::name)
                .containsExactly(
                        "the tap heard the customer and not the agent",
                        "the PBX has the CDRs it would have had without us, one for a supervisor who joined, and nothing of"
                                + " ours is left on it");
    }

    @Test
    void aSupervisorWhoIsHeardWhereHeShouldOnlyListenMakesTheDemoFail() throws IOException {
        Path rules = Files.writeString(folder.resolve("barge.yaml"), """
                rules:
                  - alert: customer-angry
                    expr: p.angry >= 0.6
                    for: 2s
                    actions:
                      - supervise: {ring: [PJSIP/supervisor], mode: barge}
                """);

        DemoReport report = demo(false, SHIPPED, List.of(rules));

        assertThat(report.checks())
                .as(told(report))
                .filteredOn(check -> !check.holds())
                .extracting(Check::name)
                .containsExactly(
                        "while listening, the supervisor heard both and was heard by nobody",
                        "the ledger knows who took part when");
    }

    @Test
    void aModelThatAlwaysSaysAngryMakesTheCalmDemoFail() {
        DemoReport report = demo(true, MODELS.resolve("testing-always-angry"));

        assertThat(report.holds()).isFalse();
        assertThat(report.checks()).as(told(report)).extracting(Check::holds).startsWith(false, false, false);
    }

    private DemoReport demo(boolean calm, Path model) {
        return demo(calm, model, List.of(CONFIG.resolve("rules.yaml"), CONFIG.resolve("demo/rules.yaml")));
    }

    private DemoReport demo(boolean calm, Path model, List<Path> rules) {
        DemoOptions options = new DemoOptions(calm, model, rules, LabOptions.defaults());
        return new Demo(options, new Timeline(new PrintWriter(out)), Clock.systemUTC()).run(folder);
    }

    private String told(DemoReport report) {
        return out + report.table();
    }
}
