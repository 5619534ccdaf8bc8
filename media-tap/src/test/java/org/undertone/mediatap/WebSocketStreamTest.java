package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;

/** A websocket from its opening to its end, over real TCP on the loopback interface, by each way that packets may come. */
@ParameterizedClass
@EnumSource(Poller.class)
class WebSocketStreamTest {

    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.9");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Poller poller;
    private final TapPorts ports;
    private final TestingMediaServer server;
    private final List<AudioWindow> windows = new CopyOnWriteArrayList<>();
    private WebSocketStream stream;

    WebSocketStreamTest(Poller poller) throws IOException {
        this.poller = poller;
        server = new TestingMediaServer();
        ports = new TapPorts(
                InetAddress.getLoopbackAddress(), FreePorts.range(1), Duration.ZERO, InstantSource.system(), poller);
    }

    @BeforeEach
    void open() {
        stream = ports.sockets().open(LEG, WindowSpec.DEFAULT, () -> LoadLevel.FULL, windows::add);
    }

    @AfterEach
    void close() throws IOException {
        ports.close();
        server.close();
    }

    @Test
    void answersPingsAndTheCloseOfThePbx() throws Exception {
        TestingMediaServer.Peer peer = connected();

        peer.send(Frames.frame(true, Frames.PING, (byte) 'h', (byte) 'i'), Frames.nth(0));
        assertThat(peer.receive()).isEqualTo(new TestingMediaServer.Received(Frames.PONG, "hi"));

        peer.send(Frames.frame(true, Frames.CLOSE, (byte) 3, (byte) 0xe8));
        peer.saysNoMore();
        assertThat(peer.receive()).isEqualTo(new TestingMediaServer.Received(Frames.CLOSE, "\u0003\u00e8"));
        assertThat(peer.receive().opcode()).as("the end").isEqualTo(-1);
        assertThat(ended()).isEqualTo("the PBX closed it (1000)");
        assertThat(stream.stats().packets()).isEqualTo(1);
        assertThat(stream.stats().malformed()).isZero();
    }

    @Test
    void saysGoodbyeWhenItIsClosed() throws Exception {
        TestingMediaServer.Peer peer = connected();

        stream.close();
        stream.close();

        assertThat(peer.receive()).isEqualTo(new TestingMediaServer.Received(Frames.CLOSE, "\u0003\u00e8"));
        assertThat(peer.receive().opcode()).as("the end").isEqualTo(-1);
        assertThat(stream.ended().toCompletableFuture())
                .as("who closes it knows")
                .isNotDone();
    }

    @Test
    void aBreakIsToldAndWhatWasHeardStays() throws Exception {
        TestingMediaServer.Peer peer = connected();
        peer.sendStream(0, 150);
        await().atMost(PATIENCE).until(() -> windows.size() == 1);

        peer.reset();

        assertThat(ended()).startsWith("the connection broke");
        assertThat(stream.stats().packets()).isEqualTo(150);
        assertThat(stream.stats().windows()).isEqualTo(1);
    }

