package org.undertone.aribridge.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.core.event.Finding;

/** What an Asterisk of some version can do for us. */
final class CheckVersion {

    static final String NAME = "version";

    private static final Pattern NUMBERS = Pattern.compile("(?<![\\d.])(\\d+)\\.(\\d+)");
    private static final int OLDEST_TESTED = 20;
    private static final int NEWEST_TESTED = 23;

    private CheckVersion() {}

    static Finding judge(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return Finding.warning(
                    NAME,
                    "Asterisk " + version + " has no number that says what it can do",
                    "tested are Asterisk 20 to 23");
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        if (major < 16 || (major == 16 && minor < 6)) {
            return Finding.problem(
                    NAME,
                    "Asterisk " + version + " cannot send sound to a program (externalMedia came with 16.6)",
                    "no call can be heard. Install Asterisk 20.5 or newer, best 22");
        }
        if (major < 18 || major == 19 || (major == 18 && minor < 20) || (major == 20 && minor < 5)) {
            return Finding.warning(
                    NAME,
                    "Asterisk " + version + " sets variables on other channels wrongly (EXPORT, mended in 18.20 and"
                            + " 20.5)",
                    "variables arrive only as ${SHARED(NAME)}, and functions such as CDR(emotion) not at all. Install"
                            + " Asterisk 20.5 or newer, best 22");
        }
        boolean tested = OLDEST_TESTED <= major && major <= NEWEST_TESTED;
        return Finding.ok(
                NAME,
                "Asterisk " + version
                        + (tested ? "" : "; Undertone is tested with " + OLDEST_TESTED + " to " + NEWEST_TESTED));
    }
}
