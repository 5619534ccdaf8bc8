package org.undertone.evaluation.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.config.yaml.Problems;
import org.undertone.config.yaml.Section;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.evaluation.ruletest.SeriesNotation.Sample;

/**
 * A file of tests.
 *
 * @param ruleFiles what is tested
 * @param tests each by itself
 */
public record RuleTestFile(List<Path> ruleFiles, List<RuleTest> tests) {

    private static final Duration LONG = Duration.ofHours(10);
    private static final Duration HOP = Duration.ofMillis(500);
    private static final int MOST_HOLDS = 1_000;

    /**
     * Reads one.
     *
     * @throws SettingsException with everything that is wrong with it
     */
    public static RuleTestFile load(Path file) {
        Problems problems = new Problems(file.toString());
        try {
            Section root = Section.parse(Files.readString(file), problems, Map.of());
            problems.throwIfAny();
            Path folder = file.toAbsolutePath().getParent();
            List<Path> rules =
                    root.texts("rule_files").stream().map(folder::resolve).toList();
            if (rules.isEmpty()) {
                root.problem("rule_files", "is missing; it must be a list of rule files, such as [rules.yaml]");
            }
            List<RuleTest> tests =
                    root.sections("tests").stream().map(RuleTestFile::test).toList();
            root.done();
            problems.throwIfAny();
            return new RuleTestFile(rules, tests);
        } catch (IOException e) {
            throw new SettingsException(file.toString(), List.of("cannot be read (" + e + "); check the path"));
        }
    }

    private static RuleTest test(Section test) {
        String name = test.text("name", test.path());
        List<String> only = test.texts("rules");
        Duration interval = test.duration("interval", HOP, Duration.ofMillis(100), Duration.ofSeconds(10));
        CallFacts facts = facts(test.section("call"));
        Map<Role, TestVoice> voices = new EnumMap<>(Role.class);
        for (Role role : List.of(Role.CUSTOMER, Role.AGENT)) {
            if (test.has(role.label())) {
                voices.put(role, voice(test.section(role.label())));
            }
        }
        if (voices.isEmpty()) {
            test.problem("customer", "is missing; say how the customer (or the agent) sounds: {angry: 0.1x4 0.8x10}");
        }
        List<RuleTest.Expected> expected =
                test.sections("alerts").stream().map(RuleTestFile::expected).toList();
        test.done();
        return new RuleTest(name, only, facts, interval, voices, expected);
    }

    private static CallFacts facts(Section call) {
        CallId id = new CallId(call.text("id", "test-call"));
        Instant at = Instant.EPOCH;
        String written = call.text("at", "2026-11-23T10:00:00Z");
        try {
            at = Instant.parse(written);
        } catch (DateTimeException e) {
            call.problem("at", "'" + written + "' is no moment such as 2026-11-23T10:00:00Z");
        }
        CallFacts facts = new CallFacts(
                id,
                call.text("profile", "support"),
                call.text("queue", ""),
                call.text("did", ""),
                call.text("agent", ""),
                at,
                List.of(
                        new Leg(new LegId(id, "customer"), "PJSIP/customer", Role.CUSTOMER),
                        new Leg(new LegId(id, "agent"), "PJSIP/agent", Role.AGENT)),
                call.text("customer_group", ""),
                call.integer("holds", 0, 0, MOST_HOLDS),
                call.textMap("vars"));
        call.done();
        return facts;
    }

    private static TestVoice voice(Section voice) {
        Map<String, List<Sample>> series = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(TestVoice.NUMBERS);
        Emotion.all().forEach(emotion -> names.add(emotion.label()));
        for (String name : names) {
            if (voice.has(name)) {
                try {
                    series.put(name, SeriesNotation.read(voice.text(name)));
                } catch (IllegalArgumentException e) {
                    voice.problem(name, e.getMessage());
                }
            }
        }
        voice.done();
        return new TestVoice(series);
    }

    private static RuleTest.Expected expected(Section alert) {
        String rule = alert.text("alert");
        Duration at = alert.duration("at", Duration.ZERO, Duration.ZERO, LONG);
        if (!alert.has("at")) {
            alert.problem("at", "is missing; when it fires, in audio time such as 6.5s: the first window ends at 3s");
        }
        Optional<Duration> until = alert.has("until")
                ? Optional.of(alert.duration("until", Duration.ZERO, Duration.ZERO, LONG))
                : Optional.empty();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String kind : List.of("labels", "annotations", "values")) {
            alert.textMap(kind).forEach((name, text) -> texts.put(kind + "." + name, text));
        }
        alert.textMap("texts").forEach(texts::put);
        if (alert.has("actions")) {
            texts.put("actions", String.join(", ", alert.texts("actions")));
        }
        alert.done();
        return new RuleTest.Expected(rule, at, until, texts);
    }
}
