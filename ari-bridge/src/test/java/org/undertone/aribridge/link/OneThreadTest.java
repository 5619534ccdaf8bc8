package org.undertone.aribridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneThreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final OneThread thread = new OneThread("testing-one-thread", 2, () -> done.add("made up"));

    @AfterEach
    void end() {
        held.countDown();
        thread.shutdown();
    }

    @Test
    void whatFoundNoRoomIsMadeUpForOnce() {
        hold();
        for (String task : List.of("first", "second", "dropped", "dropped too")) {
            thread.execute(() -> done.add(task));
        }

        held.countDown();

        await().atMost(PATIENCE).until(() -> done.contains("second"));
        assertThat(done).containsExactlyInAnyOrder("made up", "first", "second").doesNotContain("dropped");
    }

    @Test
    void whatDidNotComeToItsEndIsMadeUpForAndKeepsNothingElse() {
        thread.execute(() -> {
            throw new IllegalStateException("a fault");
        });
        thread.execute(() -> {
            throw new AsteriskException("no answer");
        });
        thread.execute(() -> done.add("after"));

        await().atMost(PATIENCE).until(() -> done.contains("after"));
        assertThat(done).containsExactly("made up", "made up", "after");
    }

    @Test
    void whatMustNotBeDroppedWaitsForRoom() throws InterruptedException {
        hold();
        thread.execute(() -> done.add("first"));
        thread.execute(() -> done.add("second"));
        Thread waiting = new Thread(() -> thread.executeSurely(() -> done.add("surely")));
        waiting.start();
        waiting.join(50);
        assertThat(waiting.isAlive()).isTrue();

        held.countDown();

        await().atMost(PATIENCE).until(() -> done.contains("surely"));
        assertThat(done).containsExactly("first", "second", "surely");
    }

    /** Keeps the thread busy until the end, or until it is let go. */
    private void hold() {
        CountDownLatch begun = new CountDownLatch(1);
        thread.execute(() -> {
            begun.countDown();
            try {
                assertThat(held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(PATIENCE).until(() -> begun.getCount() == 0);
    }
}
