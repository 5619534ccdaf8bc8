package org.undertone.evaluation.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.evaluation.ruletest.SeriesNotation;
import org.undertone.evaluation.ruletest.TestVoice;
import org.undertone.ledger.HeardCalls;
import org.undertone.ledger.Ledger;

/** What rules heard is made again of what the ledger keeps. */
class KeptCallTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId CALL = new CallId("1795363200.7");
    private static final LegId CUSTOMER = new LegId(CALL, "1795363200.7");
    private static final LegId AGENT = new LegId(CALL, "1795363200.8");

    @TempDir
    private Path folder;

    private final List<Assessment> heard = new ArrayList<>();

    @BeforeEach
    void aVoiceThatBecomesAngry() {
        heard.addAll(voice("0.1x12 silencex3 0.1x15 unheardx2 notscoredx2 0.2+0.05x12", CUSTOMER, START));
    }

    @Test
    void howAVoiceSoundsBesideItsBeginningIsFoundAgain() {
        KeptCall kept = kept(Duration.ZERO);

        assertThat(kept.heard()).extracting(KeptCall.Heard::assessment).containsExactlyElementsOf(heard);
        assertThat(((Assessment.Scored) heard.get(heard.size() - 1))
                        .track()
                        .own()
                        .known())
                .isTrue();
    }

    @Test
    void aNewTapLearnsAnew() {
        List<Assessment> second = voice("0.9x30", CUSTOMER, START.plusSeconds(60));
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            ledger.taps().begin(CUSTOMER, Role.CUSTOMER, START.plusSeconds(61), Duration.ZERO);
            ledger.assessments().append(second);
        }
        heard.addAll(second);

        assertThat(kept(Duration.ZERO).heard())
                .extracting(KeptCall.Heard::assessment)
                .containsExactlyElementsOf(heard);
    }

    @Test
    void speechIsThatOfTheRoleAndCountedOnce() {
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            ledger.taps().begin(AGENT, Role.AGENT, START, Duration.ZERO);
            ledger.assessments().append(voice("0.1x1", AGENT, START));
        }

        KeptCall kept = kept(Duration.ZERO);

        assertThat(kept.speech(role -> role == Role.AGENT)).isEqualTo(Duration.ofMillis(3_500));
        // 13 windows, the 3 s up to the next ones' beginning are silent, and so is half a second more.
        assertThat(kept.speech(role -> role == Role.CUSTOMER))
                .isBetween(Duration.ofSeconds(22), Duration.ofSeconds(29));
        assertThat(kept.speech(role -> false)).isZero();
    }

    @Test
    void aHoldCountsFromItsBeginning() {
        KeptCall kept = kept(Duration.ofSeconds(10));

        assertThat(kept.heard()).allSatisfy(each -> assertThat(each.facts().holds())
                .isEqualTo(each.assessment().window().lastPacketAt().isBefore(START.plusSeconds(10)) ? 0 : 1));
        assertThat(kept.heard().get(0).role()).isEqualTo(Role.CUSTOMER);
    }

    private KeptCall kept(Duration hold) {
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            ledger.calls().record(new CallFacts(CALL, "support", "billing", "", "", START, List.of()));
            ledger.taps().begin(CUSTOMER, Role.CUSTOMER, START, Duration.ZERO);
            ledger.assessments().append(heard);
            if (!hold.isZero()) {
                ledger.taps().pause(CUSTOMER, "hold", START.plus(hold));
            }
            ledger.calls().end(CALL, START.plusSeconds(100));
            HeardCalls calls = ledger.heardCalls();
            assertThat(calls.since(START.plusMillis(1))).isEmpty();
            return KeptCall.of(calls.of(calls.since(START).get(0)));
        }
    }

    private static List<Assessment> voice(String angry, LegId leg, Instant start) {
        return new TestVoice(Map.of("angry", SeriesNotation.read(angry)))
                .assessments(leg, start, Duration.ofMillis(500));
    }
}
