package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.world.Step;
import org.undertone.aribridge.world.WorldPlayer;
import org.undertone.aribridge.world.WorldPlayer.Outcome;
import org.undertone.aribridge.world.WorldPlayer.World;

/**
 * Worlds as chance makes them: sites with their queues, trunks and profiles, on which people call, hold, transfer, park and
 * dial at random, while connections are lost and daemons start again. In each, no employee is heard as a customer, whoever is
 * not heard has a reason, no call outlives its customer, and nothing is kept of those who are gone. That the reason is one that
 * the oracle accepts does not hold in all of them yet: {@link #knownGaps}.
 *
 * <p>{@code -Dundertone.worlds=100000} plays more of them, and {@code -Dundertone.worlds.from=5000} others; the gaps are counted
 * in the first 1,500 only. Of the worlds 1,500 to 4,000 five still fail: an employee is heard who came to the call by a transfer, or whose second line
 * was joined to a call later.
 */
class WorldsTest {

    private static final long COUNT = Long.getLong("undertone.worlds", 1_500);
    private static final long FIRST = Long.getLong("undertone.worlds.from", 0);
    private static final int LENGTH = 40;

    /** What the oracle says of worlds that {@link #knownGaps} counts; any other complaint is a fault. */
    private static final List<String> GAPS =
            List.of("not heard though it must be", "two customers in one call", "heard without a profile");

    private static final long GAPS_COUNTED_IN = 1_500;
    private static final long KNOWN_GAPS = 75;

    private final WorldPlayer player = new WorldPlayer(TestingListener::new);

    @Test
    void inEveryWorldNoEmployeeIsScoredAndWhoeverIsNotHeardHasAReason() {
        LongStream.range(FIRST, FIRST + COUNT)
                .mapToObj(seed -> World.of(seed, LENGTH))
                .filter(world -> !player.play(world).complaints().stream().allMatch(WorldsTest::isGap))
                .findFirst()
                .ifPresent(world -> {
                    throw new AssertionError(player.describe(world));
                });
    }

    private static boolean isGap(String complaint) {
        return GAPS.stream().anyMatch(complaint::startsWith);
    }

    /**
     * In so many of 1,500 worlds something does not hold yet; the number may fall and must not rise, and whoever makes it fall
     * writes the new one here. A world is left at its first complaint, so what would come after a gap is not seen. Open are:
     *
     * <ul>
     *   <li>"profile ... does not hear the agent": a customer is taken for an agent after transfers through Local channels that
     *       were sent on, and where the customer sends the agent on (F9, F14; after a restart F15).
     *   <li>"its phone may be an agent's": a doubt that came of another line stays longer than the oracle likes: behind a trunk
     *       while, or after, the other line was in a call that nobody could judge (F12). The reason names the setting.
     *   <li>"no profile names ...", "nothing told whose call it was", "all who talk are known as agents": a consultation through the
     *       queue of a profile that is joined to a call of none; Local channels that were sent on (F3, F4).
     *   <li>"nothing tells whose leg it is": an agent whom a dialer keeps dials the next while the first customer is elsewhere;
     *       conferences into which a program sends them (F2).
     *   <li>"two customers in one call", "heard without a profile", "the dialplan says ...=off": two customers are joined with each other by an
     *       agent, or a call that is off is joined with one that is not.
     * </ul>
     */
    @Test
    void knownGaps() {
        long gaps = LongStream.range(0, GAPS_COUNTED_IN)
                .filter(seed -> !player.play(World.of(seed, LENGTH)).good())
                .count();

        assertThat(gaps).isLessThanOrEqualTo(KNOWN_GAPS);
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
