package org.undertone.aribridge;

import ch.loway.oss.ari4java.ARI;
import ch.loway.oss.ari4java.AriVersion;
import ch.loway.oss.ari4java.generated.ari_10_0_0.models.Message_impl_ari_10_0_0;
import ch.loway.oss.ari4java.generated.models.AsteriskInfo;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.tools.BaseAriAction;
import ch.loway.oss.ari4java.tools.RestException;
import ch.loway.oss.ari4java.tools.http.NettyHttpClient;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.AsteriskSettings;

/**
 * One connection to the PBX, from its opening to its loss: requests, and the events that we asked for. It is never mended;
 * a new one takes its place, so that no request of an old one can be answered into a new one.
 */
final class AriSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AriSession.class);

    static {
        // A newer Asterisk may tell more than ari4java knows.
        BaseAriAction.setObjectMapperLessStrict();
    }

    /** How many time limits long every request thread may wait in vain. */
    private static final int PATIENCE = 3;

    private final HttpClient http;
    private final AsteriskSettings settings;
    private final NettyHttpClient client = new NettyHttpClient();
    private final ARI ari = new ARI();
    private final AriRequests requests;
    private final EventSocket socket;
    private final AsteriskInfo info;

    /**
     * Opens one; events arrive from then on.
     *
     * @param events takes each event on the socket's thread, and must not wait
     * @param lost told at most once that no more come
     * @throws AsteriskException saying what is wrong and what to do; nothing is left open then
     */
    static AriSession open(
            HttpClient http, AsteriskSettings settings, Consumer<Message> events, Consumer<String> lost) {
        reach(http, settings);
        return new AriSession(http, settings, events, lost);
    }

    private AriSession(HttpClient http, AsteriskSettings settings, Consumer<Message> events, Consumer<String> lost) {
        this.http = http;
        this.settings = settings;
        this.requests = new AriRequests(settings.requestTimeout());
        try {
            client.initialize(
                    settings.url().toString(),
                    settings.user(),
                    settings.password().value());
            ari.setHttpClient(client);
            // It asks for one even where it is not used.
            ari.setWsClient(client);
            ari.setAppName(settings.app());
            ari.setVersion(AriVersion.ARI_10_0_0);
            this.info = requests.once(
                    "ask the PBX for its version",
                    () -> ari.asterisk().getInfo().execute());
            this.socket = EventSocket.open(http, settings, settings.requestTimeout(), new FromSocket(events, lost));
        } catch (URISyntaxException e) {
            closeRequests();
            throw new AsteriskException("asterisk.url: '" + settings.url() + "' is no address", 0, e);
        } catch (AsteriskException e) {
            closeRequests();
            throw e;
        }
        try {
            new EventSubscription(http, settings).renew();
        } catch (AsteriskException e) {
            close();
            throw e;
        }
    }

    /** Before anything is built: while a PBX is away this is asked again and again. */
    private static void reach(HttpClient http, AsteriskSettings settings) {
        int status = ping(http, settings);
        if (status / 100 != 2) {
            throw new AsteriskException(unreachable(settings, status, "HTTP " + status), status, null);
        }
    }

    /** The HTTP status that the PBX answers with; the time limit holds for the whole answer, not only its head. */
    private static int ping(HttpClient http, AsteriskSettings settings) {
        HttpRequest ping = HttpRequest.newBuilder(settings.url().resolve("ari/asterisk/ping"))
                .header("Authorization", Credentials.basic(settings))
                .build();
        CompletableFuture<HttpResponse<Void>> asked = http.sendAsync(ping, HttpResponse.BodyHandlers.discarding());
        try {
            return asked.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
        } catch (ExecutionException e) {
            throw new AsteriskException(unreachable(settings, 0, String.valueOf(e.getCause())), 0, e.getCause());
        } catch (TimeoutException e) {
            asked.cancel(true);
            String late = "no answer within " + settings.requestTimeout().toMillis() + " ms";
            throw new AsteriskException(unreachable(settings, 0, late), 0, e);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while connecting to " + settings.url(), 0, e);
        }
    }

    private static String unreachable(AsteriskSettings settings, int status, String detail) {
        return switch (status) {
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
                        + detail + ")";
        };
    }

    ARI ari() {
        return ari;
    }

    AriRequests requests() {
        return requests;
    }

    /** Such as {@code 22.10.1}. */
    String version() {
        return info.getSystem().getVersion();
    }

    /** When the PBX was started, in its own words; another value after each restart. */
    String startedAt() {
        return String.valueOf(info.getStatus().getStartup_time());
    }

    /**
     * Asks both ways for a sign of life; waits for each within the settings' time limit. Not by way of the other requests:
     * neither their circuit breaker nor their threads say anything of the connection.
     */
    boolean alive() {
        try {
            // Whatever it answers: with a refusal it is stopping, and will close the socket itself.
            ping(http, settings);
            return socket.answers(settings.requestTimeout());
        } catch (AsteriskException e) {
            LOG.debug("no sign of life: {}", e.getMessage());
            return false;
        }
    }

    /** Why no request can be sent by this session any more, though the PBX answers; empty if they can. */
    Optional<String> stuck() {
        Duration patience = settings.requestTimeout().multipliedBy(PATIENCE);
        return requests.stuck(patience)
                ? Optional.of("it answers, but all requests have waited for more than " + patience.toMillis() + " ms")
                : Optional.empty();
    }

    private void closeRequests() {
        client.destroy();
        requests.close();
    }

    @Override
    public void close() {
        socket.close();
        closeRequests();
    }

    private record FromSocket(Consumer<Message> events, Consumer<String> lost) implements EventSocket.Listener {

        @Override
        public void event(String json) {
            try {
                events.accept(BaseAriAction.deserializeEvent(json, Message_impl_ari_10_0_0.class));
            } catch (RestException e) {
                LOG.debug("event not understood: {}", e.getMessage());
            }
        }

        @Override
        public void ended(String reason) {
            lost.accept(reason);
        }
    }
}
