package org.undertone.aribridge.link;

import ch.loway.oss.ari4java.ARI;
import ch.loway.oss.ari4java.generated.models.Message;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.AsteriskSettings;

/**
 * The way to one PBX: one {@link AriSession} after another. A watchdog, {@code undertone-link}, asks the PBX for a sign of
 * life and opens a new session where the old one is lost. The first one is waited for as those after it: for ever.
 */
public final class AsteriskLink implements AutoCloseable {

    /** Told of the connection and its events, all on one thread, {@code undertone-ari-events}. */
    public interface Listener {

        /** Events arrive from now on; the first time, and after every loss. */
        void connected();

        /** No events arrive from now on. */
        void lost();

        /** Something happened on the PBX. */
        void event(Message message);

        /** Something happened on the PBX that was not told, or could not be taken. */
        default void missed() {}
    }

    /** What is said where something cannot be done without a connection. */
    public static final String NOT_CONNECTED = "there is no connection to the PBX at the moment";

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskLink.class);
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** Who is refused is not let in a second later, but may be locked out for asking so often (fail2ban). */
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);
    /** The first steps of all: Java loads what it needs for them meanwhile, on a machine that may be booting. */
    private static final Duration FIRST_STEP = Duration.ofSeconds(15);

    private static final int ASKS = 2;
    private static final int WAITING_EVENTS = 20_000;

    private final AsteriskSettings settings;
    private final Listener listener;
    private final HttpClient http;
    private final OneThread events;
    private final ScheduledExecutorService link =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-link"));
    private volatile Optional<AriSession> session = Optional.empty();
    private final CountDownLatch over = new CountDownLatch(1);
    /** What keeps us from the PBX, as it was told of last; by the thread that connects. */
    private String trouble = "";

    private String startedAt = "";
    private long lostAt;

    /**
     * Makes it; {@link #connect} begins.
     *
     * @param listener told on its own thread; of the events, 20,000 may wait for it
     */
    public AsteriskLink(AsteriskSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
        this.events = new OneThread("undertone-ari-events", WAITING_EVENTS, listener::missed);
    }

    /**
     * Connects, and returns when events arrive. Waits for that as long as it takes, and tells once why.
     *
     * @throws AsteriskException if the PBX refuses us, which no waiting mends ({@link AsteriskException#refused}); if this is
     *     closed meanwhile, or the waiting thread interrupted
     */
    public void connect() {
        PlainHttp.warning(settings.url()).ifPresent(warning -> LOG.warn("{}; {}", warning.detail(), warning.advice()));
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                open();
                var unused = link.scheduleWithFixedDelay(
                        this::watch, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (RejectedExecutionException e) {
                throw ended(e);
            } catch (AsteriskException e) {
                if (e.refused()) {
                    throw e;
                }
                if (overWithin(Duration.ZERO)) {
                    throw ended(e);
                }
                tell(e);
                if (overWithin(pause)) {
                    throw ended(e);
                }
            }
        }
    }

    private static AsteriskException ended(Exception cause) {
        return new AsteriskException("Undertone ended while it waited for the PBX", 0, cause);
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** Each trouble once, however often it is met. */
    private void tell(AsteriskException e) {
        if (!trouble.equals(e.getMessage())) {
            trouble = e.getMessage();
            LOG.warn("{}. It is tried again until it works", e.getMessage());
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
        boolean first = startedAt.isEmpty();
        AriSession opened = AriSession.open(http, settings, first ? FIRST_STEP : settings.requestTimeout(), incoming);
        synchronized (this) {
            if (isOver()) {
                opened.close();
                return;
            }
            session = Optional.of(opened);
        }
        if (first) {
            LOG.info("connected to Asterisk {} at {}", opened.version(), settings.url());
        } else {
            LOG.info(
                    "connected again to Asterisk {} at {}{}, after {} s",
                    opened.version(),
                    settings.url(),
                    startedAt.equals(opened.startedAt()) ? "" : ", which has been restarted",
                    Duration.ofNanos(System.nanoTime() - lostAt).toSeconds());
        }
        startedAt = opened.startedAt();
        trouble = "";
        events.execute(listener::connected);
        incoming.belongsTo(opened);
    }

    /**
     * The requests of ari4java, on the connection that is there now; inside of {@link #requests}.
     *
     * @throws AsteriskException if there is no connection
     */
    public ARI ari() {
        return current().ari();
    }

    /**
     * Makes requests on the connection that is there now; the calling thread waits for the answer.
     *
     * @throws AsteriskException if there is no connection
     */
    public AriRequests requests() {
        return current().requests();
    }

    /** For what ari4java cannot read; inside of {@link #requests}. */
    public AriHttp plain() {
        return current().http();
    }

    /** For requests beside those of a session; it outlasts the sessions. */
    public HttpClient http() {
        return http;
    }

    /** Does what it is given on the thread of the events, after those that have come. */
    public Executor events() {
        return events;
    }

    /** The PBX's version as it says it, such as {@code 22.10.1}. */
    public String version() {
        return current().version();
    }

    private AriSession current() {
        return session.orElseThrow(() -> new AsteriskException(NOT_CONNECTED));
    }

    /** Whether there is a connection now; without one {@link #ari} and {@link #requests} throw. */
    public boolean connected() {
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
            lostAt = System.nanoTime();
        }
        LOG.warn("lost the connection to the PBX at {} ({}); connecting again", settings.url(), reason);
        events.execute(listener::lost);
        // It may wait for a PBX that does not answer.
        Threads.daemon("undertone-ari-close").newThread(lost::close).start();
        later(FIRST_PAUSE);
    }

    private void later(Duration pause) {
        try {
            var unused = link.schedule(() -> again(pause), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not connecting again after the end");
        }
    }

    private void again(Duration pause) {
        try {
            open();
        } catch (AsteriskException e) {
            if (!isOver()) {
                tell(e);
            }
            later(e.refused() ? REFUSED_PAUSE : longer(pause));
        } catch (RuntimeException e) {
            LOG.error("could not connect again; it is tried again", e);
            later(LONGEST_PAUSE);
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
    private final class Incoming implements AriSession.Listener {

        private Optional<AriSession> session = Optional.empty();
        private Optional<String> lost = Optional.empty();

        @Override
        public void event(Message message) {
            events.execute(() -> listener.event(message));
        }

        @Override
        public void missed() {
            events.execute(listener::missed);
        }

        @Override
        public synchronized void lost(String reason) {
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
