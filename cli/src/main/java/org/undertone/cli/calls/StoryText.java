package org.undertone.cli.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.story.CallStory;

/** One call from its start to its end, a line for whatever happened to it; then what became of its sound. */
final class StoryText {

    private static final String TAP = "tap";
    private static final String PAUSE = "pause";

    private final Moments moments;

    StoryText(ZoneId zone) {
        this.moments = new Moments(zone);
    }

    String text(CallStory story) {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%s%n%n", head(story)));
        lines(story).stream().sorted(Comparator.comparing(StoryLine::at)).forEach(line -> {
            text.append(String.format("  %s  %-10s  %s%n", moments.time(line.at()), line.subject(), line.text()));
            line.more().forEach(more -> text.append(String.format("%28s%s%n", "", more)));
        });
        return text.append(String.format("%n%s", new SoundText(story).text())).toString();
    }

    private String head(CallStory story) {
        String start = story.startedAt().map(moments::day).orElse("");
        if (story.facts().isEmpty()) {
            return String.format("Call %s, %s, of no profile", story.id(), start);
        }
        CallRecord call = story.facts().get();
        String length = story.length()
                .map(known -> (call.whole() ? "" : "at least ") + Moments.clock(known) + " long")
                .orElse("goes on");
        String facts = Stream.of(
                        "profile " + call.profile(),
                        call.queue().isEmpty() ? "" : "queue " + call.queue(),
                        call.did().isEmpty() ? "" : "number " + call.did(),
                        call.agent().isEmpty() ? "" : "agent " + call.agent())
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.joining(", "));
        return String.format("Call %s, %s, %s%n%s", story.id(), start, length, facts);
    }

    /** Of what happened in one moment, the first in this order is told first. */
    private static List<StoryLine> lines(CallStory story) {
        List<StoryLine> lines = new ArrayList<>();
        story.facts()
                .ifPresent(call -> lines.add(new StoryLine(
                        call.startedAt(),
                        "call",
                        call.alreadyGoing() ? "was already going; followed from here on" : "connected")));
        story.notTapped()
                .forEach(not -> lines.add(new StoryLine(
                        not.at(),
                        "no tap",
                        not.leg().map(leg -> leg.channelId() + ": ").orElse("") + not.reason())));
        story.taps()
                .forEach(tap -> lines.add(new StoryLine(
                        tap.from(),
                        TAP,
                        tap.role().label() + " " + tap.leg().channelId() + " is heard, set up in "
                                + tap.setUp().toMillis() + " ms")));
        story.pauses().forEach(pause -> lines.addAll(pause(story, pause)));
        lines.addAll(new AlertStory(story).lines());
        story.supervisions().forEach(supervision -> lines.addAll(supervision(supervision)));
        story.taps().forEach(tap -> lines.addAll(tapEnd(story, tap)));
        story.facts().ifPresent(call -> call.endedAt()
                .ifPresent(end -> lines.add(new StoryLine(
                        end,
                        "call",
                        call.endReason()
                                .map(reason -> "no longer followed, and may go on: " + reason)
                                .orElse("ended")))));
        return lines;
    }

    private static List<StoryLine> tapEnd(CallStory story, TapRecord tap) {
        return tap.to().stream()
                .map(end -> new StoryLine(
                        end,
                        TAP,
                        story.nameOf(tap.leg()) + " is no longer heard, after " + between(tap.from(), end)
                                + tap.endReason().map(reason -> ": " + reason).orElse("")))
                .toList();
    }

    private static List<StoryLine> pause(CallStory story, PauseRecord pause) {
        String who = story.nameOf(pause.leg());
        StoryLine begin = new StoryLine(pause.from(), PAUSE, who + " is not scored: " + pause.reason());
        return Stream.concat(
                        Stream.of(begin),
                        pause.to().stream()
                                .map(end -> new StoryLine(
                                        end,
                                        PAUSE,
                                        who + ": end of " + pause.reason() + ", after " + between(pause.from(), end))))
                .toList();
    }

    private static List<StoryLine> supervision(SupervisionRecord supervision) {
        String alert = AlertStory.name(supervision.alert());
        String who = supervision.supervisor();
        String mode = supervision.mode().label();
        StoryLine begin = new StoryLine(supervision.from(), "supervisor", who + " joins for " + alert + ": " + mode);
        return Stream.concat(
                        Stream.of(begin),
                        supervision.to().stream()
                                .map(end -> new StoryLine(
                                        end,
                                        "supervisor",
                                        who + ": end of " + mode + ", after " + between(supervision.from(), end)
                                                + (supervision.endReason().isEmpty()
                                                        ? ""
                                                        : ": " + supervision.endReason()))))
                .toList();
    }

    private static String between(Instant from, Instant to) {
        return Moments.seconds(Duration.between(from, to));
    }
}
