package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.lab.tool.Waiting;

/** What an application does with the PBX through ARI: a tap on one leg, a variable on it. */
@Tag("asterisk")
class PbxMediaTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int HEADER = 12;

    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Lab lab;
    private static Path tone;
    private static WebSocket application;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        tone = Tones.file(folder, 440, 60);
        lab = Lab.start(LabOptions.defaults());
        URI events = URI.create(lab.pbx().httpUri().toString().replace("http:", "ws:")
                + "ari/events?app=test&api_key=" + lab.pbx().ariUser() + ":"
                + lab.pbx().ariPassword());
        application = Waiting.get(
                http.newWebSocketBuilder().buildAsync(events, new WebSocket.Listener() {}),
                SOON,
                () -> "no websocket at " + events);
    }

    @AfterEach
    void endAllCalls() {
        lab.reset();
    }

    @AfterAll
    static void close() {
        application.abort();
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "spare"})
    void aTapHearsTheCustomersMicrophone(String host) throws Exception {
        InetAddress address = host.equals("spare") ? lab.spareAddress() : InetAddress.getByName(host);
        String channel = customerInACall().uniqueId();
        try (DatagramSocket socket = new DatagramSocket(0, address)) {
            socket.setSoTimeout((int) SOON.toMillis());
            ari("POST", "channels/" + channel + "/snoop/snoop1?app=test&spy=in&whisper=none");
            ari(
                    "POST",
                    "channels/externalMedia?app=test&channelId=media1&format=slin16&external_host="
                            + address.getHostAddress() + ":" + socket.getLocalPort());
            ari("POST", "bridges/tap1?type=mixing&name=tap");
            soon("POST", "bridges/tap1/addChannel?channel=snoop1,media1");

            assertThat(loudness(socket, 50)).isGreaterThan(3000);
        } finally {
            ari("DELETE", "channels/media1");
            ari("DELETE", "bridges/tap1");
        }
    }

    @Test
    void anApplicationSetsAVariableOfTheCallAndOfItsRecord() throws Exception {
        int before = lab.pbx().cdrs().size();
        Channel customer = customerInACall();
        ari("POST", "channels/" + customer.uniqueId() + "/snoop/snoop2?app=test&spy=in&whisper=none");

        soon("POST", "channels/snoop2/variable?variable=EXPORT(" + customer.name() + ",EMOTION)&value=angry");
        ari("POST", "channels/snoop2/variable?variable=EXPORT(" + customer.name() + ",CDR(emotion))&value=angry");
        ari("POST", "channels/snoop2/variable?variable=CDR_PROP(disable)&value=1");

        assertThat(lab.pbx().variable(customer.name(), "EMOTION")).contains("angry");
        lab.reset();
        await().atMost(SOON).until(() -> lab.pbx().cdrs().size() > before);
        assertThat(lab.pbx().cdrs().get(before).emotion()).isEqualTo("angry");
    }

    private static Channel customerInACall() {
        lab.phones().customer().call("600", Script.silent().play("tone", tone)).awaitPlaying("tone", SOON);
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/customer-"))
                .findFirst()
                .orElseThrow();
    }

    /** A channel that was just made enters its application a moment later; until then it is refused. */
    private static void soon(String method, String path) {
        await().atMost(SOON).untilAsserted(() -> ari(method, path));
    }

    private static void ari(String method, String path) throws IOException, InterruptedException {
        String login = lab.pbx().ariUser() + ":" + lab.pbx().ariPassword();
        HttpRequest request = HttpRequest.newBuilder(lab.pbx().httpUri().resolve("ari/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isBetween(200, 299);
    }

    /** The peak of 440 Hz in so many packets of big-endian 16 kHz samples. */
    private static double loudness(DatagramSocket socket, int packets) throws IOException {
        double loudest = 0;
        for (int i = 0; i < packets; i++) {
            DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
            socket.receive(packet);
            short[] samples = new short[(packet.getLength() - HEADER) / 2];
            ByteBuffer.wrap(packet.getData(), HEADER, samples.length * 2)
                    .asShortBuffer()
                    .get(samples);
            // At 16 kHz: half the frequency as Tones counts it, at 8 kHz.
            loudest = Math.max(loudest, Tones.loudness(samples, 0, samples.length, 220));
        }
        return loudest;
    }
}
