package org.undertone.mediatap;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all sound arrives, {@code undertone-media-1}, and the streams that it serves. Any thread may call. */
final class MediaThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaThread.class);
    private static final long CLOSE_SECONDS = 5;

    private final Poller poller;
    private final EventLoopGroup loop;
    private final Set<LegStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    MediaThread(Poller poller) {
        this.poller = poller;
        this.loop = new MultiThreadIoEventLoopGroup(1, MediaThread::thread, poller.newHandlers());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "undertone-media-1");
        thread.setDaemon(true);
        return thread;
    }

    /** What Netty's channels run on. */
    EventLoopGroup loop() {
        return loop;
    }

    Poller poller() {
        return poller;
    }

    boolean isCurrent() {
        return loop.next().inEventLoop();
    }

    boolean closed() {
        return closed;
    }

    /** Closes that stream at the end, unless its channel has closed before. */
    void hold(LegStream stream, ChannelFuture channelClosed) {
        streams.add(stream);
        channelClosed.addListener(done -> streams.remove(stream));
        if (closed) {
            stream.close();
        }
    }

    /** Closes all streams and ends the thread, waiting up to 5 s for it. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        streams.forEach(LegStream::close);
        boolean ended = loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            LOG.warn("the media thread did not end within {} s: a consumer of windows blocks it", CLOSE_SECONDS);
        }
    }
}
