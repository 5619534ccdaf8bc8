package org.undertone.mediatap;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.LegId;
import org.undertone.core.event.StreamStats;

/**
 * One leg's sound by a websocket that is opened from here to the PBX: binary frames of slin16, that is 16 bits at 16 kHz,
 * mono, little-endian. Asterisk sends 20 ms in each; any length up to 2 s is taken, and sound may be cut anywhere. There are
 * no timestamps: what comes is joined.
 */
public final class WebSocketStream implements LegStream {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketStream.class);

    /** Several of Asterisk's frames, for what comes after a stall. */
    private static final int READ_AT_ONCE = 4_096;

    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_HEAD = 8_192;

    private final LegId leg;
    private final MediaThread mediaThread;
    private final WebSocketReceiver receiver;
    private final Duration silence;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    /** Guarded by this. */
    private Optional<Channel> channel = Optional.empty();

    private boolean closed;

    /**
     * Makes one that is not open yet.
     *
     * @param silence when so long nothing has come, the way there is dead
     */
    WebSocketStream(LegId leg, MediaThread mediaThread, WebSocketReceiver receiver, Duration silence) {
        this.leg = leg;
        this.mediaThread = mediaThread;
        this.receiver = receiver;
        this.silence = silence;
    }

    @Override
    public LegId leg() {
        return leg;
    }

    /**
     * Opens the websocket; once.
     *
     * @param pbx the address of its HTTP server
     * @param place of the websocket there, {@code ws://...}
     * @param limit how long that may take
     * @return done when sound may come, or fails with {@link MediaException}; on the media thread, so what follows must not
     *     block
     * @throws IllegalArgumentException if the address is not resolved: the media thread resolves no names
     */
    public CompletionStage<Void> connect(InetSocketAddress pbx, URI place, Duration limit) {
        if (pbx.isUnresolved()) {
            throw new IllegalArgumentException("leg " + leg + ": " + pbx + " has no address");
        }
        ChannelFuture connecting = begin(pbx, place, limit);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                fail("cannot connect to the PBX at " + pbx + " for sound: "
                        + done.cause().getMessage());
            }
        });
        Channel opened = connecting.channel();
        mediaThread.hold(this, opened.closeFuture());
        var unused = opened.eventLoop()
                .schedule(
                        () -> fail("the PBX at " + pbx + " opened no websocket for sound within " + limit.toMillis()
                                + " ms"),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
        return connected.minimalCompletionStage();
    }

    private synchronized ChannelFuture begin(InetSocketAddress pbx, URI place, Duration limit) {
        if (closed || channel.isPresent()) {
            throw new IllegalStateException("leg " + leg + ": its websocket was opened or closed before");
        }
        ChannelFuture connecting = connecting(pbx, place, limit);
        channel = Optional.of(connecting.channel());
        return connecting;
    }

    private ChannelFuture connecting(InetSocketAddress pbx, URI place, Duration limit) {
        FrameReader reader = new FrameReader(receiver, this::end, mediaThread.poller());
        return new Bootstrap()
                .group(mediaThread.loop())
                .channelFactory(mediaThread.poller()::newSocketChannel)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limit.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_AT_ONCE))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline()
                                .addLast(
                                        new ReadTimeoutHandler(silence.toMillis(), TimeUnit.MILLISECONDS),
                                        new HttpClientCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_HEAD),
                                        new MediaHandshake(place, reader, connected));
                    }
                })
                .connect(pbx);
    }

    private void fail(String why) {
        if (connected.completeExceptionally(new MediaException("leg " + leg + ": " + why))) {
            channel().ifPresent(WebSocketStream::drop);
        }
    }

    private synchronized Optional<Channel> channel() {
        return channel;
    }

    private void end(String reason) {
        if (!isClosed()) {
            LOG.debug("leg {}: its websocket has ended: {}", leg, reason);
            receiver.intake().close(new MediaException("leg " + leg + ": no sound came: " + reason));
            ended.complete(reason);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Why the connection has ended, once it has, where that was not by {@link #close}. Completed on the media thread, so what
     * follows must not block.
     */
    public CompletionStage<String> ended() {
        return ended.minimalCompletionStage();
    }

    // As in RtpStream, whose receiver is another: four answers handed on, for which a common parent would be no
    // shorter.
    @Override
    public CompletionStage<Instant> firstPacket() {
        return receiver.intake().firstPacket();
    }

    @Override
    public Duration digitalSilence() {
        return receiver.intake().digitalSilence();
    }

    @Override
    public void distrustSilence(boolean distrusted) {
        receiver.intake().distrustSilence(distrusted);
    }

    @Override
    public StreamStats stats() {
        return receiver.stats();
    }

    /** Closes the websocket, if it is open. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        receiver.intake().close(new MediaException("leg " + leg + ": no sound came before its websocket was closed"));
        boolean opening = connected.completeExceptionally(
                new MediaException("leg " + leg + ": its websocket was closed before it was open"));
        if (opening || connected.isCompletedExceptionally()) {
            channel().ifPresent(WebSocketStream::drop);
        } else {
            channel().ifPresent(open -> FrameReader.close(open, FrameReader.NORMAL));
        }
    }

    private static void drop(Channel open) {
        var unused = open.close();
    }
}
