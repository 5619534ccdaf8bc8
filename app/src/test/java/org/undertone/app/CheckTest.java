package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.cli.CheckCommand;
import org.undertone.cli.DialplanCommand;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** What an admin sees, and what programs may rely on. */
@Tag("asterisk")
class CheckTest {

    /** A snapshot: these names are an interface. */
    private static final List<String> NAMES = List.of(
            "settings",
            "rules",
            "model",
            "speed",
            "ledger",
            "ports",
            "udp",
            "pbx",
            "version",
            "rights",
            "modules-tap",
            "modules-who",
            "modules-cdr",
            "modules-lease",
            "modules-variables",
            "modules-cue",
            "modules-blf",
            "modules-message",
            "modules-websocket",
            "modules-rtp",
            "codecs",
            "timing",
            "native-bridges",
            "app",
            "room",
            "test-call",
            "packets",
            "source",
            "sound",
            "queues",
            "numbers",
            "endpoints",
            "keep-alive",
            "restart",
            "cleanup",
            "clock");

    private static final List<String> FIGURES = List.of(
            "windowMillis",
            "workers",
            "hopMillis",
            "legs",
            "ledgerFreeBytes",
            "portsFree",
            "portsTotal",
            "pbxRtpPorts",
            "pbxHttpSessions",
            "firstPacketMillis",
            "soundDbfs",
            "packetsLost",
            "clockAheadMillis");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void startLab() throws IOException, InterruptedException {
        lab = Lab.start(LabOptions.defaults());
        withoutNativeBridges();
    }

