package org.undertone.runtime.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's log as a whole. */
public final class Logs {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Logs.class);

    private Logs() {}

    /** What ends a thread is told in the log, and not past it on standard error. */
    public static void tellWhatEndsThreads() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, fault) -> LOG.error("the thread {} ended", thread.getName(), fault));
    }

    /** Lets lines look otherwise from now on. */
    public static void as(LogFormat format) {
        if (format == LogFormat.JSON) {
            ConsoleAppender<ILoggingEvent> console = console();
            console.stop();
            console.setEncoder(json());
            console.start();
        }
    }

    private static JsonEncoder json() {
        JsonEncoder json = new JsonEncoder();
        json.setContext(context());
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithContext(false);
        json.setWithMarkers(false);
        json.setWithMDC(false);
        json.setWithKVPList(false);
        json.setWithArguments(false);
        json.start();
        return json;
    }

    private static ConsoleAppender<ILoggingEvent> console() {
        Appender<ILoggingEvent> outer =
                context().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("LOG");
        if (outer instanceof NeverWaitingAppender handing
                && handing.getAppender("STDERR") instanceof ConsoleAppender<ILoggingEvent> console) {
            return console;
        }
        throw new IllegalStateException("logback.xml has no appender STDERR in LOG");
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /** Writes what still waits, for at most a second: for the end of the program, which logs nothing after this. */
    public static synchronized void flush() {
        context().stop();
    }
}
