package org.undertone.runtime.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;

/**
 * Hands the lines of the log to a thread that writes them, so that nobody who logs waits for whoever reads: the pipe of a
 * container's log driver may be full, a terminal stopped. What finds no room meanwhile is dropped, counted, and told of as
 * soon as there is room. In logback.xml.
 */
public final class NeverWaitingAppender extends AsyncAppender {

    private static final int ROOM = 2_000;

    private final Object turn = new Object();
    /** Since it was last told. */
    private long dropped;

    /** Made by logback; its thread runs from {@link #start} on. */
    public NeverWaitingAppender() {
        setQueueSize(ROOM);
        setDiscardingThreshold(0);
        setNeverBlock(true);
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (turn) {
            if (dropped > 0 && getRemainingCapacity() > 1) {
                super.append(told(dropped));
                dropped = 0;
            }
            if (getRemainingCapacity() > 0) {
                super.append(new MaskedEvent(event));
            } else {
                dropped++;
            }
        }
    }

    private LoggingEvent told(long lines) {
        Logger logger = ((LoggerContext) getContext()).getLogger(NeverWaitingAppender.class);
        return new LoggingEvent(
                NeverWaitingAppender.class.getName(),
                logger,
                Level.WARN,
                "{} lines of the log were dropped, for nobody read them",
                null,
                new Object[] {lines});
    }
}
