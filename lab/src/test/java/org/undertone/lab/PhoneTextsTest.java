package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts that an application sends to a phone through the PBX, by ARI. */
@Tag("asterisk")
class PhoneTextsTest {
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
    void aPhoneKeepsItsTextsWholeAndInOrderAndNobodyElses() throws Exception {
        send("agent", "Customer angry: 91 %, since 12 s; please + kindly {slow \"down\"}");
        send("agent", "冷静に, zweitens äöü");

        assertThat(lab.phones().agent().awaitMessages(2, SOON))
                .extracting(PhoneText::body)
                .containsExactly(
                        "Customer angry: 91 %, since 12 s; please + kindly {slow \"down\"}", "冷静に, zweitens äöü");
        assertThat(lab.phones().agent().messages()).allMatch(text -> text.from().contains("undertone"));
        assertThat(lab.phones().supervisor().messages()).isEmpty();

        lab.reset();
        assertThat(lab.phones().agent().messages()).isEmpty();
        assertThat(lab.phones().asterisk().log()).noneMatch(line -> line.contains("ERROR"));
    }

    @Test
    void aTextInTheMiddleOfACallLeavesTheCallAlone() throws Exception {
        PhoneCall customer = lab.phones().customer().call("601", Script.silent());
        customer.awaitAnswered(SOON);
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);

        send("agent", "cue");

        lab.phones().agent().awaitMessages(1, SOON);
        assertThat(agent.ended()).isFalse();
        lab.reset();
    }

    private static void send(String phone, String body) throws IOException, InterruptedException {
        String login = lab.pbx().ariUser() + ":" + lab.pbx().ariPassword();
        HttpRequest request = HttpRequest.newBuilder(lab.pbx()
                        .httpUri()
                        .resolve("ari/endpoints/PJSIP/" + phone + "/sendMessage?from=sip:undertone@127.0.0.1&body="
                                + URLEncoder.encode(body, StandardCharsets.UTF_8)))
                .method("PUT", HttpRequest.BodyPublishers.noBody())
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }
}
