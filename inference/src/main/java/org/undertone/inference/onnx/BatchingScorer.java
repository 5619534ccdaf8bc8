package org.undertone.inference.onnx;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

/**
 * Puts the windows of many callers together for a model that hears several as quickly as one. One thread,
 * {@code undertone-gpu}, opens, runs and closes it, since memory on a card grows with every thread that comes by
 * (microsoft/onnxruntime#29351). It takes what waits; while that is less than a batch, it waits for more, but never longer
 * than {@code wait} nor than the oldest of them can.
 */
final class BatchingScorer implements Scorer {

    private static final Logger LOG = LoggerFactory.getLogger(BatchingScorer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A window that is so old already is not kept waiting for others. */
    private static final Duration LATE = Duration.ofMillis(500);

    private final ModelDescription model;
    private final Accelerator live;
    private final Duration wait;
    private final InstantSource clock;
    private final WindowBatches batches;
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Thread thread;
    /** What was taken but has another length than the batch before it. Of the thread alone. */
    private Optional<Asked> held = Optional.empty();

    private volatile boolean closed;

    private record Asked(AudioWindow window, CompletableFuture<Hearing> answer) {}

    private BatchingScorer(
            ModelDescription model,
            Accelerator live,
            Duration wait,
            InstantSource clock,
            WindowBatches batches,
            Thread thread) {
        this.model = model;
        this.live = live;
        this.wait = wait;
        this.clock = clock;
        this.batches = batches;
        this.thread = thread;
    }

    /**
     * Opens the model on the thread that will run it.
     *
     * @param open what opens it; what it throws is thrown here
     * @param live what it runs on
     * @param wait how long a window waits for others, at most
     * @param clock the one by which windows say when they came
     */
    static BatchingScorer open(
            ModelDescription model,
            Accelerator live,
            Duration wait,
            InstantSource clock,
            Supplier<? extends WindowBatches> open) {
        CompletableFuture<WindowBatches> opened = new CompletableFuture<>();
        CompletableFuture<BatchingScorer> made = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        opened.complete(open.get());
                    } catch (RuntimeException | Error e) {
                        opened.completeExceptionally(e);
                        return;
                    }
                    made.join().work();
                },
                "undertone-gpu");
        thread.setDaemon(true);
        thread.start();
        BatchingScorer scorer = new BatchingScorer(model, live, wait, clock, joined(opened), thread);
        made.complete(scorer);
        return scorer;
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public Hearing score(AudioWindow window) {
        Asked question = new Asked(window, new CompletableFuture<>());
        synchronized (asked) {
            if (closed) {
                throw closedNow();
            }
            asked.add(question);
        }
        return joined(question.answer());
    }

    private ModelException closedNow() {
        return new ModelException("model " + model.title() + " was closed; open it again to score");
    }

    private void work() {
        try {
            while (!closed) {
                List<Asked> batch = gather();
                if (!batch.isEmpty()) {
                    answer(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            markClosed();
            batches.close();
            refuseAll();
        }
    }

    private List<Asked> gather() throws InterruptedException {
        Asked first = held.isPresent() ? held.get() : asked.poll(50, TimeUnit.MILLISECONDS);
        held = Optional.empty();
        if (first == null) {
            return List.of();
        }
        List<Asked> batch = new ArrayList<>(List.of(first));
        long until = System.nanoTime() + patience(first.window()).toNanos();
        while (batch.size() < batches.largest()) {
            Asked next = asked.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            if (next.window().samples() != first.window().samples()) {
                held = Optional.of(next);
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** How long the first of a batch may wait for others. */
    private Duration patience(AudioWindow window) {
        Duration slack = LATE.minus(Duration.between(window.ref().lastPacketAt(), clock.instant()));
        Duration shorter = slack.compareTo(wait) < 0 ? slack : wait;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private void answer(List<Asked> batch) {
        try {
            List<Hearing> hearings =
                    batches.score(batch.stream().map(Asked::window).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(hearings.get(i));
            }
        } catch (RuntimeException | Error e) {
            // Error too: without this thread nothing is scored any more.
            batch.forEach(one -> one.answer().completeExceptionally(e));
        }
    }

    private void refuseAll() {
        held.ifPresent(one -> one.answer().completeExceptionally(closedNow()));
        for (Asked one = asked.poll(); one != null; one = asked.poll()) {
            one.answer().completeExceptionally(closedNow());
        }
    }

    /** The number of windows that no batch has taken yet. */
    int waiting() {
        return asked.size();
    }

    boolean closed() {
        return closed;
    }

    @Override
    public int atOnce(int workers) {
        // One batch is heard while the next gathers.
        return Math.max(workers, 2 * batches.largest());
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public Accelerator live() {
        return live;
    }

    /** After this nothing is added any more. */
    private void markClosed() {
        synchronized (asked) {
            closed = true;
        }
    }

    @Override
    public void close() {
        markClosed();
        try {
            TimeUnit.MILLISECONDS.timedJoin(thread, PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn(
                    "model {} is still hearing after {} s; it ends with the program",
                    model.title(),
                    PATIENCE.toSeconds());
        }
    }
}
