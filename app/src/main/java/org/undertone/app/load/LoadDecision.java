package org.undertone.app.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.undertone.config.LoadSettings;
import org.undertone.config.Settings;
import org.undertone.core.LoadLevel;
import org.undertone.inference.LoadMeasure;

/**
 * When to hear less and when more: a pure function of how it was, what was measured in the last second, and the time. A
 * step up after two seconds of strain. A step down when the step below would fit, with room to spare, as far as this one
 * tells: after five calm seconds, or after one where even everything would fit. A step down that had to be taken back soon
 * was an error, and the next one takes twice the patience.
 */
final class LoadDecision {

    private static final int STRAIN = 2;
    private static final int PATIENCE = 5;
    private static final int LONGEST_PATIENCE = 60;
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The share of the thresholds that must be left over before more is heard. */
    private static final double ROOM = 0.125;
    /** More than this many times the load is nothing that pausing can have saved. */
    private static final double MOST_SAVED = 10;

    /**
     * How it is.
     *
     * @param level how much is heard
     * @param measured how many measurements were made at that level
     * @param strained how many in a row were above a threshold
     * @param calm how many in a row had room for the level below
     * @param patience how many must have
     * @param beforePausing the demand when the least important profiles were paused, until {@code saved} is learnt from it
     * @param saved how many times the demand would be without that pause
     * @param easedAt when a step down was taken last
     */
    record State(
            LoadLevel level,
            int measured,
            int strained,
            int calm,
            int patience,
            double beforePausing,
            double saved,
            Optional<Instant> easedAt) {

        /** Everything is heard. */
        static final State START = new State(LoadLevel.FULL, 0, 0, 0, PATIENCE, 0, 1, Optional.empty());
    }

    private final LoadSettings settings;
    private final Duration hop;
    private final Duration window;
    private final List<LoadLevel> steps;

    LoadDecision(Settings all) {
        this.settings = all.load();
        this.hop = all.media().hop();
        this.window = all.media().window();
        this.steps = steps(!all.leastImportant().isEmpty());
    }

    /** The levels that make a difference with these settings. */
    private List<LoadLevel> steps(boolean someArePaused) {
        List<LoadLevel> different = new ArrayList<>();
        for (LoadLevel level : LoadLevel.values()) {
            boolean same = !different.isEmpty()
                    && level.opensTaps()
                    && level.hop(hop, window)
                            .equals(different.get(different.size() - 1).hop(hop, window))
                    && !(level.pausesLowest() && someArePaused);
            if (!same) {
                different.add(level);
            }
        }
        return List.copyOf(different);
    }

    List<LoadLevel> steps() {
        return steps;
    }

    State next(State state, LoadMeasure measure, Instant now) {
        State seen = seen(state, measure);
        int step = steps.indexOf(state.level());
        if (seen.strained() >= STRAIN && step + 1 < steps.size()) {
            return up(seen, steps.get(step + 1), measure, now);
        }
        boolean atOnce = state.patience() == PATIENCE && fits(seen, LoadLevel.FULL, measure);
        if (step > 0 && seen.calm() >= (atOnce ? 1 : seen.patience())) {
            return new State(steps.get(step - 1), 0, 0, 0, seen.patience(), 0, seen.saved(), Optional.of(now));
        }
        return seen;
    }

    private State seen(State state, LoadMeasure measure) {
        int step = steps.indexOf(state.level());
        boolean strained =
                measure.demand() > settings.utilisation() || measure.waited().compareTo(settings.lateness()) > 0;
        boolean calm = !strained && step > 0 && fits(state, steps.get(step - 1), measure);
        boolean pauseTells = state.measured() == STRAIN - 1;
        return new State(
                state.level(),
                state.measured() + 1,
                strained ? state.strained() + 1 : 0,
                calm ? state.calm() + 1 : 0,
                state.patience(),
                pauseTells ? 0 : state.beforePausing(),
                pauseTells && state.beforePausing() > 0 ? saved(state, measure) : state.saved(),
                state.easedAt());
    }

    private static double saved(State state, LoadMeasure measure) {
        double times = state.beforePausing() / Math.max(measure.demand(), 1e-3);
        return Math.min(MOST_SAVED, Math.max(1, times));
    }

    private State up(State state, LoadLevel level, LoadMeasure measure, Instant now) {
        boolean soon = state.easedAt().filter(at -> at.plus(SOON).isAfter(now)).isPresent();
        int patience = soon ? Math.min(LONGEST_PATIENCE, 2 * state.patience()) : PATIENCE;
        double before = level == LoadLevel.PAUSE_LOWEST ? measure.demand() : 0;
        return new State(level, 0, 0, 0, patience, before, state.saved(), state.easedAt());
    }

    /** Whether there is room at that level, as far as the demand at this one tells. */
    private boolean fits(State state, LoadLevel level, LoadMeasure measure) {
        double hops = (double) state.level().hop(hop, window).toMillis()
                / level.hop(hop, window).toMillis();
        double legs = state.level().pausesLowest() && !level.pausesLowest() ? state.saved() : 1;
        double demand = measure.demand() * hops * legs;
        return demand <= settings.utilisation() * (1 - ROOM)
                && measure.waited().multipliedBy(2).compareTo(settings.lateness()) <= 0;
    }
}
