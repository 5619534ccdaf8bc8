package org.undertone.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import org.undertone.evaluation.ActedCall.Course;
import org.undertone.evaluation.alarms.CallsEvaluation;
import org.undertone.evaluation.alarms.Share;

/** How soon an actor's anger opens a ticket, for the terminal, the card and programs: a row for each set and course. */
final class ActedCallsTable {

    private static final String NONE = "–";

    private ActedCallsTable() {}

    static Table table(List<CallsEvaluation> sets) {
        List<List<String>> rows = new ArrayList<>();
        for (CallsEvaluation set : sets) {
            for (Course course : Course.values()) {
                rows.add(row(set, course));
            }
        }
        return new Table(
                List.of("acted calls of", "speakers", "within", "a ticket comes", "too early", "median delay"), rows);
    }

    private static List<String> row(CallsEvaluation set, Course course) {
        Share caught = set.caught(course);
        return List.of(
                set.set() + ", " + course.title(),
                String.valueOf(caught.of()),
                CallsEvaluation.inTime(course).toSeconds() + " s",
                caught.of() == 0
                        ? NONE
                        : NumberText.two(caught.value()) + " (" + NumberText.two(caught.from()) + "-"
                                + NumberText.two(caught.to()) + ")",
                String.valueOf(set.tooEarly(course).count()),
                set.medianDelay(course)
                        .map(delay -> NumberText.two(delay.toMillis() / 1_000.0) + " s")
                        .orElse(NONE));
    }

    static String note(List<CallsEvaluation> sets) {
        return "Calls joined from the clips of each actor who is heard both neutral, for 10 s at least, and angry, over a simulated"
                + " phone line, by the rules of " + sets.get(0).rulesName()
                + " that open a ticket. A ticket is too early while the actor is still calm; in brackets Wilson's 95 % interval."
                + unreadable(sets);
    }

    private static String unreadable(List<CallsEvaluation> sets) {
        int clips = sets.stream().mapToInt(CallsEvaluation::unreadable).sum();
        return clips == 0 ? "" : " Left out, because they gave no sound: " + clips + " clips.";
    }
}
