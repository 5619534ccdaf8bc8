package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.undertone.inference.model.ModelException;

class FailureLogTest {

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private FailureLog failures;

    @BeforeEach
    void listen() {
        Logger logger = new LoggerContext().getLogger("test");
        told.start();
        logger.addAppender(told);
        failures = new FailureLog(logger, "a window was not scored");
    }

    @Test
    void aCauseIsToldInFullOnceAndThenAtPowersOfTen() {
        for (int window = 0; window < 250; window++) {
            failures.add(new ModelException("scores sum to 0." + window));
        }

        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "a window was not scored; told again at 10, 100, 1000 times",
                        "a window was not scored, 10 times so far: " + new ModelException("scores sum to 0.9"),
                        "a window was not scored, 100 times so far: " + new ModelException("scores sum to 0.99"));
        assertThat(told.list.get(0).getThrowableProxy().getMessage()).isEqualTo("scores sum to 0.0");
    }

    @Test
    void eachCauseIsToldByItself() {
        failures.add(new ModelException("NaN for angry"));
        failures.add(new IllegalStateException("NaN for angry"));
        failures.add(new ModelException("NaN for happy"));

        assertThat(told.list).hasSize(3);
    }

    @Test
    void endlesslyNewCausesAreToldTogether() {
        for (int window = 0; window < 1_000; window++) {
            failures.add(new ModelException("x".repeat(window)));
        }

        // 100 causes, then the first, 10th and 100th of the others.
        assertThat(told.list).hasSize(103);
    }
}
