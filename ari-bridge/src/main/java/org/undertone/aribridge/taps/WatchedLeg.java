package org.undertone.aribridge.taps;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A leg that is looked after, and the renewal of its snoop that is under way: one at a time, whoever wanted it. For one thread;
 * times are those of {@link System#nanoTime}.
 */
final class WatchedLeg {

    private final SilentLeg leg;
    private Optional<CompletableFuture<Void>> renewal = Optional.empty();
    /** Whether the leg itself wanted that: only then is judged what came of it. */
    private boolean wanted;

    private Optional<SilentLeg.Outcome> told = Optional.empty();

    WatchedLeg(long heardSince) {
        this.leg = new SilentLeg(heardSince);
    }

    /** As {@link SilentLeg#look}. */
    SilentLeg.Next look(Duration silence, long now) {
        if (renewal.filter(CompletableFuture::isDone).isPresent()) {
            renewal = Optional.empty();
            if (wanted) {
                wanted = false;
                leg.renewed(now);
            }
        }
        return leg.look(silence, now);
    }

    /** As {@link SilentLeg#told}. */
    SilentLeg.Next told(Optional<RtpStatistics> counts, long now) {
        return leg.told(counts, now);
    }

    /** As {@link SilentLeg#notTold}. */
    void notTold(long now) {
        leg.notTold(now);
    }

    boolean deaf() {
        return leg.deaf();
    }

    Optional<SilentLeg.Outcome> outcome() {
        return leg.outcome();
    }

    /** Whether that came of a new snoop, and not of the one before as well. */
    boolean isNew(SilentLeg.Outcome outcome) {
        boolean other = !told.equals(Optional.of(outcome));
        told = Optional.of(outcome);
        return other;
    }

    /** The leg wants a new snoop; one that is being made is as good. */
    void renew(Supplier<CompletableFuture<Void>> begin) {
        renewBeside(begin);
        wanted = true;
    }

    /** Another leg of the call wants it to have a new snoop, which tells nothing of this one. */
    void renewBeside(Supplier<CompletableFuture<Void>> begin) {
        if (renewal.isEmpty()) {
            renewal = Optional.of(begin.get());
        }
    }
}
