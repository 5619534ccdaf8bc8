package org.undertone.aribridge.taps;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of one leg whose tap brings digital silence, and what follows from it. Such silence is
 *
 * <ul>
 *   <li>right, where the party sends no packets, or few that only describe its noise: on hold, with a broken line;
 *   <li>right, where the party itself sends zeros, as a muted phone does, or one that takes all noise away;
 *   <li>the PBX's, where the party's stream has stepped to other numbers (ADR 0028): a new snoop hears again, if no other
 *       listener is left on the leg.
 * </ul>
 *
 * <p>The first is told by the PBX's counts. The last two are alike until a new snoop was tried, except that a step shows in
 * the counts as well, though perhaps late. A step that a new snoop does not cure is tried again soon, and the leg is deaf until
 * then; without a step the silence is then taken for the party's own, and tried again seldom.
 *
 * <p>For one thread. Times are those of {@link System#nanoTime}.
 */
public final class SilentLeg {

    /** What to do next. */
    enum Next {
        NOTHING,
        /** Ask the PBX for its counts, and tell them by {@link #told}. */
        ASK,
        /** Make the snoop anew, and tell by {@link #renewed} when that is done. */
        RENEW
    }

    /** What came of a new snoop. */
    public enum Outcome {
        /** There is sound again: it was the PBX's silence. */
        HEARS_AGAIN,
        /** The party sends sound, and still only zeros come. */
        STAYS_DEAF,
        /** The party itself sends silence. */
        SILENT_ITSELF;

        /** Such as {@code hears-again}: as events and metrics name it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Pauses of speech are not digital silence, so that this long is enough to ask. */
    static final Duration SUSPICIOUS = Duration.ofSeconds(1);

    /** From here on a new snoop is tried though no step is seen: the PBX reckons lost packets only every few seconds. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private static final Duration VERDICT = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration ASK_SELDOM = Duration.ofSeconds(5);
    private static final Duration NO_RTP = Duration.ofMinutes(1);
    /** Fewer packets than any codec sends that sends sound: they only describe noise, or are keys. */
    private static final double SPEAKING = 8;

    private static final long STEP = 30_000;
    /** How much older than the silence a stream may seem that began with it. */
    private static final Duration SLACK = Duration.ofMillis(500);

    /** What a leg has to sound before a silence, for the silence to be a change. */
    private static final Duration SOUND = Duration.ofMillis(200);

    private static final Pauses AFTER_A_STEP = new Pauses(Duration.ofSeconds(5), Duration.ofMinutes(1));
    private static final Pauses WITHOUT = new Pauses(Duration.ofMinutes(2), Duration.ofMinutes(16));

    /** Pauses between tries, each twice as long as the one before. */
    private record Pauses(Duration first, Duration longest) {

        Duration after(Duration pause) {
            Duration twice = pause.multipliedBy(2);
            return twice.compareTo(longest) > 0 ? longest : twice;
        }
    }

    private record Reading(RtpStatistics counts, long at) {}

    private final long begun;
    private long lostBefore;
    private Optional<Reading> last = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Long> renewedAt = Optional.empty();
    private Duration silence = Duration.ZERO;
    private Duration pauseAfterStep = AFTER_A_STEP.first();
    private Duration pauseWithout = WITHOUT.first();
    private long askAt;
    private long renewAfterStepAt;
    private long renewWithoutAt;
    private boolean stepped;
    private boolean deaf;
    private boolean renewing;

    /**
     * Begins to follow a leg.
     *
     * @param begun when its tap began to bring packets
     */
    SilentLeg(long begun) {
        this.begun = begun;
        this.askAt = begun;
        this.renewAfterStepAt = begun;
        this.renewWithoutAt = begun;
    }

    /** Whether the silence is taken for the PBX's: the party may well be speaking. */
    boolean deaf() {
        return deaf;
    }

    /** What came of the last new snoop, once. */
    Optional<Outcome> outcome() {
        Optional<Outcome> told = outcome;
        outcome = Optional.empty();
        return told;
    }

    /**
     * Looks at the leg.
     *
     * @param lasts how long it has been digital silence
     */
    Next look(Duration lasts, long now) {
        silence = lasts;
        if (renewing) {
            return Next.NOTHING;
        }
        if (renewedAt.isPresent() && heardSince(renewedAt.get(), now)) {
            outcome = Optional.of(Outcome.HEARS_AGAIN);
            over(now);
            return Next.NOTHING;
        }
        if (silence.compareTo(SUSPICIOUS) < 0) {
            over(now);
            return Next.NOTHING;
        }
        if (renewedAt.isPresent()) {
            judge(now);
            return Next.NOTHING;
        }
        return due(askAt, now) ? Next.ASK : Next.NOTHING;
    }

    private boolean heardSince(long moment, long now) {
        return silence.toNanos() <= now - moment;
    }

    private static boolean due(long at, long now) {
        return at - now <= 0;
    }

    /** The silence has ended. */
    private void over(long now) {
        last.ifPresent(reading -> lostBefore = reading.counts().lost());
        last = Optional.empty();
        renewedAt = Optional.empty();
        pauseAfterStep = AFTER_A_STEP.first();
        askAt = now;
        renewAfterStepAt = now;
        stepped = false;
        deaf = false;
    }

    private void judge(long now) {
        if (now - renewedAt.get() < VERDICT.toNanos()) {
            return;
        }
        renewedAt = Optional.empty();
        outcome = Optional.of(stepped ? Outcome.STAYS_DEAF : Outcome.SILENT_ITSELF);
        deaf = stepped;
    }

    /**
     * Takes the PBX's counts.
     *
     * @param counts empty for a channel without RTP
     */
    Next told(Optional<RtpStatistics> counts, long now) {
        if (counts.isEmpty()) {
            askAt = now + NO_RTP.toNanos();
            return Next.NOTHING;
        }
        Optional<Reading> before = last;
        Reading reading = new Reading(counts.get(), now);
        last = Optional.of(reading);
        askAt = now + ASK_AGAIN.toNanos();
        return before.map(earlier -> compare(earlier, reading)).orElse(Next.NOTHING);
    }

    /** The PBX did not answer for this leg: the others are asked before it is again. */
    void notTold(long now) {
        askAt = now + ASK_SELDOM.toNanos();
    }

    private Next compare(Reading before, Reading now) {
        if (isAnother(before.counts(), now.counts())) {
            stepped = true;
            return Next.NOTHING;
        }
        double perSecond = (now.counts().received() - before.counts().received()) * 1e9 / (now.at() - before.at());
        if (perSecond < SPEAKING) {
            deaf = false;
            askAt = now.at() + ASK_SELDOM.toNanos();
            return Next.NOTHING;
        }
        stepped |= hasStepped(now, perSecond);
        return stepped ? renewAfterStep(now.at()) : renewWithoutStep(now.at());
    }

    private static boolean isAnother(RtpStatistics before, RtpStatistics now) {
        return now.source() != before.source() || now.received() < before.received();
    }

    private boolean hasStepped(Reading now, double perSecond) {
        double age = now.counts().received() / perSecond;
        boolean heardBefore = silence.plus(SOUND).toNanos() < now.at() - begun;
        boolean beganWithTheSilence = heardBefore && age < silence.plus(SLACK).toMillis() / 1000.0;
        return beganWithTheSilence || now.counts().lost() - lostBefore >= STEP;
    }

    private Next renewAfterStep(long now) {
        deaf = true;
        if (!due(renewAfterStepAt, now)) {
            return Next.NOTHING;
        }
        renewAfterStepAt = now + pauseAfterStep.toNanos();
        pauseAfterStep = AFTER_A_STEP.after(pauseAfterStep);
        return renew();
    }

    private Next renewWithoutStep(long now) {
        if (silence.compareTo(LONG) < 0) {
            return Next.NOTHING;
        }
        if (!due(renewWithoutAt, now)) {
            askAt = now + ASK_SELDOM.toNanos();
            return Next.NOTHING;
        }
        // Whatever comes of it: a phone that takes all noise away is silent in each pause, and speaks again by itself.
        renewWithoutAt = now + pauseWithout.toNanos();
        pauseWithout = WITHOUT.after(pauseWithout);
        deaf = true;
        return renew();
    }

    private Next renew() {
        renewing = true;
        return Next.RENEW;
    }

    /** The snoop is another one now, or could not be made anew. */
    void renewed(long now) {
        renewing = false;
        renewedAt = Optional.of(now);
    }
}
