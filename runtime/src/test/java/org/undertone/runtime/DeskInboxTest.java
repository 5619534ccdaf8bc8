package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.WindowRef;
import org.undertone.core.event.CallEvent;
import org.undertone.rules.RuleSet;

/** What waits for the desk, before there is one and after. */
class DeskInboxTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId CALL = new CallId("pbx-1");

    private final DeskInbox inbox = new DeskInbox();
    private final TestingDesk desk = new TestingDesk();

    @Test
    void whatIsToldBeforeThereIsADeskIsDoneInItsOrderWhenThereIsOne() {
        inbox.put(window());
        inbox.put(ended());
        assertThat(desk.done).isEmpty();

        inbox.open(desk);
        inbox.close();

        assertThat(desk.done).containsExactly("window", "CallEnded");
    }

    @Test
    void aDeskThatOneTaskBreaksGoesOnWithTheNext() {
        inbox.open(desk);
        inbox.put(() -> {
            throw new StackOverflowError("a test's");
        });
        inbox.put(() -> {
            throw new IllegalStateException("a test's");
        });
        inbox.put(ended());

        await().atMost(PATIENCE).until(() -> desk.done.contains("CallEnded"));
        inbox.close();
    }

    @Test
    void windowsThatFindTooManyOthersAreDroppedButTheEndOfACallIsNot() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        inbox.put(() -> hold(busy));
        for (int i = 0; i < 20_000; i++) {
            inbox.put(window());
        }
        inbox.put(ended());
        inbox.open(desk);
        busy.countDown();
        await().atMost(PATIENCE).until(() -> desk.done.contains("CallEnded"));
        inbox.close();

        assertThat(desk.done).hasSizeLessThan(10_000).endsWith("CallEnded");
    }

    @Test
    void whatComesAfterTheEndIsNotDoneAndHoldsNobodyUp() {
        inbox.open(desk);
        inbox.close();
        inbox.put(ended());

        assertThat(desk.done).isEmpty();
    }

    @Test
    void anInboxThatNeverGotADeskCloses() {
        inbox.put(ended());
        inbox.close();

        assertThat(desk.done).isEmpty();
    }

    private static void hold(CountDownLatch busy) {
        try {
            assertThat(busy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Assessment window() {
        WindowRef ref = new WindowRef(new LegId(CALL, "pbx-1"), Duration.ZERO, Duration.ofSeconds(3), NOON);
        return new Assessment.NotScored(ref, NotScoredReason.OVERLOAD);
    }

    private static CallEvent ended() {
        return new CallEvent.CallEnded(CALL, NOON);
    }

    private static final class TestingDesk implements DeskInbox.Desk {

        private final List<String> done = new CopyOnWriteArrayList<>();

        @Override
        public void on(CallEvent event) {
            done.add(event.getClass().getSimpleName());
        }

        @Override
        public void on(Assessment assessment) {
            done.add("window");
        }

        @Override
        public void replace(RuleSet changed) {
            done.add("rules");
        }
    }
}
