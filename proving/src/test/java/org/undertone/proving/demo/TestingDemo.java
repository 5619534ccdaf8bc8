package org.undertone.proving.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.undertone.lab.LabOptions;

/** A demo on a real Asterisk, and what it told. */
final class TestingDemo {

    static final Path SHIPPED = Path.of("../inference/models/moonshine-tiny-emotion");
    static final Path ALWAYS_NEUTRAL = Path.of("../inference/src/test/resources/models/testing-always-neutral");
    static final Path ALWAYS_ANGRY = Path.of("../inference/src/test/resources/models/testing-always-angry");
    private static final Path CONFIG = Path.of("../config");

    private final StringWriter out = new StringWriter();
    private final DemoReport report;

    TestingDemo(boolean calm, Path model, List<Path> rules, Path folder) {
        DemoOptions options = new DemoOptions(calm, model, rules, LabOptions.defaults());
        this.report = new Demo(options, new Timeline(new PrintWriter(out)), Clock.systemUTC()).run(folder);
    }

    /** With the rules as they are shipped. */
    static TestingDemo of(boolean calm, Path model, Path folder) {
        return new TestingDemo(
                calm, model, List.of(CONFIG.resolve("rules.yaml"), CONFIG.resolve("demo/rules.yaml")), folder);
    }

    DemoReport report() {
        return report;
    }

    String timeline() {
        return out.toString();
    }

    /** All that it told, for a test that fails. */
    String told() {
        return out + report.table();
    }
}
