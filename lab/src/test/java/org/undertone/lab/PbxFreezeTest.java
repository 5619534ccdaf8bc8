package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PBX that hangs, and one that ends when its calls have. */
@Tag("asterisk")
class PbxFreezeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void aFrozenPbxAnswersNobodyUntilItThaws() throws Exception {
        lab.pbx().freeze();
        assertThat(lab.pbx().running()).isTrue();
        assertThat(answers(Duration.ofMillis(500))).isFalse();

        lab.pbx().thaw();

        assertThat(answers(SOON)).isTrue();
    }

    @Test
    void aFrozenPbxIsStoppedAndStartsAgain() throws Exception {
        lab.pbx().freeze();
        lab.pbx().stop();
        assertThat(lab.pbx().running()).isFalse();

        lab.pbx().start();
        lab.pbx().freeze();
        lab.pbx().kill();
        lab.pbx().start();

        assertThat(answers(SOON)).isTrue();
    }

    @Test
    void aLabWhosePbxIsFrozenLeavesNothing(@TempDir Path temp) {
        Lab frozen = Lab.start(LabOptions.defaults().withTemp(temp));
        long pid = frozen.pbx().asterisk().pid();
        frozen.pbx().freeze();

        frozen.close();

        assertThat(temp).isEmptyDirectory();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aGracefulStopWaitsForTheLastCall() {
        lab.awaitRegistered();
        PhoneCall customer = lab.phones().customer().call("650", Script.silent());
        customer.awaitAnswered(SOON);

        lab.pbx().beginGracefulStop();
        PhoneCall late = lab.phones().customer().call("650", Script.silent());
        late.awaitEnded(SOON);
        assertThat(late.answered()).isEmpty();
        assertThat(lab.pbx().running()).isTrue();
        assertThat(customer.ended()).isFalse();

        customer.hangUp();
        await().atMost(SOON).until(() -> !lab.pbx().running());
        lab.pbx().start();
        lab.awaitRegistered();
        assertThat(lab.pbx().channels()).isEmpty();
    }

    private static boolean answers(Duration atMost) throws IOException, InterruptedException {
        URI uri = lab.pbx().httpUri().resolve("ari/asterisk/ping");
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).timeout(atMost).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 401;
        } catch (HttpTimeoutException | ConnectException e) {
            return false;
        }
    }
}
