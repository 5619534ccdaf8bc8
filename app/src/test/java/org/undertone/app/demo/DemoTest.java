package org.undertone.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.LabOptions;

/** The demo on a real Asterisk, with the shipped model and with two that lie. */
class DemoTest {

    private static final Path SHIPPED = Path.of("../inference/models/moonshine-tiny-emotion");
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void aCustomerWhoBecomesAngryIsHeardAndHelped() {
        DemoReport report = demo(false, SHIPPED);

        assertThat(report.checks()).as(told(report)).hasSize(5).allMatch(Check::holds);
        assertThat(out.toString()).contains("angry", "alert     customer-angry", "on both legs, read back");
        assertThat(report.figures().tapSetUp()).isPresent();
        assertThat(report.figures().toAssessment()).hasSizeGreaterThan(20);
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
                .extracting(Check::holds)
                .containsExactly(false, false, false, true, true);
    }

    @Test
    void aModelThatAlwaysSaysAngryMakesTheCalmDemoFail() {
        DemoReport report = demo(true, MODELS.resolve("testing-always-angry"));

        assertThat(report.holds()).isFalse();
        assertThat(report.checks()).as(told(report)).extracting(Check::holds).startsWith(false, false, false);
    }

    private DemoReport demo(boolean calm, Path model) {
        DemoOptions options = new DemoOptions(calm, model, Path.of("../config/rules.yaml"), LabOptions.defaults());
        return new Demo(options, new Timeline(new PrintWriter(out)), Clock.systemUTC()).run(folder);
    }

    private String told(DemoReport report) {
        return out + report.table();
    }
}
