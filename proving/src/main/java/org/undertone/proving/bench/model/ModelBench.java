package org.undertone.proving.bench.model;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.Assessor;
import org.undertone.inference.bench.BareLoop;
import org.undertone.inference.bench.BareRun;
import org.undertone.proving.bench.measure.SampleSpeech;
import org.undertone.proving.bench.measure.SpeakingLeg;
import org.undertone.proving.bench.measure.Spread;

/** Times the engine and the bare loop in turns. */
final class ModelBench {

    /** Odd, so that the median is a measurement. */
    static final int ROUNDS = 5;

    private static final int SOUNDS = 32;

    private final BareLoop bare;
    private final SaturatedEngine engine;
    private final List<AudioWindow> sound;
    private final List<Integer> batches;
    private final List<Integer> threads;

    ModelBench(
            BareLoop bare,
            Assessor assessor,
            Duration window,
            List<Integer> batches,
            List<Integer> threads,
            InstantSource clock) {
        List<AudioBlock> speech = SampleSpeech.blocks();
        this.bare = bare;
        this.engine = new SaturatedEngine(assessor, window, speech, clock);
        this.sound = SpeakingLeg.some(SOUNDS, speech, window, clock);
        this.batches = List.copyOf(batches);
        this.threads = List.copyOf(threads);
    }

    /**
     * What the bare loop came to at one batch size and number of threads.
     *
     * @param windowsPerSecond one a round
     * @param cpuMillis of one window, likewise
     */
    record Bare(int threads, int batch, Spread windowsPerSecond, Spread cpuMillis) {}

    /**
     * What the engine came to with one number of workers.
     *
     * @param windowsPerSecond one a round
     * @param ratio to the bare loop's windows a second of the same round, with as many threads and batches of 1
     * @param scorerMillis CPU time of the scorers for a window
     * @param presenceMillis CPU time of the speech detector for a window
     */
    record Engine(int threads, Spread windowsPerSecond, Spread ratio, Spread scorerMillis, Spread presenceMillis) {}

    /** All that was measured. */
    record Result(List<Bare> bare, List<Engine> engine) {}

    /** Takes about that time. */
    Result run(Duration time) {
        Duration slot = time.dividedBy((long) ROUNDS * threads.size() * (batches.size() + 1));
        Map<String, List<BareRun>> bareRuns = new LinkedHashMap<>();
        Map<Integer, List<SaturatedEngine.Run>> engineRuns = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int count : threads) {
                for (int batch : batches) {
                    // Once the one goes first, once the other.
                    if (batch == batches.get(0) && round % 2 == 0) {
                        add(engineRuns, count, engine.run(count, slot));
                    }
                    add(bareRuns, key(count, batch), bare.run(sound, batch, count, slot));
                    if (batch == batches.get(0) && round % 2 == 1) {
                        add(engineRuns, count, engine.run(count, slot));
                    }
                }
            }
        }
        return new Result(bares(bareRuns), engines(engineRuns, bareRuns));
    }

    private static <K, V> void add(Map<K, List<V>> runs, K key, V run) {
        runs.computeIfAbsent(key, none -> new ArrayList<>()).add(run);
    }

    private static String key(int threads, int batch) {
        return threads + "x" + batch;
    }

    private List<Bare> bares(Map<String, List<BareRun>> runs) {
        List<Bare> bares = new ArrayList<>();
        for (int count : threads) {
            for (int batch : batches) {
                List<BareRun> rounds = runs.get(key(count, batch));
                bares.add(new Bare(
                        count,
                        batch,
                        new Spread(
                                rounds.stream().map(BareRun::windowsPerSecond).toList()),
                        new Spread(rounds.stream().map(BareRun::cpuMillis).toList())));
            }
        }
        return bares;
    }

    private List<Engine> engines(Map<Integer, List<SaturatedEngine.Run>> runs, Map<String, List<BareRun>> bareRuns) {
        List<Engine> engines = new ArrayList<>();
        for (int count : threads) {
            List<SaturatedEngine.Run> rounds = runs.get(count);
            List<BareRun> beside = bareRuns.get(key(count, batches.get(0)));
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ratios.add(
                        rounds.get(round).windowsPerSecond() / beside.get(round).windowsPerSecond());
            }
            engines.add(new Engine(
                    count,
                    new Spread(rounds.stream()
                            .map(SaturatedEngine.Run::windowsPerSecond)
                            .toList()),
                    new Spread(ratios),
                    new Spread(rounds.stream()
                            .map(SaturatedEngine.Run::scorerMillis)
                            .toList()),
                    new Spread(rounds.stream()
                            .map(SaturatedEngine.Run::presenceMillis)
                            .toList())));
        }
        return engines;
    }
}
