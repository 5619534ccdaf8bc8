package org.undertone.aribridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.aribridge.TestingHttpServer;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;

/** What the answers of a PBX, and of what may stand between, say of a channel's variables. */
class VariableRequestsTest {

    private static final List<String> NAMES = List.of("ONE", "TWO");
    private static final String BOTH = "{\"value\":\"1\\u001f2\\u001f\"}";
    private static final String NO_FUNCTION = "{\"message\":\"Unable to read provided function\"}";

    private final Queue<TestingHttpServer.Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private TestingHttpServer pbx;
    private VariableRequests requests;

    @BeforeEach
    void start() throws IOException {
        pbx = new TestingHttpServer(InetAddress.getLoopbackAddress(), Duration.ZERO, 10, new Answering());
        requests = new VariableRequests(HttpClient.newHttpClient(), settings(pbx.uri()));
    }

    private static AsteriskSettings settings(URI uri) {
        return new AsteriskSettings(uri, "undertone", new Secret("x"), "reads", Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        pbx.close();
    }

    private void answers(int status, String json) {
        answers.add(new TestingHttpServer.Answer(status, json));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 502, 503, 504})
    void whoeverElseAnswersHasNotReadTheChannelAndItIsReadAgain(int status) {
        answers(status, "");
        answers(200, BOTH);

        assertThatThrownBy(() -> requests.read("c", NAMES))
                .isInstanceOf(AsteriskException.class)
                .hasMessageContaining("HTTP " + status);

        assertThat(requests.read("c", NAMES)).contains(List.of("1", "2"));
        assertThat(asked).as("by one request each").hasSize(2);
    }

    @Test
    void aRefusalInTheMiddleOfOneByOneIsNoValueEither() {
        answers(500, NO_FUNCTION);
        answers(200, "{\"value\":\"1\"}");
        answers(502, "");

        assertThatThrownBy(() -> requests.read("c", NAMES)).isInstanceOf(AsteriskException.class);
    }

    @Test
    void withoutEvalEachIsAskedForUntilThePbxIsAnother() {
        answers(500, NO_FUNCTION);
        answers(200, "{\"value\":\"1\"}");
        answers(404, "{\"message\":\"Provided variable was not found\"}");
        assertThat(requests.read("c", NAMES)).contains(List.of("1", ""));

        answers(500, NO_FUNCTION);
        answers(200, "{\"value\":\"2\"}");
        assertThat(requests.read("c", NAMES)).contains(List.of("", "2"));

        requests.connected();
        answers(200, BOTH);
        assertThat(requests.read("c", NAMES)).contains(List.of("1", "2"));
    }

    @Test
    void aChannelThatIsGoneTellsNothing() {
        answers(404, "{\"message\":\"Provided channel was not found\"}");

        assertThat(requests.read("c", NAMES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void aPageForBrowsersIsNoAnswerOfThePbx(int status) {
        answers(status, "<html><body><h1>" + status + "</h1></body></html>");
        answers(200, BOTH);

        assertThatThrownBy(() -> requests.read("c", NAMES)).isInstanceOf(AsteriskException.class);

        assertThat(requests.read("c", NAMES)).contains(List.of("1", "2"));
    }

    @Test
    void anAnswerThatBreaksOffAfterItsHeadIsNotWaitedForForEver() throws IOException {
        try (ServerSocket cut = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + cut.getLocalPort() + "/");
            VariableRequests reading = new VariableRequests(HttpClient.newHttpClient(), settings(uri));
            CompletableFuture<?> read = CompletableFuture.supplyAsync(() -> reading.read("c", NAMES));

            try (Socket socket = cut.accept()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));

                assertThat(read)
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(AsteriskException.class)
                        .withMessageContaining("no answer within 1000 ms");
            }
        }
    }

    private final class Answering implements TestingHttpServer.Handler {

        @Override
        public boolean opensWebsocket(TestingHttpServer.Request request) {
            return false;
        }

        @Override
        public TestingHttpServer.Answer answer(TestingHttpServer.Request request) {
            asked.add(request.query());
            return answers.remove();
        }
    }
}
