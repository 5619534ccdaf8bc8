package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.Secret;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Parcel;
import org.undertone.delivery.sms.HttpSms;
import org.undertone.delivery.sms.Twilio;
import org.undertone.ledger.entry.Outgoing;

/** Text messages: what gateways are asked. */
class TextsTest {

    private static final Action.Sms TEXT = new Action.Sms("phones", "客户听起来很生气 & loud");
    private static final List<Secret> TWO = List.of(new Secret("+15005550009"), new Secret("+15005550010"));

    @TempDir
    private Path folder;

    @Test
    void twilioGetsAFormForEachRecipientWithAKeyOfItsOwn() throws Exception {
        try (TestingGateway gateway = new TestingGateway()) {
            DeliverySettings twilio =
                    new Twilio(terms(), gateway.url(), "AC0123", new Secret("tok"), new Secret("+15005550006"), TWO);

            List<Outgoing> outgoing = sendAll(twilio);

            assertThat(outgoing).extracting(Outgoing::part).containsExactly(1, 2);
            assertThat(gateway.requests)
                    .extracting(TestingGateway.Request::path, TestingGateway.Request::authorization)
                    .containsOnly(tuple("/2010-04-01/Accounts/AC0123/Messages.json", "Basic QUMwMTIzOnRvaw=="));
            assertThat(gateway.requests)
                    .extracting(TestingGateway.Request::form)
                    .containsExactly(
                            Map.of("To", "+15005550009", "From", "+15005550006", "Body", TEXT.text()),
                            Map.of("To", "+15005550010", "From", "+15005550006", "Body", TEXT.text()));
            assertThat(gateway.requests)
                    .extracting(TestingGateway.Request::key)
                    .containsExactlyElementsOf(
                            outgoing.stream().map(Outgoing::key).toList())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatAGatewaySaysIsToldWithoutThePhoneNumber() throws Exception {
        try (TestingGateway gateway = new TestingGateway()) {
            gateway.willRefuse("{\"code\": 21211, \"message\": \"The 'To' number +15005550009 is not valid\"}");
            DeliverySettings twilio =
                    new Twilio(terms(), gateway.url(), "AC0123", new Secret("tok"), new Secret("Undertone"), TWO);

            Answer answer = Deliveries.open(List.of(twilio), new TestingClock())
                    .test("phones", TestingAlerts.NOON)
                    .get(0);

            assertThat(answer).isInstanceOf(Answer.Refused.class);
            assertThat(answer.said())
                    .contains("The 'To' number (number) is not valid")
                    .doesNotContain("5550009");
            assertThat(twilio.toString()).doesNotContain("5550009").doesNotContain("tok,");
        }
    }

    @Test
    void anyGatewayGetsTheFormThatTheSettingsSay() throws Exception {
        try (TestingGateway gateway = new TestingGateway()) {
            sendAll(new HttpSms(
                    terms(),
                    gateway.url().resolve("send?v=2"),
                    Map.of("Authorization", new Secret("Key k3y")),
                    Map.of("number", new Secret("{{to}}"), "msg", new Secret("{{call.queue}}: {{text}}")),
                    Optional.empty(),
                    TWO.subList(0, 1)));

            TestingGateway.Request request = gateway.requests.get(0);
            assertThat(request.path()).isEqualTo("/send?v=2");
            assertThat(request.authorization()).isEqualTo("Key k3y");
            assertThat(request.form())
                    .isEqualTo(Map.of("number", "+15005550009", "msg", "support-queue: " + TEXT.text()));
        }
    }

    @Test
    void anyGatewayGetsTheJsonThatATemplateSays() throws Exception {
        Path template = folder.resolve("sms.json");
        Files.writeString(template, "{\"to\": [\"{{to}}\"], \"text\": \"{{ text }}\", \"id\": \"{{key}}\"}");
        try (TestingGateway gateway = new TestingGateway()) {
            List<Outgoing> outgoing =
                    sendAll(new HttpSms(terms(), gateway.url(), Map.of(), Map.of(), Optional.of(template), TWO));

            assertThat(gateway.requests)
                    .extracting(TestingGateway.Request::body)
                    .containsExactly(
                            "{\"to\":[\"+15005550009\"],\"text\":\"" + TEXT.text() + "\",\"id\":\""
                                    + outgoing.get(0).key() + "\"}",
                            "{\"to\":[\"+15005550010\"],\"text\":\"" + TEXT.text() + "\",\"id\":\""
                                    + outgoing.get(1).key() + "\"}");
        }
    }

    @Test
    void aPlaceholderThatIsNotKnownIsToldWithItsPlace() {
        HttpSms sms = new HttpSms(
                terms(),
                URI.create("http://127.0.0.1:9/"),
                Map.of(),
                Map.of("msg", new Secret("{{texxt}}")),
                Optional.empty(),
                TWO);

        assertThatThrownBy(() -> sms.connector(new TestingClock()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("deliveries, phones")
                .hasMessageContaining("form.msg: {{texxt}} is not known");
    }

    private static List<Outgoing> sendAll(DeliverySettings settings) throws InterruptedException {
        Deliveries deliveries = Deliveries.open(List.of(settings), new TestingClock());
        Alert alert = TestingAlerts.alert("a", 1, TEXT);
        List<Outgoing> outgoing = deliveries.outgoing(TestingAlerts.LEDGER, alert, TestingAlerts.facts("a"));
        for (Outgoing one : outgoing) {
            assertThat(deliveries.destinations().iterator().next().connector().send(new Parcel(one.key(), one.body())))
                    .isInstanceOf(Answer.Delivered.class);
        }
        return outgoing;
    }

    private static DeliveryTerms terms() {
        return new DeliveryTerms(
                "phones", Optional.empty(), Duration.ofSeconds(30), Duration.ofHours(24), Optional.empty());
    }
}
