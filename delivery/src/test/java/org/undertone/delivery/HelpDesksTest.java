package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.undertone.config.Secret;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.delivery.helpdesk.Freshdesk;
import org.undertone.delivery.helpdesk.Glpi;
import org.undertone.delivery.helpdesk.JiraSm;
import org.undertone.delivery.helpdesk.OsTicket;
import org.undertone.delivery.helpdesk.ServiceNow;
import org.undertone.delivery.helpdesk.Zammad;
import org.undertone.delivery.helpdesk.Zendesk;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;
import org.undertone.ledger.entry.Outgoing;

/** Every preset against a help desk that knows its published schema, and refuses what does not fit it. */
class HelpDesksTest {

    private static final Action.Ticket TICKET = new Action.Ticket(
            "desk", "A customer sounds angry", "Heard for 5 s: angry 0.72 <sure>\n客户听起来很生气 & \"loud\"");

    /** One preset: where its tickets go, by which headers it is known, and its settings with a right or a wrong secret. */
    record Preset(
            String kind,
            String path,
            Map<String, String> needed,
            int refusal,
            BiFunction<URI, Secret, DeliverySettings> settings) {

        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Preset> presets() {
        return Stream.of(
                new Preset(
                        "zammad",
                        "/api/v1/tickets",
                        Map.of("Authorization", "Token token=s3cret"),
                        422,
                        (url, secret) -> new Zammad(terms(), url, secret, "Support", "undertone@example.org")),
                new Preset(
                        "osticket",
                        "/api/tickets.json",
                        Map.of("X-API-Key", "s3cret"),
                        400,
                        (url, secret) -> new OsTicket(
                                terms(), url, secret, "Undertone", "undertone@example.org", Optional.of(2))),
                new Preset(
                        "glpi",
                        "/apirest.php/Ticket",
                        Map.of("Session-Token", "st", "App-Token", "at"),
                        400,
                        (url, secret) -> new Glpi(
                                terms(),
                                url,
                                Optional.of(new Secret("at")),
                                new Secret(secret.value().equals("s3cret") ? "ut" : "wrong"))),
                new Preset(
                        "jira-sm",
                        "/rest/servicedeskapi/request",
                        Map.of("Authorization", basic("undertone@example.org:s3cret")),
                        400,
                        (url, secret) -> new JiraSm(terms(), url, "undertone@example.org", secret, "10", "25")),
                new Preset(
                        "servicenow",
                        "/api/now/table/incident",
                        Map.of("Authorization", basic("undertone:s3cret")),
                        400,
                        (url, secret) -> new ServiceNow(terms(), url, "undertone", secret)),
                new Preset(
                        "freshdesk",
                        "/api/v2/tickets",
                        Map.of("Authorization", basic("s3cret:X")),
                        400,
                        (url, secret) -> new Freshdesk(terms(), url, secret, "undertone@example.org")),
                new Preset(
                        "zendesk",
                        "/api/v2/tickets",
                        Map.of("Authorization", "Bearer s3cret"),
                        422,
                        (url, secret) -> new Zendesk(terms(), url, Optional.empty(), secret)),
                new Preset(
                        "zendesk",
                        "/api/v2/tickets",
                        Map.of("Authorization", basic("agent@example.org/token:s3cret")),
                        422,
                        (url, secret) -> new Zendesk(terms(), url, Optional.of("agent@example.org"), secret)));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aTicketFitsThePublishedSchemaAndCarriesItsKey(Preset preset) throws Exception {
        try (TestingHelpDesk desk = desk(preset)) {
            Deliveries deliveries = deliveries(preset, desk, "s3cret");
            Outgoing outgoing = outgoing(deliveries, TICKET);

            assertThat(send(preset, desk, "s3cret", outgoing)).isInstanceOf(Answer.Delivered.class);

            assertThat(desk.keys).containsExactly(outgoing.key());
            assertThat(desk.tickets.get(0).toString())
                    .contains("A customer sounds angry")
                    .contains("客户听起来很生气")
                    .contains(outgoing.key());
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aWrongSecretIsTriedAgainBecauseItCanBeMended(Preset preset) throws Exception {
        try (TestingHelpDesk desk = desk(preset)) {
            Outgoing outgoing = outgoing(deliveries(preset, desk, "wrong"), TICKET);

            Answer answer = send(preset, desk, "wrong", outgoing);

            assertThat(answer).isInstanceOf(Answer.TryAgain.class);
            assertThat(answer.said()).contains("answered 401").doesNotContain("wrong");
            assertThat(desk.tickets).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aTicketThatDoesNotFitIsRefusedForGood(Preset preset) throws Exception {
        try (TestingHelpDesk desk = desk(preset)) {
            Outgoing outgoing = outgoing(deliveries(preset, desk, "s3cret"), TICKET);
            Outgoing broken = new Outgoing(
                    1, 1, "desk", "ticket", outgoing.key(), "{\"sub\": \"ject\"}", Duration.ofHours(1), "");

            Answer answer = send(preset, desk, "s3cret", broken);

            assertThat(answer).isInstanceOf(Answer.Refused.class);
            assertThat(answer.said()).startsWith("answered " + preset.refusal() + " ");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void takesTicketsAndNoTexts(Preset preset) throws Exception {
        try (TestingHelpDesk desk = desk(preset)) {
            Deliveries deliveries = deliveries(preset, desk, "s3cret");

            assertThat(deliveries.problem(TICKET)).isEmpty();
            assertThat(deliveries.problem(new Action.Sms("desk", "Please look")))
                    .contains("the delivery 'desk' is of the kind " + preset.kind() + ", which takes no sms");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theTestMessageIsATicketToo(Preset preset) throws Exception {
        try (TestingHelpDesk desk = desk(preset)) {
            assertThat(deliveries(preset, desk, "s3cret").test("desk", TestingAlerts.NOON))
                    .singleElement()
                    .isInstanceOf(Answer.Delivered.class);
            assertThat(desk.tickets.get(0).toString()).contains("This is a test of Undertone");
        }
    }

    @Test
    void glpiEndsTheSessionsThatItOpened() throws Exception {
        Preset glpi = presets()
                .filter(preset -> preset.kind().equals("glpi"))
                .findFirst()
                .orElseThrow();
        try (TestingHelpDesk desk = desk(glpi)) {
            deliveries(glpi, desk, "s3cret").test("desk", TestingAlerts.NOON);

            assertThat(desk.sessions).containsExactly("opened", "ended");
        }
    }

    @Test
    void aSubjectOfManyLinesBecomesOneOfALengthThatAllTake() {
        Notice notice = TestingAlerts.notice(new Action.Ticket("desk", "a\nb ".repeat(200), ""));

        Freshdesk desk = new Freshdesk(
                terms(), URI.create("http://127.0.0.1:9/"), new Secret("s3cret"), "undertone@example.org");

        assertThat(desk.ticket(notice).path("subject").asText())
                .startsWith("a b a b")
                .hasSize(253)
                .doesNotContain("\n");
    }

    private static Answer send(Preset preset, TestingHelpDesk desk, String secret, Outgoing outgoing)
            throws InterruptedException {
        return deliveries(preset, desk, secret)
                .destinations()
                .iterator()
                .next()
                .connector()
                .send(new Parcel(outgoing.key(), outgoing.body()));
    }

    private static Outgoing outgoing(Deliveries deliveries, Action.Ticket ticket) {
        Alert alert = TestingAlerts.alert("a", 1, ticket);
        return deliveries
                .outgoing(TestingAlerts.LEDGER, alert, TestingAlerts.facts("a"))
                .get(0);
    }

    private static TestingHelpDesk desk(Preset preset) throws Exception {
        return new TestingHelpDesk(preset.kind(), preset.path(), preset.needed(), preset.refusal());
    }

    private static Deliveries deliveries(Preset preset, TestingHelpDesk desk, String secret) {
        return Deliveries.open(List.of(preset.settings().apply(desk.url(), new Secret(secret))), new TestingClock());
    }

    static DeliveryTerms terms() {
        return new DeliveryTerms(
                "desk", Optional.empty(), Duration.ofSeconds(30), Duration.ofHours(24), Optional.empty());
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}
