package org.undertone.runtime.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.LoadSettings;
import org.undertone.config.Settings;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.inference.LoadMeasure;
import org.undertone.inference.ScoringLoad;

/**
 * Publishes how much to hear: measures the scoring engine each second, on the thread {@code undertone-load}, and takes one
 * step at a time. Each step is a line in the log and a {@link LoadStep}. What reads the level waits for nothing.
 */
public final class LoadGovernor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadGovernor.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final LoadDecision decision;
    private final Settings settings;
    private final Supplier<ScoringLoad> engine;
    private final LoadBoard board;
    private final Consumer<LoadStep> steps;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(LoadGovernor::thread);
    private LoadDecision.State state = LoadDecision.State.START;
    private ScoringLoad measuredLast;

    LoadGovernor(
            Settings settings,
            Supplier<ScoringLoad> engine,
            LoadBoard board,
            Consumer<LoadStep> steps,
            InstantSource clock) {
        this.decision = new LoadDecision(settings);
        this.settings = settings;
        this.engine = engine;
        this.board = board;
        this.steps = steps;
        this.clock = clock;
        this.measuredLast = engine.get();
    }

    /**
     * Starts to measure.
     *
     * @param engine tells how busy it was so far
     * @param board where it writes how much is heard
     * @param steps takes each step, on the governor's thread
     */
    public static LoadGovernor start(
            Settings settings,
            Supplier<ScoringLoad> engine,
            LoadBoard board,
            Consumer<LoadStep> steps,
            InstantSource clock) {
        LoadGovernor governor = new LoadGovernor(settings, engine, board, steps, clock);
        var unused = governor.timer.scheduleWithFixedDelay(
                governor::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return governor;
    }

    /** Measures what was since the last time, and takes a step if one is due. */
    synchronized void tick() {
        try {
            ScoringLoad now = engine.get();
            LoadMeasure measure = now.since(measuredLast);
            measuredLast = now;
            LoadLevel before = state.level();
            state = decision.next(state, measure, clock.instant());
            publish(before, measure);
        } catch (RuntimeException e) {
            LOG.error("the load could not be measured; it is tried again in a second", e);
        }
    }

    private void publish(LoadLevel before, LoadMeasure measure) {
        LoadStatus last = board.status();
        if (state.level() == before) {
            board.write(new LoadStatus(before, last.since(), measure, last.stepsUp(), last.stepsDown()));
            return;
        }
        Instant at = clock.instant();
        LoadStep step = new LoadStep(at, before, state.level(), measure.demand(), measure.waited());
        boolean up = step.shedsMore();
        board.write(new LoadStatus(
                state.level(), at, measure, last.stepsUp() + (up ? 1 : 0), last.stepsDown() + (up ? 0 : 1)));
        if (up) {
            LOG.warn("{}", told(step));
        } else {
            LOG.info("{}", told(step));
        }
        steps.accept(step);
    }

    /** A step in a sentence. */
    private String told(LoadStep step) {
        LoadSettings limits = settings.load();
        if (step.shedsMore()) {
            return String.format(
                    Locale.ROOT,
                    "overload: %s (the workers are asked for %.0f %% of their time, limit %.0f %%; one window in twenty"
                            + " waits longer than %d ms, limit %d ms)",
                    less(step.to()),
                    100 * step.demand(),
                    100 * limits.utilisation(),
                    step.waited().toMillis(),
                    limits.lateness().toMillis());
        }
        return String.format(
                Locale.ROOT,
                "less load: %s (the workers are asked for %.0f %% of their time)",
                more(step.from(), step.to()),
                100 * step.demand());
    }

    private String less(LoadLevel level) {
        return switch (level) {
            case FULL, HOP_1S, HOP_1500MS, HOP_3S -> everyHop(level);
            case PAUSE_LOWEST ->
                "calls of the least important profiles " + leastImportant() + " are not scored for now";
            case NO_NEW_TAPS -> "no new call is heard for now";
        };
    }

    private String more(LoadLevel from, LoadLevel level) {
        return switch (from) {
            case FULL, HOP_1S, HOP_1500MS, HOP_3S -> everyHop(level);
            case PAUSE_LOWEST -> "calls of the profiles " + leastImportant() + " are scored again";
            case NO_NEW_TAPS -> "new calls are heard again";
        };
    }

    private String everyHop(LoadLevel level) {
        Duration hop = level.hop(settings.media().hop(), settings.media().window());
        return String.format(Locale.ROOT, "each leg is judged every %d ms from now on", hop.toMillis());
    }

    private Set<String> leastImportant() {
        return new TreeSet<>(settings.leastImportant());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "undertone-load");
        thread.setDaemon(true);
        return thread;
    }

    /** Measures no more; what was published last stays. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
