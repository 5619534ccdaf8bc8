package org.undertone.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeverWaitingAppenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoggerContext context = new LoggerContext();
    private final NeverWaitingAppender appender = new NeverWaitingAppender();
    private final CountDownLatch read = new CountDownLatch(1);
    private final List<String> written = new CopyOnWriteArrayList<>();
    private Logger logger;

    /** A pipe that is full until somebody reads it. */
    private final AppenderBase<ILoggingEvent> pipe = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            try {
                read.await();
                written.add(event.getLevel() + " " + event.getFormattedMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    };

    @BeforeEach
    void attach() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        pipe.setContext(context);
        pipe.start();
        appender.setContext(context);
        appender.addAppender(pipe);
        appender.start();
        logger = context.getLogger("somebody");
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        read.countDown();
        context.stop();
    }

    @Test
    void whoLogsWaitsForNobodyAndWhatFoundNoRoomIsCountedAndTold() {
        for (int line = 0; line < 5_000; line++) {
            logger.info("line {}", line);
        }
        assertThat(written).isEmpty();

        read.countDown();
        await().atMost(PATIENCE).until(() -> written.size() >= 2_000);
        int kept = written.size();
        logger.info("the first after that");

        await().atMost(PATIENCE).until(() -> written.contains("INFO the first after that"));
        assertThat(written).startsWith("INFO line 0", "INFO line 1").hasSize(kept + 2);
        assertThat(written.get(kept))
                .isEqualTo("WARN " + (5_000 - kept) + " lines of the log were dropped, for nobody read them");
    }

    @Test
    void aNumberInTheNameOfAChannelIsNotWritten() {
        read.countDown();
        logger.warn("could not snoop {}: no answer", "DAHDI/i1/01701234567-1a");

        await().atMost(PATIENCE).until(() -> !written.isEmpty());
        assertThat(written).containsExactly("WARN could not snoop DAHDI/i1/(number)-1a: no answer");
    }
}
