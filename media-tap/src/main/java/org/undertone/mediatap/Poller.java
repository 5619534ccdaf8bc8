package org.undertone.mediatap;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.BindException;

/**
 * How packets come from the system: by Netty's own way to Linux's epoll, which costs less for each, or where its native part
 * does not load by Java's selector.
 */
enum Poller {
    EPOLL {
        @Override
        IoHandlerFactory newHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        DatagramChannel newDatagramChannel(SocketProtocolFamily family) {
            return new EpollDatagramChannel(family);
        }

        @Override
        SocketChannel newSocketChannel() {
            return new EpollSocketChannel();
        }

        @Override
        void wakeAfter(Channel socket, int bytes) {
            socket.config().setOption(SO_RCVLOWAT, bytes);
        }

        @Override
        boolean isTaken(Throwable whyNotBound) {
            return whyNotBound instanceof Errors.NativeIoException error && error.expectedErr() == -EADDRINUSE;
        }
    },
    NIO {
        @Override
        IoHandlerFactory newHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        DatagramChannel newDatagramChannel(SocketProtocolFamily family) {
            return new NioDatagramChannel(family);
        }

        @Override
        SocketChannel newSocketChannel() {
            return new NioSocketChannel();
        }

        @Override
        void wakeAfter(Channel socket, int bytes) {
            // Java has no such option: each frame wakes the thread.
        }

        @Override
        boolean isTaken(Throwable whyNotBound) {
            return whyNotBound instanceof BindException;
        }
    };

    /** Linux, socket(7). */
    private static final IntegerUnixChannelOption SO_RCVLOWAT = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    /** Linux, errno(3). */
    private static final int EADDRINUSE = 98;

    /** The quickest that works here. */
    static Poller best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** What the media thread waits with. */
    abstract IoHandlerFactory newHandlers();

    /** A channel for a connection, for that thread. */
    abstract SocketChannel newSocketChannel();

    /** Wakes that thread for what comes to a connection when it is so many bytes, where the system can do that. */
    abstract void wakeAfter(Channel socket, int bytes);

    /** A port's channel, for that thread. */
    abstract DatagramChannel newDatagramChannel(SocketProtocolFamily family);

    /** Whether a port was not bound because another program holds it. */
    abstract boolean isTaken(Throwable whyNotBound);
}
