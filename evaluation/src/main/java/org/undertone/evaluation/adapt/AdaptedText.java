package org.undertone.evaluation.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.undertone.evaluation.figures.Figures;
import org.undertone.evaluation.figures.Interval;
import org.undertone.evaluation.fit.SiteFigure;
import org.undertone.evaluation.report.NumberText;
import org.undertone.evaluation.report.Table;
import org.undertone.evaluation.report.TerminalText;

/** Tells what came of adapting a model. */
public final class AdaptedText {

    static final String NOTE =
            "In brackets 95 % intervals by caller. After: each caller by a layer fitted on the others, how"
                    + " strongly chosen without them.";

    private AdaptedText() {}

    /** For a terminal. */
    public static String text(Adapted adapted) {
        TerminalText text = new TerminalText();
        text.prose("The site's own calls, " + adapted.parent().title() + " before, adapted after (" + adapted.strength()
                + "): " + adapted.material().told() + ".");
        if (!adapted.material().silent().isEmpty()) {
            text.prose("Left out, because nobody is heard to speak in them: "
                    + adapted.material().silent().size() + " recordings, such as "
                    + adapted.material().silent().get(0) + ".");
        }
        text.gap();
        text.table(site(adapted));
        text.prose(NOTE);
        if (!adapted.sets().isEmpty()) {
            text.gap();
            text.line("Other speech, 3 s windows, in brackets intervals by speaker:");
            text.table(sets(adapted));
        }
        text.gap();
        return text.toString();
    }

    static Table site(Adapted adapted) {
        return new Table(
                List.of("callers left out", "before", "after", "change"),
                adapted.figures().stream().map(AdaptedText::row).toList());
    }

    private static List<String> row(SiteFigure figure) {
        return List.of(
                figure.kind().title(),
                NumberText.with(figure.before().value(), figure.before().interval()),
                NumberText.with(figure.after().value(), figure.after().interval()),
                change(figure.change().value(), figure.change().interval()));
    }

    private static String change(double value, Optional<Interval> interval) {
        return signed(value)
                + interval.map(range -> " (" + signed(range.from()) + " to " + signed(range.to()) + ")")
                        .orElse("");
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value);
    }

    static Table sets(Adapted adapted) {
        List<List<String>> rows = new ArrayList<>();
        for (SetChange set : adapted.sets()) {
            String where = set.title() + ", " + set.line().label() + ": ";
            rows.add(List.of(
                    where + "UAR",
                    NumberText.with(set.before().uar(), set.before().uarInterval()),
                    NumberText.with(set.after().uar(), set.after().uarInterval()),
                    signed(set.after().uar() - set.before().uar())));
            if (set.before().anger().isPresent() && set.after().anger().isPresent()) {
                Figures.Anger was = set.before().anger().get();
                Figures.Anger is = set.after().anger().get();
                rows.add(List.of(
                        where + "AUC angry",
                        NumberText.with(was.auc(), was.aucInterval()),
                        NumberText.with(is.auc(), is.aucInterval()),
                        signed(is.auc() - was.auc())));
            }
        }
        return new Table(List.of("set", "before", "after", "change"), rows);
    }
}
