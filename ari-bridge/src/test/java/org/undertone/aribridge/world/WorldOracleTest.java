package org.undertone.aribridge.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.world.WorldPlayer.World;

/** The oracle complains of those who hear wrongly. */
class WorldOracleTest {

    /** Hears everybody, or nobody, for the same reason. */
    private record Stubborn(TestingPbxWorld world, WorldOracle oracle, boolean hears, String reason)
            implements WorldPlayer.Subject {

        @Override
        public void told(PbxEvent event) {
            if (event instanceof PbxEvent.Entered entered) {
                takes(entered.channel());
            } else if (event instanceof PbxEvent.Destroyed) {
                oracle.closed(event.channel().id());
            }
        }

        private void takes(ChannelView channel) {
            if (hears) {
                oracle.opened(channel.id());
            } else {
                oracle.excused(channel.id(), reason);
            }
        }

        @Override
        public void takesStock() {
            world.channelViews().forEach(this::takes);
        }

        @Override
        public void restarts() {
            takesStock();
        }

        @Override
        public void settles() {}

        @Override
        public String keeps() {
            return "";
        }
    }

    @Test
    void ofWhoHearsEverybodyThatEmployeesAreHeard() {
        assertThat(complaints(true, ""))
                .anyMatch(complaint -> complaint.startsWith("employee heard as a customer"))
                .anyMatch(complaint -> complaint.startsWith("heard without a profile"))
                .noneMatch(complaint -> complaint.startsWith("not heard"));
    }

    @Test
    void ofWhoHearsNobodyThatCustomersAreNotHeard() {
        assertThat(complaints(false, "no profile names its queue or number"))
                .isNotEmpty()
                .allMatch(complaint -> complaint.startsWith("not heard though it must be"));
    }

    @Test
    void ofWhoTellsNoReason() {
        assertThat(complaints(false, ""))
                .isNotEmpty()
                .allMatch(complaint -> complaint.startsWith("not heard without a reason"));
    }

    @Test
    void theShortestWorldIsShort() {
        WorldPlayer player = new WorldPlayer(maker(true, ""));
        World failing =
                worlds().filter(world -> !player.play(world).good()).findFirst().orElseThrow();

        World shortest = player.shortest(failing);

        assertThat(player.play(shortest).good()).isFalse();
        assertThat(shortest.steps()).hasSizeLessThan(3);
    }

    private static Stream<World> worlds() {
        return LongStream.range(0, 100).mapToObj(seed -> World.of(seed, 30));
    }

    private static WorldPlayer.Maker maker(boolean hears, String reason) {
        return (world, oracle, chance) -> new Stubborn(world, oracle, hears, reason);
    }

    private static List<String> complaints(boolean hears, String reason) {
        WorldPlayer player = new WorldPlayer(maker(hears, reason));
        return worlds().flatMap(world -> player.play(world).complaints().stream())
                .toList();
    }
}
