package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.undertone.config.Settings;
import org.undertone.config.yaml.Durations;
import org.undertone.core.Assessment;
import org.undertone.lab.Cdr;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.TicketCause;

/** Judges the evidence of a demo. */
final class Checks {

    /** What the path from the phone to the tap, the engine and the rules may add to the time that windows take. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final double SAME_VOICE = 0.9;
    private static final double OTHER_VOICE = 0.3;
    private static final Duration STRETCH = Duration.ofSeconds(2);
    private static final int ENOUGH_WINDOWS = 30;
    private static final Duration CLOCKS = Duration.ofMillis(500);

    private final DemoEvidence evidence;
    private final DemoRules rules;
    private final HelpChecks help;
    private final Duration window;
    private final Duration hop;
    private final String supervisorsAccount;

    Checks(DemoEvidence evidence, DemoRules rules, Settings settings) {
        this.evidence = evidence;
        this.rules = rules;
        this.help = new HelpChecks(evidence, rules, settings.cue().tone());
        this.window = settings.media().window();
        this.hop = settings.media().hop();
        this.supervisorsAccount = settings.supervise().account();
    }

    /** When the agent heard the tone of the cue. */
    Optional<Instant> cueHeard() {
        return help.cueHeard();
    }

    /** The checks of the call whose customer becomes angry. */
    List<Check> angry() {
        List<Check> checks = new ArrayList<>();
        checks.add(alertInTime());
        if (rules.ask("set")) {
            checks.add(variableOnBothLegs());
        }
        if (rules.ask("ticket")) {
            checks.add(ticketWithItsWindows());
        }
        checks.addAll(help.all());
        checks.add(hearsTheCustomerOnly());
        checks.add(leavesNothing());
        return checks;
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
                                .filter(field -> !field.isEmpty())
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
        boolean theCustomers = alert.leg().channelId().equals(evidence.customerChannel())
                && windows.stream().allMatch(w -> w.window().leg().equals(alert.leg()));
        boolean theAngryOnes = evidence.angryFrom().isPresent()
                && !windows.isEmpty()
                && windows.stream().allMatch(w -> w.window()
                        .lastPacketAt()
                        .isAfter(evidence.angryFrom().get()));
        return new Check(
                name,
                theCustomers && theAngryOnes,
                "ticket " + cause.ticket().number() + " \"" + cause.ticket().subject() + "\" of alert "
                        + alert.id().rule() + " with " + windows.size() + " windows, from "
                        + Durations.format(alert.since()) + " to " + Durations.format(alert.firedAtAudio())
                        + " of the customer's sound, "
                        + (theAngryOnes ? "all" : "not all") + " after the first angry sample");
    }

    private Check hearsTheCustomerOnly() {
        List<Double> customer = likeness(evidence.customer().played());
        List<Double> agent = likeness(evidence.agent().played());
        boolean heard = !customer.isEmpty() && median(customer) >= SAME_VOICE;
        boolean alone = !agent.isEmpty() && Collections.max(agent) <= OTHER_VOICE;
        return new Check(
                "the tap heard the customer and not the agent",
                heard && alone,
                "correlation with what the customer's phone played " + told(customer)
                        + "; with what the agent's phone played " + told(agent));
    }

    private static String told(List<Double> likeness) {
        return likeness.isEmpty()
                ? "could not be measured: nobody spoke"
                : String.format(
                        Locale.ROOT,
                        "%.2f (median of %d stretches of %s; %.2f to %.2f)",
                        median(likeness),
                        likeness.size(),
                        Durations.format(STRETCH),
                        Collections.min(likeness),
                        Collections.max(likeness));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /**
     * Compares stretch by stretch where the phone's party speaks, as long as both sounds last. A stretch in which a phone
     * goes from one clip to the next is less alike: its recording there is some milliseconds off.
     */
    private List<Double> likeness(ChannelSound phone) {
        Instant end = earlier(
                evidence.tapped().start().plus(evidence.tapped().length()),
                phone.start().plus(phone.length()));
        List<Double> likeness = new ArrayList<>();
        for (Instant from = evidence.tapped().start().plus(STRETCH);
                from.plus(STRETCH).plus(CLOCKS).isBefore(end);
                from = from.plus(STRETCH)) {
            if (phone.speaks(from, STRETCH)) {
                likeness.add(evidence.tapped().likeness(phone, from, STRETCH, CLOCKS));
            }
        }
        return likeness;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A supervisor's leg is a leg like others, and has one CDR: the admin finds it by its account code. */
    private Check leavesNothing() {
        Map<Boolean, List<Cdr>> supervisors = evidence.cdrs().stream()
                .collect(Collectors.partitioningBy(cdr -> cdr.accountCode().equals(supervisorsAccount)));
        List<CdrShape> others = CdrShape.of(supervisors.get(false));
        int ours = supervisors.get(true).size();
        boolean sameCdrs = others.equals(evidence.control());
        boolean oneEach = ours == (evidence.help().supervisor().isPresent() ? 1 : 0);
        return new Check(
                "the PBX has the CDRs it would have had without us"
                        + (rules.ask("supervise") ? ", one for a supervisor who joined," : ",")
                        + " and nothing of ours is left on it",
                sameCdrs && oneEach && evidence.left().isEmpty(),
                (sameCdrs
                                ? others.size() + " CDRs, as in the same call without Undertone"
                                : "CDRs " + others + ", without Undertone " + evidence.control())
                        + (rules.ask("supervise") ? "; of the account " + supervisorsAccount + ": " + ours : "")
                        + "; left on the PBX: " + (evidence.left().isEmpty() ? "nothing" : evidence.left()));
    }

    private Check noAlert() {
        long scored = evidence.assessments().stream()
                .filter(Assessment.Scored.class::isInstance)
                .count();
        long notScored = evidence.assessments().stream()
                .filter(Assessment.NotScored.class::isInstance)
                .count();
        // An engine that hears nothing raises no alert either.
        boolean heard = scored >= ENOUGH_WINDOWS && notScored == 0;
        return new Check(
                "every window of speech was scored, and no alert was raised",
                heard && evidence.alertAt().isEmpty(),
                scored + " windows scored, " + notScored + " not; "
                        + evidence.alertAt().map(at -> "an alert at " + at).orElse("no alert"));
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
