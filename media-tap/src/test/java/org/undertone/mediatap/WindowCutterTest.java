package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.undertone.mediatap.VirtualClock.START;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.AudioBlock;
import org.undertone.core.AudioWindow;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;

class WindowCutterTest {

    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.1");

    private final List<AudioWindow> windows = new ArrayList<>();
    private final List<AudioBlock> blocks = new ArrayList<>();

    @Test
    void handsOnAWindowOfThreeSecondsEveryHalfSecond() {
        WindowCutter cutter = new WindowCutter(LEG, WindowSpec.DEFAULT, windows::add);
        add(cutter, 29, 0);
        assertThat(windows).isEmpty();

        add(cutter, 1, 0);
        assertThat(windows).hasSize(1);
        add(cutter, 4, 0);
        assertThat(windows).hasSize(1);
        add(cutter, 1, 0);
        assertThat(windows).hasSize(2);

        assertThat(windows.get(0).ref())
                .isEqualTo(new WindowRef(LEG, Duration.ZERO, Duration.ofSeconds(3), START.plusMillis(3_000)));
        assertThat(windows.get(1).ref())
                .isEqualTo(
                        new WindowRef(LEG, Duration.ofMillis(500), Duration.ofMillis(3_500), START.plusMillis(3_500)));
    }

    @Test
    void overlappingWindowsShareTheirBlocks() {
        WindowCutter cutter = new WindowCutter(LEG, WindowSpec.DEFAULT, windows::add);
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
        WindowCutter cutter = new WindowCutter(LEG, spec, windows::add);
        add(cutter, 1, 1_600);
        add(cutter, 3, 0);
        add(cutter, 1, 800);
        add(cutter, 5, 0);

        assertThat(windows).extracting(AudioWindow::missingShare).containsExactly(0.25, 0.125, 0.125, 0.0);
    }

    @Test
    void aHopAsLongAsTheWindowLeavesNothingOutAndRepeatsNothing() {
        WindowSpec spec = new WindowSpec(Duration.ofMillis(200), Duration.ofMillis(200));
        WindowCutter cutter = new WindowCutter(LEG, spec, windows::add);
        add(cutter, 7, 0);

        assertThat(windows.stream().flatMap(window -> window.blocks().stream()))
                .containsExactlyElementsOf(blocks.subList(0, 6));
    }

    private void add(WindowCutter cutter, int count, int missing) {
        for (int i = 0; i < count; i++) {
            AudioBlock block = AudioBlock.of(new short[AudioBlock.SAMPLES]);
            blocks.add(block);
            cutter.add(block, missing, START.plusMillis(100L * blocks.size()));
        }
    }
}
