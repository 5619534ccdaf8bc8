package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.undertone.mediatap.VirtualClock.START;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;

class WindowCutterTest {

    private static final LegId LEG = leg(1);
    /** A leg whose grid of hops begins with its first window. */
    private static final LegId IN_PHASE = leg(9);

    private final List<AudioWindow> windows = new ArrayList<>();
    private final List<AudioBlock> blocks = new ArrayList<>();
    private LoadLevel load = LoadLevel.FULL;

    @Test
    void handsOnAWindowOfThreeSecondsAsSoonAsItIsWholeThenOneEveryHalfSecond() {
        WindowCutter cutter = cutter(LEG);
        add(cutter, 29, 0);
        assertThat(windows).isEmpty();

        add(cutter, 1, 0);
        assertThat(windows).hasSize(1);
        add(cutter, 12, 0);

        assertThat(ends()).containsExactly(3_000L, 3_200L, 3_700L, 4_200L);
        assertThat(windows.get(1).ref())
                .isEqualTo(
                        new WindowRef(LEG, Duration.ofMillis(200), Duration.ofMillis(3_200), START.plusMillis(3_200)));
    }

    @Test
    void legsThatBeginTogetherFallDueApart() {
        Map<Long, Integer> due = new HashMap<>();
        for (int number = 0; number < 500; number++) {
            WindowCutter cutter = cutter(leg(4 * number));
            windows.clear();
            add(cutter, 36, 0);
            due.merge(windows.get(1).ref().to().toMillis(), 1, Integer::sum);
        }

        assertThat(due).containsOnlyKeys(3_100L, 3_200L, 3_300L, 3_400L, 3_500L);
        assertThat(due.values()).allMatch(legs -> legs > 80 && legs < 120);
    }

    @Test
    void theHopFollowsTheLoadAndNoSoundGoesUnheard() {
        WindowCutter cutter = cutter(IN_PHASE);
        add(cutter, 40, 0);
        load = LoadLevel.HOP_1S;
        add(cutter, 20, 0);
        load = LoadLevel.HOP_1500MS;
        add(cutter, 30, 0);
        load = LoadLevel.HOP_3S;
        add(cutter, 60, 0);
        load = LoadLevel.FULL;
        add(cutter, 10, 0);

        assertThat(ends())
                .containsExactly(
                        3_000L, 3_500L, 4_000L, 5_000L, 6_000L, 7_500L, 9_000L, 12_000L, 15_000L, 15_500L, 16_000L);
    }

    @Test
    void whereverTheLoadChangesTheNextWindowIsAtMostAHopAway() {
        LoadLevel[] levels = LoadLevel.values();
        Random random = new Random(1);
        for (int number = 0; number < 20; number++) {
            WindowCutter cutter = cutter(leg(number));
            windows.clear();
            add(cutter, 30, 0);
            for (int change = 0; change < 50; change++) {
                load = levels[random.nextInt(levels.length)];
                add(cutter, 1 + random.nextInt(40), 0);
            }
            for (int w = 1; w < windows.size(); w++) {
                assertThat(windows.get(w).ref().from())
                        .isLessThanOrEqualTo(windows.get(w - 1).ref().to());
            }
        }
    }

    @Test
    void legsStaySpreadWhenTheHopGrows() {
        load = LoadLevel.HOP_3S;
        Map<Long, Integer> due = new HashMap<>();
        for (int number = 0; number < 600; number++) {
            WindowCutter cutter = cutter(leg(5 * number));
            windows.clear();
            add(cutter, 60, 0);
            due.merge(windows.get(1).ref().to().toSeconds(), 1, Integer::sum);
        }

        assertThat(due).containsOnlyKeys(3L, 4L, 5L, 6L);
        assertThat(due.get(4L)).isBetween(150, 250);
    }

    @Test
    void overlappingWindowsShareTheirBlocks() {
        WindowCutter cutter = cutter(IN_PHASE);
        add(cutter, 65, 0);

        assertThat(windows).hasSize(8);
        for (int w = 0; w < 8; w++) {
            for (int b = 0; b < 30; b++) {
                assertThat(windows.get(w).blocks().get(b)).isSameAs(blocks.get(5 * w + b));
            }
        }
    }

    @Test
    void tellsTheShareThatIsMissingInEachWindow() {
        WindowSpec spec = new WindowSpec(Duration.ofMillis(400), Duration.ofMillis(200));
        WindowCutter cutter = new WindowCutter(LEG, spec, () -> load, windows::add);
        add(cutter, 1, 1_600);
        add(cutter, 3, 0);
        add(cutter, 1, 800);
        add(cutter, 5, 0);

        assertThat(windows).extracting(AudioWindow::missingShare).containsExactly(0.25, 0.125, 0.125, 0.0);
    }

    @Test
    void aHopAsLongAsTheWindowLeavesNothingOutAndRepeatsNothing() {
        WindowSpec spec = new WindowSpec(Duration.ofMillis(200), Duration.ofMillis(200));
        WindowCutter cutter = new WindowCutter(LEG, spec, () -> load, windows::add);
        add(cutter, 7, 0);

        assertThat(windows.stream().flatMap(window -> window.blocks().stream()))
                .containsExactlyElementsOf(blocks.subList(0, 6));
    }

    @Test
    void digitalSilenceThatIsDistrustedIsMissingForGoodAlsoTheSilenceBefore() {
        WindowCutter cutter = cutter(IN_PHASE);
        add(cutter, 10, 0);
        addSound(cutter, 10);
        add(cutter, 10, 0);
        assertThat(lastMissingShare()).isZero();

        cutter.distrustSilence(true);
        add(cutter, 5, 0);
        assertThat(lastMissingShare()).isEqualTo(20 / 30.0);
        addSound(cutter, 5);
        assertThat(lastMissingShare()).isEqualTo(15 / 30.0);

        cutter.distrustSilence(false);
        add(cutter, 5, 0);
        assertThat(lastMissingShare())
                .as("of the ten blocks in it only the new five are silence")
                .isEqualTo(15 / 30.0);
        add(cutter, 20, 0);
        assertThat(lastMissingShare()).isZero();
    }

    @Test
    void whatIsMissingAnywayIsNotMissingTwice() {
        WindowCutter cutter = cutter(IN_PHASE);
        cutter.distrustSilence(true);

        add(cutter, 15, AudioBlock.SAMPLES / 4);
        addSound(cutter, 15);

        assertThat(lastMissingShare()).isEqualTo(0.5);
    }

    private double lastMissingShare() {
        return windows.get(windows.size() - 1).missingShare();
    }

    private void addSound(WindowCutter cutter, int count) {
        short[] samples = new short[AudioBlock.SAMPLES];
        samples[0] = 1;
        for (int i = 0; i < count; i++) {
            blocks.add(AudioBlock.of(samples));
            cutter.add(blocks.get(blocks.size() - 1), 0, START.plusMillis(100L * blocks.size()));
        }
    }

    private List<Long> ends() {
        return windows.stream().map(window -> window.ref().to().toMillis()).toList();
    }

    private WindowCutter cutter(LegId leg) {
        return new WindowCutter(leg, WindowSpec.DEFAULT, () -> load, windows::add);
    }

    private static LegId leg(int number) {
        return new LegId(new CallId("pbx-1.0"), "pbx-1." + number);
    }

    private void add(WindowCutter cutter, int count, int missing) {
        for (int i = 0; i < count; i++) {
            AudioBlock block = AudioBlock.of(new short[AudioBlock.SAMPLES]);
            blocks.add(block);
            cutter.add(block, missing, START.plusMillis(100L * blocks.size()));
        }
    }
}
