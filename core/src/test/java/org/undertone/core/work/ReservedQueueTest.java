package org.undertone.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReservedQueueTest {

    @Test
    void whatIsToldOnceFindsRoomWhereOtherWorkFindsNoneAnyMore() throws InterruptedException {
        ReservedQueue<String> queue = new ReservedQueue<>(3, 1);
        assertThat(queue.offer("window 1")).isZero();
        assertThat(queue.offer("window 2")).isZero();

        assertThat(queue.offer("window 3")).isEqualTo(1);
        assertThat(queue.offerReserved("the end of the call")).isZero();
        assertThat(queue.offerReserved("the end of another")).isEqualTo(2);

        assertThat(queue.lost()).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.poll(Duration.ZERO)).contains("window 1");
        assertThat(queue.drain()).containsExactly("window 2", "the end of the call");
        assertThat(queue.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void aReserveThatIsTheWholeQueueIsRefused() {
        assertThatThrownBy(() -> new ReservedQueue<>(3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reserved=3 of capacity=3");
    }
}
