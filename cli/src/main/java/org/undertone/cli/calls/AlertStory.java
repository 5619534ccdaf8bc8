package org.undertone.cli.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.SpeechRate;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.story.CallStory;

/** The alerts of a call, and what came of each. */
final class AlertStory {

    private static final String ALERT = "alert";

    private final CallStory story;

    AlertStory(CallStory story) {
        this.story = story;
    }

    List<StoryLine> lines() {
        List<StoryLine> lines = new ArrayList<>();
        story.alerts().forEach(alert -> {
            lines.add(fired(alert));
            alert.ending()
                    .ifPresent(end -> lines.add(new StoryLine(
                            end.at(),
                            ALERT,
                            name(alert.id()) + " is over, it held until " + Moments.seconds(end.until())
                                    + " of the tap")));
            alert.actions().forEach(action -> lines.add(action(action)));
        });
        story.marks().forEach(mark -> lines.add(mark(mark)));
        story.deliveries().forEach(delivery -> lines.add(delivery(delivery)));
        return lines;
    }

    private StoryLine fired(AlertRecord alert) {
        String tickets = alert.tickets().stream()
                .map(Ticket::number)
                .map(number -> "; ticket " + number)
                .collect(Collectors.joining());
        String text = name(alert.id()) + ": " + felt(story.nameOf(alert.leg()), alert) + ", held from "
                + Moments.seconds(alert.since()) + " to " + Moments.seconds(alert.firedAtAudio()) + " of the tap, "
                + SoundText.windows(alert.evidence().size()) + tickets;
        List<String> more = new ArrayList<>();
        alert.annotations().forEach((name, told) -> more.add(name + ": " + oneLine(told)));
        pairs("labels", alert.labels(), more);
        pairs("values", alert.values(), more);
        return new StoryLine(alert.firedAt(), ALERT, text, more);
    }

    private static void pairs(String what, Map<String, String> pairs, List<String> more) {
        if (!pairs.isEmpty()) {
            more.add(pairs.entrySet().stream()
                    .map(pair -> pair.getKey() + "=" + oneLine(pair.getValue()))
                    .collect(Collectors.joining(", ", what + " ", "")));
        }
    }

    /** What the window that completed the alert says. */
    private static String felt(String who, AlertRecord alert) {
        if (alert.evidence().isEmpty()) {
            return who;
        }
        Assessment.Scored last = alert.evidence().get(alert.evidence().size() - 1);
        String doubts = last.quality().doubts().isEmpty() ? "" : ", quality " + last.quality();
        return who + " " + last.track().label() + doubts
                + last.rate().map(AlertStory::fast).orElse("");
    }

    private static String fast(SpeechRate rate) {
        return String.format(Locale.ROOT, ", %.0f syllables a minute", rate.speech());
    }

    private static StoryLine action(ActionRecord action) {
        String detail = action.detail().isEmpty() ? "" : ": " + action.detail();
        return new StoryLine(
                action.at(),
                "action",
                action.verb() + " for " + name(action.alert()) + " "
                        + action.outcome().label() + detail);
    }

    private StoryLine mark(Mark mark) {
        return new StoryLine(
                mark.at(),
                "mark",
                name(mark.alert()) + ": '" + oneLine(mark.label()) + "' at " + Moments.seconds(mark.audio())
                        + " of the " + story.nameOf(mark.leg()));
    }

    /** What has not arrived stands where it was written; its number is for {@code undertone deliver again}. */
    private static StoryLine delivery(DeliveryRecord delivery) {
        String state =
                switch (delivery.state()) {
                    case WAITING -> "waits";
                    case DELIVERED -> "delivered";
                    case DEAD -> "is a dead letter";
                };
        String error = delivery.lastError().isEmpty() ? "" : ": " + oneLine(delivery.lastError());
        return new StoryLine(
                delivery.deliveredAt().orElse(delivery.createdAt()),
                "delivery",
                delivery.id() + ", " + delivery.verb() + " to " + delivery.destination() + " for "
                        + name(delivery.alert()) + ", " + state + ", " + tries(delivery) + error);
    }

    private static String tries(DeliveryRecord delivery) {
        return switch (delivery.attempts()) {
            case 0 -> delivery.state() == DeliveryState.DEAD ? "never tried" : "not tried yet";
            case 1 -> "1 try";
            default -> delivery.attempts() + " tries";
        };
    }

    /** Such as {@code customer-angry/1}: the call is known. */
    static String name(AlertId alert) {
        return alert.rule() + "/" + alert.episode();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
