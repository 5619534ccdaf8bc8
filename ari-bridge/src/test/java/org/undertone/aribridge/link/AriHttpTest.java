package org.undertone.aribridge.link;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;

/** A path to the PBX that is cut in the middle of an answer. */
class AriHttpTest {

    private static final String HALF =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{";

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerOfWhichOnlyTheBeginningComesIsNone() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerHalf(server));
            answers.setDaemon(true);
            answers.start();
            AsteriskSettings settings = new AsteriskSettings(
                    URI.create(
                            "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/"),
                    "undertone",
                    new Secret("testing"),
                    "half",
                    Duration.ofMillis(300));
            AriHttp http = new AriHttp(HttpClient.newHttpClient(), settings);

            assertThatThrownBy(() -> http.send("GET", "channels/1.1/rtp_statistics", "", settings.requestTimeout()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    private static void answerHalf(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(HALF.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
                // Until the client gives it up.
            }
        } catch (IOException e) {
            // It did, or the test is over.
        }
    }
}
