package org.undertone.aribridge.stasis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseBookTest {

    private static final Duration RENEWAL = Duration.ofSeconds(45);

    private final LeaseBook book = new LeaseBook(RENEWAL);

    @Test
    void aNewChannelIsDueAtOnceAndThenWhenItsOwnTimeIsOver() {
        assertThat(book.due(Set.of("one"), seconds(0))).containsExactly("one");
        book.renewed("one", seconds(0));
        assertThat(book.due(Set.of("one", "two"), seconds(30))).containsExactly("two");
        book.renewed("two", seconds(30));

        assertThat(book.due(Set.of("one", "two"), seconds(44))).isEmpty();
        assertThat(book.due(Set.of("one", "two"), seconds(45))).containsExactly("one");
        assertThat(book.due(Set.of("one", "two"), seconds(80))).containsExactly("one", "two");
    }

    @Test
    void aChannelThatIsHeldNoLongerIsForgotten() {
        book.due(Set.of("one"), seconds(0));
        book.renewed("one", seconds(0));

        assertThat(book.due(Set.of(), seconds(50))).isEmpty();
        assertThat(book.due(Set.of("one"), seconds(51))).containsExactly("one");
    }

    @Test
    void aChannelThatStillRingsIsAskedAgainSoonButNotEachTime() {
        book.due(Set.of("rings"), seconds(0));
        book.notRenewed("rings", seconds(0));

        assertThat(book.due(Set.of("rings"), seconds(1))).isEmpty();
        assertThat(book.due(Set.of("rings"), seconds(5))).containsExactly("rings");
    }

    /** The clock of a machine may count from anywhere, and past its end. */
    private static long seconds(long seconds) {
        return Long.MAX_VALUE
                - Duration.ofSeconds(20).toNanos()
                + Duration.ofSeconds(seconds).toNanos();
    }
}
