package org.undertone.ledger.story;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Role;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.entry.TapRecord;

/**
 * All that the ledger keeps of one call, each list with the oldest first.
 *
 * @param id which call
 * @param facts what was known of it; absent for a call that belonged to no profile
 * @param taps of which legs
 * @param notTapped why others were not
 * @param pauses when tapped legs were not scored
 * @param heard what became of the sound of the tapped legs
 * @param alerts what fired, and what was done
 * @param marks the moments that they marked
 * @param deliveries what they sent, and how far that has come
 * @param supervisions who listened
 */
public record CallStory(
        CallId id,
        Optional<CallRecord> facts,
        List<TapRecord> taps,
        List<NotTapped> notTapped,
        List<PauseRecord> pauses,
        List<LegSound> heard,
        List<AlertRecord> alerts,
        List<Mark> marks,
        List<DeliveryRecord> deliveries,
        List<SupervisionRecord> supervisions) {

    /** How the one reason ends that only agents have. */
    private static final String OF_AN_AGENT = "does not hear the agent";

    /** The story of that call, if the ledger knows it. */
    public static Optional<CallStory> read(Ledger ledger, CallId id) {
        CallStory story = new CallStory(
                id,
                ledger.calls().find(id),
                ledger.taps().of(id),
                ledger.taps().notTappedOf(id),
                ledger.taps().pausesOf(id),
                LegSound.of(ledger.assessments().of(id)),
                ledger.alerts().of(id),
                ledger.alerts().marksOf(id),
                ledger.outbox().of(id),
                ledger.supervisions().of(id));
        return Optional.of(story).filter(read -> read.startedAt().isPresent());
    }

    /** Why its customer was not tapped, before why somebody else was not; empty if the customer was. */
    public Optional<NotTapped> whyNotTapped() {
        if (taps.stream().anyMatch(tap -> tap.role() == Role.CUSTOMER)) {
            return Optional.empty();
        }
        return notTapped.stream()
                .filter(not -> taps.stream().noneMatch(tap -> not.leg().equals(Optional.of(tap.leg()))))
                .min(Comparator.comparing(not -> not.reason().endsWith(OF_AN_AGENT)));
    }

    /** Since when it is not scored at the moment, and why. */
    public Optional<PauseRecord> pausedNow() {
        boolean ended = facts.flatMap(CallRecord::endedAt).isPresent();
        return pauses.stream().filter(pause -> !ended && pause.to().isEmpty()).findFirst();
    }

    /** When its parties were connected, or the first moment that is known of it. */
    public Optional<Instant> startedAt() {
        return facts.map(CallRecord::startedAt).or(() -> Stream.concat(
                        taps.stream().map(TapRecord::from), notTapped.stream().map(NotTapped::at))
                .min(Instant::compareTo));
    }

    /** From its start to its end, if it has ended. */
    public Optional<Duration> length() {
        return facts.flatMap(call -> call.endedAt().map(end -> Duration.between(call.startedAt(), end)));
    }

    /** How much of all legs was not scored, and why. */
    public Map<NotScoredReason, LegSound.Amount> notScored() {
        Map<NotScoredReason, LegSound.Amount> all = new EnumMap<>(NotScoredReason.class);
        heard.forEach(
                leg -> leg.notScored().forEach((reason, amount) -> all.merge(reason, amount, LegSound.Amount::plus)));
        return all;
    }

    /** A tapped leg by its role, with its channel where several have that role; another by its channel. */
    public String nameOf(LegId leg) {
        Optional<TapRecord> tap =
                taps.stream().filter(one -> one.leg().equals(leg)).findFirst();
        if (tap.isEmpty()) {
            return leg.channelId();
        }
        String role = tap.get().role().label();
        boolean only = taps.stream()
                .filter(one -> one.role() == tap.get().role())
                .allMatch(one -> one.leg().equals(leg));
        return only ? role : role + " " + leg.channelId();
    }
}
