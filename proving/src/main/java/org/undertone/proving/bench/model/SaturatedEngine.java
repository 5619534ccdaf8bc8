package org.undertone.proving.bench.model;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioBlock;
import org.undertone.inference.Assessor;
import org.undertone.inference.ScoringEngine;
import org.undertone.proving.bench.measure.BenchException;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.SpeakingLeg;

/**
 * The engine of live calls with never too little to do: every leg's next window comes as soon as the one before has been
 * assessed, so that none is replaced and none is waited for.
 */
final class SaturatedEngine {

    private static final int LEGS_A_WORKER = 8;
    private static final Duration HOP = Duration.ofMillis(500);
    private static final int LEAST = 4;
    private static final long PATIENCE_SECONDS = 120;

    private final Assessor assessor;
    private final Duration window;
    private final List<AudioBlock> speech;
    private final InstantSource clock;

    SaturatedEngine(Assessor assessor, Duration window, List<AudioBlock> speech, InstantSource clock) {
        this.assessor = assessor;
        this.window = window;
        this.speech = List.copyOf(speech);
        this.clock = clock;
    }

    /**
     * What it came to.
     *
     * @param windowsPerSecond that were scored
     * @param scorerMillis CPU time of the scorers for each
     * @param presenceMillis CPU time of the speech detector for each
     * @param others windows that were assessed and not scored
     */
    record Run(double windowsPerSecond, double scorerMillis, double presenceMillis, long others) {}

    /**
     * Keeps it busy for about that time, after every leg has had its first window, which holds more new sound than a hop.
     *
     * @param workers 1 or more
     */
    Run run(int workers, Duration time) {
        Feed feed = new Feed(workers * LEGS_A_WORKER, time);
        try (ScoringEngine engine = new ScoringEngine(assessor, workers, feed::assessed)) {
            feed.start(engine);
            return feed.run();
        }
    }

    /** The legs of one run, and what is counted in it. */
    private final class Feed {

        private final Map<LegId, SpeakingLeg> legs;
        private final long nanos;
        private final CompletableFuture<ScoringEngine> engine = new CompletableFuture<>();
        private final CompletableFuture<CpuTimes> begun = new CompletableFuture<>();
        private final CompletableFuture<CpuTimes> ended = new CompletableFuture<>();
        private final AtomicLong assessed = new AtomicLong();
        private final LongAdder scored = new LongAdder();
        private final LongAdder others = new LongAdder();

        Feed(int count, Duration time) {
            int length = blocks(window);
            this.nanos = time.toNanos();
            this.legs = IntStream.range(0, count)
                    .mapToObj(leg ->
                            new SpeakingLeg(leg, speech, leg * speech.size() / count, length, blocks(HOP), clock))
                    .collect(Collectors.toMap(SpeakingLeg::id, leg -> leg));
        }

        void start(ScoringEngine started) {
            engine.complete(started);
            legs.values().forEach(leg -> started.submit(leg.next()));
        }

        /** On a scorer's thread. */
        void assessed(Assessment assessment) {
            long number = assessed.incrementAndGet();
            if (begun.isDone() && !ended.isDone()) {
                (assessment instanceof Scored ? scored : others).increment();
                CpuTimes began = begun.join();
                if (System.nanoTime() - began.at() >= nanos && number >= legs.size() + LEAST) {
                    ended.complete(CpuTimes.now());
                }
            } else if (number == legs.size()) {
                begun.complete(CpuTimes.now());
            }
            if (!ended.isDone()) {
                engine.join().submit(legs.get(assessment.window().leg()).next());
            }
        }

        Run run() {
            CpuTimes used = end().since(begun.join());
            double windows = scored.sum();
            return new Run(
                    windows * 1e9 / used.at(),
                    used.scorers() / 1e6 / windows,
                    used.presence() / 1e6 / windows,
                    others.sum());
        }

        private CpuTimes end() {
            try {
                return ended.get(nanos + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted while the engine was timed", e);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new BenchException(
                        "the engine assessed only " + assessed + " windows in " + PATIENCE_SECONDS
                                + " s; this machine is too busy, or the model too slow, to be timed",
                        e);
            }
        }
    }

    private static int blocks(Duration length) {
        return Math.toIntExact(length.dividedBy(AudioBlock.LENGTH));
    }
}
