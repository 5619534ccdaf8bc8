package org.undertone.config.notation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of something that is read from a channel: a variable, or one of the dialplan functions that only tell of the
 * channel. Others may wait, change something, or ask another machine, in the middle of a call.
 */
public final class ChannelVariable {

    /** Longer names Asterisk cuts (its AST_MAX_EXTENSION). */
    private static final int LONGEST = 79;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern INHERITED = Pattern.compile("_{1,2}[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern FUNCTION = Pattern.compile("(?<name>[A-Za-z_]+)\\((?<arguments>.*)\\)");
    private static final Pattern TELLS = Pattern.compile("CALLERID|CDR|CHANNEL|SHARED");
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private ChannelVariable() {}

    /** What is wrong with a name, and what is allowed. */
    public static Optional<String> problem(String name) {
        if (name.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        if (PLAIN.matcher(name).matches()) {
            return Optional.empty();
        }
        if (INHERITED.matcher(name).matches()) {
            return Optional.of("begins with an underscore, as where it is set; it is read without: "
                    + name.replaceFirst("^_+", ""));
        }
        Matcher function = FUNCTION.matcher(name);
        if (!function.matches()) {
            return Optional.of("is no channel variable such as CRM_ID: letters, digits and '_', without $; and no"
                    + " function such as CALLERID(name)");
        }
        if (!TELLS.matcher(function.group("name")).matches()) {
            return Optional.of("is a function that is not read here: only CALLERID, CDR, CHANNEL and SHARED tell of the"
                    + " channel and do nothing else; let the dialplan set a variable to it");
        }
        return ARGUMENT.matcher(function.group("arguments")).matches()
                ? Optional.empty()
                : Optional.of("needs one word between its brackets, as in CALLERID(name)");
    }
}
