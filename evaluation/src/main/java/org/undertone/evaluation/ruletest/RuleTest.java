package org.undertone.evaluation.ruletest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.config.yaml.Durations;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.rules.Changes;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;

/**
 * One test of rules.
 *
 * @param name what it shows
 * @param only the rules that it looks at; empty for all
 * @param facts of the call
 * @param interval between the ends of two windows
 * @param voices who speaks how
 * @param expected the alerts of these rules, in the order in which they fire
 */
public record RuleTest(
        String name,
        List<String> only,
        CallFacts facts,
        Duration interval,
        Map<Role, TestVoice> voices,
        List<Expected> expected) {

    /**
     * An alert that has to fire.
     *
     * @param rule whose
     * @param at audio time
     * @param until audio time up to which it held, if that is looked at
     * @param texts labels, annotations, values and actions that are looked at, such as {@code labels.severity}
     */
    record Expected(String rule, Duration at, Optional<Duration> until, Map<String, String> texts) {}

    /** What is wrong; nothing if the test passes. */
    public List<String> run(RuleSet rules) {
        List<Alert> fired = new ArrayList<>();
        Map<Object, AlertEnd> ended = new LinkedHashMap<>();
        Instant[] now = {facts.startedAt()};
        RuleEngine engine = new RuleEngine(rules, InstantSource.tick(() -> now[0], Duration.ofMillis(1)));
        for (Assessment assessment : assessments()) {
            now[0] = assessment.window().lastPacketAt();
            Changes changes = engine.on(assessment, facts);
            changes.fired().stream().filter(this::isLookedAt).forEach(fired::add);
            changes.ended().forEach(end -> ended.put(end.alert(), end));
        }
        engine.callEnded(facts.call()).forEach(end -> ended.put(end.alert(), end));
        List<String> problems = new ArrayList<>();
        engine.ruleErrors().forEach(error -> problems.add(error.rule() + " could not be asked: " + error.first()));
        compare(fired, ended, problems);
        return problems;
    }

    private List<Assessment> assessments() {
        List<Assessment> all = new ArrayList<>();
        voices.forEach((role, voice) -> all.addAll(voice.assessments(leg(role), facts.startedAt(), interval)));
        all.sort(Comparator.comparing(assessment -> assessment.window().to()));
        return all;
    }

    private LegId leg(Role role) {
        return facts.legs().stream()
                .filter(leg -> leg.role() == role)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private boolean isLookedAt(Alert alert) {
        return only.isEmpty() || only.contains(alert.id().rule());
    }

    private void compare(List<Alert> fired, Map<Object, AlertEnd> ended, List<String> problems) {
        List<Alert> left = new ArrayList<>(fired);
        for (Expected wanted : expected) {
            Optional<Alert> found = left.stream()
                    .filter(alert -> alert.id().rule().equals(wanted.rule())
                            && alert.firedAtAudio().equals(wanted.at()))
                    .findFirst();
            if (found.isEmpty()) {
                problems.add(wanted.rule() + " did not fire at " + Durations.format(wanted.at()) + told(fired));
                continue;
            }
            left.remove(found.get());
            compare(
                    wanted,
                    found.get(),
                    Optional.ofNullable(ended.get(found.get().id())),
                    problems);
        }
        left.forEach(alert -> problems.add(alert.id().rule() + " fired at " + Durations.format(alert.firedAtAudio())
                + ", which is not expected; then " + alert.values()));
    }

    private static String told(List<Alert> fired) {
        return fired.isEmpty()
                ? "; nothing fired"
                : "; fired: "
                        + String.join(
                                ", ",
                                fired.stream()
                                        .map(alert ->
                                                alert.id().rule() + " at " + Durations.format(alert.firedAtAudio()))
                                        .toList());
    }

    private static void compare(Expected wanted, Alert alert, Optional<AlertEnd> end, List<String> problems) {
        Map<String, String> is = AlertFacts.texts(alert);
        wanted.texts().forEach((name, text) -> {
            String found = is.get(name);
            if (!text.equals(found)) {
                problems.add(wanted.rule() + " at " + Durations.format(wanted.at()) + ": " + name + " is "
                        + (found == null ? "not there, only " + is.keySet() : "'" + found + "'") + ", not '" + text
                        + "'");
            }
        });
        wanted.until()
                .filter(until -> !end.map(AlertEnd::until).equals(Optional.of(until)))
                .ifPresent(until -> problems.add(wanted.rule() + " held until "
                        + end.map(AlertEnd::until).map(Durations::format).orElse("the end") + ", not "
                        + Durations.format(until)));
    }
}
