package org.undertone.app.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Assessment;
import org.undertone.core.SpeechRate;
import org.undertone.ledger.ActionRecord;
import org.undertone.ledger.AlertRecord;
import org.undertone.ledger.CallRecord;
import org.undertone.ledger.PauseRecord;
import org.undertone.ledger.SupervisionRecord;
import org.undertone.ledger.TapRecord;
import org.undertone.ledger.Ticket;

/** One call from its start to its end, a line for whatever happened to it; then what became of its sound. */
final class StoryText {

    private static final String TAP = "tap";
    private static final String PAUSE = "pause";

    private final Moments moments;

    StoryText(ZoneId zone) {
        this.moments = new Moments(zone);
    }

    private record Line(Instant at, String subject, String text) {}

    String text(CallStory story) {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%s%n%n", head(story)));
        lines(story).stream()
                .sorted(Comparator.comparing(Line::at))
                .forEach(line -> text.append(
                        String.format("  %s  %-10s  %s%n", moments.time(line.at()), line.subject(), line.text())));
        return text.append(String.format("%n%s", new SoundText(story).text())).toString();
    }

    private String head(CallStory story) {
        String start = story.startedAt().map(moments::day).orElse("");
        if (story.facts().isEmpty()) {
            return String.format("Call %s, %s, of no profile", story.id(), start);
        }
        CallRecord call = story.facts().get();
        String length =
                story.length().map(whole -> Moments.clock(whole) + " long").orElse("goes on");
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
    private static List<Line> lines(CallStory story) {
        List<Line> lines = new ArrayList<>();
        story.facts().ifPresent(call -> lines.add(new Line(call.startedAt(), "call", "connected")));
        story.notTapped()
                .forEach(not -> lines.add(new Line(
                        not.at(),
                        "no tap",
                        not.leg().map(leg -> leg.channelId() + ": ").orElse("") + not.reason())));
        story.taps()
                .forEach(tap -> lines.add(new Line(
                        tap.from(),
                        TAP,
                        tap.role().label() + " " + tap.leg().channelId() + " is heard, set up in "
                                + tap.setUp().toMillis() + " ms")));
        story.pauses().forEach(pause -> lines.addAll(pause(story, pause)));
        story.alerts().forEach(alert -> lines.addAll(alert(story, alert)));
        story.supervisions().forEach(supervision -> lines.addAll(supervision(supervision)));
        story.taps().forEach(tap -> lines.addAll(tapEnd(story, tap)));
        story.facts().flatMap(CallRecord::endedAt).ifPresent(end -> lines.add(new Line(end, "call", "ended")));
        return lines;
    }

    private static List<Line> tapEnd(CallStory story, TapRecord tap) {
        return tap.to().stream()
                .map(end -> new Line(
                        end,
                        TAP,
                        story.nameOf(tap.leg()) + " is no longer heard, after " + between(tap.from(), end)
                                + tap.endReason().map(reason -> ": " + reason).orElse("")))
                .toList();
    }

    private static List<Line> pause(CallStory story, PauseRecord pause) {
        String who = story.nameOf(pause.leg());
        Line begin = new Line(pause.from(), PAUSE, who + " is not scored: " + pause.reason());
        return Stream.concat(
                        Stream.of(begin),
                        pause.to().stream()
                                .map(end -> new Line(
                                        end,
                                        PAUSE,
                                        who + ": end of " + pause.reason() + ", after " + between(pause.from(), end))))
                .toList();
    }

    private static List<Line> alert(CallStory story, AlertRecord alert) {
        String name = alert.id().rule() + "/" + alert.id().episode();
        String tickets = alert.tickets().stream()
                .map(Ticket::number)
                .map(number -> "; ticket " + number)
                .collect(Collectors.joining());
        Line fired = new Line(
                alert.firedAt(),
                "alert",
                name + ": " + felt(story.nameOf(alert.leg()), alert) + ", held from " + Moments.seconds(alert.since())
                        + " to " + Moments.seconds(alert.firedAtAudio()) + " of the tap, "
                        + SoundText.windows(alert.evidence().size()) + tickets);
        return Stream.concat(Stream.of(fired), alert.actions().stream().map(action -> action(name, action)))
                .toList();
    }

    private static Line action(String alert, ActionRecord action) {
        String detail = action.detail().isEmpty() ? "" : ": " + action.detail();
        return new Line(
                action.at(),
                "action",
                action.verb() + " for " + alert + " " + action.outcome().label() + detail);
    }

    /** What the window that completed the alert says. */
    private static String felt(String who, AlertRecord alert) {
        if (alert.evidence().isEmpty()) {
            return who;
        }
        Assessment.Scored last = alert.evidence().get(alert.evidence().size() - 1);
        String doubts = last.quality().doubts().isEmpty() ? "" : ", quality " + last.quality();
        return who + " " + last.track().label() + doubts
                + last.rate().map(StoryText::fast).orElse("");
    }

    private static String fast(SpeechRate rate) {
        return String.format(Locale.ROOT, ", %.0f syllables a minute", rate.speech());
    }

    private static List<Line> supervision(SupervisionRecord supervision) {
        String alert = supervision.alert().rule() + "/" + supervision.alert().episode();
        String who = supervision.supervisor();
        String mode = supervision.mode().label();
        Line begin = new Line(supervision.from(), "supervisor", who + " joins for " + alert + ": " + mode);
        return Stream.concat(
                        Stream.of(begin),
                        supervision.to().stream()
                                .map(end -> new Line(
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
