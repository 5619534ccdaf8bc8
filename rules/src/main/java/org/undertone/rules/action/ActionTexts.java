package org.undertone.rules.action;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.yaml.Section;
import org.undertone.rules.text.Language;
import org.undertone.rules.text.TemplateNames;

/**
 * What the readers of one rule share.
 *
 * @param language of the file: which one of a text in several is taken
 * @param names what templates may use besides what is known of every alert
 * @param deliveries the names of those of the settings and what each carries, if they are known
 */
public record ActionTexts(Language language, Set<String> names, Optional<Map<String, Set<String>>> deliveries) {

    public ActionTexts {
        names = new LinkedHashSet<>(names);
    }

    /** One line that must be there. */
    public String line(Section section, String key, int max) {
        return read(section, key, Optional.empty(), max, false);
    }

    /** One line, or the fallback. */
    public String line(Section section, String key, String fallback, int max) {
        return read(section, key, Optional.of(fallback), max, false);
    }

    /** One line or several, or the fallback. */
    public String lines(Section section, String key, String fallback, int max) {
        return read(section, key, Optional.of(fallback), max, true);
    }

    private String read(Section section, String key, Optional<String> fallback, int max, boolean lines) {
        if (section.isMapping(key)) {
            return inLanguages(section.section(key), max, lines);
        }
        if (fallback.isPresent() && !section.has(key)) {
            return fallback.get();
        }
        String text = section.text(key);
        check(section, key, text, max, lines);
        return text;
    }

    /** {@code {en: ..., zh: ...}}: each is checked, one is taken. */
    private String inLanguages(Section texts, int max, boolean lines) {
        String taken = "";
        for (Language each : Language.values()) {
            if (texts.has(each.word())) {
                String text = texts.text(each.word());
                check(texts, each.word(), text, max, lines);
                taken = each == language ? text : taken;
            } else if (each == language) {
                texts.problem(each.word(), "is missing; it is the language of this file");
            }
        }
        texts.done();
        return taken;
    }

    /** Whether a text may stand as it is written. */
    void check(Section section, String key, String text, int max, boolean lines) {
        PlainText.check(section, key, lines ? text.replace("\n", "") : text, max);
        TemplateNames.problem(text, names).ifPresent(problem -> section.problem(key, problem));
    }

    /** Where it is delivered to; empty for nowhere. */
    String to(Section section, String verb, boolean required) {
        if (!required && !section.has("to")) {
            return "";
        }
        String to = section.text("to");
        if (!to.isBlank() && deliveries.isPresent()) {
            check(section, to, verb, deliveries.get());
        }
        return to;
    }

    private static void check(Section section, String to, String verb, Map<String, Set<String>> known) {
        if (!known.containsKey(to)) {
            section.problem(
                    "to",
                    "'" + to + "' is no delivery of the settings; "
                            + (known.isEmpty()
                                    ? "there is none yet: add it under deliveries there"
                                    : "known are "
                                            + String.join(
                                                    ", ",
                                                    known.keySet().stream()
                                                            .sorted()
                                                            .toList())));
        } else if (!known.get(to).contains(verb)) {
            section.problem(
                    "to",
                    "'" + to + "' is a delivery that takes no " + verb + ", only "
                            + String.join(", ", known.get(to).stream().sorted().toList()));
        }
    }
}
