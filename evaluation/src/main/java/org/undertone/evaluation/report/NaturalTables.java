package org.undertone.evaluation.report;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.alarms.AngerCaught;
import org.undertone.evaluation.alarms.NaturalEvaluation;
import org.undertone.evaluation.figures.AngerRecall;

/** What was measured on natural speech, in words and tables: the same for the terminal and for the card. */
public final class NaturalTables {

    /** What the tables of alarms do not say themselves. */
    public static final String NOTE =
            "An hour of speech is an hour of windows in which somebody speaks, what they share"
                    + " counted once. In brackets exact 95 % intervals of a Poisson rate: they say how few hours these are, not how"
                    + " other people speak.";

    /** What the table of caught anger does not say itself. */
    public static final String CAUGHT =
            "How much acted anger passes a threshold that natural speech rarely passes: of the"
                    + " labelled windows further down, over both lines, those with p.angry above it; in brackets 95 % intervals over"
                    + " speakers.";

    private final NaturalEvaluation natural;
    private final List<AngerCaught> caught;

    /**
     * Tells of that.
     *
     * @param caught what labelled anger is caught; empty where none was heard
     */
    public NaturalTables(NaturalEvaluation natural, List<AngerCaught> caught) {
        this.natural = natural;
        this.caught = List.copyOf(caught);
    }

    /** What was heard, and how: sentences. */
    public String introduction() {
        long wide = natural.heard().stream()
                .filter(recording -> recording.line() != Line.CLEAN)
                .count();
        String line = wide == 0
                ? ""
                : " " + wide + " of them were recorded at more than 8 kHz and heard over a "
                        + natural.plan().line().title() + ", as a telephone gives them.";
        return natural.heard().size() + " recordings of " + natural.sources().size() + " sources, "
                + minutes(natural.length()) + " minutes long, in which somebody speaks for " + minutes(natural.speech())
                + " minutes, " + minutes(natural.ownKnown())
                + " of them when it is known how the voice began: "
                + natural.windows().size()
                + " windows of 3 s, one each half second. Each is heard as the"
                + " customer of a call of its own, by the rules of "
                + natural.plan().rulesName() + "." + line + heldOut() + unheard() + errors();
    }

    private String heldOut() {
        return natural.plan().heldOut().isEmpty()
                ? ""
                : " Of these sources each is heard by a model that was made alike and has not learnt from it: "
                        + String.join(", ", natural.plan().heldOut()) + ".";
    }

    private String unheard() {
        return natural.unheard().isEmpty()
                ? ""
                : " Left out: "
                        + natural.unheard().entrySet().stream()
                                .map(file -> file.getKey() + " " + file.getValue())
                                .collect(Collectors.joining("; "))
                        + ".";
    }

    private String errors() {
        return natural.errors().entrySet().stream()
                .map(error -> " Rule " + error.getKey() + " could not always be asked: " + error.getValue() + ".")
                .collect(Collectors.joining());
    }

    /** False alarms by rule. */
    public Table alarms() {
        List<List<String>> rows = natural.alarms().stream()
                .map(count -> List.of(
                        count.what(),
                        String.valueOf(count.rate().count()),
                        NumberText.perHour(count.rate()),
                        count.recordings() + " of " + count.of() + " (" + NumberText.percent(count.recordingShare())
                                + ")"))
                .toList();
        return new Table(List.of("alarms of", "n", "an hour of speech", "recordings with one"), rows);
    }

    /** False alarms by source. */
    public Table sources() {
        List<List<String>> rows = natural.sources().stream()
                .map(source -> List.of(
                        source.source(),
                        String.valueOf(source.heard().size()),
                        NumberText.one(source.alarms().rate().hours() * 60),
                        NumberText.three(source.angry().sure()),
                        NumberText.perHour(source.alarms().rate()),
                        NumberText.perHour(source.tickets().rate())))
                .toList();
        return new Table(
                List.of(
                        "source",
                        "recordings",
                        "minutes of speech",
                        "angry >= .6",
                        "alarms an hour",
                        "tickets an hour"),
                rows);
    }

    /** In which share of the windows each emotion is heard. */
    public Table shares() {
        List<List<String>> rows = natural.shares().stream()
                .map(share -> List.of(
                        share.emotion().label(), NumberText.three(share.half()), NumberText.three(share.sure())))
                .toList();
        return new Table(List.of("share of windows", ">= .5", ">= .6"), rows);
    }

    /** What labelled anger passes a threshold that natural speech rarely passes; without rows where none was heard. */
    public Table caught() {
        List<List<String>> rows = caught.stream()
                .map(one -> {
                    AngerRecall recall = one.recall();
                    return List.of(
                            NumberText.one(one.threshold().share() * 100) + " %, "
                                    + one.threshold().windows() + " windows (p.angry > "
                                    + NumberText.three(one.threshold().threshold()) + ")",
                            one.line().label(),
                            recall.examples() + " of " + recall.speakers(),
                            NumberText.with(recall.recall(), recall.interval()));
                })
                .toList();
        return new Table(
                List.of("of natural windows pass", "labelled, line", "angry windows, of speakers", "of them pass"),
                rows);
    }

    private static String minutes(Duration time) {
        return NumberText.one(time.toMillis() / 60_000.0);
    }
}
