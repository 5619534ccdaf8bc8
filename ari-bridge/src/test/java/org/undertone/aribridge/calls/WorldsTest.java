package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.undertone.aribridge.world.Step;
import org.undertone.aribridge.world.WorldPlayer;
import org.undertone.aribridge.world.WorldPlayer.Outcome;
import org.undertone.aribridge.world.WorldPlayer.World;

/**
 * Worlds as chance makes them: sites with their queues, trunks and profiles, on which people call, hold, transfer, park and
 * dial at random, while connections are lost and daemons start again. In each, no employee is heard as a customer, whoever is
 * not heard has a reason that the oracle accepts, no call outlives its customer, and nothing is kept of those who are gone.
 * Of the first 60,000 twelve are left: eleven with a customer who is not heard for a reason that nobody has looked at yet
 * ({@code from=22383}, 39399, 43132, 50574, 50592, 50945, 51022, 51324, 53664, 56013, 59855), and one with one who is heard
 * without a profile (50258). In none an employee is heard, nor goes on being heard once the PBX tells that they may be one.
 *
 * <p>{@code -Dtest.jvm.args="-Dundertone.worlds=100000"} plays more of them, and {@code -Dundertone.worlds.from=5000} others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorldsTest {

    private static final long COUNT = Long.getLong("undertone.worlds", 2_000);
    private static final long FIRST = Long.getLong("undertone.worlds.from", 0);
    private static final int LENGTH = 40;

    private final WorldPlayer player = new WorldPlayer(TestingWorldListener::new);
    private Map<Long, Outcome> played = Map.of();

    @BeforeAll
    void play() {
        played = LongStream.range(FIRST, FIRST + COUNT)
                .parallel()
                .boxed()
                .collect(
                        Collectors.toConcurrentMap(seed -> seed, seed -> shortOf(player.play(World.of(seed, LENGTH)))));
    }

    /** Without what was told, which is played again where it is needed. */
    private static Outcome shortOf(Outcome outcome) {
        return new Outcome(outcome.complaints(), List.of(), outcome.happened(), outcome.taps());
    }

    @Test
    void inEveryWorldNoEmployeeIsScoredAndWhoeverIsNotHeardHasAReason() {
        played.keySet().stream()
                .sorted()
                .filter(seed -> !played.get(seed).good())
                .findFirst()
                .ifPresent(seed -> {
                    throw new AssertionError(player.describe(player.shortest(World.of(seed, LENGTH))));
                });
    }

    @Test
    void inTheseWorldsThereIsSomethingToHear() {
        Map<Step.Kind, Integer> happened = new EnumMap<>(Step.Kind.class);
        played.values().forEach(outcome -> outcome.happened().forEach(kind -> happened.merge(kind, 1, Integer::sum)));

        assertThat(played.values().stream().mapToLong(Outcome::taps).sum()).isGreaterThan(3 * COUNT);
        assertThat(happened).containsOnlyKeys(Step.Kind.values());
        assertThat(happened.values()).allMatch(times -> times >= COUNT / 20);
    }

    @Test
    void aWorldIsTheSameEachTimeItIsPlayed() {
        World world = World.of(7, LENGTH);

        assertThat(player.play(world)).isEqualTo(player.play(world));
    }
}
