package org.undertone.cli;

import java.util.Locale;
import org.undertone.core.event.Finding;

/** How a finding looks wherever one is printed. */
public final class FindingText {

    private FindingText() {}

    /** One line: sign, name, what, and what to do. */
    public static String line(Finding finding) {
        return String.format(
                Locale.ROOT,
                "  %s  %-18s %s%s%n",
                sign(finding.state()),
                finding.name(),
                finding.detail(),
                finding.advice().isEmpty() ? "" : " → " + finding.advice());
    }

    private static String sign(Finding.State state) {
        return switch (state) {
            case OK -> "✔";
            case WARNING -> "!";
            case PROBLEM -> "✘";
            case UNKNOWN -> "?";
        };
    }
}