    @Test
    void anEndWithoutAWordIsToldToo() throws Exception {
        connected().close();

        assertThat(ended()).isEqualTo("the connection ended without a word");
        assertThat(stream.firstPacket().toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .withMessage("leg pbx-1.0/pbx-1.9: no sound came: the connection ended without a word");
    }

    @Test
    void whoSendsGarbageIsNotListenedTo() throws Exception {
        TestingMediaServer.Peer peer = connected();
        peer.send(Frames.nth(0), "HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII), Frames.nth(1));

        assertThat(ended()).isEqualTo("what it sends is no websocket frame of a server");
        assertThat(peer.receive()).isEqualTo(new TestingMediaServer.Received(Frames.CLOSE, "\u0003\u00ea"));
        assertThat(stream.stats().malformed()).isEqualTo(1);
        assertThat(stream.stats().packets()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | Unauthorized | an ACL in http.conf",
                "403 | Forbidden | an ACL in http.conf",
                "404 | Not Found | must forward /media/",
                "503 | Service Unavailable | it is starting or stopping",
                "200 | OK | HTTP 200"
            })
    void aRefusalIsToldByItsStatusAndNotByItsPage(int status, String title, String advice) {
        server.answer(TestingMediaServer.page("nginx", status, title, "<b>0176 555 0100</b>"));

        MediaException why = whyNotConnected();
        assertThat(why.status()).isEqualTo(status);
        assertThat(why).hasMessageContaining("HTTP " + status).hasMessageContaining(advice);
        assertThat(why.getMessage()).doesNotContain("<", "0176");
    }

    @Test
    void anIdThatThePbxKnowsNoMoreIsNoFaultOfTheWay() {
        CompletionStage<Void> connecting = stream.connect(server.address(), server.place("gone"), PATIENCE);

        MediaException why = failure(connecting);
        assertThat(why).hasMessageContaining("its channel has ended");
        assertThat(why.status()).isZero();
    }

    @Test
    void whatDoesNotSpeakHttpIsToldSo() {
        server.answer("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n\r\n");

        assertThat(whyNotConnected()).hasMessage("what answers there does not speak HTTP");
    }

    @Test
    void aServerWithoutTheProtocolIsToldSo() {
        server.answer("""
                HTTP/1.1 101 Switching Protocols
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Accept: bm8=

                """.replace("\n", "\r\n"));

        assertThat(whyNotConnected()).hasMessageContaining("is no websocket for media");
    }

    /** As Asterisk does when all its HTTP sessions are in use. */
    @Test
    void aConnectionThatIsClosedAtOnceIsToldWithWhatItMayMean() {
        server.answer(" ");

        assertThat(whyNotConnected()).hasMessageContaining("sessionlimit in http.conf");
    }

    @Test
    void silenceIsGivenUpAfterItsLimit() {
        server.sayNothing();
        CompletionStage<Void> connecting = stream.connect(server.address(), server.tell("1"), Duration.ofMillis(200));

        assertThat(failure(connecting)).hasMessageContaining("opened no websocket for sound within 200 ms");
    }

    @Test
    void whereNobodyListensIsToldSo() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) gone.getLocalSocketAddress();
        }

        assertThat(failure(stream.connect(nobody, URI.create("ws://127.0.0.1/media/1"), PATIENCE)))
                // And then why, in the operating system's words and language.
                .hasMessageMatching(
                        ".*cannot connect to the PBX at .*127.0.0.1:" + nobody.getPort() + " for sound: .+");
    }

    @Test
    void closedBeforeItIsOpenItStaysClosed() {
        server.sayNothing();
        CompletionStage<Void> connecting = stream.connect(server.address(), server.tell("1"), PATIENCE);
        stream.close();

        assertThat(failure(connecting)).hasMessageContaining("was closed before it was open");
        assertThatIllegalStateException()
                .isThrownBy(() -> stream.connect(server.address(), server.tell("1"), PATIENCE));
    }

    @Test
    void theMediaThreadResolvesNoNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.connect(
                        InetSocketAddress.createUnresolved("pbx.example", 8088), server.tell("1"), PATIENCE))
                .withMessageContaining("has no address");
    }

    @Test
    void closingThePortsClosesItAndOpensNoMore() throws Exception {
        TestingMediaServer.Peer peer = connected();

        ports.close();

        assertThat(peer.receive().opcode()).isIn(Frames.CLOSE, -1);
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(this::open)
                .withMessageContaining("the program is stopping");
    }

    /** What the system has no room for must not pile up here. */
    @Test
    void whoOnlyPingsAndReadsNoPongGetsFewer() throws Exception {
        TestingMediaServer.Peer peer = connected();
        byte[] ping = Frames.frame(true, Frames.PING, new byte[125]);
        for (int n = 0; n < 200_000; n++) {
            peer.send(ping);
        }
        peer.send(Frames.nth(0));

        await().atMost(PATIENCE).until(() -> stream.stats().packets() == 1);
        assertThat(peer.waiting()).isBetween(1, 199_999);
    }

    @Test
    void aWayThatIsDeadIsGivenUp() throws Exception {
        MediaThread thread = new MediaThread(poller);
        SoundIntake intake =
                new SoundIntake(LEG, WindowSpec.DEFAULT, () -> LoadLevel.FULL, windows::add, InstantSource.system());
        stream = new WebSocketStream(LEG, thread, new WebSocketReceiver(intake), Duration.ofMillis(300));
        connected().send(Frames.nth(0));

        assertThat(ended()).isEqualTo("nothing came any more");
        thread.close();
    }

    private TestingMediaServer.Peer connected() throws InterruptedException {
        stream.connect(server.address(), server.tell("1"), PATIENCE)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        return server.opened();
    }

    private String ended() {
        return stream.ended()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private MediaException whyNotConnected() {
        return failure(stream.connect(server.address(), server.tell("1"), PATIENCE));
    }

    private static MediaException failure(CompletionStage<Void> connecting) {
        try {
            connecting.toCompletableFuture().get(30, TimeUnit.SECONDS);
            throw new AssertionError("it was opened");
        } catch (ExecutionException e) {
            return (MediaException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
