package org.undertone.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.LoadMeasure;

/**
 * A measurement each second. The demand is told as it would be if everything were heard; half of it is that of the least
 * important profile.
 */
class LoadDecisionTest {

    static final String TWO_PROFILES = """
            - {name: support, queues: [support]}
            - {name: campaign, queues: [campaign], priority: 2}
            """;

    private final LoadDecision decision = new LoadDecision(settings("", TWO_PROFILES));
    private LoadDecision.State state = LoadDecision.State.START;
    private Instant now = Instant.EPOCH;
    private final List<LoadLevel> levels = new ArrayList<>(List.of(LoadLevel.FULL));

    @Test
    void overloadTakesEachStepInOrderAndGoesBackInReverse() {
        seconds(20, 30);
        assertThat(levels).containsExactly(LoadLevel.values());

        levels.clear();
        seconds(7, 0.2);
        assertThat(levels)
                .as("within ten seconds")
                .containsExactly(
                        LoadLevel.PAUSE_LOWEST,
                        LoadLevel.HOP_3S,
                        LoadLevel.HOP_1500MS,
                        LoadLevel.HOP_1S,
                        LoadLevel.FULL);
    }

    @Test
    void aStepIsTakenAfterTwoSecondsOfStrainAndNotForOneBusySecond() {
        for (int i = 0; i < 20; i++) {
            seconds(1, 1.5);
            seconds(1, 0.5);
        }
        assertThat(levels).containsExactly(LoadLevel.FULL);

        seconds(2, 1.5);
        assertThat(levels).containsExactly(LoadLevel.FULL, LoadLevel.HOP_1S);
    }

    @Test
    void aLoadThatALevelCanCarryStaysThere() {
        seconds(600, 2);
        assertThat(levels).containsExactly(LoadLevel.FULL, LoadLevel.HOP_1S, LoadLevel.HOP_1500MS);
    }

    @Test
    void aLoadAroundTheThresholdDoesNotFlap() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            seconds(1, 0.75 + 0.1 * random.nextDouble());
        }
        assertThat(levels).containsExactly(LoadLevel.FULL, LoadLevel.HOP_1S);
    }

    @Test
    void moreIsHeardAfterFiveCalmSecondsWhereOnlyTheNextLevelFits() {
        seconds(20, 2.2);
        assertThat(state.level()).isEqualTo(LoadLevel.HOP_1500MS);

        seconds(4, 1.2);
        assertThat(state.level()).isEqualTo(LoadLevel.HOP_1500MS);
        seconds(1, 1.2);
        assertThat(state.level()).isEqualTo(LoadLevel.HOP_1S);
        seconds(100, 1.2);
        assertThat(state.level()).isEqualTo(LoadLevel.HOP_1S);
    }

    @Test
    void thePausedDoNotComeBackAsLongAsThereIsNoRoomForThem() {
        seconds(300, 6);
        assertThat(levels).endsWith(LoadLevel.PAUSE_LOWEST).hasSize(5);

        seconds(5, 4);
        assertThat(levels).endsWith(LoadLevel.PAUSE_LOWEST, LoadLevel.HOP_3S);
    }

    @Test
    void windowsThatWaitAreAStrainThoughTheWorkersHaveTime() {
        measured(new LoadMeasure(0.3, 0.3, Duration.ofMillis(600), Duration.ZERO, Duration.ZERO));
        measured(new LoadMeasure(0.3, 0.3, Duration.ofMillis(600), Duration.ZERO, Duration.ZERO));

        assertThat(levels).containsExactly(LoadLevel.FULL, LoadLevel.HOP_1S);
    }

    @Test
    void aStepBackThatWasAnErrorTakesMorePatienceEachTime() {
        // Windows wait at one hop and not at the longer one, whatever the workers say.
        for (int i = 0; i < 600; i++) {
            long waits = state.level() == LoadLevel.FULL ? 600 : 0;
            measured(new LoadMeasure(0.1, 0.1, Duration.ofMillis(waits), Duration.ZERO, Duration.ZERO));
        }
        assertThat(levels).containsOnly(LoadLevel.FULL, LoadLevel.HOP_1S).hasSizeLessThan(40);
    }

    @Test
    void aLoadThatFellFarIsHeardAgainWithinTenSecondsWhateverErrorsWereMadeBefore() {
        seconds(20, 30);
        for (int patience = 5; patience <= 20; patience *= 2) {
            seconds(patience, 8);
            assertThat(state.level()).isEqualTo(LoadLevel.PAUSE_LOWEST);
            seconds(2, 30);
        }
        seconds(30, 8);
        assertThat(state.level()).as("patience has grown").isEqualTo(LoadLevel.NO_NEW_TAPS);

        seconds(7, 0.2);
        assertThat(state.level()).isEqualTo(LoadLevel.FULL);
    }

    @Test
    void thoseWhosePauseHasJustEndedAreCountedThoughNothingIsHeardOfThemYet() {
        seconds(20, 30);
        while (state.level() != LoadLevel.HOP_3S) {
            seconds(1, 1.2);
        }
        for (int i = 0; i < 3; i++) {
            measured(demand(0.1));
        }
        assertThat(state.level()).isEqualTo(LoadLevel.HOP_3S);
    }

    @Test
    void stepsThatWouldChangeNothingAreLeftOut() {
        assertThat(new LoadDecision(settings("", "- {name: support, queues: [support]}")).steps())
                .containsExactly(
                        LoadLevel.FULL,
                        LoadLevel.HOP_1S,
                        LoadLevel.HOP_1500MS,
                        LoadLevel.HOP_3S,
                        LoadLevel.NO_NEW_TAPS);
        assertThat(new LoadDecision(settings("media: {hop: 1s, window: 2s}", TWO_PROFILES)).steps())
                .containsExactly(
                        LoadLevel.FULL,
                        LoadLevel.HOP_1500MS,
                        LoadLevel.HOP_3S,
                        LoadLevel.PAUSE_LOWEST,
                        LoadLevel.NO_NEW_TAPS);
    }

    private void seconds(int count, double demandOfAll) {
        for (int i = 0; i < count; i++) {
            double hop = state.level()
                    .hop(Duration.ofMillis(500), Duration.ofSeconds(3))
                    .toMillis();
            measured(demand(demandOfAll * 500 / hop * (state.level().pausesLowest() ? 0.5 : 1)));
        }
    }

    private static LoadMeasure demand(double demand) {
        return new LoadMeasure(Math.min(1, demand), demand, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private void measured(LoadMeasure measure) {
        now = now.plusSeconds(1);
        LoadLevel before = state.level();
        state = decision.next(state, measure, now);
        if (state.level() != before) {
            levels.add(state.level());
        }
    }

    static Settings settings(String section, String profiles) {
        String yaml = """
                asterisk: {user: undertone, password: secret}
                model: {folder: model, workers: 1}
                %s
                profiles:
                %s
                """.formatted(section, profiles);
        return new SettingsLoader(Map.of()).parse("load-test", yaml, Path.of("/nowhere"));
    }
}
