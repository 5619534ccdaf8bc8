package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;

/** What becomes of all that is ours on the PBX, and of the call, when the program is killed and not started again. */
@Tag("asterisk")
class GuardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LAMP = "Stasis:undertone-angry";

    private static Lab lab;

    @TempDir
    Path folder;

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
    void aKilledProgramLeavesNothingOnThePbxAndTheCallGoesOn() throws Exception {
        lab.phones().supervisor().answersWith(Script.silent());
        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", settings("killed"))) {
            List<String> parties = customerIsAngry(daemon);
            assertThat(ours()).anyMatch(id -> id.endsWith(".supervisor1")).anyMatch(id -> id.endsWith(".media"));
            assertThat(lab.pbx().bridges()).anyMatch(bridge -> bridge.id().startsWith("undertone."));

            daemon.kill();

            await().atMost(PATIENCE).until(() -> ours().isEmpty());
            await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                    .noneMatch(bridge -> bridge.id().startsWith("undertone.")));
            await().atMost(PATIENCE).until(() -> !lab.pbx().deviceState(LAMP).equals("RINGING"));
            await().atMost(PATIENCE).until(() -> daemon.output().contains("Undertone ended without tidying up"));
            assertThat(parties()).isEqualTo(parties);
            assertThat(lab.pbx().bridges()).singleElement().satisfies(bridge -> assertThat(bridge.channels())
                    .hasSize(2));
        }
    }

    @Test
    void aProgramThatIsStoppedHasNothingToBeSwept() throws Exception {
        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", settings("stopped"))) {
            await().atMost(PATIENCE).until(() -> daemon.output().contains("hearing the calls"));
            List<ProcessHandle> guards = daemon.children();
            assertThat(guards).hasSize(1);

            daemon.terminate();
            daemon.exit();

            guards.forEach(guard -> guard.onExit().join());
            assertThat(daemon.output()).doesNotContain("ended without tidying up");
        }
    }

    @Test
    void aProgramThatIsStoppedWhileThePbxHangsIsTidiedUpAfterWhenItWakes() throws Exception {
        lab.phones().supervisor().answersWith(Script.silent());
        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", settings("hangs"))) {
            customerIsAngry(daemon);
            lab.pbx().freeze();
            try {
                daemon.terminate();
                daemon.exit();
            } finally {
                lab.pbx().thaw();
            }

            await().atMost(PATIENCE).until(() -> ours().isEmpty());
            await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                    .noneMatch(bridge -> bridge.id().startsWith("undertone.")));
            assertThat(daemon.output()).contains("the PBX does not answer");
        }
    }

    /** Begins a call and waits until its alert has lit the lamp and brought the supervisor; returns the two who speak. */
    private static List<String> customerIsAngry(TestingProcess daemon) {
        await().atMost(PATIENCE).until(() -> daemon.output().contains("hearing the calls"));
        lab.phones().agent().answersWith(Script.silent());
        lab.phones().customer().call("600", Script.silent().play("words", lab.speech(Speech.CUSTOMER_CALM)));
        await().atMost(PATIENCE).until(() -> lab.pbx().deviceState(LAMP).equals("RINGING"));
        await().atMost(PATIENCE).until(() -> ours().stream().anyMatch(id -> id.endsWith(".ear1")));
        return parties();
    }

    private static List<String> parties() {
        return lab.pbx().channels().stream()
                .map(Channel::uniqueId)
                .filter(id -> !id.startsWith("undertone."))
                .sorted()
                .toList();
    }

    private static List<String> ours() {
        return lab.pbx().channels().stream()
                .map(Channel::uniqueId)
                .filter(id -> id.startsWith("undertone."))
                .toList();
    }

    private String settings(String app) throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - alert: angry
                    expr: p.angry >= 0.5
                    actions:
                      - blf: {lamp: angry}
                      - supervise: {ring: [PJSIP/supervisor]}
                """);
        return Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {url: '%s', user: '%s', password: '%s', app: %s}
                media: {ports: 44600-44699}
                model: {folder: '%s'}
                rules: rules.yaml
                profiles: [{name: support, queues: [support]}]
                """.formatted(
                                lab.pbx().httpUri(),
                                lab.pbx().ariUser(),
                                lab.pbx().ariPassword(),
                                app,
                                Path.of("../inference/src/test/resources/models/testing-always-angry")
                                        .toAbsolutePath()))
                .toString();
    }
}
