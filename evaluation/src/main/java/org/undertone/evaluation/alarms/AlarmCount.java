package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.undertone.core.Action;
import org.undertone.core.Alert;

/**
 * How often rules alarmed where nothing was to alarm about.
 *
 * @param what which alarms these are: a rule's name, or a word for several
 * @param rate how often, an hour of speech
 * @param recordings in how many of the recordings at least once
 * @param of how many recordings there are
 */
public record AlarmCount(String what, Rate rate, int recordings, int of) {

    /** All of them. */
    static AlarmCount all(List<HeardRecording> heard) {
        return of("all rules", heard, alert -> true);
    }

    /** Those that open a ticket: each of them costs somebody some minutes. */
    static AlarmCount tickets(List<HeardRecording> heard) {
        return of("those that open a ticket", heard, AlarmCount::opensTicket);
    }

    /** Those of one rule. */
    static AlarmCount rule(String name, List<HeardRecording> heard) {
        return of(name, heard, alert -> alert.id().rule().equals(name));
    }

    private static AlarmCount of(String what, List<HeardRecording> heard, Predicate<Alert> which) {
        int alarms = 0;
        int recordings = 0;
        for (HeardRecording recording : heard) {
            int here = (int) recording.alerts().stream().filter(which).count();
            alarms += here;
            recordings += here > 0 ? 1 : 0;
        }
        Duration speech = heard.stream().map(HeardRecording::speech).reduce(Duration.ZERO, Duration::plus);
        return new AlarmCount(what, Rate.of(alarms, speech), recordings, heard.size());
    }

    static boolean opensTicket(Alert alert) {
        return alert.actions().stream().anyMatch(Action.Ticket.class::isInstance);
    }

    /** The share of recordings with at least one, 0..1. */
    public double recordingShare() {
        return (double) recordings / of;
    }
}
