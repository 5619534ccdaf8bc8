package org.undertone.rules.expr;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.rules.time.TimeFunction;

/** Turns what the CEL checker says into words for the author of a rule. */
final class ConditionProblems {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern NOTHING_FITS =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);

    private ConditionProblems() {}

    static String explain(CelIssue issue, String expression) {
        return where(issue.getSourceLocation()) + explain(issue.getMessage(), issue.getSourceLocation(), expression);
    }

    static String where(CelSourceLocation location) {
        // CEL counts columns from 0, people from 1.
        return location.getLine() < 1
                ? ""
                : "line " + location.getLine() + ", column " + (location.getColumn() + 1) + ": ";
    }

    static String emotionLabels() {
        return Emotion.all().stream().map(Emotion::label).collect(Collectors.joining(", "));
    }

    private static String explain(String said, CelSourceLocation location, String expression) {
        if (said.startsWith("undeclared reference")) {
            return unknownName(nameAt(location, expression), said);
        }
        Matcher nothingFits = NOTHING_FITS.matcher(said);
        if (nothingFits.matches()) {
            String operator = nothingFits.group(1).replace("_", "").replace("@", "");
            String hint = TimeFunction.of(nothingFits.group(1))
                    .map(ConditionProblems::example)
                    .orElse("");
            return "'" + operator + "' does not take " + nothingFits.group(2) + hint;
        }
        return said.lines().findFirst().orElse(said);
    }

    private static String example(TimeFunction function) {
        return "; write it such as "
                + switch (function) {
                    case AVG, MAX, MIN -> function.word() + "(p.angry, '10s')";
                    case RISING -> "rising(p.angry, '20s') > 0.3";
                    case COUNT -> "count(p.angry >= 0.6, '60s') >= 3";
                    case CHANGED -> "changed(top, 'neutral', 'angry') or changed(top, 'neutral', 'angry', '20s')";
                };
    }

    private static String unknownName(String name, String said) {
        if (name.equals("p") || name.startsWith("p.")) {
            return "'" + name + "' is no emotion; known are " + numbers("p.");
        }
        if (name.equals("own") || name.startsWith("own.")) {
            return "'" + name + "' is no emotion beside neutral; known are " + numbers("own.");
        }
        if (name.isEmpty()) {
            return said.replaceFirst(" \\(in container.*", "");
        }
        return "'" + name + "' is not known here; known are p.<emotion>, own.<emotion>, "
                + ConditionWords.NUMBERS.stream()
                        .filter(word -> !word.startsWith("p.") && !word.startsWith("own."))
                        .collect(Collectors.joining(", "))
                + ", " + String.join(", ", ConditionWords.WHOLE_NUMBERS)
                + ", " + String.join(", ", ConditionWords.TRUTHS)
                + ", " + String.join(", ", ConditionWords.TEXTS) + ", " + String.join(", ", ConditionWords.LISTS)
                + ", call.vars.NAME";
    }

    private static String numbers(String prefix) {
        return ConditionWords.NUMBERS.stream()
                .filter(word -> word.startsWith(prefix))
                .collect(Collectors.joining(", "));
    }

    /** The dotted name that stands at that place; a function's name stands before its bracket, which is where CEL points. */
    private static String nameAt(CelSourceLocation location, String expression) {
        List<String> lines = expression.lines().toList();
        if (location.getLine() < 1 || location.getLine() > lines.size()) {
            return "";
        }
        String line = lines.get(location.getLine() - 1);
        Matcher matcher = NAME.matcher(line);
        return matcher.find(Math.min(location.getColumn(), line.length())) && matcher.start() == location.getColumn()
                ? matcher.group()
                : "";
    }
}