    /** As the guide tells to. */
    private static void withoutNativeBridges() throws IOException, InterruptedException {
        lab.pbx()
                .configure(
                        "modules.conf", text -> text.replace("load = bridge_native_rtp", "noload = bridge_native_rtp"));
        String user = lab.pbx().ariUser() + ":" + lab.pbx().ariPassword();
        HttpRequest unload = HttpRequest.newBuilder(
                        lab.pbx().httpUri().resolve("ari/asterisk/modules/bridge_native_rtp.so"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .DELETE()
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(unload, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @Test
    void allWellIsALineAFindingAndExitCode0() throws Exception {
        try (TestingProcess check = start(settings(), "--config")) {
            assertThat(check.exit()).as(check.output()).isZero();
            assertThat(check.output().lines().map(CheckTest::nameAndSign).filter(line -> !line.isEmpty()))
                    .containsExactlyElementsOf(
                            NAMES.stream().map(name -> "✔ " + name).toList());
            assertThat(check.output())
                    .endsWith("Calls can be heard.\n")
                    .contains("this machine carries about")
                    .doesNotContain(lab.pbx().ariPassword());
        }
    }

    @Test
    void theJsonHasStableKeysAndNames() throws Exception {
        try (TestingProcess check = start(settings(), "--json", "--config")) {
            assertThat(check.exit()).as(check.output()).isZero();
            JsonNode document = new ObjectMapper().readTree(check.output());

            assertThat(TestingSchemas.faults("check", check.output())).isEmpty();
            assertThat(document.path("result").asText()).isEqualTo("ok");
            assertThat(document.path("asterisk").asText()).matches("\\d+\\..*");
            assertThat(names(document)).isEqualTo(NAMES);
            assertThat(keys(document.path("figures"))).isEqualTo(FIGURES);
            assertThat(document.path("figures").path("legs").asInt()).isPositive();
        }
    }

    @Test
    void aProblemIsExitCode1AndWhatFollowsFromItIsUnknown() throws Exception {
        Path file = settings();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(lab.pbx().ariPassword(), "not-the-password")
                        .replace("rules: ", "rules: nowhere/"));

        try (TestingProcess check = start(file, "--config")) {
            assertThat(check.exit()).as(check.output()).isEqualTo(1);
            assertThat(check.output())
                    .contains("✘  rules")
                    .contains("✔  model")
                    .contains("✘  pbx                Asterisk refuses the ARI user 'undertone'")
                    .contains("?  test-call")
                    .contains("2 problems, ")
                    .doesNotContain("not-the-password")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void wrongSettingsAreAllToldAtOnceWithExitCode78() throws Exception {
        Path file =
                Files.writeString(folder.resolve("wrong.yaml"), "asterisk: {url: 'ftp://pbx'}\nmedia: {hop: 250ms}\n");

        try (TestingProcess check = start(file, "--config")) {
            assertThat(check.exit()).isEqualTo(78);
            assertThat(check.output()).contains("asterisk.url", "asterisk.user", "media.hop", "profiles");
        }
        try (TestingProcess check = start(file, "--json", "--config")) {
            assertThat(check.exit()).isEqualTo(78);
            JsonNode document = new ObjectMapper().readTree(check.output());
            assertThat(names(document)).isEqualTo(NAMES);
            assertThat(document.path("findings").get(0).path("detail").asText()).contains("asterisk.url", "media.hop");
            assertThat(document.path("asterisk").isNull()).isTrue();
        }
    }

    @Test
    void whoInterruptsItLeavesNothingOnThePbx() throws Exception {
        Path file = settings();
        String nobody = lab.spareAddress().getHostAddress();
        Files.writeString(file, Files.readString(file).replace("44000-44049", "44050-44059, advertise: " + nobody));

        try (TestingProcess check = start(file, "--config")) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> lab.pbx().channels().stream()
                    .anyMatch(channel -> channel.uniqueId().startsWith("undertone-check.")));
            check.terminate();
            check.exit();
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void aCommandThatIsNotUnderstoodIsExitCode2() throws Exception {
        try (TestingProcess check = TestingProcess.start(folder, "check")) {
            assertThat(check.exit()).isEqualTo(2);
            assertThat(check.output()).contains("Missing required option: '--config=FILE'");
        }
    }

    @Test
    void theHelpIsAsItWas() {
        assertThat(help(new CheckCommand())).isEqualTo("""
                Usage: check [-hV] [--json] --config=FILE
                Looks whether calls can be heard and helped with these settings, with a test
                call that the PBX makes to itself. Takes some seconds, changes nothing, and may
                run beside 'undertone run'.
                Warnings do not count as problems.
                      --config=FILE   The settings; config/undertone.yaml shows every key.
                  -h, --help          Show this help message and exit.
                      --json          Prints the findings and figures as JSON.
                  -V, --version       Print version information and exit.
                """);
        assertThat(help(new DialplanCommand())).isEqualTo("""
                Usage: dialplan [-hV] [--freepbx] [--did=NUMBER] [--queue=NAME]
                Prints pieces of dialplan: an announcement, opting out, going on by what was
                heard, lamps. Calls are heard without any of them.
                With --freepbx as for extensions_custom.conf, which Apply Config does not
                overwrite.
                      --did=NUMBER   The number that your customers call.
                      --freepbx      For FreePBX.
                  -h, --help         Show this help message and exit.
                      --queue=NAME   Your queue; on FreePBX its number.
                  -V, --version      Print version information and exit.
                """);
    }

    private static String help(Object command) {
        StringWriter text = new StringWriter();
        new CommandLine(command).usage(new PrintWriter(text), CommandLine.Help.Ansi.OFF);
        return text.toString();
    }

    private TestingProcess start(Path settings, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check"));
        arguments.addAll(List.of(options));
        arguments.add(settings.toString());
        return TestingProcess.start(folder, arguments.toArray(String[]::new));
    }

    private Path settings() throws IOException {
        return Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {url: '%s', user: '%s', password: '%s', app: check-command-test}
                media: {ports: 44000-44049}
                model: {folder: '%s'}
                rules: '%s'
                profiles: [{name: support, queues: [support]}]
                """.formatted(
                        lab.pbx().httpUri(),
                        lab.pbx().ariUser(),
                        lab.pbx().ariPassword(),
                        Path.of("../inference/src/test/resources/models/testing-always-angry")
                                .toAbsolutePath(),
                        folder.relativize(Files.copy(Path.of("../config/rules.yaml"), folder.resolve("rules.yaml")))));
    }

    private static String nameAndSign(String line) {
        return line.replaceFirst("^  (\\S)  (\\S+).*|.*", "$1 $2").strip();
    }

    private static List<String> names(JsonNode document) {
        List<String> names = new ArrayList<>();
        document.path("findings")
                .forEach(finding -> names.add(finding.path("name").asText()));
        return names;
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
