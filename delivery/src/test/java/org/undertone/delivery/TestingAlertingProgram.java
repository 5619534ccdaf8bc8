package org.undertone.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.CallId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.DeliveryState;

/** Raises alerts in five calls, one after the other, and delivers them, until it is killed; or only delivers what waits. */
final class TestingAlertingProgram {

    static final List<String> CALLS = List.of("a", "b", "c", "d", "e");
    static final String RAISING = "raising";

    /** What waits at most: so that there is always something to do, and not too much at the end. */
    private static final int WAITING = 40;

    /** The system's, as whoever is killed and starts again is the older for it; so the alerts are of today. */
    private static final Clock CLOCK = Clock.systemUTC();

    private static final Pace QUICK =
            new Pace(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(100));

    private TestingAlertingProgram() {}

    /** The ledger's file, the receiver's address, and {@code raise} or {@code drain}. */
    public static void main(String[] arguments) throws InterruptedException {
        boolean raise = arguments[2].equals("raise");
        try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
            Deliveries deliveries = CourierTest.to(URI.create(arguments[1]), CLOCK);
            try (Courier courier = Courier.start(deliveries, ledger.outbox(), QUICK, CLOCK, new SplittableRandom())) {
                System.out.println(RAISING);
                while (raise || !fewerWait(ledger, 1)) {
                    if (raise && fewerWait(ledger, WAITING)) {
                        raiseNext(ledger, deliveries);
                        courier.wake();
                    } else {
                        Thread.sleep(5);
                    }
                }
            }
        }
    }

    /** Whether fewer than that many wait. */
    private static boolean fewerWait(Ledger ledger, int limit) {
        return ledger.outbox().list(List.of(DeliveryState.WAITING), limit).size() < limit;
    }

    private static void raiseNext(Ledger ledger, Deliveries deliveries) {
        for (String call : CALLS) {
            int episode = ledger.outbox().of(new CallId(call)).size() + 1;
            Instant now = CLOCK.instant();
            Alert alert =
                    TestingAlerts.alert(now, call, episode, new Action.Webhook("hook", Map.of("n", "" + episode)));
            ledger.alerts().record(alert, deliveries.outgoing(ledger.id(), alert, TestingAlerts.facts(now, call)));
        }
    }
}
