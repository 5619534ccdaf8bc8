package org.undertone.mediatap;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.mediatap.rtp.PortPool;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.mediatap.rtp.PortUse;

/**
 * The UDP ports that taps send to: one a leg, which needs no trust in source addresses and so works behind NAT and in
 * containers. One thread, {@code undertone-media-1}, serves them all. A released port rests a while before it is used
 * again, so that a late sender does not talk into the next leg's stream; a port that another program holds is skipped.
 *
 * <p>May be used from any thread but the media thread.
 */
public final class TapPorts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TapPorts.class);
    private static final long BIND_SECONDS = 5;

    private final InetAddress bindAddress;
    private final PortRange range;
    private final Duration rest;
    private final InstantSource clock;
    private final PortPool pool;
    private final MediaThread mediaThread;
    private final TapSockets sockets;

    /**
     * Starts the media thread; binds no port yet.
     *
     * @param bindAddress an address of this machine, or the wildcard
     * @param range the ports
     * @param rest how long a released port stays unused; may be zero
     * @param clock says when packets arrive and ports have rested
     * @throws MediaException if the address is not one of this machine
     */
    public TapPorts(InetAddress bindAddress, PortRange range, Duration rest, InstantSource clock) {
        this(bindAddress, range, rest, clock, Poller.best());
    }

    TapPorts(InetAddress bindAddress, PortRange range, Duration rest, InstantSource clock, Poller poller) {
        requireLocal(bindAddress);
        if (rest.isNegative()) {
            throw new IllegalArgumentException("tap ports: rest=" + rest + " is negative");
        }
        this.bindAddress = bindAddress;
        this.range = range;
        this.rest = rest;
        this.clock = clock;
        this.pool = new PortPool(range, rest, clock);
        this.mediaThread = new MediaThread(poller);
        this.sockets = new TapSockets(mediaThread, clock);
    }

    /**
     * Binds a port for that leg and listens.
     *
     * @param windows takes the windows, on the media thread, which serves all legs: it must not block but only pass them
     *     on; what it throws is counted and logged once
     * @throws MediaException if no port is free, these are closed, or the caller is the media thread
     */
    public RtpStream open(LegId leg, WindowSpec spec, Consumer<AudioWindow> windows) {
        return open(leg, spec, () -> LoadLevel.FULL, windows);
    }

    /**
     * Binds a port for that leg and listens, with hops as long as the load asks for.
     *
     * @param load asked on the media thread every 100 ms of sound, so it must only read
     * @param windows takes the windows, on the media thread, which serves all legs: it must not block but only pass them
     *     on; what it throws is counted and logged once
     * @throws MediaException if no port is free, these are closed, or the caller is the media thread
     */
    public RtpStream open(LegId leg, WindowSpec spec, Supplier<LoadLevel> load, Consumer<AudioWindow> windows) {
        requireOtherThread();
        RtpReceiver receiver = new RtpReceiver(leg, new SoundIntake(leg, spec, load, windows, clock));
        for (int skipped = 0; skipped < range.size(); skipped++) {
            requireOpen();
            OptionalInt port = pool.take();
            if (port.isEmpty()) {
                break;
            }
            ChannelFuture binding = bind(port.getAsInt(), receiver);
            if (binding.isSuccess()) {
                tellSkipped(skipped, port.getAsInt());
                return stream(leg, port.getAsInt(), binding.channel(), receiver);
            }
            failed(port.getAsInt(), binding.cause());
        }
        throw new MediaException(noneFree(leg));
    }

    /**
     * Makes sure that at least one port of the range can be had, so that a wrong range is found at the start and not at
     * the first call.
     *
     * @throws MediaException if other programs hold them all
     */
    public void requireAFreePort() {
        for (int port = range.first(); port <= range.last(); port++) {
            if (free(port)) {
                return;
            }
        }
        throw new MediaException("no free tap port in " + bindAddress.getHostAddress() + ":" + range
                + ": other programs hold all " + range.size()
                + "; choose a range that no other program uses (ss -lunp shows who holds them)");
    }

    private boolean free(int port) {
        try (DatagramSocket probe = new DatagramSocket(port, bindAddress)) {
            return probe.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    /** The way by which sound comes without a port, on the same thread; it ends with these ports. */
    public TapSockets sockets() {
        return sockets;
    }

    /** How the range is used now. */
    public PortUse use() {
        return pool.use();
    }

    /** Does what it is given on the media thread, which serves all legs: it must be short. */
    public Executor mediaThread() {
        return mediaThread.loop();
    }

    /** Closes all streams and ends the media thread, waiting up to 5 s for it. A second call does nothing. */
    @Override
    public void close() {
        mediaThread.close();
    }

    private ChannelFuture bind(int port, RtpReceiver receiver) {
        SocketProtocolFamily family =
                bindAddress instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        ChannelFuture binding = new Bootstrap()
                .group(mediaThread.loop())
                .channelFactory(() -> mediaThread.poller().newDatagramChannel(family))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramHandler.MAX_DATAGRAM))
                .handler(new DatagramHandler(receiver))
                .bind(bindAddress, port);
        if (!binding.awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS)) {
            binding.channel().close().addListener(done -> pool.release(port));
            throw new MediaException("tap port " + at(port) + " was not bound within " + BIND_SECONDS
                    + " s: the media thread is blocked by a consumer of windows, see the log");
        }
        return binding;
    }

    private RtpStream stream(LegId leg, int port, Channel channel, RtpReceiver receiver) {
        RtpStream stream = new RtpStream(leg, channel, receiver);
        channel.closeFuture().addListener(done -> pool.release(port));
        mediaThread.hold(stream, channel.closeFuture());
        requireOpen();
        LOG.debug("leg {}: listening on {} by {}", leg, at(port), mediaThread.poller());
        return stream;
    }

    private void tellSkipped(int skipped, int port) {
        if (skipped > 0) {
            LOG.warn(
                    "tap ports: another program holds {} before {}; ss -lunp shows which",
                    skipped == 1 ? "the port" : "the " + skipped + " ports",
                    at(port));
        }
    }

    private void failed(int port, Throwable cause) {
        if (mediaThread.poller().isTaken(cause)) {
            pool.heldByAnother(port);
            return;
        }
        pool.release(port);
        requireOpen();
        throw new MediaException(
                "tap port " + at(port) + " cannot be bound: " + cause.getMessage()
                        + "; check the limit of open files and who may use the port",
                cause);
    }

    private String noneFree(LegId leg) {
        PortUse use = pool.use();
        String where = "leg " + leg + ": no free tap port in " + bindAddress.getHostAddress() + ":" + range;
        if (use.foreign() == use.total()) {
            return where + ": other programs hold all " + use.total()
                    + "; choose a range that no other program uses (ss -lunp shows who holds them)";
        }
        return where + ": " + use.inUse() + " in use, " + use.resting() + " resting for up to " + rest.toSeconds()
                + " s, " + use.foreign() + " held by other programs; widen the range (a leg takes one) or shorten the"
                + " rest";
    }

    private void requireOpen() {
        if (mediaThread.closed()) {
            throw new MediaException(
                    "tap ports " + bindAddress.getHostAddress() + ":" + range + " are closed: the program is stopping");
        }
    }

    private void requireOtherThread() {
        if (mediaThread.isCurrent()) {
            throw new MediaException("a tap port cannot be opened on the media thread, which has to bind it; open it on"
                    + " the thread that handles calls");
        }
    }

    private String at(int port) {
        return bindAddress.getHostAddress() + ":" + port;
    }

    /** With this out of the way, a port that cannot be bound is held by another. */
    private static void requireLocal(InetAddress address) {
        try (DatagramSocket probe = new DatagramSocket(0, address)) {
            LOG.debug("tap ports: {} can be bound", probe.getLocalAddress());
        } catch (SocketException e) {
            throw new MediaException(
                    "tap ports: " + address.getHostAddress() + " cannot be bound: " + e.getMessage()
                            + "; bind an address of this machine, or 0.0.0.0 for all",
                    e);
        }
    }
}
