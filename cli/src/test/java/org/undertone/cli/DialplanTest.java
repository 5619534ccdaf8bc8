package org.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.Cdr;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import picocli.CommandLine;

/** What is printed works, on a real Asterisk. */
@Tag("asterisk")
class DialplanTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path temp;

    private static Lab lab;
    private static Path etc;

    @BeforeAll
    static void startLab() throws IOException, InterruptedException {
        lab = Lab.start(LabOptions.defaults().withTemp(temp));
        try (Stream<Path> files = Files.find(temp, 3, (file, attributes) -> file.endsWith("etc/queues.conf"))) {
            etc = files.findFirst().orElseThrow().getParent();
        }
        Files.writeString(etc.resolve("undertone.conf"), "");
        Files.writeString(etc.resolve("extensions.conf"), """

                #include "undertone.conf"
                [from-customer](+)
                include => undertone-inbound
                """, StandardOpenOption.APPEND);
        loadModule("app_read.so");
    }

    /** The manager refuses {@code module load}; ARI does it. */
    private static void loadModule(String module) throws IOException, InterruptedException {
        String user = lab.pbx().ariUser() + ":" + lab.pbx().ariPassword();
        HttpRequest request = HttpRequest.newBuilder(lab.pbx().httpUri().resolve("ari/asterisk/modules/" + module))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @Test
    void aCallThroughItHasItsProfileOnBothLegsAndGoesOnByWhatWasHeard() throws IOException {
        use("--queue", "support", "--did", "8800");
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call("8800", Script.silent());
        await().atMost(PATIENCE).until(() -> phones().size() == 2);

        assertThat(phones())
                .extracting(channel -> lab.pbx().variable(channel, "UNDERTONE_PROFILE"))
                .containsExactly(Optional.of("support"), Optional.of("support"));

        phones().forEach(channel -> lab.pbx().setVariable(channel, "EMOTION", "angry"));
        lab.pbx()
                .hangUp(phones().stream()
                        .filter(name -> name.contains("agent"))
                        .findFirst()
                        .orElseThrow());
        await().atMost(PATIENCE).until(() -> lab.pbx().channels().isEmpty());
        customer.hangUp();
        assertThat(lab.pbx().cdrs()).extracting(Cdr::dcontext).contains("undertone-angry");
        lab.reset();
    }

    @Test
    void itNamesTheReadersOwnQueueAndNumberAndLoadsWithoutAWarning() throws IOException {
        use("--queue", "sales", "--did", "+4930123");

        assertThat(shown("undertone-inbound"))
                .contains("'+4930123' =>", "Queue(sales,c,,,300)", "Set(__UNDERTONE_PROFILE=sales)")
                .doesNotContain("support");
        assertThat(shown("undertone-off")).contains("__UNDERTONE_PROFILE=off");
        assertThat(lab.pbx().command("core show hints")).contains("Stasis:undertone-${EXTEN:3}");
    }

    @Test
    void forFreePbxItHooksInBeforeTheInboundRouteAndThroughTheQueuesOwnVariables() throws IOException {
        use("--freepbx", "--queue", "601", "--did", "4930123");

        assertThat(shown("from-pstn-custom"))
                .contains("'4930123' =>", "Set(VQ_OPTIONS=tc)", "Set(VQ_DEST=undertone-after^s^1)", "Goto(ext-did,");
        assertThat(shown("undertone-after")).contains("EMOTION");
        assertThat(shown("from-internal-custom")).contains("_*71X.");
    }

    @Test
    void aNameThatWouldBreakTheDialplanIsNotUnderstood() {
        assertThat(run(new StringWriter(), "--queue", "a,b")).isEqualTo(2);
        assertThat(run(new StringWriter(), "--did", "12;34")).isEqualTo(2);
    }

    /** Prints it into the PBX's dialplan and reloads that. */
    private static void use(String... arguments) throws IOException {
        StringWriter printed = new StringWriter();
        assertThat(run(printed, arguments)).isZero();
        Files.writeString(etc.resolve("undertone.conf"), printed.toString());
        int before = lab.pbx().log().size();
        assertThat(lab.pbx().command("dialplan reload")).contains("reloaded");
        assertThat(lab.pbx().log().stream().skip(before)).noneMatch(line -> line.contains("undertone.conf"));
    }

    private static int run(StringWriter printed, String... arguments) {
        return new CommandLine(new DialplanCommand(Path.of("..")))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    private static String shown(String context) {
        return lab.pbx().command("dialplan show " + context);
    }

    private static List<String> phones() {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith("PJSIP/"))
                .toList();
    }
}
