package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialQueuesTest {

    @Test
    void tasksOfOneKeyRunInOrderWhateverTheOthersDo() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        SerialQueues<String> queues = new SerialQueues<>(threads, 1_000);
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch stuck = new CountDownLatch(1);
        queues.offer("slow call", () -> waitFor(stuck));

        IntStream.range(0, 500).forEach(i -> queues.offer("call", () -> done.add(i)));

        await().until(() -> done.size() == 500);
        assertThat(done).isSorted();
        stuck.countDown();
        threads.shutdown();
    }

    @Test
    void aFullQueueRefusesAndItsTasksStillRun() {
        Queue<Runnable> threads = new ArrayDeque<>();
        SerialQueues<String> queues = new SerialQueues<>(threads::add, 2);
        List<Integer> done = new ArrayList<>();

        assertThat(IntStream.range(0, 5).mapToObj(i -> queues.offer("call", () -> done.add(i))))
                .containsExactly(true, true, true, false, false);
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertThat(done).containsExactly(0, 1, 2);
        assertThat(queues.offer("call", () -> done.add(9))).isTrue();
    }

    @Test
    void aTaskThatThrowsDoesNotStopItsQueue() {
        Queue<Runnable> threads = new ArrayDeque<>();
        SerialQueues<String> queues = new SerialQueues<>(threads::add, 2);
        List<Integer> done = new ArrayList<>();
        queues.offer("call", () -> {
            throw new IllegalStateException("of the task");
        });
        queues.offer("call", () -> done.add(1));

        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertThat(done).containsExactly(1);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
