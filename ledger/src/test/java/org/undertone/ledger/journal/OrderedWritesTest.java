package org.undertone.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Action;
import org.undertone.core.AlertId;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.TestingPostgres;
import org.undertone.ledger.WithPostgres;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.sql.LedgerServer;

@ExtendWith(WithPostgres.class)
class OrderedWritesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void whatIsToldIsKeptInItsOrderAndNobodyWaits() throws Exception {
        List<Integer> kept = new CopyOnWriteArrayList<>();
        CountDownLatch busy = new CountDownLatch(1);
        try (OrderedWrites writes = OrderedWrites.start()) {
            List<CompletableFuture<Boolean>> told = new ArrayList<>();
            told.add(writes.keep("one that takes long", () -> await(busy)));
            for (int i = 0; i < 100; i++) {
                int number = i;
                told.add(writes.keep("entry", () -> kept.add(number)));
            }
            assertThat(kept).isEmpty();
            busy.countDown();

            for (CompletableFuture<Boolean> one : told) {
                assertThat(one.get(1, TimeUnit.MINUTES)).isTrue();
            }
        }
        assertThat(kept).hasSize(100).isSorted();
    }

    @Test
    void whatTheLedgerRefusesDoesNotHoldUpTheRest() throws Exception {
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"));
                OrderedWrites writes = OrderedWrites.start()) {
            CompletableFuture<Boolean> refused =
                    writes.keep("an action of an alert that is not there", () -> ledger.alerts()
                            .recordAction(
                                    new AlertId(new CallId("pbx-1"), "angry", 1),
                                    new Action.Mark("angry"),
                                    ActionOutcome.DONE,
                                    "done",
                                    NOON));
            CompletableFuture<Boolean> next =
                    writes.keep("a call", () -> ledger.calls().record(facts(1)));

            assertThat(refused.get(1, TimeUnit.MINUTES)).isFalse();
            assertThat(next.get(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void whileItsServerIsAwayWhatIsToldWaitsAndIsKeptWhenItIsBack(TestingPostgres postgres) throws Exception {
        LedgerServer server = new LedgerServer(
                postgres.freshUrl(), Optional.of(TestingPostgres.USER), Optional.of(TestingPostgres.PASSWORD));
        try (Ledger ledger = Ledger.open(server);
                OrderedWrites writes = OrderedWrites.start()) {
            List<CompletableFuture<Boolean>> told = new ArrayList<>();
            told.add(writes.keep("a call", () -> ledger.calls().record(facts(0))));
            assertThat(told.get(0).get(1, TimeUnit.MINUTES)).isTrue();
            whileAway(postgres, () -> {
                for (int i = 1; i < 20; i++) {
                    int number = i;
                    told.add(writes.keep("a call", () -> ledger.calls().record(facts(number))));
                }
            });

            for (CompletableFuture<Boolean> one : told) {
                assertThat(one.get(2, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(ledger.calls().newest(100)).extracting(CallRecord::call).hasSize(20);
        }
    }

    @Test
    void whatFindsTooMuchWaitingIsLostAndSaysSo() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (OrderedWrites writes = OrderedWrites.start()) {
            CompletableFuture<Boolean> first = writes.keep("one that takes long", () -> await(busy));
            CompletableFuture<Boolean> last = first;
            for (int i = 0; i < OrderedWrites.WAITING - OrderedWrites.RESERVED + 2; i++) {
                last = writes.keep("entry", () -> {});
            }
            CompletableFuture<Boolean> alert = writes.keepAlert("an alert", () -> {});
            assertThat(last.get(1, TimeUnit.MINUTES)).isFalse();
            assertThat(writes.lost()).isPositive();
            busy.countDown();
            assertThat(first.get(1, TimeUnit.MINUTES)).isTrue();
            assertThat(alert.get(1, TimeUnit.MINUTES))
                    .as("there is room for alerts")
                    .isTrue();
        }
    }

    @Test
    void afterItsEndNothingIsKeptAndThatIsTold() throws Exception {
        OrderedWrites writes = OrderedWrites.start();
        writes.close();

        assertThat(writes.keep("entry", () -> {}).get(1, TimeUnit.MINUTES)).isFalse();
    }

    private static void whileAway(TestingPostgres postgres, Runnable meanwhile) {
        postgres.stop();
        try {
            meanwhile.run();
        } finally {
            postgres.startAgain();
        }
    }

    private static CallFacts facts(int number) {
        return new CallFacts(new CallId("pbx-" + number), "support", "", "", "", NOON, List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
