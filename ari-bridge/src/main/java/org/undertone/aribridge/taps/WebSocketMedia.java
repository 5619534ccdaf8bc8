package org.undertone.aribridge.taps;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.MediaException;
import org.undertone.mediatap.WebSocketStream;

/**
 * Sound by websocket: the PBX tells the id of a place at its HTTP server, and we connect there. Whoever knows the id may, so
 * it is never logged. The channel enters our application only then.
 */
final class WebSocketMedia implements TapMedia {

    private static final int HTTP = 80;
    private static final String CONNECTION_ID = "MEDIA_WEBSOCKET_CONNECTION_ID";

    private final AsteriskLink link;
    private final StasisArrivals arrivals;
    private final String app;
    private final WebSocketStream stream;
    private final URI pbx;
    private final Duration limit;
    private volatile Optional<MediaException> refused = Optional.empty();

    /**
     * Makes one.
     *
     * @param pbx its HTTP server, as for ARI
     * @param limit how long connecting may take
     */
    WebSocketMedia(
            AsteriskLink link, StasisArrivals arrivals, String app, WebSocketStream stream, URI pbx, Duration limit) {
        this.link = link;
        this.arrivals = arrivals;
        this.app = app;
        this.stream = stream;
        this.pbx = pbx;
        this.limit = limit;
    }

    @Override
    public LegStream stream() {
        return stream;
    }

    /** Returns while it still connects; that it could not is told to those who wait for the channel. */
    @Override
    public void make(String channelId, Map<String, String> variables) {
        Channel media = link.requests().once("make a websocket for sound", () -> link.ari()
                .channels()
                .externalMedia(app, "INCOMING", "slin16")
                .setChannelId(channelId)
                .setEncapsulation("none")
                .setTransport("websocket")
                .setConnection_type("server")
                // As the application sees it: nothing is sent to the PBX, which then needs no timer for it.
                .setDirection("in")
                .setVariables(variables)
                .execute());
        var unused = stream.connect(address(), place(connectionId(media)), limit)
                .whenComplete((done, failure) -> {
                    // What a stage hands on is wrapped (CompletionStage).
                    if (failure instanceof CompletionException && failure.getCause() instanceof MediaException why) {
                        refused = Optional.of(why);
                        arrivals.gone(channelId, why.getMessage());
                    }
                });
    }

    private static String connectionId(Channel media) {
        if (media.getChannelvars() instanceof Map<?, ?> variables
                && variables.get(CONNECTION_ID) instanceof String id) {
            return id;
        }
        throw new AsteriskException("the PBX made a websocket for sound, but does not tell where");
    }

    /** Waits for a name to be looked up. */
    private InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(pbx.getHost(), pbx.getPort() < 0 ? HTTP : pbx.getPort());
        if (address.isUnresolved()) {
            throw new AsteriskException("this machine knows no address of '" + pbx.getHost() + "' (asterisk.url)");
        }
        return address;
    }

    private URI place(String id) {
        return URI.create("ws" + pbx.resolve("media/" + id).toString().substring("http".length()));
    }

    /** Why the PBX opened no websocket, if it did not. */
    Optional<MediaException> refused() {
        return refused;
    }

    @Override
    public String whySilent() {
        return "by the websocket, which is open";
    }
}
