package org.undertone.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.Assessment;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;

/** Keeps what a daemon tells and what stands in the log meanwhile; may act when an alert is raised. Any thread. */
final class TestingListener implements DaemonListener, AutoCloseable {

    private final List<DaemonEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.undertone");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private volatile Consumer<Alert> onRaised = alert -> {};

    TestingListener() {
        log.start();
        logger.addAppender(log);
    }

    /** What to do from now on when an alert is raised, on the daemon's own thread and before it does anything for it. */
    void onRaised(Consumer<Alert> act) {
        onRaised = act;
    }

    @Override
    public void event(DaemonEvent event) {
        events.add(event);
        if (event instanceof DaemonEvent.Raised raised) {
            onRaised.accept(raised.alert());
        }
    }

    <T extends DaemonEvent> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Alert> raised() {
        return all(DaemonEvent.Raised.class).stream()
                .map(DaemonEvent.Raised::alert)
                .toList();
    }

    /** How many actions of that kind came to their end. */
    long acted(Class<? extends Action> kind) {
        return all(DaemonEvent.Acted.class).stream()
                .filter(acted -> kind.isInstance(acted.action()))
                .count();
    }

    long scored() {
        return all(DaemonEvent.Assessed.class).stream()
                .filter(told -> told.assessment() instanceof Assessment.Scored)
                .count();
    }

    /** The errors in the log, and whatever came with an exception. */
    List<String> errors() {
        // Whoever appends holds this lock.
        synchronized (log) {
            return log.list.stream()
                    .filter(told -> told.getLevel().isGreaterOrEqual(Level.ERROR) || told.getThrowableProxy() != null)
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(log);
    }
}
