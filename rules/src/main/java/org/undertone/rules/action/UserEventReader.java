package org.undertone.rules.action;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;

/** Reads {@code user-event: {name: CustomerAngry, variables: {severity: "2"}}}. */
final class UserEventReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final int MAX_VALUE = 1_000;

    private UserEventReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        Section event = item.section("user-event");
        String name = event.text("name");
        boolean named = NAME.matcher(name).matches();
        if (!named && !name.isBlank()) {
            event.problem(
                    "name", "'" + name + "' is no name: up to 80 letters, digits, '-' and '_', such as CustomerAngry");
        }
        Map<String, String> values = event.textMap("variables");
        Section variables = event.section("variables");
        values.forEach((variable, value) -> {
            if (!NAME.matcher(variable).matches()) {
                variables.problem(variable, "is no name: up to 80 letters, digits, '-' and '_', such as severity");
            }
            reading.check(variables, variable, value, MAX_VALUE, false);
        });
        event.done();
        return named ? Optional.of(new Action.UserEvent(name, values)) : Optional.empty();
    }
}
