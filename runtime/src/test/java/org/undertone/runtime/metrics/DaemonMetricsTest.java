package org.undertone.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.undertone.config.MetricsSettings;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.inference.LoadMeasure;
import org.undertone.inference.ScoringStats;
import org.undertone.ledger.journal.AssessmentWriter;
import org.undertone.mediatap.rtp.PortUse;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;
import org.undertone.runtime.load.LoadStatus;

class DaemonMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId CALL = new CallId("secret-1795324314.0");
    private static final LegId CUSTOMER = new LegId(CALL, "secret-1795324314.0");

    private final DaemonMetrics metrics = new DaemonMetrics();
    private final List<DaemonEvent> handedOn = new ArrayList<>();
    private final DaemonListener listener = metrics.before(handedOn::add);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whatTheDaemonDoesIsCountedAndHandedOn() {
        listener.event(call(new CallEvent.Connected(NOON)));
        listener.event(call(new CallEvent.CallSeen(
                new CallFacts(CALL, "support", "support", "4420", "PJSIP/7001", NOON, List.of()))));
        listener.event(call(new CallEvent.TapOpened(
                new Leg(CUSTOMER, "PJSIP/4930123456-1", Role.CUSTOMER), Duration.ofMillis(125), NOON)));
        listener.event(call(new CallEvent.Paused(CUSTOMER, "overload", NOON)));
        listener.event(call(new CallEvent.TapRenewed(CUSTOMER, "hears-again", NOON)));
        listener.event(new DaemonEvent.Assessed(scored(), NOON.plusMillis(120)));
        listener.event(new DaemonEvent.Raised(alert(), NOON));
        Action.Ticket ticket = new Action.Ticket("A customer became angry");
        listener.event(new DaemonEvent.Acted(alert(), ticket, true, "", NOON));
        listener.event(new DaemonEvent.Acted(alert(), ticket, false, "", NOON));
        listener.event(new DaemonEvent.LoadStepped(
                new LoadStep(NOON, LoadLevel.FULL, LoadLevel.HOP_1S, 0, Duration.ZERO), NOON));

        assertThat(handedOn).hasSize(10);
        assertThat(metrics.page().lines())
                .contains(
                        "undertone_calls 1.0",
                        "undertone_taps_open 1.0",
                        "undertone_pbx_connected 1.0",
                        "undertone_tap_set_up_seconds_sum 0.125",
                        "undertone_pauses_total{reason=\"overload\"} 1.0",
                        "undertone_taps_renewed_total{outcome=\"hears-again\"} 1.0",
                        "undertone_assessment_seconds_bucket{le=\"0.1\"} 0",
                        "undertone_assessment_seconds_bucket{le=\"0.15\"} 1",
                        "undertone_alerts_total{rule=\"customer-angry\"} 1.0",
                        "undertone_actions_total{outcome=\"done\",verb=\"ticket\"} 1.0",
                        "undertone_actions_total{outcome=\"not-done\",verb=\"ticket\"} 1.0",
                        "undertone_load_steps_total{from=\"full\",to=\"hop-1s\"} 1.0");
        assertThat(metrics.page()).as("nothing of single calls").doesNotContain("secret", "4420", "7001", "4930123456");
    }

    @Test
    void theEngineTheLedgerAndThePortsAreReadWhenThePageIs() {
        Map<NotScoredReason, Long> reasons = new EnumMap<>(NotScoredReason.class);
        for (NotScoredReason reason : NotScoredReason.values()) {
            reasons.put(reason, 0L);
        }
        reasons.put(NotScoredReason.TOO_LATE, 7L);
        LoadMeasure measure =
                new LoadMeasure(0.9, 1.3, Duration.ofMillis(400), Duration.ofMillis(80), Duration.ofMillis(700));
        metrics.ofEngine(
                () -> new ScoringStats(100, 50, reasons, 3, 2),
                () -> new LoadStatus(LoadLevel.HOP_3S, NOON, measure, 3, 0));
        metrics.ofAssessments(() -> new AssessmentWriter.Counts(90, 4, 0, 0));
        metrics.ofPorts(() -> new PortUse(100, 10, 5, 1));

        assertThat(metrics.page().lines())
                .contains(
                        "undertone_windows_total{outcome=\"scored\",reason=\"\"} 100.0",
                        "undertone_windows_total{outcome=\"not-scored\",reason=\"too-late\"} 7.0",
                        "undertone_windows_total{outcome=\"not-scored\",reason=\"hung-up\"} 3.0",
                        "undertone_windows_waiting 2.0",
                        "undertone_load_level 3.0",
                        "undertone_scorer_demand 1.3",
                        "undertone_scorer_late99_seconds 0.7",
                        "undertone_ledger_assessments_total{outcome=\"dropped-full\"} 4.0",
                        "undertone_tap_ports{state=\"free\"} 84.0");
    }

    @Test
    void thePageIsServedAndNothingElseIs() throws Exception {
        try (MetricsServer server = MetricsServer.start(at(0), metrics::page)) {
            HttpResponse<String> page = get(server, "/metrics");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
            assertThat(page.body()).contains("# TYPE undertone_calls gauge", "jvm_memory_used_bytes");

            assertThat(get(server, "/").statusCode()).isEqualTo(404);
            assertThat(get(server, "/metrics/secrets").statusCode()).isEqualTo(404);
            HttpRequest post = request(server, "/metrics")
                    .POST(BodyPublishers.ofString("x"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void aPortInUseIsOneSentence() {
        try (MetricsServer first = MetricsServer.start(at(0), metrics::page)) {
            assertThatThrownBy(() -> MetricsServer.start(at(first.port()), metrics::page))
                    .isInstanceOf(MetricsException.class)
                    .hasMessageContaining("metrics cannot be shown at 127.0.0.1:" + first.port())
                    .hasMessageContaining("metrics.port");
        }
    }

    private static MetricsSettings at(int port) {
        return new MetricsSettings(InetAddress.getLoopbackAddress(), port);
    }

    private static HttpResponse<String> get(MetricsServer server, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(server, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(MetricsServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private static DaemonEvent call(CallEvent event) {
        return new DaemonEvent.OnCall(event, NOON);
    }

    private static Assessment.Scored scored() {
        Probabilities heard = Probabilities.of(0.9, 0.01, 0.02, 0, 0.03, 0.01, 0.01, 0.01, 0.01);
        return new Assessment.Scored(
                new WindowRef(CUSTOMER, Duration.ZERO, Duration.ofSeconds(3), NOON),
                heard,
                Track.of(heard, heard.top(), 0.2),
                0.8,
                -21.5,
                new Quality(1, Set.of()),
                Optional.empty());
    }

    private static Alert alert() {
        return new Alert(
                new AlertId(CALL, "customer-angry", 1),
                CUSTOMER,
                Duration.ZERO,
                Duration.ofSeconds(3),
                NOON,
                "0123456789ab",
                List.of(scored()),
                List.of());
    }
}
