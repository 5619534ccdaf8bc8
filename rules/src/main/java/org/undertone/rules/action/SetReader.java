package org.undertone.rules.action;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;

/** Reads {@code set: {NAME: value}}. */
final class SetReader {

    /** Plain channel variables, with up to two leading underscores for inheritance. */
    private static final Pattern VARIABLE = Pattern.compile("_{0,2}[A-Za-z][A-Za-z0-9_]{0,79}");

    /** Functions that keep a value and do nothing to the call; TIMEOUT or MUTEAUDIO would. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:CDR|SHARED)\\([A-Za-z][A-Za-z0-9_-]{0,79}\\)|CHANNEL\\((?:userfield|accountcode)\\)");

    private static final int MAX_VALUE = 1_000;

    private SetReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        Map<String, String> variables = item.textMap("set");
        if (variables.isEmpty()) {
            item.problem("set", "needs at least one variable, such as EMOTION: angry");
            return Optional.empty();
        }
        Section set = item.section("set");
        variables.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() && !FUNCTION.matcher(name).matches()) {
                set.problem(
                        name,
                        "is no variable that can be set: letters, digits and underscores, or CDR(name), SHARED(name),"
                                + " CHANNEL(userfield), CHANNEL(accountcode)");
            }
            reading.check(set, name, value, MAX_VALUE, false);
        });
        return Optional.of(new Action.Set(variables));
    }
}
