package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.config.Problems;
import org.undertone.config.Section;
import org.undertone.core.Action;
import org.undertone.core.Emotion;

/** Reads one rule file and collects everything that is wrong with it. Used once. */
final class RuleReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Duration DEFAULT_FOR = Duration.ZERO;
    private static final Duration MAX_FOR = Duration.ofMinutes(10);
    private static final Duration DEFAULT_COOLDOWN = Duration.ofMinutes(1);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(24);

    private final Problems problems;
    private final Set<Emotion> trained;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    RuleReader(String source, Set<Emotion> trained) {
        this.problems = new Problems(source);
        this.trained = Set.copyOf(trained);
    }

    RuleSet read(String yaml) {
        Section root = Section.parse(yaml, problems, new AsWritten());
        problems.throwIfAny();
        if (!root.has("rules")) {
            root.problem("rules", "is missing; it must be a list of rules, which may be empty: rules: []");
        }
        List<Rule> rules = new ArrayList<>();
        for (Section section : root.sections("rules")) {
            readRule(section).ifPresent(rules::add);
        }
        root.done();
        problems.throwIfAny();
        return new RuleSet(rules, warnings);
    }

    private Optional<Rule> readRule(Section section) {
        String name = readName(section);
        Optional<Condition> condition = readCondition(section, name);
        Duration holdFor = section.duration("for", DEFAULT_FOR, Duration.ZERO, MAX_FOR);
        Duration cooldown = section.duration("cooldown", DEFAULT_COOLDOWN, Duration.ZERO, MAX_COOLDOWN);
        Rule.On on = section.choice("on", Rule.On.CUSTOMER);
        List<Action> actions = ActionReader.read(section);
        section.done();
        return condition.map(compiled -> new Rule(
                name,
                compiled,
                holdFor,
                cooldown,
                on,
                actions,
                RuleVersion.of(name, compiled.normalised(), holdFor, cooldown, on, actions)));
    }

    private String readName(Section section) {
        String name = section.text("alert");
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            section.problem(
                    "alert",
                    "'" + name + "' is no name: up to 64 letters, digits, dots, dashes and underscores, such as"
                            + " customer-angry");
        } else if (!name.isBlank() && !names.add(name)) {
            section.problem("alert", "'" + name + "' is the name of an earlier rule; each rule needs its own");
        }
        return name;
    }

    private Optional<Condition> readCondition(Section section, String name) {
        String expression = section.text("expr");
        if (expression.isBlank()) {
            return Optional.empty();
        }
        try {
            Condition condition = Condition.compile(expression);
            warnOfUntrained(section, name, condition);
            return Optional.of(condition);
        } catch (Condition.Invalid e) {
            e.problems().forEach(problem -> section.problem("expr", problem));
            return Optional.empty();
        }
    }

    private void warnOfUntrained(Section section, String name, Condition condition) {
        for (Emotion emotion : condition.emotions()) {
            if (!trained.contains(emotion)) {
                warnings.add(section.pathOf("expr") + " of " + name + ": the model was not trained to hear '"
                        + emotion.label() + "', so its probability means nothing; trained are "
                        + String.join(
                                ", ",
                                Emotion.all().stream()
                                        .filter(trained::contains)
                                        .map(Emotion::label)
                                        .toList()));
            }
        }
    }
}
