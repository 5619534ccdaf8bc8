package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.SupervisionMode;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.delivery.Deliveries;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.runtime.event.DaemonListener;

/** Who listened when, and what of it the log may say. */
class SupervisionOutcomesTest {

    private static final String NUMBER = "+4915112345678";
    private static final String SUPERVISOR = "PJSIP/" + NUMBER + "@trunk";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aSupervisorsPhoneNumberIsKeptInTheLedgerAndNotLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger(SupervisionOutcomes.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        List<String> finished = new ArrayList<>();
        Alert alert = alert();
        Action.Supervise supervise = (Action.Supervise) alert.actions().get(0);
        Path file = folder.resolve("undertone.db");
        InstantSource clock = InstantSource.fixed(NOON);
        try (LedgerAtWork open = LedgerAtWork.open(Ledger.open(file), Deliveries.open(List.of(), clock), clock)) {
            SupervisionOutcomes book = new SupervisionOutcomes(
                    open.journal(), DaemonListener.NONE, (of, action, outcome, detail) -> finished.add(detail), clock);

            book.on(alert, supervise, new SupervisionEvent.Ringing(SUPERVISOR, NOON));
            book.on(alert, supervise, new SupervisionEvent.NotReached(SUPERVISOR, "could not ring " + NUMBER, NOON));
            book.on(alert, supervise, new SupervisionEvent.Joined(SUPERVISOR, SupervisionMode.LISTEN, NOON));
            book.on(alert, supervise, new SupervisionEvent.ModeChanged(SupervisionMode.COACH, NOON.plusSeconds(5)));
            book.on(alert, supervise, new SupervisionEvent.Left("the call ended", NOON.plusSeconds(9)));
        } finally {
            logger.detachAppender(log);
        }
        try (Ledger ledger = Ledger.openToRead(file)) {
            assertThat(ledger.supervisions().of(alert.id().call()))
                    .extracting(SupervisionRecord::supervisor)
                    .containsExactly(SUPERVISOR, SUPERVISOR);
        }
        assertThat(finished).containsExactly(SUPERVISOR + " joined (listen)");
        assertThat(log.list)
                .extracting(event -> event.getFormattedMessage().replaceFirst(".*supervision: ", ""))
                .containsExactly("Ringing", "NotReached", "Joined (listen)", "ModeChanged (coach)", "Left");
    }

    private static Alert alert() {
        CallId call = new CallId("pbx-1795324314.0");
        LegId leg = new LegId(call, "pbx-1795324314.0");
        Probabilities heard = Probabilities.of(0.9, 0.01, 0.02, 0, 0.03, 0.01, 0.01, 0.01, 0.01);
        Assessment.Scored angry = new Assessment.Scored(
                new WindowRef(leg, Duration.ZERO, Duration.ofSeconds(3), NOON),
                heard,
                Track.of(heard, heard.top(), 0.2),
                0.8,
                -21.5,
                Quality.undoubted(),
                Optional.empty());
        return new Alert(
                new AlertId(call, "customer-angry", 1),
                leg,
                Duration.ZERO,
                Duration.ofSeconds(3),
                NOON,
                "0123456789ab",
                List.of(angry),
                List.of(new Action.Supervise(List.of(SUPERVISOR), SupervisionMode.LISTEN, Duration.ofSeconds(20))));
    }
}
