package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void opensBesideOthersAndIsClosedOnce() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(1);
        try (Opening<AutoCloseable> opening = Opening.begin("part", () -> {
            await(others);
            return closed::incrementAndGet;
        })) {
            others.countDown();
            assertThat(opening.get()).isNotNull();
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatIsStillOpeningWhenAllIsClosedIsClosedWhenItIsOpen() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Opening<AutoCloseable> opening = Opening.begin("part", () -> {
            await(open);
            return over::countDown;
        });

        opening.close();
        assertThat(over.getCount()).isOne();
        open.countDown();

        assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        CountDownLatch never = new CountDownLatch(1);
        Opening<AutoCloseable> opening = Opening.begin("model", () -> {
            await(never);
            return closed::incrementAndGet;
        });

        Thread.currentThread().interrupt();
        assertThatThrownBy(opening::get)
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted while the model opened");
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    @Test
    void whyItDidNotOpenIsThrownAsItWasAndClosingItIsNoFault() {
        IllegalStateException why = new IllegalStateException("the ledger is in use");
        Opening<AutoCloseable> opening = Opening.begin("part", () -> {
            throw why;
        });

        assertThatThrownBy(opening::get).isSameAs(why);
        opening.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
