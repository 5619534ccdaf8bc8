package org.undertone.runtime.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.undertone.config.LoadSettings;
import org.undertone.config.Settings;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.LoadMeasure;

/**
 * When to hear less and when more: a pure function of how it was, what was measured in the last second, and the time. A
 * step up after two seconds of strain. A step down when the step below would fit, with room to spare, as far as this one
 * tells: after five calm seconds, or after one where even everything would fit. A step down that had to be taken back soon
 * was an error, and the next one takes twice the patience, unless the load has fallen far below the one of the error.
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
    /** A load no larger than this share of one that was judged wrongly is another load. */
    private static final double FAR_BELOW = 0.5;

    /**
     * How it is.
     *
     * @param level how much is heard
     * @param measured how many measurements were made at that level
     * @param strained how many in a row were above a threshold
     * @param calm how many in a row had room for the level below
     * @param easing what the steps down so far have taught
     * @param pausing what the pauses so far have taught
     */
    record State(LoadLevel level, int measured, int strained, int calm, Easing easing, Pausing pausing) {

        /** Everything is heard. */
        static final State START = new State(LoadLevel.FULL, 0, 0, 0, Easing.NONE, Pausing.NONE);
    }

    /**
     * Of the steps down.
     *
     * @param patience how many calm measurements the next one takes
     * @param expected the demand that was expected of the last one
     * @param erred the demand that was expected of the last one that was an error
     * @param at when the last one was taken
     */
    record Easing(int patience, double expected, double erred, Optional<Instant> at) {

        static final Easing NONE = new Easing(PATIENCE, 0, 0, Optional.empty());
    }

    /**
     * Of the pauses of the least important profiles.
     *
     * @param before the demand when they were paused, until {@code saved} is learnt from it
     * @param saved how many times the demand would be without that pause
     * @param endedAt when the last one ended
     */
    record Pausing(double before, double saved, Optional<Instant> endedAt) {

        static final Pausing NONE = new Pausing(0, 1, Optional.empty());
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
        State seen = seen(state, measure, now);
        int step = steps.indexOf(state.level());
        if (seen.strained() >= STRAIN && step + 1 < steps.size()) {
            return up(seen, steps.get(step + 1), measure, now);
        }
        if (step > 0 && seen.calm() > 0 && seen.calm() >= patience(seen, steps.get(step - 1), measure, now)) {
            return down(seen, steps.get(step - 1), measure, now);
        }
        return seen;
    }

    private State seen(State state, LoadMeasure measure, Instant now) {
        int step = steps.indexOf(state.level());
        boolean strained =
                measure.demand() > settings.utilisation() || measure.waited().compareTo(settings.lateness()) > 0;
        boolean calm = !strained && step > 0 && fits(state, steps.get(step - 1), measure, now);
        return new State(
                state.level(),
                state.measured() + 1,
                strained ? state.strained() + 1 : 0,
                calm ? state.calm() + 1 : 0,
                state.easing(),
                state.measured() == STRAIN - 1 ? learnt(state.pausing(), measure) : state.pausing());
    }

    private static Pausing learnt(Pausing pausing, LoadMeasure measure) {
        if (pausing.before() == 0) {
            return pausing;
        }
        double times = pausing.before() / Math.max(measure.demand(), 1e-3);
        return new Pausing(0, Math.min(MOST_SAVED, Math.max(1, times)), pausing.endedAt());
    }

    private int patience(State state, LoadLevel level, LoadMeasure measure, Instant now) {
        Easing easing = state.easing();
        boolean another = expected(state, level, measure, now) <= FAR_BELOW * easing.erred();
        if (easing.patience() > PATIENCE && !another) {
            return easing.patience();
        }
        return fits(state, LoadLevel.FULL, measure, now) ? 1 : PATIENCE;
    }

    private State up(State state, LoadLevel level, LoadMeasure measure, Instant now) {
        Easing easing = state.easing();
        boolean soon = easing.at().filter(at -> at.plus(SOON).isAfter(now)).isPresent();
        Easing learnt = soon
                ? new Easing(
                        Math.min(LONGEST_PATIENCE, 2 * easing.patience()),
                        easing.expected(),
                        easing.expected(),
                        easing.at())
                : new Easing(PATIENCE, easing.expected(), 0, easing.at());
        Pausing pausing = state.pausing();
        double before = level == LoadLevel.PAUSE_LOWEST ? measure.demand() : 0;
        return new State(level, 0, 0, 0, learnt, new Pausing(before, pausing.saved(), pausing.endedAt()));
    }

    private State down(State state, LoadLevel level, LoadMeasure measure, Instant now) {
        Easing easing = state.easing();
        Pausing pausing = state.pausing();
        boolean ends = state.level().pausesLowest() && !level.pausesLowest();
        return new State(
                level,
                0,
                0,
                0,
                new Easing(easing.patience(), expected(state, level, measure, now), easing.erred(), Optional.of(now)),
                new Pausing(0, pausing.saved(), ends ? Optional.of(now) : pausing.endedAt()));
    }

    /** Whether there is room at that level, as far as the demand at this one tells. */
    private boolean fits(State state, LoadLevel level, LoadMeasure measure, Instant now) {
        return expected(state, level, measure, now) <= settings.utilisation() * (1 - ROOM)
                && measure.waited().multipliedBy(2).compareTo(settings.lateness()) <= 0;
    }

    /** The demand at that level, as far as the one at this level tells. */
    private double expected(State state, LoadLevel level, LoadMeasure measure, Instant now) {
        double hops = (double) state.level().hop(hop, window).toMillis()
                / level.hop(hop, window).toMillis();
        double legs =
                without(state, now) && !level.pausesLowest() ? state.pausing().saved() : 1;
        return measure.demand() * hops * legs;
    }

    /** Whether what was measured lacks the paused: the first window of a leg comes a window after its pause. */
    private boolean without(State state, Instant now) {
        Duration silent = window.plus(state.level().hop(hop, window));
        return state.level().pausesLowest()
                || state.pausing()
                        .endedAt()
                        .filter(at -> at.plus(silent).isAfter(now))
                        .isPresent();
    }
}
