package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.config.Secret;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.HttpCaller;
import org.undertone.delivery.kind.JsonTemplate;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.webhook.Webhook;
import org.undertone.wire.TestingSchemas;
import org.undertone.wire.WireJson;

class WebhookTest {

    private static final Action.Webhook ACTION = new Action.Webhook("desk", Map.of("mood", "angry \"!\""));

    @TempDir
    private Path folder;

    private final TestingClock clock = new TestingClock();

    @Test
    void isSignedSoThatAReceiverCanCheckWhoSentItAndWhen() throws Exception {
        try (TestingGateway gateway = new TestingGateway()) {
            Webhook settings = new Webhook(
                    HelpDesksTest.terms(),
                    gateway.url(),
                    Optional.of(new Secret("shared")),
                    Map.of("Authorization", new Secret("Bearer t0ken")),
                    Optional.empty());
            Deliveries.open(List.of(settings), clock).test("desk", clock.instant());

            TestingGateway.Request request = gateway.requests.get(0);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("shared".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = HexFormat.of()
                    .formatHex(mac.doFinal(("1795348800." + request.body()).getBytes(StandardCharsets.UTF_8)));
            assertThat(request.signature()).isEqualTo("t=1795348800,v1=" + expected);
            assertThat(request.authorization()).isEqualTo("Bearer t0ken");
            assertThat(settings.toString()).doesNotContain("shared").doesNotContain("t0ken");
        }
    }

    @Test
    void tellsEverythingWhereThereIsNoTemplate() throws Exception {
        JsonNode body = new ObjectMapper()
                .readTree(webhook(Optional.empty())
                        .render(TestingAlerts.notice(ACTION))
                        .get(0));

        assertThat(body.at("/alert/id").asText()).isEqualTo("pbx-1795324314.0/customer-angry/1");
        assertThat(body.at("/call/queue").asText()).isEqualTo("support-queue");
        assertThat(body.at("/alert/heard/emotion").asText()).isEqualTo("angry");
        assertThat(body.at("/alert/heard/probability")).isEqualTo(new DoubleNode(0.72));
        assertThat(body.at("/alert/labels/severity").asText()).isEqualTo("critical");
        assertThat(body.at("/alert/values/p.angry").asText()).isEqualTo("0.72");
        assertThat(body.at("/action/values/mood").asText()).isEqualTo("angry \"!\"");
        assertThat(body.at("/key").asText())
                .isEqualTo(TestingAlerts.notice(ACTION).key(1));
        assertThat(TestingSchemas.faults("notice", body.toString())).isEmpty();
    }

    @Test
    void everyPlaceholderThatTheTemplateKnowsIsInANotice() {
        JsonNode tree = WireJson.tree(TestingAlerts.notice(ACTION).message());

        assertThat(JsonTemplate.KNOWN).allSatisfy(name -> assertThat(
                        tree.at("/" + name.replace('.', '/')).isMissingNode())
                .as(name)
                .isFalse());
    }

    @Test
    void aTemplateIsFilledAndStaysJsonWhateverIsFilledIn() throws Exception {
        Path template = template("""
                {"text": "{{ alert.annotations.summary }} in {{call.queue}}: {{action.values.mood}}",
                 "who": "{{alert.labels.team}}", "angry": "{{alert.values.p.angry}}", "facts": "{{alert.labels}}",
                 "sure": "{{alert.heard.probability}} of 1 by {{alert.heard.inWords}}, group {{call.customerGroup}}.",
                 "quality": "{{alert.heard.quality}}", "group": "{{call.customerGroup}}",
                 "episode": "{{alert.episode}}", "fixed": [1, null, true, "{{ not filled"]}
                """);

        String body = webhook(Optional.of(template))
                .render(TestingAlerts.notice(ACTION))
                .get(0);

        assertThat(new ObjectMapper().readTree(body)).isEqualTo(new ObjectMapper().readTree("""
                {"text": "A customer sounds angry in support-queue: angry \\"!\\"", "who": "", "angry": "0.72",
                 "facts": {"severity": "critical"}, "sure": "0.72 of 1 by angry 0.72 + fearful 0.20, group .",
                 "quality": 0.9, "group": null, "episode": 1, "fixed": [1, null, true, "{{ not filled"]}
                """));
    }

    @Test
    void thePageListsEveryPlaceholder() throws Exception {
        String page = Files.readString(Path.of("../docs/deliveries.md"));
        Set<String> listed = new TreeSet<>();
        Matcher list = Pattern.compile("(?s)\n- `([\\w.]+)`(:.*?)?;?(?=\n- |\n\n)")
                .matcher(page.substring(page.indexOf("It may take from")));
        while (list.find() && listed.size() < JsonTemplate.KNOWN.size()) {
            listed.add(list.group(1));
            Pattern.compile("`(\\w+)`")
                    .matcher(Optional.ofNullable(list.group(2)).orElse(""))
                    .results()
                    .forEach(name -> listed.add(list.group(1) + "." + name.group(1)));
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(JsonTemplate.KNOWN);
    }

    @Test
    void anotherReceiversActionIsNotTold() throws Exception {
        Action.Webhook other = new Action.Webhook("other", Map.of("key", "for nobody else"));
        Notice notice = new Notice(
                TestingAlerts.LEDGER,
                TestingAlerts.alert("pbx-1.0", 1, ACTION, other),
                TestingAlerts.facts("pbx-1.0"),
                1,
                ACTION);

        assertThat(webhook(Optional.empty()).render(notice).get(0))
                .contains("\"mood\"")
                .doesNotContain("for nobody else");
    }

    @Test
    void whatATestCannotTellIsNullAndNothingInAText() throws Exception {
        Notice real = TestingAlerts.notice(ACTION);
        Alert alert = real.alert();
        Alert unheard = new Alert(
                alert.id(),
                alert.leg(),
                alert.since(),
                alert.firedAtAudio(),
                alert.firedAt(),
                "1",
                List.of(),
                List.of());
        Notice test = new Notice(TestingAlerts.LEDGER, unheard, real.facts(), 1, ACTION);

        String body = webhook(Optional.of(template(
                        "{\"p\": \"{{alert.heard.probability}}\", \"t\": \"so {{alert.heard.probability}}\"}")))
                .render(test)
                .get(0);

        assertThat(new ObjectMapper().readTree(body))
                .isEqualTo(new ObjectMapper().readTree("{\"p\": null, \"t\": \"so \"}"));
    }

    @Test
    void theTemplateOfThePageIsFilled() throws Exception {
        Matcher block =
                Pattern.compile("(?s)```json\\n(.*?)```").matcher(Files.readString(Path.of("../docs/deliveries.md")));
        assertThat(block.find()).isTrue();

        String body = webhook(Optional.of(template(block.group(1))))
                .render(TestingAlerts.notice(ACTION))
                .get(0);

        assertThat(new ObjectMapper().readTree(body)).isEqualTo(new ObjectMapper().readTree("""
                {"text": "A customer sounds angry (support-queue, PJSIP/7001): angry 0.72 + fearful 0.20",
                 "labels": {"severity": "critical"}}
                """));
    }

    @Test
    void allMistakesOfATemplateAreToldAtOnceWithTheirPlace() throws Exception {
        Path template = template("{\"a\": \"{{call.que}}\", \"b\": [\"{{x}}\"]}");

        assertThatThrownBy(() -> webhook(Optional.of(template)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(template.toString())
                .hasMessageContaining("a: {{call.que}} is not known")
                .hasMessageContaining("b[0]: {{x}} is not known");
        assertThatThrownBy(() -> webhook(Optional.of(template("{\"a\": "))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 1, column")
                .hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> webhook(Optional.of(template("\"" + "a".repeat(1_000_000) + "\""))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is larger than 256 kB");
    }

    @ParameterizedTest
    @CsvSource({
        "120, PT2M",
        "'Sun, 22 Nov 2026 12:00:30 GMT', PT30S",
        "999999999, PT6H",
        "'Sun, 22 Nov 2026 11:00:00 GMT', ",
        "soon, "
    })
    void understandsHowLongItIsToBeLeftAlone(String retryAfter, Duration expected) {
        HttpCaller caller = new HttpCaller(HelpDesksTest.terms(), clock);

        Answer answer = caller.meaning(new HttpCaller.Response(503, Optional.of(retryAfter), ""));

        assertThat(answer).isEqualTo(new Answer.TryAgain("answered 503", Optional.ofNullable(expected)));
    }

    @Test
    void aProgramThatIsNotThereIsTriedAgain() throws Exception {
        Answer answer = Deliveries.open(List.of(settings(Optional.empty())), clock)
                .test("desk", clock.instant())
                .get(0);

        assertThat(answer).isInstanceOf(Answer.TryAgain.class);
        assertThat(answer.said()).startsWith("could not be reached (ConnectException");
    }

    @Test
    void theSameAlertHasTheSameKeyAfterARestartAndEachMessageAnother() {
        assertThat(TestingAlerts.notice(ACTION).key(1))
                .isEqualTo(TestingAlerts.notice(ACTION).key(1));
        assertThat(TestingAlerts.notice(ACTION).key(2))
                .isNotEqualTo(TestingAlerts.notice(ACTION).key(1));
    }

    private Connector webhook(Optional<Path> template) {
        return settings(template).connector(clock);
    }

    private static Webhook settings(Optional<Path> template) {
        return new Webhook(
                HelpDesksTest.terms(), URI.create("http://127.0.0.1:9/"), Optional.empty(), Map.of(), template);
    }

    private Path template(String json) throws Exception {
        return Files.writeString(folder.resolve("template.json"), json);
    }
}
