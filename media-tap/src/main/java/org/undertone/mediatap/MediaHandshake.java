package org.undertone.mediatap;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the PBX's HTTP server for a websocket with the subprotocol {@code media}; what is sent then goes to a
 * {@link FrameReader}. What else it answers is told by its status alone: its pages are never read. Media thread only.
 */
final class MediaHandshake extends ChannelInboundHandlerAdapter {

    private static final String SUBPROTOCOL = "media";

    private final Handshaker handshaker;
    private final CompletableFuture<Void> done;

    /**
     * Makes one.
     *
     * @param place of the websocket
     * @param reader gets the frames
     * @param done completed when frames may come, or with a {@link MediaException}
     */
    MediaHandshake(URI place, FrameReader reader, CompletableFuture<Void> done) {
        this.handshaker = new Handshaker(place, reader);
        this.done = done;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var unused = handshaker.handshake(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        try {
            if (read instanceof HttpResponse response && !done.isDone()) {
                answered(context, response);
            }
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    private void answered(ChannelHandlerContext context, HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            fail(context, new MediaException("what answers there does not speak HTTP"));
            return;
        }
        int status = response.status().code();
        String server = response.headers().get(HttpHeaderNames.SERVER, "");
        if (status == HttpResponseStatus.NOT_FOUND.code() && server.startsWith("Asterisk")) {
            fail(context, new MediaException("the PBX knows its websocket for sound no more: its channel has ended"));
            return;
        }
        if (status != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            fail(context, new MediaException(refused(status), status));
            return;
        }
        try {
            handshaker.finishHandshake(
                    context.channel(),
                    new DefaultFullHttpResponse(
                            response.protocolVersion(),
                            response.status(),
                            Unpooled.EMPTY_BUFFER,
                            response.headers(),
                            EmptyHttpHeaders.INSTANCE));
        } catch (WebSocketHandshakeException e) {
            fail(context, new MediaException("what answers there is no websocket for media: " + e.getMessage()));
            return;
        }
        context.pipeline().remove(this);
        done.complete(null);
    }

    private static String refused(int status) {
        String refused = "the PBX refused a websocket for sound: HTTP " + status;
        return switch (status) {
            case 401, 403 -> refused + "; something before it, or an ACL in http.conf, keeps /media/ closed";
            case 404 -> refused + "; what stands between must forward /media/ as it does /ari/";
            case 503 -> refused + "; it is starting or stopping";
            default -> refused;
        };
    }

    private void fail(ChannelHandlerContext context, MediaException why) {
        done.completeExceptionally(why);
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(
                context,
                new MediaException("the PBX closed the connection without an answer; are all its HTTP sessions in use"
                        + " (sessionlimit in http.conf)?"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, new MediaException("the connection to the PBX for sound broke: " + cause.getMessage(), cause));
    }

    /** Netty's, with our reader in place of its decoder. */
    private static final class Handshaker extends WebSocketClientHandshaker13 {

        private final FrameReader reader;

        Handshaker(URI place, FrameReader reader) {
            super(place, WebSocketVersion.V13, SUBPROTOCOL, false, new DefaultHttpHeaders(), FrameReader.LONGEST);
            this.reader = reader;
        }

        @Override
        protected WebSocketFrameDecoder newWebsocketDecoder() {
            return reader;
        }
    }
}
