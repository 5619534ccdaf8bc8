package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Problems;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;
import org.undertone.core.Emotion;
import org.undertone.rules.action.ActionReader;
import org.undertone.rules.action.ActionTexts;
import org.undertone.rules.expr.Condition;
import org.undertone.rules.text.Language;

/** Reads one rule file and collects everything that is wrong with it. Used once. */
final class RuleReader {

    static final Duration DEFAULT_SILENCE = Duration.ofSeconds(10);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Duration DEFAULT_FOR = Duration.ZERO;
    private static final Duration MAX_FOR = Duration.ofMinutes(10);
    private static final Duration DEFAULT_COOLDOWN = Duration.ofMinutes(1);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(24);
    private static final Duration MIN_SILENCE = Duration.ofSeconds(1);
    private static final int MOST_RULES = 500;
    private static final int LONGEST_LINE = 10_000;

    private final Problems problems;
    private final RuleContext context;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    RuleReader(String source, RuleContext context) {
        this.problems = new Problems(source);
        this.context = context;
    }

    RuleSet read(String yaml) {
        refuseLongLines(yaml);
        problems.throwIfAny();
        Section root = Section.parse(yaml, problems, new AsWritten());
        problems.throwIfAny();
        if (!root.has("rules")) {
            root.problem("rules", "is missing; it must be a list of rules, which may be empty: rules: []");
        }
        Language language = root.choice("language", Language.EN);
        Duration silence = root.duration("silence", DEFAULT_SILENCE, MIN_SILENCE, MAX_FOR);
        List<Rule> rules = new ArrayList<>();
        List<Section> sections = root.sections("rules");
        if (sections.size() > MOST_RULES) {
            root.problem("rules", "are " + sections.size() + "; at most " + MOST_RULES + " are allowed");
            sections = List.of();
        }
        for (Section section : sections) {
            readRule(section, language, silence).ifPresent(rules::add);
        }
        root.done();
        problems.throwIfAny();
        return new RuleSet(rules, warnings);
    }

    /** Before anything else looks at them. */
    private void refuseLongLines(String yaml) {
        int number = 0;
        int from = 0;
        while (from < yaml.length()) {
            number++;
            int end = yaml.indexOf('\n', from);
            int to = end < 0 ? yaml.length() : end;
            if (to - from > LONGEST_LINE) {
                problems.add(
                        "line " + number,
                        "is " + (to - from) + " characters long; at most " + LONGEST_LINE + " are allowed");
            }
            from = to + 1;
        }
    }

    private Optional<Rule> readRule(Section section, Language language, Duration fileSilence) {
        String name = readName(section);
        Optional<Condition> condition = readCondition(section, name);
        Rule.Timing timing = new Rule.Timing(
                section.duration("for", DEFAULT_FOR, Duration.ZERO, MAX_FOR),
                section.duration("keep_firing_for", Duration.ZERO, Duration.ZERO, MAX_FOR),
                section.duration("cooldown", DEFAULT_COOLDOWN, Duration.ZERO, MAX_COOLDOWN),
                section.duration("silence", fileSilence, MIN_SILENCE, MAX_FOR));
        Rule.Scope scope = new ScopeReader(context, warnings).read(section, name, condition);
        RuleTexts texts = RuleTexts.read(section, language);
        ActionTexts reading = new ActionTexts(language, texts.names(), context.deliveries());
        List<Action> actions = ActionReader.read(section, reading);
        section.done();
        return condition.map(compiled -> new Rule(
                name,
                compiled,
                timing,
                scope,
                texts.labels(),
                texts.annotations(),
                language,
                actions,
                RuleVersion.of(
                        name,
                        compiled.normalised(),
                        timing,
                        scope,
                        texts.labels(),
                        texts.annotations(),
                        language,
                        actions)));
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
            warnOfVariables(section, name, condition);
            return Optional.of(condition);
        } catch (Condition.Invalid e) {
            e.problems().forEach(problem -> section.problem("expr", problem));
            return Optional.empty();
        }
    }

    private void warnOfUntrained(Section section, String name, Condition condition) {
        for (Emotion emotion : condition.words().emotions()) {
            if (!context.trained().contains(emotion)) {
                warnings.add(section.pathOf("expr") + " of " + name + ": the model was not trained to hear '"
                        + emotion.label() + "', so its probability means nothing; trained are "
                        + String.join(
                                ", ",
                                Emotion.all().stream()
                                        .filter(context.trained()::contains)
                                        .map(Emotion::label)
                                        .toList()));
            }
        }
    }

    private void warnOfVariables(Section section, String name, Condition condition) {
        context.variables().ifPresent(known -> condition.words().variables().stream()
                .filter(variable -> !known.contains(variable))
                .forEach(variable -> warnings.add(section.pathOf("expr") + " of " + name + ": no profile names the"
                        + " variable '" + variable + "', so call.vars." + variable + " is always empty")));
    }
}
