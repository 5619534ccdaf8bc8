package org.undertone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.undertone.aribridge.check.CheckReport;
import org.undertone.core.event.Finding;

/** A check's report for people, and for programs, which may rely on the names in it. */
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

    /** The same as JSON; {@code asterisk} is null if the PBX was not reached. */
    String json(CheckReport report) throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("undertone", program.replaceFirst("^\\D*", ""));
        document.put("asterisk", report.asterisk().orElse(null));
        document.put(
                "result",
                count(report, Finding.State.PROBLEM) > 0
                        ? "problem"
                        : count(report, Finding.State.WARNING) > 0 ? "warning" : "ok");
        document.put(
                "findings", report.findings().stream().map(CheckPrint::json).toList());
        document.put("figures", report.figures());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document)
                + System.lineSeparator();
    }

    private static Map<String, String> json(Finding finding) {
        Map<String, String> written = new LinkedHashMap<>();
        List<String> keys = List.of("name", "state", "detail", "advice");
        List<String> values = List.of(
                finding.name(), finding.state().name().toLowerCase(Locale.ROOT), finding.detail(), finding.advice());
        for (int i = 0; i < keys.size(); i++) {
            written.put(keys.get(i), values.get(i));
        }
        return written;
    }
}
