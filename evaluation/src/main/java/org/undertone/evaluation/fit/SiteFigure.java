package org.undertone.evaluation.fit;

import java.util.Optional;
import org.undertone.evaluation.figures.Interval;

/**
 * One figure of a site's own recordings, of the model that was and of one fitted on other callers.
 *
 * @param kind which
 * @param before of the model that was
 * @param after of what was fitted
 * @param change after minus before, of the same draws of callers
 */
public record SiteFigure(Kind kind, Value before, Value after, Value change) {

    /** What is measured. */
    public enum Kind {
        LOSS("log loss, labels weigh alike", false),
        UAR("UAR", true),
        AUC_ANGRY("AUC angry", true),
        CAUGHT("angry >= .6 of angry", true),
        FALSE("angry >= .6 of others", false);

        private final String title;
        private final boolean moreIsBetter;

        Kind(String title, boolean moreIsBetter) {
            this.title = title;
            this.moreIsBetter = moreIsBetter;
        }

        /** What it is, for people. */
        public String title() {
            return title;
        }

        /** Whether it should be large. */
        public boolean moreIsBetter() {
            return moreIsBetter;
        }
    }

    /**
     * A figure with its 95 % interval by callers.
     *
     * @param value the figure
     * @param interval where it can be told
     */
    public record Value(double value, Optional<Interval> interval) {}
}
