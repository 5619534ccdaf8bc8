package org.undertone.rules;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Emotion;
import org.undertone.core.Role;

/** The rules of one file, checked and compiled. Immutable; any thread may use it. */
public final class RuleSet {

    private static final long LARGEST = 2_000_000;

    private final List<Rule> rules;
    private final List<String> warnings;

    RuleSet(List<Rule> rules, List<String> warnings) {
        this.rules = List.copyOf(rules);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads a rule file, and checks it by itself.
     *
     * @param file a YAML file, in UTF-8; {@code config/rules.yaml} shows every key
     * @param trained the emotions that the model can give at all; asking for another is a warning
     * @throws SettingsException with everything that is wrong with the file
     */
    public static RuleSet load(Path file, Set<Emotion> trained) {
        return load(file, RuleContext.of(trained));
    }

    /**
     * Reads a rule file.
     *
     * @param context what it is checked against besides
     * @throws SettingsException as above
     */
    public static RuleSet load(Path file, RuleContext context) {
        return parse(file.toString(), read(file), context);
    }

    static String read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new SettingsException(
                        file.toString(), List.of("is " + size + " bytes large; at most " + LARGEST + " are allowed"));
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new SettingsException(file.toString(), List.of("is not UTF-8; save it as UTF-8"));
        } catch (IOException e) {
            throw new SettingsException(
                    file.toString(),
                    List.of("cannot be read (" + e.getClass().getSimpleName()
                            + "); give the path of a rule file, such as a copy of config/rules.yaml"));
        }
    }

    /**
     * Reads the text of a rule file, and checks it by itself.
     *
     * @param source where it came from, for messages
     * @param yaml the text
     * @param trained as for {@link #load(Path, Set)}
     * @throws SettingsException with everything that is wrong with it
     */
    public static RuleSet parse(String source, String yaml, Set<Emotion> trained) {
        return parse(source, yaml, RuleContext.of(trained));
    }

    /**
     * Reads the text of a rule file.
     *
     * @throws SettingsException with everything that is wrong with it
     */
    public static RuleSet parse(String source, String yaml, RuleContext context) {
        return new RuleReader(source, context).read(yaml);
    }

    /** The names of the rules, in the order of the file. */
    public List<String> names() {
        return rules.stream().map(Rule::name).toList();
    }

    /**
     * How long the condition of a rule must hold before it fires, in audio time.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public Duration heldFor(String name) {
        return rules.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .map(Rule::holdFor)
                .orElseThrow(() -> new IllegalArgumentException("no rule '" + name + "' among " + names()));
    }

    /** The rules of these names alone, in the order of the file. */
    public RuleSet only(Collection<String> names) {
        return new RuleSet(
                rules.stream().filter(rule -> names.contains(rule.name())).toList(), warnings);
    }

    /** Whether a rule listens to a voice of that role in calls of that profile; not if there is no such rule. */
    public boolean listensTo(String name, Role role, String profile) {
        return rules.stream()
                .anyMatch(rule -> rule.name().equals(name) && rule.scope().includes(role, profile));
    }

    /** Whether a rule can be told only where both legs are heard. */
    public boolean needBothLegs() {
        return rules.stream().anyMatch(rule -> rule.condition().words().needBothLegs());
    }

    /** The short hash by which each rule as it stands is known, by its name. */
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        rules.forEach(rule -> versions.put(rule.name(), rule.version()));
        return versions;
    }

    /** What is allowed but probably not meant, such as a rule on an emotion that the model never gives. */
    public List<String> warnings() {
        return warnings;
    }

    /** Its rules, in the order in which they are written. */
    public List<Rule> rules() {
        return rules;
    }
}
