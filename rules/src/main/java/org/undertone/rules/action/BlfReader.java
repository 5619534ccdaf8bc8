package org.undertone.rules.action;

import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;

/** Reads {@code blf: {lamp: agent, light: flashing}}; both may be left out. */
final class BlfReader {

    private static final Pattern LAMP = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private BlfReader() {}

    static Optional<Action> read(Section item) {
        Section blf = item.section("blf");
        String lamp = blf.text("lamp", Action.Blf.AGENT);
        boolean named = LAMP.matcher(lamp).matches();
        if (!named) {
            blf.problem(
                    "lamp",
                    "'" + lamp + "' is no lamp: " + Action.Blf.AGENT
                            + " for the one of the call's agent, or a name of up"
                            + " to 40 letters, digits, '-' and '_'");
        }
        Action.Blf.Light light = blf.choice("light", Action.Blf.Light.FLASHING);
        blf.done();
        return named ? Optional.of(new Action.Blf(lamp, light)) : Optional.empty();
    }
}
