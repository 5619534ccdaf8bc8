package org.undertone.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.inference.TestingModels;

/** The testing server refuses what the protocol forbids: Undertone passes by it because it keeps to the protocol. */
@TestInstance(Lifecycle.PER_CLASS)
class TestingInferenceServerTest {

    private static final String MODEL = "/v2/models/testing-loudness";
    private static final int BYTES = 48_000 * Float.BYTES;
    /** A request that is right. */
    private static final String RIGHT = """
            {"inputs": [{"name": "audio", "datatype": "FP32", "shape": [1, 48000],
                         "parameters": {"binary_data_size": 192000}}],
             "outputs": [{"name": "scores"}],
             "parameters": {"binary_data_output": true}}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private TestingServer server;

    @BeforeAll
    void start(@TempDir Path temp) {
        server = TestingInferenceServer.start(TestingModels.load(temp, "testing-loudness"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void itAnswersWhatTheProtocolAllowsAndTellsWhereItsJsonEnds() throws Exception {
        HttpResponse<byte[]> answer = infer(MODEL + "/infer", RIGHT, BYTES, length(RIGHT));
        assertThat(answer.statusCode()).isEqualTo(200);
        int json = Integer.parseInt(
                answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        assertThat(answer.body()).hasSize(json + 9 * Float.BYTES);
        assertThat(new ObjectMapper()
                        .readTree(answer.body(), 0, json)
                        .path("outputs")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("scores");
        assertThat(get(MODEL).statusCode()).isEqualTo(200);
        assertThat(get(MODEL + "/versions/1/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void itKnowsNoOtherModelVersionOrMethod() throws Exception {
        String unknown = "Request for unknown model: ";
        assertSays(infer("/v2/models/other/infer", RIGHT, BYTES, length(RIGHT)), 404, unknown + "'other'");
        assertSays(infer(MODEL + "/versions/2/infer", RIGHT, BYTES, length(RIGHT)), 404, unknown);
        assertSays(get("/v2/models/other"), 404, unknown + "'other'");
        assertSays(get("/v2/models/other/ready"), 404, unknown + "'other'");
        assertSays(get(MODEL + "/infer"), 405, "Method Not Allowed");
        assertSays(infer(MODEL, RIGHT, BYTES, length(RIGHT)), 405, "Method Not Allowed");
    }

    @Test
    void itRefusesWhatIsNotOneJsonObjectOfTheLengthThatTheHeaderTells() throws Exception {
        String json = "failed to parse the request JSON buffer";
        assertSays(infer("{\"inputs\": [", BYTES), 400, json);
        assertSays(infer("[]", BYTES), 400, json);
        assertSays(infer("", BYTES), 400, json);
        assertSays(infer(MODEL + "/infer", RIGHT, BYTES, Optional.empty()), 400, json);
        assertSays(infer(MODEL + "/infer", RIGHT, BYTES, Optional.of(Integer.toString(RIGHT.length() - 1))), 400, json);
        for (String length : new String[] {"-1", "1e3", "1000000"}) {
            assertSays(
                    infer(MODEL + "/infer", RIGHT, BYTES, Optional.of(length)),
                    400,
                    "Inference-Header-Content-Length is " + length);
        }
    }

    @Test
    void itRefusesAnotherInputTypeShapeOrOutput() throws Exception {
        assertSays(changed("\"audio\"", "\"sound\""), 400, "expected 1 input: audio");
        assertSays(infer("{\"inputs\": []}", 0), 400, "expected 1 input: audio");
        assertSays(changed("FP32", "FP16"), 400, "data-type is not FP32");
        assertSays(changed("[1, 48000]", "[48000]"), 400, "unexpected shape");
        assertSays(changed("[1, 48000]", "[2, 24000]"), 400, "unexpected shape");
        assertSays(changed("[1, 48000]", "[1, -1]"), 400, "unexpected shape");
        assertSays(changed("\"scores\"", "\"logits\""), 400, "unexpected inference output in [logits]");
    }

    @Test
    void itRefusesBytesThatAreNotThoseOfTheShape() throws Exception {
        assertSays(infer(RIGHT, BYTES - 1), 400, "unexpected size 192000");
        assertSays(infer(RIGHT, BYTES + 4), 400, "unexpected size 192000");
        assertSays(changed("[1, 48000]", "[1, 47999]"), 400, "unexpected size 192000");
        assertSays(changed("192000", "191996"), 400, "unexpected size 191996");
        assertSays(changed("\"binary_data_size\": 192000", ""), 400, "unexpected size -1");
    }

    private HttpResponse<byte[]> changed(String what, String into) throws IOException, InterruptedException {
        assertThat(RIGHT).contains(what);
        return infer(RIGHT.replace(what, into), BYTES);
    }

    private HttpResponse<byte[]> infer(String json, int bytes) throws IOException, InterruptedException {
        return infer(MODEL + "/infer", json, bytes, length(json));
    }

    private static Optional<String> length(String json) {
        return Optional.of(Integer.toString(json.length()));
    }

    private HttpResponse<byte[]> infer(String path, String json, int bytes, Optional<String> length)
            throws IOException, InterruptedException {
        byte[] body = new byte[json.length() + bytes];
        System.arraycopy(json.getBytes(StandardCharsets.US_ASCII), 0, body, 0, json.length());
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        length.ifPresent(said -> request.header("Inference-Header-Content-Length", said));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.authority() + path));
    }

    private static void assertSays(HttpResponse<byte[]> answer, int status, String error) throws IOException {
        assertThat(new ObjectMapper().readTree(answer.body()).path("error").asText())
                .contains(error);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
