package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.undertone.config.AsteriskSettings;
import org.undertone.core.event.Finding;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.WebSocketStream;

/** Sound by websocket: we connect to the PBX's HTTP server. */
final class CheckWebSocket implements CheckMedia {

    private static final int HTTP = 80;

    private final AsteriskSettings pbx;
    private final WebSocketStream stream;

    CheckWebSocket(AsteriskSettings pbx, WebSocketStream stream) {
        this.pbx = pbx;
        this.stream = stream;
    }

    @Override
    public LegStream stream() {
        return stream;
    }

    @Override
    public String what() {
        return "make a websocket for sound";
    }

    @Override
    public Map<String, String> request() {
        return Map.of(
                "external_host",
                "INCOMING",
                "format",
                "slin16",
                "encapsulation",
                "none",
                "transport",
                "websocket",
                "connection_type",
                "server",
                "direction",
                "in");
    }

    @Override
    public void made(JsonNode variables) throws IOException {
        URI url = pbx.url();
        URI place = url.resolve(
                "media/" + variables.path("MEDIA_WEBSOCKET_CONNECTION_ID").asText());
        try {
            stream.connect(
                            new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTP : url.getPort()),
                            URI.create("ws" + place.toString().substring("http".length())),
                            pbx.requestTimeout())
                    .toCompletableFuture()
                    .get(pbx.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the PBX opened no websocket for sound", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public Finding nothingArrived(long seconds) {
        return Finding.problem(
                CheckCall.PACKETS,
                "the PBX opened a websocket for sound, and nothing arrived by it within " + seconds + " s",
                "most probably a module is missing (see " + CheckModules.TAP + "), or something between holds the sound"
                        + " back; the PBX's log may say more");
    }

    @Override
    public Finding source() {
        return Finding.ok(CheckCall.SOURCE, "sound comes by a websocket that is opened from here");
    }

    @Override
    public void close() {
        stream.close();
    }
}
