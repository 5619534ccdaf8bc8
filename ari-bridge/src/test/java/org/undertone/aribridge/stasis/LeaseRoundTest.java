package org.undertone.aribridge.stasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.link.AsteriskException;

/** Leases on a PBX that does not answer for each of our channels. */
class LeaseRoundTest {

    private static final Set<String> HELD = new LinkedHashSet<>(List.of("a", "b", "locked", "y", "z"));

    private final List<String> asked = new ArrayList<>();
    private final Set<String> silent = new HashSet<>();
    private long now;
    private final LeaseRound round = new LeaseRound(new LeaseBook(Duration.ofSeconds(45)), this::ask, () -> now);

    @Test
    void oneChannelThatIsLockedCostsTheOthersNothing() {
        silent.add("locked");

        round.run(HELD);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(HELD);
        asked.clear();
        now += Duration.ofSeconds(50).toNanos();
        round.run(HELD);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(HELD);
        asked.clear();
        now += Duration.ofSeconds(1).toNanos();
        round.run(HELD);
        assertThat(asked).as("not each second").isEmpty();
    }

    @Test
    void aPbxThatAnswersForNoneIsAskedForTheOthersFirstInTheNextRound() {
        silent.addAll(HELD);
        assertThatThrownBy(() -> round.run(HELD)).isInstanceOf(AsteriskException.class);
        List<String> first = List.copyOf(asked);
        assertThat(first).hasSize(3);
        asked.clear();
        silent.clear();
        now += Duration.ofSeconds(10).toNanos();

        round.run(HELD);

        assertThat(asked).hasSize(5);
        assertThat(asked.subList(2, 5)).containsExactlyInAnyOrderElementsOf(first);
    }

    private void ask(String channel) {
        asked.add(channel);
        if (silent.contains(channel)) {
            throw new AsteriskException("no answer");
        }
    }
}
