package org.undertone.cli.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.undertone.core.Assessment;
import org.undertone.core.Track;

/** Assessments for people, a line each. */
final class HeardText {

    private HeardText() {}

    static String text(List<Assessment> assessments) {
        return assessments.stream().map(HeardText::line).collect(Collectors.joining());
    }

    private static String line(Assessment assessment) {
        String line = String.format(
                Locale.ROOT,
                "%7.1f s  %s",
                assessment.window().to().toMillis() / 1000.0,
                assessment instanceof Assessment.Scored scored ? told(scored) : "(" + kind(assessment) + ")");
        return String.format("%s%n", line.stripTrailing());
    }

    private static String told(Assessment.Scored scored) {
        String rate = scored.rate()
                .map(known -> String.format(Locale.ROOT, "  %.0f syllables/min", known.speech()))
                .orElse("");
        Track track = scored.track();
        return String.format("%-9s  %-36s  quality %s%s", track.top().label(), track.label(), scored.quality(), rate);
    }

    private static String kind(Assessment assessment) {
        return assessment instanceof Assessment.NotScored not
                ? "not scored: " + not.reason().label()
                : "no speech";
    }
}
