package org.undertone.rules.action;

import java.util.Optional;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;

/** Reads {@code mark: label} or {@code mark: {label: label}}. */
final class MarkReader {

    private static final int MAX_LABEL = 100;

    private MarkReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        String label;
        if (item.isMapping("mark")) {
            Section mark = item.section("mark");
            label = reading.line(mark, "label", MAX_LABEL);
            mark.done();
        } else {
            label = reading.line(item, "mark", MAX_LABEL);
        }
        return label.isBlank() ? Optional.empty() : Optional.of(new Action.Mark(label));
    }
}
