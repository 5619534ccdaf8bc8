package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.undertone.inference.WaitingWindows.Turn;

class WaitingWindowsTest {

    private final WaitingWindows waiting = new WaitingWindows();

    @Test
    void aWorkerTakesSeveralTurnsButLeavesTheOthersTheirs() throws InterruptedException {
        for (String leg : List.of("first", "second", "third", "fourth")) {
            waiting.offer(Sounds.window(Sounds.leg(leg), 0, 1_000), List.of(), Optional.empty());
        }

        assertThat(legs(waiting.take(2, 1))).containsExactly("first", "second");
        assertThat(legs(waiting.take(2, 1))).as("the fourth is another's").containsExactly("third");
        assertThat(legs(waiting.take(2, 1))).containsExactly("fourth");
    }

    @Test
    void nobodyTakesMoreThanWaits() throws InterruptedException {
        waiting.offer(Sounds.window(Sounds.leg("first"), 0, 1_000), List.of(), Optional.empty());

        assertThat(legs(waiting.take(2, 0))).containsExactly("first");
        waiting.close();
        assertThat(waiting.take(2, 0)).isEmpty();
    }

    private static List<String> legs(List<Turn> turns) {
        return turns.stream().map(turn -> turn.leg().channelId()).toList();
    }
}
