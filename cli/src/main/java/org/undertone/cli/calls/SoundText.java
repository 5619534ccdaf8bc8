package org.undertone.cli.calls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Doubt;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.story.CallStory;
import org.undertone.ledger.story.LegSound;

/** What became of the sound of a call: how much was scored, how much was not, and why. */
final class SoundText {

    private final CallStory story;

    SoundText(CallStory story) {
        this.story = story;
    }

    String text() {
        if (story.taps().isEmpty()) {
            return story.notTapped().isEmpty()
                    ? String.format(
                            "Nobody was heard, and the ledger does not say why: look for call=%s in Undertone's log.%n",
                            story.id())
                    : String.format("Nobody was heard; the lines 'no tap' say why.%n");
        }
        return story.taps().stream()
                .map(TapRecord::leg)
                .distinct()
                .map(this::leg)
                .collect(Collectors.joining());
    }

    private String leg(LegId leg) {
        Optional<LegSound> heard =
                story.heard().stream().filter(one -> one.leg().equals(leg)).findFirst();
        return String.format("The sound of the %s:%n", story.nameOf(leg))
                + heard.map(SoundText::amounts)
                        .orElse(String.format(
                                "  no window of it is in the ledger: too short a tap, no sound, or a pause%n"))
                + pauses(leg);
    }

    private static String amounts(LegSound heard) {
        return row("scored", heard.scored(), "")
                + heard.doubtful().entrySet().stream()
                        .map(doubt -> row("- doubtful", doubt.getValue(), because(doubt.getKey())))
                        .collect(Collectors.joining())
                + row("no speech", heard.noSpeech(), "nobody spoke, or too little to judge")
                + heard.notScored().entrySet().stream()
                        .map(not -> row("not scored", not.getValue(), because(not.getKey())))
                        .collect(Collectors.joining());
    }

    private static String row(String what, LegSound.Amount amount, String why) {
        return amount.windows() == 0 ? "" : row(what, windows(amount.windows()), amount.length(), why);
    }

    private static String row(String what, String windows, Duration length, String why) {
        String row = String.format("  %-10s  %12s  %8s  %s", what, windows, Moments.seconds(length), why);
        return String.format("%s%n", row.stripTrailing());
    }

    static String windows(int count) {
        return count + (count == 1 ? " window" : " windows");
    }

    private static String because(Doubt doubt) {
        String why =
                switch (doubt) {
                    case SOUND_MISSING -> "part of the sound was lost on the way";
                    case LITTLE_SPEECH -> "less than half of the window is speech";
                    case CLIPPING -> "too loud for the line, its peaks are cut off";
                    case MUSIC -> "music plays";
                    case SEVERAL_SPEAKERS -> "more than one person speaks";
                };
        return doubt.label() + ": " + why;
    }

    private static String because(NotScoredReason reason) {
        String why =
                switch (reason) {
                    case OVERLOAD -> "the next window came before this one's turn: too many legs for this machine";
                    case TOO_LATE -> "its turn came when it was too old to help (load.deadline): too many legs";
                    case ENGINE_FAILED -> "the model or the speech detector failed; Undertone's log tells how";
                    case SOUND_MISSING -> "too much sound was lost on the way (model.maximum-missing)";
                };
        return reason.label() + ": " + why;
    }

    /** A pause that lasts has no length yet. */
    private String pauses(LegId leg) {
        Map<String, List<PauseRecord>> byReason = story.pauses().stream()
                .filter(pause -> pause.leg().equals(leg))
                .collect(Collectors.groupingBy(PauseRecord::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(reason -> row("paused", "", total(reason.getValue().stream()), reason.getKey()))
                .collect(Collectors.joining());
    }

    private static Duration total(Stream<PauseRecord> pauses) {
        return pauses.flatMap(pause -> pause.to().stream().map(end -> Duration.between(pause.from(), end)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
