package org.undertone.aribridge.link;

import ch.loway.oss.ari4java.ARI;
import ch.loway.oss.ari4java.AriVersion;
import ch.loway.oss.ari4java.generated.ari_10_0_0.models.Message_impl_ari_10_0_0;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.tools.BaseAriAction;
import ch.loway.oss.ari4java.tools.HttpParam;
import ch.loway.oss.ari4java.tools.HttpResponseHandler;
import ch.loway.oss.ari4java.tools.RestException;
import ch.loway.oss.ari4java.tools.WsClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.AsteriskSettings;
import org.undertone.core.event.Finding;

/**
 * One connection to the PBX, from its opening to its loss: requests, and the events that we asked for. It is never mended;
 * a new one takes its place, so that no request of an old one can be answered into a new one.
 */
final class AriSession implements AutoCloseable {

    /** Told on the socket's thread; must not wait. */
    interface Listener {

        /** Something happened on the PBX. */
        void event(Message message);

        /** Something happened on the PBX, and it is not known what. */
        void missed();

        /** No more events come; told at most once. */
        void lost(String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AriSession.class);

    static {
        // A newer Asterisk may tell more than ari4java knows.
        BaseAriAction.setObjectMapperLessStrict();
    }

    private final AriHttp http;
    private final AsteriskSettings settings;
    private final ARI ari = new ARI();
    private final AriRequests requests;
    private final EventSocket socket;
    private final JsonNode info;

    /**
     * Opens one; events arrive from then on.
     *
     * @param limit how long each step may take
     * @throws AsteriskException saying what is wrong and what to do; nothing is left open then
     */
    static AriSession open(HttpClient client, AsteriskSettings settings, Duration limit, Listener listener) {
        AriHttp http = new AriHttp(client, settings);
        JsonNode info = info(http, settings, limit);
        EventSocket socket = EventSocket.open(client, settings, limit, new FromSocket(listener));
        try {
            new EventSubscription(http, settings, limit).renew();
        } catch (AsteriskException e) {
            socket.close();
            throw e;
        }
        return new AriSession(http, settings, socket, info);
    }

    private AriSession(AriHttp http, AsteriskSettings settings, EventSocket socket, JsonNode info) {
        this.http = http;
        this.settings = settings;
        this.requests = new AriRequests(settings.requestTimeout());
        this.socket = socket;
        this.info = info;
        ari.setHttpClient(http);
        ari.setWsClient(new NoSocket());
        ari.setAppName(settings.app());
        ari.setVersion(AriVersion.ARI_10_0_0);
    }

    private static JsonNode info(AriHttp http, AsteriskSettings settings, Duration limit) {
        try {
            AriHttp.Answer answer = http.send("GET", "asterisk/info", "", limit);
            JsonNode info = answer.json();
            if (answer.done() && !version(info).isEmpty()) {
                return info;
            }
            throw unusable(
                    Unreached.refused(settings, answer.status(), answer.server(), answer.told()), answer.status());
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AsteriskException("interrupted while connecting to " + settings.url(), 0, e);
            }
            throw unusable(Unreached.of(settings, e), 0);
        }
    }

    private static AsteriskException unusable(Finding finding, int status) {
        return new AsteriskException(
                "the PBX cannot be used: " + finding.detail() + "; " + finding.advice(), status, null);
    }

    private static String version(JsonNode info) {
        return info.path("system").path("version").asText();
    }

    ARI ari() {
        return ari;
    }

    /** For what ari4java cannot read. */
    AriHttp http() {
        return http;
    }

    AriRequests requests() {
        return requests;
    }

    /** Such as {@code 22.10.1}. */
    String version() {
        return version(info);
    }

    /** When the PBX was started, in its own words; another value after each restart. */
    String startedAt() {
        return info.path("status").path("startup_time").asText();
    }

    /**
     * Asks both ways for a sign of life; waits for each within the settings' time limit. Not by way of the other requests:
     * neither their circuit breaker nor their number says anything of the connection.
     */
    boolean alive() {
        try {
            // Whatever it answers: with a refusal it is stopping, and will close the socket itself.
            http.send("GET", "asterisk/ping", "", settings.requestTimeout());
            return socket.answers(settings.requestTimeout());
        } catch (IOException e) {
            LOG.debug("no sign of life: {}", e.toString());
            return false;
        }
    }

    @Override
    public void close() {
        socket.close();
        http.destroy();
        requests.close();
    }

    private record FromSocket(Listener listener) implements EventSocket.Listener {

        @Override
        public void event(String json) {
            try {
                listener.event(BaseAriAction.deserializeEvent(json, Message_impl_ari_10_0_0.class));
            } catch (RestException e) {
                LOG.debug("event not understood: {}", e.getMessage());
                listener.missed();
            }
        }

        @Override
        public void missed() {
            listener.missed();
        }

        @Override
        public void ended(String reason) {
            listener.lost(reason);
        }
    }

    /** ari4java asks for one even where it is not used. */
    private static final class NoSocket implements WsClient {

        @Override
        public WsClientConnection connect(HttpResponseHandler handler, String url, List<HttpParam> query) {
            throw new UnsupportedOperationException("events come by EventSocket");
        }

        @Override
        public void destroy() {}

        @Override
        public boolean isWsConnected() {
            return false;
        }
    }
}
