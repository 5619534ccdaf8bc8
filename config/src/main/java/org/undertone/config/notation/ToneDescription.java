package org.undertone.config.notation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tones in the words of Asterisk ({@code indications.conf}, {@code ast_playtones_start} in its {@code main/indications.c}):
 * parts such as {@code !880/150}, {@code !350+440/200} or {@code !1000*20/100} with commas between them, each one or two
 * frequencies in Hz, 0 for silence, and its milliseconds. A part without {@code !} would begin to loop for ever, one without
 * a length would never end; so neither is allowed here.
 */
public final class ToneDescription {

    /** A cue is short: the agent is in the middle of a call. */
    private static final int LONGEST_MILLIS = 3_000;

    /** Half of the 8000 samples a second in which Asterisk makes tones. */
    private static final int HIGHEST_HZ = 4_000;

    private static final Pattern PART = Pattern.compile("!(\\d{1,4})(?:[+*](\\d{1,4}))?/(\\d{1,4})");
    private static final String ALLOWED =
            "a tone such as !880/150,!0/80,!1175/200: parts of !Hz/ms, !Hz+Hz/ms or !Hz*Hz/ms, 0 Hz for silence";

    private ToneDescription() {}

    /** What is wrong with it, and what is allowed. */
    public static Optional<String> problem(String text) {
        int millis = 0;
        for (String part : text.split(",", -1)) {
            if (!part.startsWith("!") && PART.matcher("!" + part).matches()) {
                return Optional.of("'" + part + "' begins without '!' and would loop for ever; write !" + part);
            }
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches() || Integer.parseInt(matcher.group(3)) == 0) {
                return Optional.of("'" + text + "' is not " + ALLOWED);
            }
            for (String hertz : new String[] {matcher.group(1), matcher.group(2)}) {
                if (hertz != null && Integer.parseInt(hertz) > HIGHEST_HZ) {
                    return Optional.of("'" + part + "' is above " + HIGHEST_HZ + " Hz");
                }
            }
            millis += Integer.parseInt(matcher.group(3));
        }
        return millis > LONGEST_MILLIS
                ? Optional.of("'" + text + "' lasts " + millis + " ms; at most " + LONGEST_MILLIS + " are allowed")
                : Optional.empty();
    }
}
