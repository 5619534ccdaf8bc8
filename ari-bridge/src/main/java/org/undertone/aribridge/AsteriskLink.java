package org.undertone.aribridge;

import ch.loway.oss.ari4java.ARI;
import ch.loway.oss.ari4java.AriVersion;
import ch.loway.oss.ari4java.generated.models.AsteriskInfo;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.tools.ARIException;
import ch.loway.oss.ari4java.tools.AriConnectionEvent;
import ch.loway.oss.ari4java.tools.AriWSCallback;
import ch.loway.oss.ari4java.tools.BaseAriAction;
import ch.loway.oss.ari4java.tools.RestException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.AsteriskSettings;

/**
 * The connection to one PBX: requests, and the events that we asked for, in order. After a lost connection it comes back
 * by itself and asks for the events again, since Asterisk forgets that.
 */
final class AsteriskLink implements AutoCloseable {

    /** Told of the connection and its events, all on one thread. */
    interface Listener {

        /** Events arrive from now on; the first time, and after every loss. */
        void connected();

        /** No events arrive from now on. */
        void lost();

        /** Something happened on the PBX. */
        void event(Message message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskLink.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int WAITING_EVENTS = 20_000;

    static {
        // A newer Asterisk may tell more than ari4java knows.
        BaseAriAction.setObjectMapperLessStrict();
    }

    private final AsteriskSettings settings;
    private final Listener listener;
    private final AriRequests requests;
    private final EventSubscription subscription;
    private final ThreadPoolExecutor events;
    private final OrderedAriClient client;
    private final ARI ari;
    private final ScheduledExecutorService again =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-ari-again"));
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();

    AsteriskLink(AsteriskSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.requests = new AriRequests(settings.requestTimeout());
        this.subscription = new EventSubscription(settings);
        this.events = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_EVENTS),
                Threads.daemon("undertone-ari-events"));
        this.client = new OrderedAriClient(events);
        this.ari = new ARI();
    }

    /**
     * Connects, and returns when events arrive.
     *
     * @throws AsteriskException saying what is wrong and what to do
     */
    void connect() {
        try {
            client.initialize(
                    settings.url().toString(),
                    settings.user(),
                    settings.password().value());
        } catch (URISyntaxException e) {
            throw new AsteriskException("asterisk.url: '" + settings.url() + "' is no address", 0, e);
        }
        ari.setHttpClient(client);
        ari.setWsClient(client);
        ari.setAppName(settings.app());
        ari.setVersion(AriVersion.ARI_10_0_0);
        LOG.info("{}", reach());
        listen();
    }

    private String reach() {
        try {
            requests.repeatable("reach the PBX", () -> ari.asterisk().ping().execute());
            AsteriskInfo info = requests.repeatable(
                    "ask the PBX for its version",
                    () -> ari.asterisk().getInfo().execute());
            return "Asterisk " + info.getSystem().getVersion() + " at " + settings.url();
        } catch (AsteriskException e) {
            throw new AsteriskException(unreachable(e), e.status(), e);
        }
    }

    private String unreachable(AsteriskException e) {
        return switch (e.status()) {
            case 401 ->
                "the PBX at " + settings.url() + " refused the ARI user '" + settings.user()
                        + "': wrong user or password; compare asterisk.user and asterisk.password with ari.conf";
            case 404 ->
                "there is no ARI at " + settings.url()
                        + ": set enabled = yes in ari.conf, and load res_ari.so and its parts";
            case 503 -> "the PBX at " + settings.url() + " is starting or stopping; try again in a moment";
            default ->
                "cannot reach the PBX at " + settings.url()
                        + ": is Asterisk running, is enabled = yes in http.conf, and is asterisk.url right? ("
                        + e.getMessage() + ")";
        };
    }

    private void listen() {
        try {
            ari.eventsCallback(new Callback());
            firstConnection.get(CONNECT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ARIException | TimeoutException e) {
            throw new AsteriskException("the PBX at " + settings.url() + " opened no event connection", 0, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AsteriskException refused) {
                throw refused;
            }
            throw new AsteriskException("the PBX at " + settings.url() + " sends no events", 0, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while connecting to " + settings.url(), 0, e);
        }
    }

    ARI ari() {
        return ari;
    }

    AriRequests requests() {
        return requests;
    }

    private void connectionUp() {
        try {
            requests.repeatable("subscribe to events", () -> {
                subscription.renew();
                return true;
            });
            firstConnection.complete(null);
            listener.connected();
        } catch (AsteriskException e) {
            if (!firstConnection.completeExceptionally(e) && client.isWsConnected()) {
                LOG.warn("{}; trying again in {} s", e.getMessage(), AGAIN.toSeconds());
                var unused =
                        again.schedule(() -> onEvents(this::connectionUp), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void onEvents(Runnable task) {
        try {
            events.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("connection event after the end");
        }
    }

    @Override
    public void close() {
        if (!events.isShutdown()) {
            again.shutdownNow();
            events.shutdown();
            client.destroy();
            requests.close();
        }
    }

    /** Runs on ari4java's threads, except {@code onSuccess}, and hands over at once. */
    private final class Callback implements AriWSCallback<Message> {

        @Override
        public void onSuccess(Message message) {
            listener.event(message);
        }

        @Override
        public void onFailure(RestException e) {
            LOG.debug("event not understood: {}", e.getMessage());
        }

        @Override
        public void onConnectionEvent(AriConnectionEvent event) {
            onEvents(event == AriConnectionEvent.WS_CONNECTED ? AsteriskLink.this::connectionUp : this::lost);
        }

        private void lost() {
            LOG.warn("lost the event connection to {}; connecting again", settings.url());
            listener.lost();
        }
    }
}
