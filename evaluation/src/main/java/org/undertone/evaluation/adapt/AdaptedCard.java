package org.undertone.evaluation.adapt;

import java.util.Locale;
import java.util.stream.Collectors;
import org.undertone.evaluation.fit.SiteFigure;
import org.undertone.inference.adapt.AdaptedNotes;

/** What stands beside an adapted model: a small card, and what its {@code model.yaml} says for people. */
final class AdaptedCard {

    private AdaptedCard() {}

    static AdaptedNotes notes(AdaptPlan plan, String version, Adapted adapted) {
        return new AdaptedNotes(
                plan.name(),
                version,
                "Adapted to a site: " + adapted.parent().title() + ", its last layer fitted anew",
                data(plan, adapted),
                figures(adapted),
                card(plan, version, adapted));
    }

    private static String data(AdaptPlan plan, Adapted adapted) {
        return "Last layer fitted on a site's own recordings ("
                + adapted.material().told() + "; heard over: "
                + plan.line().label() + "), " + adapted.strength()
                + ". Measured by leaving out callers. Neither sound nor embeddings were kept.";
    }

    private static String figures(Adapted adapted) {
        return adapted.figures().stream().map(AdaptedCard::figure).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String figure(SiteFigure figure) {
        return String.format(
                Locale.ROOT,
                "%s: {before: %.3f, after: %.3f}",
                figure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                figure.before().value(),
                figure.after().value());
    }

    private static String card(AdaptPlan plan, String version, Adapted adapted) {
        String sets = adapted.sets().isEmpty()
                ? "Whether other speech is heard worse than before was not looked at.\n"
                : "Other speech (no set may lose more than two points):\n\n"
                        + AdaptedText.sets(adapted).markdown();
        return """
                # %s %s

                Adapted to one site by `undertone model adapt` from %s: only the last layer is another one.

                Learnt from %s. Heard over: %s. %s. No sound is in it and no embedding of one; whose rights the recordings
                are under, theirs its last layer is under too.

                %s
                %s

                %s
                It was measured on no other callers, language or line. Before you rely on it, let it hear beside the model that you
                have, and compare their alerts. What it must not be used for is what its parent must not be used for.
                """.formatted(
                plan.name(),
                version,
                adapted.parent().title() + " (sha256 `" + adapted.parent().sha256() + "`)",
                adapted.material().told(),
                plan.line().title(),
                adapted.strength(),
                AdaptedText.site(adapted).markdown(),
                AdaptedText.NOTE,
                sets);
    }
}
