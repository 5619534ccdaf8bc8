package org.undertone.evaluation.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.TapRecord;

/** How often a customer was put on hold, by the pauses of their legs. */
class KeptHoldsTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId CALL = new CallId("1795363200.7");
    private static final LegId CUSTOMER = new LegId(CALL, "1795363200.7");
    private static final LegId AGENT = new LegId(CALL, "1795363200.8");
    private static final LegId SECOND = new LegId(CALL, "1795363200.9");

    private final List<PauseRecord> pauses = new ArrayList<>();
    private final List<TapRecord> taps = new ArrayList<>(List.of(tap(CUSTOMER, 0, 100)));

    @Test
    void eachHoldOfTheCustomerCounts() {
        pause(CUSTOMER, "hold", 10, 20);
        pause(AGENT, "hold", 30, 40);
        pause(CUSTOMER, "parked", 50, 60);
        pause(CUSTOMER, "hold", 70, 80);

        assertThat(seconds()).containsExactly(10L, 70L);
    }

    @Test
    void whoIsParkedWhileOnHoldIsNotPutOnHoldAnew() {
        pause(CUSTOMER, "hold", 10, 20);
        pause(CUSTOMER, "parked", 20, 30);
        pauses.add(new PauseRecord(
                CUSTOMER, "hold", START.plusSeconds(30).plusMillis(2), Optional.of(START.plusSeconds(40))));

        assertThat(seconds()).containsExactly(10L);
    }

    @Test
    void aHoldGoesOnWithTheNextTap() {
        taps.clear();
        taps.add(tap(CUSTOMER, 0, 20));
        taps.add(tap(CUSTOMER, 24, 100));
        pause(CUSTOMER, "hold", 10, 20);
        // While that tap is opened.
        pause(CUSTOMER, "hold", 23, 40);
        pause(CUSTOMER, "hold", 41, 45);

        assertThat(seconds()).containsExactly(10L, 41L);
    }

    @Test
    void twoLegsOnHoldAtTheSameTimeAreOneHold() {
        pause(CUSTOMER, "hold", 10, 20);
        pause(SECOND, "hold", 15, 30);
        pauses.add(new PauseRecord(CUSTOMER, "hold", START.plusSeconds(40), Optional.empty()));
        pause(SECOND, "hold", 50, 60);

        assertThat(seconds()).containsExactly(10L, 40L);
    }

    private void pause(LegId leg, String reason, int from, int to) {
        pauses.add(new PauseRecord(leg, reason, START.plusSeconds(from), Optional.of(START.plusSeconds(to))));
    }

    private static TapRecord tap(LegId leg, int from, int to) {
        return new TapRecord(
                leg,
                Role.CUSTOMER,
                START.plusSeconds(from),
                Duration.ZERO,
                Optional.of(START.plusSeconds(to)),
                Optional.of("hung up"));
    }

    private List<Long> seconds() {
        return KeptHolds.of(pauses, taps, Set.of(CUSTOMER, SECOND)).stream()
                .map(hold -> Duration.between(START, hold).toSeconds())
                .toList();
    }
}
