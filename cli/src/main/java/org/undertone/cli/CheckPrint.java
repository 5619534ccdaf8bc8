package org.undertone.cli;

import org.undertone.aribridge.check.CheckReport;
import org.undertone.core.event.Finding;
import org.undertone.wire.CheckMessage;
import org.undertone.wire.thing.FindingJson;

/** A check's report for people, and for programs. */
final class CheckPrint {

    private final String program;

    CheckPrint(String program) {
        this.program = program;
    }

    /** One line a finding: sign, name, what, and what to do. */
    String text(CheckReport report) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : report.findings()) {
            text.append(FindingText.line(finding));
        }
        return text.append(String.format("%n%s%n", verdict(report))).toString();
    }

    private static String verdict(CheckReport report) {
        long problems = count(report, Finding.State.PROBLEM);
        long warnings = count(report, Finding.State.WARNING);
        String warned = warnings == 0 ? "" : ", " + warnings + (warnings == 1 ? " warning" : " warnings");
        return problems == 0
                ? "Calls can be heard" + warned + "."
                : problems + (problems == 1 ? " problem" : " problems") + warned + ", "
                        + count(report, Finding.State.UNKNOWN) + " not looked at.";
    }

    private static long count(CheckReport report, Finding.State state) {
        return report.findings().stream()
                .filter(finding -> finding.state() == state)
                .count();
    }

    /** The same for programs. */
    CheckMessage message(CheckReport report) {
        return new CheckMessage(
                program.replaceFirst("^\\D*", ""),
                report.asterisk(),
                count(report, Finding.State.PROBLEM) > 0
                        ? "problem"
                        : count(report, Finding.State.WARNING) > 0 ? "warning" : "ok",
                report.findings().stream().map(FindingJson::of).toList(),
                report.figures());
    }
}
