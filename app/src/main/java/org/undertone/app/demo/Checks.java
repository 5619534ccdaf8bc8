package org.undertone.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.undertone.config.Durations;
import org.undertone.core.Assessment;
import org.undertone.lab.Cdr;
import org.undertone.ledger.AlertRecord;
import org.undertone.ledger.TicketCause;

/** Judges the evidence of a demo. */
final class Checks {

    /** What the path from the phone to the tap, the engine and the rules may add to the time that windows take. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final double SAME_VOICE = 0.8;
    private static final double OTHER_VOICE = 0.3;
    private static final Duration STRETCH = Duration.ofSeconds(4);
    private static final Duration CLOCKS = Duration.ofMillis(500);

    private final Evidence evidence;
    private final Duration window;
    private final Duration hop;

    Checks(Evidence evidence, Duration window, Duration hop) {
        this.evidence = evidence;
        this.window = window;
        this.hop = hop;
    }

    /** The checks of the call whose customer becomes angry. */
    List<Check> angry() {
        return List.of(
                alertInTime(), variableOnBothLegs(), ticketWithItsWindows(), hearsTheCustomerOnly(), leavesNothing());
    }

    /** The checks of the call whose customer stays calm. */
    List<Check> calm() {
        return List.of(noAlert(), noVariable(), noTicket(), hearsTheCustomerOnly(), leavesNothing());
    }

    private Check alertInTime() {
        Duration limit = window.plus(evidence.heldFor()).plus(hop).plus(SLACK);
        String name = "the alert came within " + Durations.format(limit) + " of the first angry sample (window "
                + Durations.format(window) + " + for " + Durations.format(evidence.heldFor()) + " + hop "
                + Durations.format(hop) + " + " + Durations.format(SLACK) + ")";
        if (evidence.alertAt().isEmpty() || evidence.angryFrom().isEmpty()) {
            return new Check(name, false, "no alert was raised");
        }
        Duration took =
                Duration.between(evidence.angryFrom().get(), evidence.alertAt().get());
        boolean inTime = !took.isNegative() && took.compareTo(limit) <= 0;
        return new Check(name, inTime, String.format(Locale.ROOT, "%.2f s after it", took.toMillis() / 1000.0));
    }

    private Check variableOnBothLegs() {
        boolean set = evidence.variables().size() == 2
                && evidence.variables().values().stream().allMatch(value -> value.equals(Optional.of("angry")));
        boolean routed =
                evidence.cdrs().stream().anyMatch(cdr -> cdr.userField().equals("retention"));
        boolean inCdr = evidence.cdrs().stream().anyMatch(cdr -> cdr.emotion().equals("angry"));
        return new Check(
                "EMOTION was set on both legs, sent the customer to retention, and is in the CDR",
                set && routed && inCdr,
                "during the call " + variables() + "; then the customer went to "
                        + evidence.cdrs().stream()
                                .map(Cdr::userField)
                                .distinct()
                                .collect(Collectors.joining(","))
                        + "; emotion in the CDRs: "
                        + evidence.cdrs().stream().map(Cdr::emotion).toList());
    }

    private String variables() {
        return evidence.variables().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().orElse("(not set)"))
                .collect(Collectors.joining(", "));
    }

    private Check ticketWithItsWindows() {
        String name = "the ticket is in the ledger with the windows that caused it";
        if (evidence.tickets().size() != 1) {
            return new Check(name, false, evidence.tickets().size() + " tickets in the ledger");
        }
        TicketCause cause = evidence.tickets().get(0);
        AlertRecord alert = cause.alert();
        List<Assessment.Scored> windows = alert.evidence();
        boolean spans = !windows.isEmpty()
                && alert.firedAtAudio().minus(alert.since()).compareTo(evidence.heldFor()) >= 0
                && windows.get(0).window().to().compareTo(alert.since()) >= 0;
        return new Check(
                name,
                spans,
                "ticket " + cause.ticket().number() + " \"" + cause.ticket().subject() + "\" of alert "
                        + alert.id().rule() + " with " + windows.size() + " windows, from "
                        + Durations.format(alert.since()) + " to " + Durations.format(alert.firedAtAudio())
                        + " of the customer's sound");
    }

    private Check hearsTheCustomerOnly() {
        Likeness customer = likeness(evidence.customer());
        Likeness agent = likeness(evidence.agent());
        boolean holds = customer.stretches() > 0
                && agent.stretches() > 0
                && customer.largest() >= SAME_VOICE
                && customer.smallest() >= SAME_VOICE
                && agent.largest() <= OTHER_VOICE;
        return new Check(
                "the tap heard the customer and not the agent",
                holds,
                String.format(
                        Locale.ROOT,
                        "correlation with what the customer's phone played %.3f to %.3f, with the agent's at most %.3f "
                                + "(%d and %d stretches of %s)",
                        customer.smallest(),
                        customer.largest(),
                        agent.largest(),
                        customer.stretches(),
                        agent.stretches(),
                        Durations.format(STRETCH)));
    }

    private record Likeness(int stretches, double smallest, double largest) {}

    /** Compares stretch by stretch, as long as both sounds last. */
    private Likeness likeness(Sound phone) {
        Instant from = evidence.tapped().start().plus(STRETCH);
        Instant end = earlier(
                evidence.tapped().start().plus(evidence.tapped().length()),
                phone.start().plus(phone.length()));
        int stretches = 0;
        double smallest = 1;
        double largest = 0;
        for (; from.plus(STRETCH).plus(CLOCKS).isBefore(end); from = from.plus(STRETCH)) {
            double likeness = evidence.tapped().likeness(phone, from, STRETCH, CLOCKS);
            smallest = Math.min(smallest, likeness);
            largest = Math.max(largest, likeness);
            stretches++;
        }
        return new Likeness(stretches, smallest, largest);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Check leavesNothing() {
        List<CdrShape> with = CdrShape.of(evidence.cdrs());
        boolean sameCdrs = with.equals(evidence.control());
        return new Check(
                "the PBX has the CDRs it would have had without us, and nothing of ours is left on it",
                sameCdrs && evidence.left().isEmpty(),
                (sameCdrs
                                ? with.size() + " CDR, as in the same call without Undertone"
                                : "CDRs " + with + ", without Undertone " + evidence.control())
                        + "; left on the PBX: " + (evidence.left().isEmpty() ? "nothing" : evidence.left()));
    }

    private Check noAlert() {
        return new Check(
                "no alert was raised",
                evidence.alertAt().isEmpty(),
                evidence.alertAt().map(at -> "raised at " + at).orElse("none"));
    }

    private Check noVariable() {
        boolean unset = evidence.variables().size() == 2
                && evidence.variables().values().stream().allMatch(Optional::isEmpty)
                && evidence.cdrs().stream().allMatch(cdr -> cdr.emotion().isEmpty());
        return new Check("EMOTION was not set", unset, variables());
    }

    private Check noTicket() {
        return new Check(
                "no ticket was opened",
                evidence.tickets().isEmpty(),
                evidence.tickets().size() + " tickets in the ledger");
    }
}
