package org.undertone.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.undertone.config.CudaSettings;
import org.undertone.config.HearingSettings;
import org.undertone.config.ModelServer;
import org.undertone.config.ModelSettings;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.config.RemoteSettings;
import org.undertone.config.RemoteSettings.Fallback;
import org.undertone.config.RemoteSettings.Protocol;
import org.undertone.config.Secret;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Emotion;
import org.undertone.core.NotScoredReason;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.Assessor;
import org.undertone.inference.ScoringEngine;
import org.undertone.inference.Sounds;
import org.undertone.inference.TestingModels;
import org.undertone.inference.TestingPresence;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.OnnxScorer;

/** Over HTTP and over gRPC alike. On the graph {@code testing-loudness}, whose {@code angry} is the mean of the samples' absolute values, in -1..1. */
@ParameterizedClass
@EnumSource(Protocol.class)
class RemoteScorerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** A window in which {@code angry} is 0.25. */
    private static final AudioWindow WINDOW = Sounds.window(Sounds.LEG, 1, -8_192);

    @Parameter
    private Protocol protocol;

    @TempDir
    private Path temp;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("org.undertone.inference.remote");
    private ModelFolder folder;
    private TestingServer server;

    @BeforeEach
    void start() {
        folder = TestingModels.load(temp, "testing-loudness");
        server = TestingServer.start(protocol, folder);
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void stop() {
        log.detachAppender(logged);
        server.close();
    }

    @Test
    void aServerHearsWhatThisMachineWouldHear() {
        try (Scorer there = open(remote(LONG, Fallback.NONE));
                Scorer here = OnnxScorer.open(folder)) {
            for (int number = 0; number < 20; number++) {
                AudioWindow window = Sounds.window(Sounds.LEG, number, 1_000 * number);
                assertThat(there.score(window)).isEqualTo(here.score(window));
            }
            AudioWindow shorter = Sounds.window(Sounds.LEG, 0, List.of(Sounds.block(16_384), Sounds.block(0)), 0);
            assertThat(there.score(shorter)).isEqualTo(here.score(shorter));
            assertThat(there.live()).isEqualTo(new ModelServer(server.authority()));
            assertThat(there.model()).isEqualTo(folder.description());
        }
    }

    @Test
    void theShippedModelAndItsDoubtsAreHeardAlike() {
        ModelFolder shipped = ModelFolder.load(Path.of("models/moonshine-tiny-emotion"));
        server.close();
        server = TestingServer.start(protocol, shipped);
        AudioWindow window = Sounds.window(Sounds.LEG, 0, 3_000);
        try (Scorer there = Scorers.open(settings(shipped, remote(LONG, Fallback.NONE)), shipped, CLOCK, PAUSE);
                Scorer here = OnnxScorer.open(shipped)) {
            Hearing expected = here.score(window);
            Hearing heard = there.score(window);
            Emotion.all().forEach(emotion -> assertThat(heard.probabilities().of(emotion))
                    .isCloseTo(expected.probabilities().of(emotion), within(1e-5)));
            assertThat(heard.doubts()).hasSameSizeAs(expected.doubts()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NOT_READY", "ANOTHER_MODEL"})
    void whateverTheServerDoesWrongTheWindowIsHeardOnThisMachine(Fault fault) {
        try (Scorer scorer = open(remote(SHORT, Fallback.LOCAL))) {
            await().atMost(LONG).until(() -> scorer.live() instanceof ModelServer);
            server.fault(fault);

            assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));
            assertThat(said()).anyMatch(line -> line.contains("heard on this machine"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NOT_READY", "ANOTHER_MODEL"})
    void withoutFallbackAWindowFailsWithASentenceThatTellsWhatTheServerDid(Fault fault) {
        Duration deadline = fault.said(protocol).startsWith("did not answer") ? SHORT : LONG;
        try (Scorer scorer = open(remote(deadline, Fallback.NONE))) {
            server.fault(fault);

            assertThatThrownBy(() -> scorer.score(WINDOW))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("the model server " + server.authority() + " ")
                    .hasMessageContaining(fault.said(protocol));
        }
    }

    @Test
    void aServerThatKeepsFailingIsLeftAloneUntilItPassesAgainAndBothIsSaidOnce() {
        try (Scorer scorer = open(remote(LONG, Fallback.LOCAL))) {
            server.fault(Fault.UNAVAILABLE);
            for (int number = 0; number < 30; number++) {
                assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));
            }
            assertThat(scorer.live()).isEqualTo(Accelerator.CPU);

            server.fault(Fault.NONE);
            await().atMost(LONG).until(() -> scorer.live() instanceof ModelServer);
            int before = server.inferences();
            assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));
            assertThat(server.inferences()).isEqualTo(before + 1);
        }
        assertThat(said().stream().filter(line -> line.contains(" is away, and windows are heard on this machine")))
                .singleElement()
                .asString()
                .contains("until it is back: it " + Fault.UNAVAILABLE.said(protocol));
        assertThat(said().stream().filter(line -> line.contains(" is back, and windows are heard there")))
                .hasSize(1);
    }

    @Test
    void aServerThatIsGoneIsMissedAtOnceAndUsedAgainWhenItReturns() {
        try (Scorer scorer = open(remote(LONG, Fallback.LOCAL))) {
            server.gone();
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));
                assertThat(scorer.live()).isEqualTo(Accelerator.CPU);
            });
            server.back();
            await().atMost(LONG).until(() -> scorer.live() instanceof ModelServer);
        }
    }

    @Test
    void aServerThatIsNotThereAtTheStartDoesNotKeepCallsFromBeingHeard() {
        server.gone();
        try (Scorer scorer = open(remote(LONG, Fallback.LOCAL))) {
            assertThat(scorer.live()).isEqualTo(Accelerator.CPU);
            assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));

            server.back();
            await().atMost(LONG).until(() -> scorer.live() instanceof ModelServer);
        }
        assertThatThrownBy(() -> {
                    server.gone();
                    open(remote(LONG, Fallback.NONE)).close();
                })
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("could not be reached")
                .hasMessageContaining("set model.remote.fallback to local to begin without it");
        server.back();
    }

    @Test
    void aServerThatIsNotReadyIsAwayAndBecomesUsedWhenItIs() {
        server.fault(Fault.NOT_READY);
        try (Scorer scorer = open(remote(LONG, Fallback.LOCAL))) {
            assertThat(scorer.live()).isEqualTo(Accelerator.CPU);
            assertThat(said()).anyMatch(line -> line.contains("it " + Fault.NOT_READY.said(protocol)));
            server.fault(Fault.NONE);
            await().atMost(LONG).until(() -> scorer.live() instanceof ModelServer);
        }
    }

    @Test
    void aServerThatReturnsWithAnotherModelIsNotUsedAndTheReasonIsSaid() {
        server.gone();
        try (Scorer scorer = open(remote(LONG, Fallback.LOCAL))) {
            server.fault(Fault.ANOTHER_MODEL);
            server.back();
            await().atMost(LONG).untilAsserted(() -> assertThat(said())
                    .anyMatch(line -> line.contains("is not used yet: it " + Fault.ANOTHER_MODEL.said(protocol))));
            assertThat(scorer.live()).isEqualTo(Accelerator.CPU);
            server.fault(Fault.NONE);
            await().atMost(LONG).until(() -> scorer.live() instanceof ModelServer);
        }
    }

    @Test
    void aServerWithoutTheModelIsRefusedWhateverTheFallback() {
        RemoteSettings other = remote(Optional.of("another"), LONG, Fallback.LOCAL, 4);
        assertThatThrownBy(() -> open(other).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(": Request for unknown model: 'another'");

        ModelFolder doubts = TestingModels.load(
                temp,
                "testing-loudness",
                Map.of("outputs", "{scores: scores, embedding: embedding, doubts: doubts}", "input", "sound"));
        assertThatThrownBy(() -> RemoteScorer.open(
                        Scorers.server(remote(LONG, Fallback.LOCAL), doubts.description()),
                        doubts.description(),
                        remote(LONG, Fallback.LOCAL),
                        PAUSE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has not the model that model.yaml describes")
                .hasMessageContaining("input: it has no 'sound'; it has [audio]")
                .hasMessageContaining("outputs.doubts: it has no 'doubts'; it has [scores, embedding]")
                .hasMessageContaining("Correct model.remote.model-name");
    }

    @Test
    void aServerThatGivesNoProbabilitiesAtTheStartIsRefused() {
        server.fault(Fault.NO_PROBABILITIES);
        assertThatThrownBy(() -> open(remote(LONG, Fallback.LOCAL)).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("gave a wrong answer: the model gave 7.0 for angry");
    }

    @Test
    void overTlsTheTokenIsSentAndAnotherTokenOrSignerIsRefusedWithoutTellingTheToken() throws Exception {
        TestingTls tls = TestingTls.make(temp);
        TestingTls other = TestingTls.make(Files.createDirectory(temp.resolve("other")));
        server.close();
        server = TestingServer.start(protocol, folder, "t0ken", tls);
        try (Scorer scorer = open(secured("t0ken", tls.certificate()))) {
            assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));
        }
        assertThatThrownBy(() -> open(secured("wr0ng", tls.certificate())).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(": no token, or another one; see model.remote.token");
        assertThatThrownBy(() -> open(secured("t0ken", other.certificate())).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("could not be trusted")
                .hasMessageContaining("see model.remote.ca");
        assertThat(said()).noneMatch(line -> line.contains("t0ken") || line.contains("wr0ng"));
    }

    @Test
    void aCaFileWithoutCertificateIsRefused() throws Exception {
        Path empty = Files.writeString(temp.resolve("empty.pem"), "nothing\n");
        assertThatThrownBy(() -> open(secured("t0ken", empty)).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.remote.ca: " + empty + " cannot be used");
    }

    @Test
    void noMoreWindowsAreSentAtATimeThanTheSettingsAllow() throws Exception {
        try (Scorer scorer = open(remote(LONG, Fallback.LOCAL, 1))) {
            server.fault(Fault.SLOW);
            int before = server.inferences();
            CompletableFuture<Double> first = CompletableFuture.supplyAsync(() -> angry(scorer));
            await().atMost(LONG).until(() -> server.inferences() > before);

            assertThat(angry(scorer)).isCloseTo(0.25, within(1e-4));
            assertThat(server.inferences()).isEqualTo(before + 1);
            server.gone();
            assertThat(first.get(1, TimeUnit.MINUTES)).isCloseTo(0.25, within(1e-4));
            server.back();
        }
        assertThat(said()).anyMatch(line -> line.contains("has 1 windows already, see model.remote.concurrency"));
    }

    @Test
    void withoutFallbackAWindowThatTheServerDoesNotHearIsNotScoredAndSaysSo() {
        List<Assessment> assessments = new CopyOnWriteArrayList<>();
        try (Scorer scorer = open(remote(LONG, Fallback.NONE));
                ScoringEngine engine = new ScoringEngine(
                        new Assessor(scorer, TestingPresence.gate(), 0.5, TrackSettings.USUAL), 2, assessments::add)) {
            server.fault(Fault.UNAVAILABLE);
            engine.submit(WINDOW);
            await().atMost(LONG).until(() -> !assessments.isEmpty());
        }
        assertThat(assessments).containsExactly(new NotScored(WINDOW.ref(), NotScoredReason.ENGINE_FAILED));
    }

    @Test
    void aClosedModelIsNotHeardAndMayBeClosedAgain() {
        Scorer scorer = open(remote(LONG, Fallback.LOCAL));
        scorer.close();
        scorer.close();
        assertThatThrownBy(() -> scorer.score(WINDOW)).hasMessageContaining("was closed");
    }

    @Test
    void withoutARemoteServerTheModelRunsOnThisMachine() {
        ModelSettings local = new ModelSettings(
                folder.path(),
                Accelerator.CPU,
                CudaSettings.USUAL,
                1,
                HearingSettings.USUAL,
                Optional.empty(),
                Optional.empty());
        try (Scorer scorer = Scorers.open(local, folder, CLOCK)) {
            assertThat(scorer.live()).isEqualTo(Accelerator.CPU);
        }
    }

    private Scorer open(RemoteSettings remote) {
        return Scorers.open(settings(folder, remote), folder, CLOCK, PAUSE);
    }

    private static ModelSettings settings(ModelFolder folder, RemoteSettings remote) {
        return new ModelSettings(
                folder.path(),
                Accelerator.CPU,
                CudaSettings.USUAL,
                4,
                HearingSettings.USUAL,
                Optional.of(remote),
                Optional.empty());
    }

    private RemoteSettings remote(Duration deadline, Fallback fallback) {
        return remote(deadline, fallback, 32);
    }

    private RemoteSettings remote(Duration deadline, Fallback fallback, int concurrency) {
        return remote(Optional.empty(), deadline, fallback, concurrency);
    }

    private RemoteSettings remote(Optional<String> name, Duration deadline, Fallback fallback, int concurrency) {
        return new RemoteSettings(
                URI.create(server.url()),
                protocol,
                name,
                Optional.empty(),
                deadline,
                concurrency,
                Optional.empty(),
                Optional.empty(),
                fallback);
    }

    private RemoteSettings secured(String token, Path ca) {
        return new RemoteSettings(
                URI.create(server.url()),
                protocol,
                Optional.empty(),
                Optional.of("1"),
                LONG,
                4,
                Optional.of(new Secret(token)),
                Optional.of(ca),
                Fallback.NONE);
    }

    private static double angry(Scorer scorer) {
        return scorer.score(WINDOW).probabilities().of(Emotion.ANGRY);
    }

    /** The log's lines, each with what it came from. */
    private List<String> said() {
        return logged.list.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getMessage()))
                .toList();
    }
}
