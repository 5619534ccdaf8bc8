package org.undertone.rules;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.yaml.SettingsException;
import org.undertone.config.yaml.YamlScalars;
import org.undertone.rules.expr.Condition;
import org.undertone.rules.expr.Threshold;

/**
 * The text of a rule file, in which numbers that scores are compared with can be moved; all else stays as its author wrote
 * it. Immutable.
 */
public final class RuleFile {

    private final String source;
    private final String text;
    private final RuleContext context;
    private final RuleSet rules;
    private final YamlScalars scalars;

    private RuleFile(String source, String text, RuleContext context) {
        this.source = source;
        this.text = text;
        this.context = context;
        this.rules = RuleSet.parse(source, text, context);
        this.scalars = YamlScalars.of(text);
    }

    /** A number at its place in the file. */
    private record Edit(YamlScalars.Span span, String number) {}

    /**
     * Reads a rule file.
     *
     * @throws SettingsException with everything that is wrong with it, as {@link RuleSet#load(Path, RuleContext)}
     */
    public static RuleFile load(Path file, RuleContext context) {
        return new RuleFile(file.toString(), RuleSet.read(file), context);
    }

    /** As it is to be written. */
    public String text() {
        return text;
    }

    /** What it says. */
    public RuleSet rules() {
        return rules;
    }

    /** The numbers that scores are compared with in a rule of it, in the order in which they are written. */
    public List<Threshold> thresholds(String rule) {
        return rule(rule).condition().thresholds();
    }

    /** The words that a rule of it asks for. */
    public Set<String> words(String rule) {
        return rule(rule).condition().words().names();
    }

    /** Whether all thresholds of a rule stand in the file as they read, so that they can be moved there. */
    public boolean canMove(String rule) {
        return thresholds(rule).stream().allMatch(each -> place(rule, each).isPresent());
    }

    /**
     * The file in which rules are stricter.
     *
     * @param nats by how much, by the names of rules that {@link #canMove}; see {@link Threshold#stricter}
     */
    public RuleFile stricter(Map<String, Double> nats) {
        List<Edit> edits = new ArrayList<>();
        Map<String, String> expressions = new HashMap<>();
        nats.forEach((rule, by) -> {
            if (by != 0) {
                expressions.put(rule, move(rule, by, edits));
            }
        });
        edits.sort(Comparator.comparing((Edit edit) -> edit.span().from()).reversed());
        StringBuilder moved = new StringBuilder(text);
        edits.forEach(edit -> moved.replace(edit.span().from(), edit.span().to(), edit.number()));
        RuleFile made = new RuleFile(source, moved.toString(), context);
        made.mustBe(this, expressions);
        return made;
    }

    /** The condition as it is then; what is to be written in the file is added to the edits. */
    private String move(String rule, double by, List<Edit> edits) {
        StringBuilder expression = new StringBuilder(scalars.value(pathOf(rule)).orElseThrow());
        List<Threshold> thresholds = new ArrayList<>(thresholds(rule));
        thresholds.sort(Comparator.comparing(Threshold::from).reversed());
        for (Threshold each : thresholds) {
            BigDecimal number = each.stricter(by);
            expression.replace(each.from(), each.to(), number.toPlainString());
            edits.add(new Edit(place(rule, each).orElseThrow(), number.toPlainString()));
        }
        return expression.toString();
    }

    /** A version is a hash of all that a rule says: nothing but these conditions is another. */
    private void mustBe(RuleFile before, Map<String, String> expressions) {
        for (Rule old : before.rules.rules()) {
            String wanted =
                    expressions.containsKey(old.name()) ? version(old, expressions.get(old.name())) : old.version();
            if (!wanted.equals(rule(old.name()).version())) {
                throw new IllegalStateException(source + ": rule " + old.name() + " cannot be changed in place");
            }
        }
    }

    private static String version(Rule rule, String expression) {
        try {
            return RuleVersion.of(
                    rule.name(),
                    Condition.compile(expression).normalised(),
                    rule.timing(),
                    rule.scope(),
                    rule.labels(),
                    rule.annotations(),
                    rule.language(),
                    rule.actions());
        } catch (Condition.Invalid e) {
            throw new IllegalStateException("a condition with other numbers is a condition: " + expression, e);
        }
    }

    private Optional<YamlScalars.Span> place(String rule, Threshold threshold) {
        return scalars.find(pathOf(rule), threshold.from(), threshold.to());
    }

    private String pathOf(String rule) {
        return "rules[" + rules.names().indexOf(rule) + "].expr";
    }

    private Rule rule(String name) {
        return rules.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule '" + name + "' among " + rules.names()));
    }
}
