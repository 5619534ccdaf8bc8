package org.undertone.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

/** How many windows a model scores in a second, with as many workers as the daemon has. Takes less than a second. */
final class SpeedTest {

    private static final Duration LENGTH = Duration.ofMillis(600);
    private static final int AMPLITUDE = 3_000;

    private final Scorer scorer;
    private final AudioWindow window;
    private final int workers;
    private final InstantSource clock;

    SpeedTest(Scorer scorer, Duration window, int workers, InstantSource clock) {
        this.scorer = scorer;
        this.window = noise(window);
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * What was measured.
     *
     * @param windowsPerSecond of all workers together
     * @param windowMillis that one worker needs for one window
     */
    record Result(double windowsPerSecond, double windowMillis) {}

    Result run() {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            scoreUntil(clock.instant());
            Instant began = clock.instant();
            List<Future<Integer>> counts = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                counts.add(threads.submit(() -> scoreUntil(began.plus(LENGTH))));
            }
            int windows = 0;
            for (Future<Integer> count : counts) {
                windows += count.get();
            }
            double millis = Math.max(1, Duration.between(began, clock.instant()).toMillis());
            return new Result(windows * 1000 / millis, workers * millis / windows);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ModelException failed ? failed : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was timed", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Scores at least once. */
    private int scoreUntil(Instant end) {
        int count = 0;
        do {
            var unused = scorer.score(window);
            count++;
        } while (clock.instant().isBefore(end));
        return count;
    }

    private static AudioWindow noise(Duration length) {
        SplittableRandom random = new SplittableRandom(1);
        short[] samples = new short[AudioBlock.SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) random.nextInt(-AMPLITUDE, AMPLITUDE);
        }
        AudioBlock block = AudioBlock.of(samples);
        WindowRef ref = new WindowRef(new LegId(new CallId("check"), "check"), Duration.ZERO, length, Instant.EPOCH);
        long blocks = length.dividedBy(AudioBlock.LENGTH);
        return new AudioWindow(ref, Stream.generate(() -> block).limit(blocks).toList(), 0);
    }
}
