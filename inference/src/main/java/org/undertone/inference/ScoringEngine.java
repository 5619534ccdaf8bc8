package org.undertone.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.AudioWindow;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.WindowRef;

/**
 * Turns the windows of all calls into assessments, on a fixed number of threads. Of each leg one window waits at most:
 * when a newer one comes before a worker was free, the older is {@code NotScored(OVERLOAD)}. A leg's assessments come
 * out one at a time and in the order of its windows.
 */
public final class ScoringEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ScoringEngine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Assessor assessor;
    private final Consumer<Assessment> results;

    private final WaitingWindows waiting = new WaitingWindows();
    private final LegTracks tracks;
    private final List<Thread> workers = new ArrayList<>();
    private final FailureLog resultFailures = new FailureLog(log, "an assessment was lost, its taker failed");

    private final LongAdder scored = new LongAdder();
    private final LongAdder noSpeech = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Map<NotScoredReason, LongAdder> notScored = new EnumMap<>(NotScoredReason.class);

    /**
     * Starts the workers.
     *
     * @param assessor what judges each window
     * @param workers the number of threads, {@code undertone-scorer-1} and on
     * @param results takes each assessment, on a worker's thread, several at the same time but one of a leg; it should
     *     only hand it on, since the worker waits for it
     */
    public ScoringEngine(Assessor assessor, int workers, Consumer<Assessment> results) {
        if (workers < 1) {
            throw new IllegalArgumentException("engine: workers=" + workers + " < 1");
        }
        this.assessor = assessor;
        this.tracks = new LegTracks(assessor::newTrack);
        this.results = results;
        for (NotScoredReason reason : NotScoredReason.values()) {
            notScored.put(reason, new LongAdder());
        }
        for (int number = 1; number <= workers; number++) {
            Thread worker = new Thread(this::work, "undertone-scorer-" + number);
            worker.setDaemon(true);
            this.workers.add(worker);
        }
        this.workers.forEach(Thread::start);
    }

    /** Lets a window wait for a worker; never blocks. Any thread; a leg's windows must come in order. */
    public void submit(AudioWindow window) {
        switch (waiting.offer(window)) {
            case WAITS -> {}
            case REPLACED_AN_OLDER -> notScored.get(NotScoredReason.OVERLOAD).increment();
            case CLOSED -> dropped.increment();
        }
    }

    /**
     * Drops what waits of a leg whose tap ended, without a result, and its track. A window that a worker has already begun
     * still comes out.
     */
    public void forget(LegId leg) {
        tracks.forget(leg);
        if (waiting.forget(leg)) {
            dropped.increment();
        }
    }

    /** What became of the windows so far. Any thread. */
    public ScoringStats stats() {
        Map<NotScoredReason, Long> reasons = new EnumMap<>(NotScoredReason.class);
        notScored.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new ScoringStats(scored.sum(), noSpeech.sum(), reasons, dropped.sum(), waiting.size());
    }

    /** Drops what waits, and waits up to 10 s for what the workers have begun. */
    @Override
    public void close() {
        dropped.add(waiting.close());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread worker : workers) {
                TimeUnit.NANOSECONDS.timedJoin(worker, Math.max(1, deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = workers.stream().filter(Thread::isAlive).count();
        if (left > 0) {
            log.warn("{} of {} scoring threads did not end; they end with the program", left, workers.size());
        }
    }

    private void work() {
        try {
            for (Optional<WaitingWindows.Turn> turn = waiting.take(); turn.isPresent(); turn = waiting.take()) {
                try {
                    serve(turn.get());
                } finally {
                    waiting.done(turn.get().leg());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(WaitingWindows.Turn turn) {
        for (WindowRef replaced : turn.replaced()) {
            // Counted when it was replaced.
            deliver(new NotScored(replaced, NotScoredReason.OVERLOAD));
        }
        Assessment assessment = assessor.assess(turn.window(), tracks.of(turn.leg()));
        if (assessment instanceof Scored) {
            scored.increment();
        } else if (assessment instanceof NoSpeech) {
            noSpeech.increment();
        } else if (assessment instanceof NotScored not) {
            notScored.get(not.reason()).increment();
        }
        deliver(assessment);
    }

    private void deliver(Assessment assessment) {
        try {
            results.accept(assessment);
        } catch (RuntimeException e) {
            resultFailures.add(e);
        }
    }
}
