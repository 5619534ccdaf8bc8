package org.undertone.aribridge.link;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.AsteriskSettings;

/**
 * The socket on which the PBX sends its events (RFC 6455), in the order in which it sends them. ari4java's own hands them to
 * three threads in turn and asks a silent peer only every five minutes (docs/decisions/0003-ari4java.md).
 */
final class EventSocket implements AutoCloseable {

    /** Told on the socket's thread; must not wait. */
    interface Listener {

        /** One event, as JSON. */
        void event(String json);

        /** An event came that could not be taken. */
        void missed();

        /** No more events come. */
        void ended(String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventSocket.class);
    /** In characters. Asterisk's events are some thousand long; a text without an end must not fill the memory. */
    private static final int LONGEST = 4_000_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final WebSocket socket;
    private final Incoming incoming;

    private EventSocket(WebSocket socket, Incoming incoming) {
        this.socket = socket;
        this.incoming = incoming;
    }

    /**
     * Opens it; the applications are registered at the PBX when this returns.
     *
     * @throws AsteriskException with the HTTP status if the PBX refuses
     */
    static EventSocket open(HttpClient http, AsteriskSettings settings, Duration limit, Listener listener) {
        Incoming incoming = new Incoming(listener);
        CompletableFuture<WebSocket> opening = http.newWebSocketBuilder()
                .header("Authorization", Credentials.basic(settings))
                .connectTimeout(limit)
                .buildAsync(address(settings), incoming);
        try {
            return new EventSocket(opening.get(limit.toMillis(), TimeUnit.MILLISECONDS), incoming);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                int status = refused.getResponse().statusCode();
                throw new AsteriskException("the PBX opened no event connection: HTTP " + status, status, refused);
            }
            throw new AsteriskException(
                    "the PBX opened no event connection: " + e.getCause().getMessage(), 0, e.getCause());
        } catch (TimeoutException e) {
            var unused = opening.thenAccept(WebSocket::abort);
            throw new AsteriskException("the PBX opened no event connection within " + limit.toMillis() + " ms", 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while connecting to " + settings.url(), 0, e);
        }
    }

    private static URI address(AsteriskSettings settings) {
        String apps = String.join(",", StasisApps.of(settings).names());
        URI http = settings.url().resolve("ari/events?app=" + URLEncoder.encode(apps, StandardCharsets.UTF_8));
        return URI.create("ws" + http.toString().substring("http".length()));
    }

    /** Asks the PBX for a sign of life (RFC 6455, 5.5.2) and waits for it; false if none comes in that time. */
    boolean answers(Duration limit) {
        CompletableFuture<Void> pong = new CompletableFuture<>();
        incoming.pong.set(pong);
        try {
            socket.sendPing(NOTHING.duplicate()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            pong.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it at once; the listener is told no more. */
    @Override
    public void close() {
        incoming.closed = true;
        socket.abort();
    }

    /** Puts the pieces of a text together; called by one thread at a time. */
    private static final class Incoming implements WebSocket.Listener {

        private final Listener listener;
        private final StringBuilder text = new StringBuilder();
        private final AtomicReference<CompletableFuture<Void>> pong = new AtomicReference<>(new CompletableFuture<>());
        private volatile boolean closed;

        Incoming(Listener listener) {
            this.listener = listener;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
            if (text.length() <= LONGEST) {
                text.append(piece);
            }
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                event(whole);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        /** What it throws would end the socket. */
        private void event(String json) {
            if (json.length() > LONGEST) {
                LOG.error("event dropped: it is longer than {} characters", LONGEST);
                listener.missed();
            } else if (!closed) {
                try {
                    listener.event(json);
                } catch (RuntimeException e) {
                    LOG.error("an event could not be handled", e);
                    listener.missed();
                }
            }
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            pong.get().complete(null);
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended("the PBX closed the event connection (" + status + (reason.isEmpty() ? "" : ", " + reason) + ")");
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended("the event connection broke (" + error + ")");
        }

        private void ended(String reason) {
            if (!closed) {
                listener.ended(reason);
            }
        }
    }
}
