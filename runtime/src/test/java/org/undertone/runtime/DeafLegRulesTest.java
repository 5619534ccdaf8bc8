package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.Assessment;
import org.undertone.core.NotScoredReason;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Speech;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;
import org.undertone.runtime.event.DaemonEvent;

/** What the rules make of a customer whose leg the PBX makes silent, and of one who is silent. */
@Tag("asterisk")
class DeafLegRulesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** So long the rule waits; the rule that ships waits longer. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private static Lab lab;

    @TempDir
    Path folder;

    private final List<DaemonEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterEach
    void hangUp() {
        lab.reset();
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @Test
    void aCustomerWhoSpeaksOnALegThatStaysDeafIsNotSilent() throws Exception {
        try (Daemon daemon = daemon("speaks")) {
            assertThat(daemon.summary()).contains("customer-silent");
            SipCall customer = customerSpeaks();
            // A recording keeps the leg deaf, for longer than the rule waits.
            lab.pbx().command("mixmonitor start " + leg() + " " + folder.resolve("recording.wav"));
            customer.media().switchStream(7, true);

            await().atMost(PATIENCE).until(() -> missing().compareTo(SILENT.plusSeconds(5)) > 0);

            assertThat(silentAlerts()).isZero();
            lab.pbx().command("mixmonitor stop " + leg());
            long before = scored();
            await().atMost(PATIENCE).until(() -> scored() > before + 2);
            assertThat(silentAlerts()).isZero();
        }
    }

    @Test
    void aCustomerWhoIsMutedIsSilent() throws Exception {
        try (Daemon daemon = daemon("muted")) {
            assertThat(daemon.summary()).contains("customer-silent");
            SipCall customer = customerSpeaks();

            customer.media().play(PhoneSound.silence(Codec.ULAW));

            await().atMost(PATIENCE).until(() -> silentAlerts() == 1);
        }
    }

    private SipCall customerSpeaks() {
        SipPhone agent = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        customer.awaitAnswered(PATIENCE);
        agent.awaitCall(PATIENCE).awaitAnswered(PATIENCE);
        customer.media().play(manyTimes(PhoneSound.wav(Codec.ULAW, lab.speech(Speech.CUSTOMER_CALM))));
        customer.media().switchStream(20_000, false);
        await().atMost(PATIENCE).until(() -> scored() > 0);
        return customer;
    }

    private static PhoneSound manyTimes(PhoneSound speech) {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            frames.addAll(speech.frames());
        }
        return new PhoneSound(speech.codec(), frames);
    }

    private static String leg() {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith("PJSIP/line1-"))
                .findFirst()
                .orElseThrow();
    }

    private long scored() {
        return assessments(Assessment.Scored.class).size();
    }

    /** How much of the time the sound was told to be missing. */
    private Duration missing() {
        return Duration.ofMillis(500L
                * assessments(Assessment.NotScored.class).stream()
                        .filter(not -> not.reason() == NotScoredReason.SOUND_MISSING)
                        .count());
    }

    private long silentAlerts() {
        return events.stream()
                .filter(DaemonEvent.Raised.class::isInstance)
                .map(DaemonEvent.Raised.class::cast)
                .filter(raised -> raised.alert().id().rule().equals("customer-silent"))
                .count();
    }

    private <T extends Assessment> List<T> assessments(Class<T> kind) {
        return events.stream()
                .filter(DaemonEvent.Assessed.class::isInstance)
                .map(event -> ((DaemonEvent.Assessed) event).assessment())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private Daemon daemon(String app) throws IOException {
        String rules = Files.readString(Path.of("../config/rules.yaml"));
        assertThat(rules).contains("silence_s >= 45");
        Files.writeString(
                folder.resolve("rules.yaml"), rules.replace("silence_s >= 45", "silence_s >= " + SILENT.toSeconds()));
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: deaf-%s}
                media: {ports: 44700-44799}
                model: {folder: '%s'}
                rules: rules.yaml
                profiles: [{name: number, dids: ['903']}]
                """.formatted(
                        lab.pbx().httpUri(),
                        lab.pbx().ariUser(),
                        lab.pbx().ariPassword(),
                        app,
                        Path.of("../inference/src/test/resources/models/testing-always-angry")
                                .toAbsolutePath());
        Settings settings = new SettingsLoader(Map.of()).parse("deaf", yaml, folder);
        return Daemon.start(settings, events::add, Clock.systemUTC());
    }
}
