package org.undertone.rules;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.rules.action.ActionTexts;
import org.undertone.rules.text.Language;
import org.undertone.rules.text.TemplateNames;

/**
 * The labels and annotations of a rule, as written.
 *
 * @param labels by which alerts are sorted
 * @param annotations what people are told
 */
record RuleTexts(Map<String, String> labels, Map<String, String> annotations) {

    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int MAX_LABEL = 200;
    private static final int MAX_ANNOTATION = 2_000;
    private static final int MOST = 32;

    static RuleTexts read(Section rule, Language language) {
        Section labels = rule.section(LABELS);
        Section annotations = rule.section(ANNOTATIONS);
        Set<String> names = new LinkedHashSet<>();
        labels.keys().forEach(name -> names.add(LABELS + "." + name));
        annotations.keys().forEach(name -> names.add(ANNOTATIONS + "." + name));
        ActionTexts reading = new ActionTexts(language, names, Optional.empty());
        RuleTexts texts = new RuleTexts(read(labels, reading, MAX_LABEL), read(annotations, reading, MAX_ANNOTATION));
        List<String> cycle = TemplateNames.cycle(texts.byName());
        if (!cycle.isEmpty()) {
            String first = cycle.get(0);
            rule.problem(first, "goes in a circle: " + String.join(" → ", cycle) + "; no text may need itself");
        }
        return texts;
    }

    private static Map<String, String> read(Section section, ActionTexts reading, int max) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (section.keys().size() > MOST) {
            section.problem(section.keys().get(MOST), "is one too many; at most " + MOST + " are allowed");
            return texts;
        }
        for (String name : section.keys()) {
            if (!NAME.matcher(name).matches()) {
                section.problem(name, "is no name: up to 64 letters, digits and underscores, such as severity");
            }
            texts.put(
                    name, max == MAX_LABEL ? reading.line(section, name, max) : reading.lines(section, name, "", max));
        }
        return texts;
    }

    /** What templates of the rule call them. */
    Set<String> names() {
        return byName().keySet();
    }

    private Map<String, String> byName() {
        Map<String, String> texts = new LinkedHashMap<>();
        labels.forEach((name, text) -> texts.put(LABELS + "." + name, text));
        annotations.forEach((name, text) -> texts.put(ANNOTATIONS + "." + name, text));
        return texts;
    }
}
