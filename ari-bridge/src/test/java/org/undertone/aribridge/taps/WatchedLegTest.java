package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two legs of a call that are deaf at once: each wants a new snoop, and gives the other one. */
class WatchedLegTest {

    private final List<CompletableFuture<Void>> begun = new ArrayList<>();
    private final WatchedLeg leg = new WatchedLeg(0);

    @Test
    void whileOneSnoopIsMadeNoOtherIsWhoeverWantsIt() {
        leg.renewBeside(this::begin);
        leg.renew(this::begin);
        leg.renewBeside(this::begin);
        assertThat(begun).hasSize(1);

        begun.get(0).complete(null);
        leg.look(Duration.ZERO, seconds(1));
        leg.renewBeside(this::begin);

        assertThat(begun).hasSize(2);
    }

    @Test
    void aSnoopThatAnotherLegWantedTellsNothingOfThisOne() {
        leg.renewBeside(this::begin);
        begun.get(0).complete(null);

        leg.look(Duration.ZERO, seconds(1));
        leg.look(Duration.ZERO, seconds(2));

        assertThat(leg.outcome()).isEmpty();
    }

    @Test
    void aLegThatHasSoundWhenItsNewSnoopIsFirstLookedAtHearsAgain() {
        leg.renew(this::begin);
        begun.get(0).complete(null);

        leg.look(Duration.ZERO, seconds(1));

        assertThat(leg.outcome()).contains(SilentLeg.Outcome.HEARS_AGAIN);
    }

    private CompletableFuture<Void> begin() {
        begun.add(new CompletableFuture<>());
        return begun.get(begun.size() - 1);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
