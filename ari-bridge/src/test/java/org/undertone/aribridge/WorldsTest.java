package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.world.Step;
import org.undertone.aribridge.world.WorldPlayer;
import org.undertone.aribridge.world.WorldPlayer.Outcome;
import org.undertone.aribridge.world.WorldPlayer.World;

/**
 * Worlds as chance makes them: sites with their queues, trunks and profiles, on which people call, hold, transfer, park and
 * dial at random, while connections are lost and daemons start again. In each, no employee is heard as a customer, every
 * customer is heard or there is a reason that is true, and nothing is kept of those who are gone.
 *
 * <p>{@code -Dundertone.worlds=100000} plays more of them, and {@code -Dundertone.worlds.from=5000} others.
 */
class WorldsTest {

    private static final long COUNT = Long.getLong("undertone.worlds", 2_000);
    private static final long FIRST = Long.getLong("undertone.worlds.from", 0);
    private static final int LENGTH = 40;

    private final WorldPlayer player = new WorldPlayer(TestingListener::new);

    @Test
    void inEveryWorldCustomersAreHeardAndEmployeesAreNot() {
        LongStream.range(FIRST, FIRST + COUNT)
                .mapToObj(seed -> World.of(seed, LENGTH))
                .filter(world -> !player.play(world).good())
                .findFirst()
                .ifPresent(world -> {
                    throw new AssertionError(player.describe(player.shortest(world)));
                });
    }

    @Test
    void inTheseWorldsThereIsSomethingToHear() {
        Map<Step.Kind, Integer> happened = new EnumMap<>(Step.Kind.class);
        long taps = 0;
        for (long seed = 0; seed < 200; seed++) {
            Outcome outcome = player.play(World.of(seed, LENGTH));
            outcome.happened().forEach(kind -> happened.merge(kind, 1, Integer::sum));
            taps += outcome.taps();
        }

        assertThat(taps).isGreaterThan(600);
        assertThat(happened).containsOnlyKeys(Step.Kind.values());
        assertThat(happened.values()).allMatch(times -> times >= 20);
    }

    @Test
    void aWorldIsTheSameEachTimeItIsPlayed() {
        World world = World.of(7, LENGTH);

        assertThat(player.play(world)).isEqualTo(player.play(world));
    }
}
