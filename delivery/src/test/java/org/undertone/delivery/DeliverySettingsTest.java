package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
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
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.config.yaml.SettingsException;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.webhook.Webhook;

class DeliverySettingsTest {

    private static final String SMALLEST = """
            asterisk: {user: undertone, password: secret}
            model: {folder: model}
            profiles: [{name: support, queues: [support]}]
            """;
    private static final Map<String, String> SECRETS = Map.ofEntries(
            Map.entry("HOOK_SECRET", "s1"),
            Map.entry("HOOK_TOKEN", "s2"),
            Map.entry("ZAMMAD_TOKEN", "s3"),
            Map.entry("OSTICKET_KEY", "s4"),
            Map.entry("GLPI_APP", "s5"),
            Map.entry("GLPI_USER", "s6"),
            Map.entry("JIRA_TOKEN", "s7"),
            Map.entry("SNOW_PASSWORD", "s8"),
            Map.entry("FRESHDESK_KEY", "s9"),
            Map.entry("ZENDESK_TOKEN", "s10"),
            Map.entry("TWILIO_TOKEN", "s11"),
            Map.entry("SMS_KEY", "s12"),
            Map.entry("SMPP_PASS", "s13"));

    @TempDir
    private Path folder;

    @Test
    void nothingIsDeliveredWhereNothingIsSaid() {
        assertThat(parse("").part(Deliveries.SETTINGS)).isEmpty();
    }

    @Test
    void theShippedFileShowsOneOfEveryKind() throws IOException {
        Files.writeString(folder.resolve("hook.json"), "{}");
        Files.writeString(folder.resolve("hook-ca.pem"), "");
        List<String> lines = Files.readAllLines(Path.of("..", "config", "undertone.yaml"));
        String shown = String.join(
                "\n",
                lines.subList(lines.indexOf("# deliveries:"), lines.size()).stream()
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("# ?", ""))
                        .toList());

        List<DeliverySettings> deliveries = parse(shown).part(Deliveries.SETTINGS);

