package org.undertone.aribridge;

import ch.loway.oss.ari4java.ARI;
import ch.loway.oss.ari4java.generated.models.Message;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.AsteriskSettings;

/**
 * The way to one PBX: one {@link AriSession} after another. A watchdog, {@code undertone-link}, asks the PBX for a sign of
 * life and opens a new session where the old one is lost; it never gives up.
 */
final class AsteriskLink implements AutoCloseable {

    /** Told of the connection and its events, all on one thread, {@code undertone-ari-events}. */
    interface Listener {

        /** Events arrive from now on; the first time, and after every loss. */
        void connected();

        /** No events arrive from now on. */
        void lost();

        /** Something happened on the PBX. */
        void event(Message message);
    }

    static final String NOT_CONNECTED = "there is no connection to the PBX at the moment";

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskLink.class);
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** A PBX that boots answers 503 until it is done. */
    private static final Duration BOOTING = Duration.ofSeconds(60);

    private static final int ASKS = 2;
    private static final int TIRED = 60;
    private static final int WAITING_EVENTS = 20_000;

    private final AsteriskSettings settings;
    private final Listener listener;
    private final HttpClient http;
    private final ThreadPoolExecutor events;
    private final ScheduledExecutorService link =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-link"));
    private volatile Optional<AriSession> session = Optional.empty();
    private final CountDownLatch over = new CountDownLatch(1);
    private String startedAt = "";

    AsteriskLink(AsteriskSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
        this.events = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_EVENTS),
                Threads.daemon("undertone-ari-events"));
    }

    /**
     * Connects, and returns when events arrive. Waits for a PBX that is booting.
     *
     * @throws AsteriskException saying what is wrong and what to do
     */
    void connect() {
        long deadline = System.nanoTime() + BOOTING.toNanos();
        while (true) {
            try {
                open();
                var unused = link.scheduleWithFixedDelay(
                        this::watch, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (RejectedExecutionException e) {
                throw new AsteriskException("Undertone is ending", 0, e);
            } catch (AsteriskException e) {
                if (e.status() != 503 || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.info("{}", e.getMessage());
                if (overWithin(LONGEST_PAUSE)) {
                    throw new AsteriskException("Undertone ended while it waited for the PBX to start", 503, e);
                }
            }
        }
    }

    /** Waits that long, or until the end if that comes first. */
    private boolean overWithin(Duration time) {
        try {
            return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private void open() {
        Incoming incoming = new Incoming();
        AriSession opened = AriSession.open(http, settings, incoming::event, incoming::lost);
        synchronized (this) {
            if (isOver()) {
                opened.close();
                return;
            }
            session = Optional.of(opened);
        }
        boolean restarted = !startedAt.isEmpty() && !startedAt.equals(opened.startedAt());
        startedAt = opened.startedAt();
        LOG.info(
                "connected to Asterisk {} at {}{}",
                opened.version(),
                settings.url(),
                restarted ? ", which has been restarted" : "");
        onEvents(listener::connected);
        incoming.belongsTo(opened);
    }

    ARI ari() {
        return current().ari();
    }

    AriRequests requests() {
        return current().requests();
    }

    /** The PBX's version as it says it, such as {@code 22.10.1}. */
    String version() {
        return current().version();
    }

    private AriSession current() {
        return session.orElseThrow(() -> new AsteriskException(NOT_CONNECTED));
    }

    /** Whether there is a connection now; without one {@link #ari} and {@link #requests} throw. */
    boolean connected() {
        return session.isPresent();
    }

    private void watch() {
        try {
            session.ifPresent(this::watch);
        } catch (RuntimeException e) {
            // What is thrown here would end the watch.
            LOG.error("could not ask the PBX for a sign of life", e);
        }
    }

    private void watch(AriSession watched) {
        if (silent(watched)) {
            lose(watched, "it did not answer");
        } else {
            watched.stuck().ifPresent(reason -> lose(watched, reason));
        }
    }

    /**
     * Asks twice, since one answer may be late on a busy machine; each time for the whole time limit, since a request that is
     * turned away at once may be let in a moment later.
     */
    private boolean silent(AriSession asked) {
        for (int ask = 0; ask < ASKS; ask++) {
            long began = System.nanoTime();
            if (asked.alive() || overWithin(settings.requestTimeout().minusNanos(System.nanoTime() - began))) {
                return false;
            }
        }
        return true;
    }

    private void lose(AriSession lost, String reason) {
        synchronized (this) {
            if (isOver() || session.isEmpty() || session.get() != lost) {
                return;
            }
            session = Optional.empty();
        }
        LOG.warn("lost the connection to the PBX at {} ({}); connecting again", settings.url(), reason);
        onEvents(listener::lost);
        // It may wait for a PBX that does not answer.
        Threads.daemon("undertone-ari-close").newThread(lost::close).start();
        later(FIRST_PAUSE, 1);
    }

    private void later(Duration pause, int attempt) {
        try {
            var unused = link.schedule(() -> again(pause, attempt), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not connecting again after the end");
        }
    }

    private void again(Duration pause, int attempt) {
        try {
            open();
        } catch (RuntimeException e) {
            if (attempt % TIRED == 1) {
                LOG.warn("attempt {} to connect again: {}", attempt, e.getMessage());
            }
            Duration longer = pause.multipliedBy(2);
            later(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer, attempt + 1);
        }
    }

    private void onEvents(Runnable task) {
        try {
            events.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("an event could not be handled", e);
                }
            });
        } catch (RejectedExecutionException e) {
            if (!events.isShutdown()) {
                LOG.error(
                        "event dropped: {} are waiting; calls may go unheard until the next connection",
                        WAITING_EVENTS);
            }
        }
    }

    @Override
    public void close() {
        Optional<AriSession> last;
        synchronized (this) {
            over.countDown();
            last = session;
            session = Optional.empty();
        }
        link.shutdownNow();
        events.shutdown();
        last.ifPresent(AriSession::close);
    }

    /** What one session sends, until it is lost. */
    private final class Incoming {

        private Optional<AriSession> session = Optional.empty();
        private Optional<String> lost = Optional.empty();

        void event(Message message) {
            onEvents(() -> listener.event(message));
        }

        synchronized void lost(String reason) {
            lost = Optional.of(reason);
            session.ifPresent(mine -> lose(mine, reason));
        }

        /** A session may be lost before it is known here. */
        synchronized void belongsTo(AriSession opened) {
            session = Optional.of(opened);
            lost.ifPresent(reason -> lose(opened, reason));
        }
    }
}
