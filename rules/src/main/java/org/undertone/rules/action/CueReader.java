package org.undertone.rules.action;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;
import org.undertone.rules.text.AlertText;
import org.undertone.rules.text.Defaults;

/** Reads {@code cue: {text: advice, by: [tone, message]}}; both may be left out. */
final class CueReader {

    private CueReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        Section cue = item.section("cue");
        String advice = reading.line(cue, "text", Defaults.advice(reading.language()), AlertText.LONGEST_ADVICE);
        Set<Action.Cue.Way> by = cue.has("by") ? ways(cue) : EnumSet.allOf(Action.Cue.Way.class);
        cue.done();
        return advice.isBlank() || by.isEmpty() ? Optional.empty() : Optional.of(new Action.Cue(advice, by));
    }

    private static Set<Action.Cue.Way> ways(Section cue) {
        Set<Action.Cue.Way> ways = EnumSet.noneOf(Action.Cue.Way.class);
        List<String> written = cue.texts("by");
        for (int i = 0; i < written.size(); i++) {
            switch (written.get(i)) {
                case "tone" -> ways.add(Action.Cue.Way.TONE);
                case "message" -> ways.add(Action.Cue.Way.MESSAGE);
                default -> cue.problem("by[" + i + "]", "'" + written.get(i) + "' is not one of tone, message");
            }
        }
        if (written.isEmpty()) {
            cue.problem("by", "must hold at least one of tone, message");
        }
        return ways;
    }
}