        assertThat(deliveries)
                .extracting(delivery -> delivery.kind().word())
                .containsExactly(
                        "webhook",
                        "zammad",
                        "osticket",
                        "glpi",
                        "jira-sm",
                        "servicenow",
                        "freshdesk",
                        "zendesk",
                        "twilio",
                        "http-sms",
                        "smpp");
        assertThat(deliveries.get(0))
                .isEqualTo(new Webhook(
                        new DeliveryTerms(
                                "hook",
                                Optional.of(new DeliveryTerms.Rate(10, Duration.ofSeconds(1))),
                                Duration.ofSeconds(10),
                                Duration.ofHours(24),
                                Optional.of(folder.resolve("hook-ca.pem"))),
                        URI.create("https://program.example/undertone"),
                        Optional.of(new Secret("s1")),
                        Map.of(),
                        Optional.of(folder.resolve("hook.json"))));
        assertThat(deliveries.get(1).terms())
                .as("the defaults are those that are shown")
                .isEqualTo(new DeliveryTerms(
                        "zammad", Optional.empty(), Duration.ofSeconds(10), Duration.ofHours(24), Optional.empty()));
        assertThat(deliveries.toString())
                .as("no secret and no phone number in a log")
                .doesNotContain("s1")
                .doesNotContain("5550009");
    }

    @Test
    void aWebhookIsFiveLines() {
        Webhook hook = (Webhook) parse("""
                deliveries:
                  - name: hook
                    kind: webhook
                    url: https://program.example/undertone?x=1
                    secret: ${HOOK_SECRET}
                """).part(Deliveries.SETTINGS).get(0);

        assertThat(hook.url()).hasToString("https://program.example/undertone?x=1");
        assertThat(hook.secret()).contains(new Secret("s1"));
    }

    @Test
    void aSecretWithALineBreakIsAProblemThatDoesNotTellIt() {
        assertThatThrownBy(() -> parse("""
                deliveries:
                  - {name: desk, kind: zammad, url: 'https://a.example/', token: "hush\\n", group: g, customer: c}
                  - {name: hook, kind: webhook, url: 'https://b.example/', headers: {X-Key: "hush\\n", X-Other: "hu\\u20ac"}}
                """))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .hasSize(3)
                        .noneMatch(problem -> problem.contains("hu"))
                        .anyMatch(problem -> problem.startsWith("deliveries[0].token: holds a line break"))
                        .anyMatch(problem -> problem.startsWith("deliveries[1].headers.X-Key: holds a line break"))
                        .anyMatch(problem -> problem.startsWith("deliveries[1].headers.X-Other: is not a header")));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> parse("""
                deliveries:
                  - {name: a b, kind: webhook, url: 'http://program.example/', rate: 5/d, colour: red}
                  - {name: desk, kind: pigeon, url: 'https://a.example/', wings: 2}
                  - {name: desk, kind: zammad, url: 'https://user:pass@a.example/', token: t, group: g, customer: c}
                  - {name: mail, kind: osticket, url: osticket, key: '${NOT_SET}', email: nobody, topic: 0}
                  - {name: texts, kind: twilio, account: AC1, token: t, from: 'a name that is too long', recipients: [call me]}
                  - {name: sms, kind: http-sms, url: 'https://s.example/', recipients: [], headers: {Host: x, 'a b': y}}
                  - {name: centre, kind: smpp, host: h, system-id: u, password: longer-than-8, from: me,
                     recipients: ['+15005550009'], give-up: 10s}
                  - {name: hook, kind: webhook, url: 'https://a.example/', template: none.json}
                """))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "deliveries[0].name: 'a b' is not a name of letters, digits, '-' and '_'",
                                "deliveries[0].rate: '5/d' is not a rate such as 5/s, 60/m or 1000/h",
                                "deliveries[0].url: begins with http: and what is said of people would go through the"
                                        + " network in the clear; let it begin with https:",
                                "deliveries[0].colour: is not known here; known are name, rate, timeout, give-up, ca,"
                                        + " kind, url, secret, headers, template",
                                "deliveries[1].kind: 'pigeon' is not one of webhook, zammad, osticket, glpi, jira-sm,"
                                        + " servicenow, freshdesk, zendesk, twilio, http-sms, smpp",
                                "deliveries[2].name: 'desk' is used by an earlier delivery",
                                "deliveries[2].url: must not hold a user or password; write an address such as"
                                        + " https://zammad.example/",
                                "deliveries[3].url: 'osticket' is not an address such as https://osticket.example/",
                                "deliveries[3].key: the environment variable NOT_SET is not set",
                                "deliveries[3].email: 'nobody' is not an address such as undertone@example.org",
                                "deliveries[3].topic: 0 is not a whole number from 1 to 2147483647",
                                "deliveries[4].from: is neither a phone number such as +49301234567 nor a name of 11"
                                        + " letters at most",
                                "deliveries[4].recipients[0]: is not a phone number such as '+49301234567', in quotes",
                                "deliveries[5].form: either form (fields, such as {to: '{{to}}', text: '{{text}}'}) or"
                                        + " template (a JSON file) must be given, and not both",
                                "deliveries[5].headers.Host: is set by Undertone itself; remove it",
                                "deliveries[5].headers.a b: is not a header of HTTP: a name without spaces, a value of one"
                                        + " line",
                                "deliveries[5].recipients: is empty; name at least one phone number, such as"
                                        + " +49301234567",
                                "deliveries[6].give-up: '10s' is not a duration from 1m to 30d (such as 500ms, 3s, 5m)",
                                "deliveries[6].password: is longer than the 8 characters that SMPP allows",
                                "deliveries[7].template: '" + folder.resolve("none.json")
                                        + "' is not a file that this user can read"));
    }

    @Test
    void aProgramOnThisMachineNeedsNoTls() {
        assertThat(parse("deliveries: [{name: hook, kind: webhook, url: 'http://127.0.0.1:8080'}]")
                        .part(Deliveries.SETTINGS))
                .extracting(delivery -> ((Webhook) delivery).url())
                .containsExactly(URI.create("http://127.0.0.1:8080/"));
    }

    private Settings parse(String deliveries) {
        return new SettingsLoader(SECRETS, List.of(Deliveries.SETTINGS))
                .parse("undertone.yaml", SMALLEST + deliveries, folder);
    }
}
