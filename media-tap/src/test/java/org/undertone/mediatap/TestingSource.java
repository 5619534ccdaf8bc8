package org.undertone.mediatap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;

/**
 * A PBX's sound of one leg, by either way, over a real network. The n-th 20 ms of it have n + 1 as each sample. Send whole
 * blocks of five: the rest of one is read when it is whole.
 */
sealed interface TestingSource extends AutoCloseable {

    /** The ways there are. */
    enum Way {
        RTP {
            @Override
            TestingSource open(TapPorts ports, LegId leg, Consumer<AudioWindow> windows) throws IOException {
                return new ByRtp(ports.open(leg, WindowSpec.DEFAULT, windows), new RtpSender());
            }
        },
        WEBSOCKET {
            @Override
            TestingSource open(TapPorts ports, LegId leg, Consumer<AudioWindow> windows)
                    throws IOException, InterruptedException {
                TestingMediaServer server = new TestingMediaServer();
                WebSocketStream stream = ports.sockets().open(leg, WindowSpec.DEFAULT, () -> LoadLevel.FULL, windows);
                stream.connect(server.address(), server.tell("1"), Duration.ofSeconds(30))
                        .toCompletableFuture()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
                return new ByWebSocket(stream, server, server.opened());
            }
        };

        abstract TestingSource open(TapPorts ports, LegId leg, Consumer<AudioWindow> windows)
                throws IOException, InterruptedException;
    }

    LegStream stream();

    /** Sends from the first 20 ms on, before the last, and returns when all have arrived. */
    void send(int first, int last) throws IOException;

    @Override
    void close() throws IOException;

    record ByRtp(RtpStream stream, RtpSender sender) implements TestingSource {

        @Override
        public void send(int first, int last) throws IOException {
            sender.sendStream(first, last, stream);
        }

        @Override
        public void close() {
            sender.close();
        }
    }

    record ByWebSocket(WebSocketStream stream, TestingMediaServer server, TestingMediaServer.Peer peer)
            implements TestingSource {

        @Override
        public void send(int first, int last) throws IOException {
            peer.sendStream(first, last);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> stream.stats().packets() >= last);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
