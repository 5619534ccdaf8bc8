package org.undertone.evaluation.tune;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.undertone.core.LegId;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.TapRecord;

/**
 * How often a call's customer was put on hold, by the pauses that the ledger keeps. Who holds is not kept: a hold by the
 * customer's own phone counts, which live it does not.
 */
final class KeptHolds {

    private static final String HOLD = "hold";
    private static final String PARKED = "parked";

    /** Between the end of one pause and the beginning of another that follows it at once. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private KeptHolds() {}

    /**
     * When each began. Pauses that follow one another without a break are one hold, as live: a customer who is parked while on
     * hold, or has a new tap meanwhile, is not put on hold anew.
     *
     * @param customers the customer's legs
     */
    static List<Instant> of(List<PauseRecord> pauses, List<TapRecord> taps, Set<LegId> customers) {
        List<PauseRecord> theirs = pauses.stream()
                .filter(pause -> customers.contains(pause.leg()))
                .filter(pause -> pause.reason().equals(HOLD) || pause.reason().equals(PARKED))
                .sorted(Comparator.comparing(PauseRecord::from))
                .toList();
        List<Instant> holds = new ArrayList<>();
        Instant heldUntil = Instant.MIN;
        for (PauseRecord pause : theirs) {
            boolean goesOn = !pause.from().minus(MOMENT).isAfter(heldUntil);
            boolean hold = pause.reason().equals(HOLD);
            if (hold && !goesOn) {
                holds.add(pause.from());
            }
            if (hold || goesOn) {
                Instant until = end(pause, taps);
                heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
            }
        }
        return holds;
    }

    /** A pause ends with its tap; whether the hold did is not known before the next one stands. */
    private static Instant end(PauseRecord pause, List<TapRecord> taps) {
        boolean withItsTap = taps.stream()
                .anyMatch(tap -> tap.leg().equals(pause.leg())
                        && tap.to().isPresent()
                        && tap.to().equals(pause.to()));
        Instant end = pause.to().orElse(Instant.MAX);
        return taps.stream()
                .filter(tap -> withItsTap && tap.leg().equals(pause.leg()))
                .map(TapRecord::from)
                .filter(end::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(end);
    }
}
