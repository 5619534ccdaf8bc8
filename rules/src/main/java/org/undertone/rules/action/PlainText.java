package org.undertone.rules.action;

import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;

/** What every text in an action must be: one line, not too long, and meant as it stands. */
final class PlainText {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u0085\\u2028\\u2029]");

    private PlainText() {}

    static void check(Section section, String key, String value, int max) {
        if (value.contains("${")) {
            section.problem(
                    key, "holds '${'; values are plain text, in which {{ emotion }} and the like are filled in");
        }
        if (CONTROL.matcher(value).find()) {
            section.problem(key, "must be one line of printable text");
        }
        if (value.length() > max) {
            section.problem(key, "is " + value.length() + " characters long; at most " + max + " are allowed");
        }
    }
}
