package org.undertone.evaluation.report;

/** What was measured, for the terminal: first how often it alarms for nothing, then how well it hears. */
public final class FindingsText {

    private FindingsText() {}

    /** The findings as lines; a part that was not measured is left out. */
    public static String text(Findings findings) {
        TerminalText text = new TerminalText();
        findings.naturalTables().ifPresent(natural -> {
            text.line(findings.model().title() + " on natural speech");
            natural(text, natural);
        });
        if (!findings.calls().isEmpty()) {
            gap(text);
            text.table(ActedCallsTable.table(findings.calls()));
            text.prose(ActedCallsTable.note(findings.calls()));
        }
        findings.labelled().ifPresent(labelled -> {
            gap(text);
            text.append(new EvaluationTable(labelled).text());
        });
        if (!findings.also().isEmpty()) {
            gap(text);
            text.table(OtherSets.table(findings.also()));
            text.prose(OtherSets.NOTE);
        }
        return text.toString();
    }

    private static void natural(TerminalText text, NaturalTables natural) {
        text.prose(natural.introduction());
        text.gap();
        text.table(natural.alarms());
        text.gap();
        text.table(natural.sources());
        text.prose(NaturalTables.NOTE);
        text.gap();
        text.table(natural.shares());
        if (!natural.caught().rows().isEmpty()) {
            text.gap();
            text.table(natural.caught());
        }
    }

    private static void gap(TerminalText text) {
        if (!text.isEmpty()) {
            text.gap();
        }
    }
}
