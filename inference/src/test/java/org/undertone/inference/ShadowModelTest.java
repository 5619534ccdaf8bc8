package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.undertone.core.ShadowScore;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Scorer;

/** A second model hears what the first one scored, and never at its cost. */
class ShadowModelTest {

    private static final int LOUD = 16_384;

    private final AtomicBoolean room = new AtomicBoolean(true);
    private final List<ShadowScore> kept = new CopyOnWriteArrayList<>();

    @Test
    void whatTheFirstScoredIsHeardInTheShadow() {
        TestingScorer first = TestingScorer.quick();
        try (ShadowModel shadow = shadow(TestingScorer.quick(), kept::addAll)) {
            Scorer beside = shadow.beside(first);
            beside.score(window(0));
            beside.score(List.of(window(1), window(2)));

            await().until(() -> shadow.kept() == 3);

            assertThat(kept)
                    .extracting(ShadowScore::window)
                    .containsExactly(window(0).ref(), window(1).ref(), window(2).ref());
            assertThat(kept)
                    .allMatch(score -> score.model().equals(first.model().title()));
            assertThat(first.begun()).hasSize(3);
            assertThat(shadow.leftOut()).isZero();
        }
    }

    @Test
    void aShadowThatHangsHoldsUpNobody() {
        TestingScorer hanging = TestingScorer.held();
        try (ShadowModel shadow = shadow(hanging, kept::addAll)) {
            Scorer beside = shadow.beside(TestingScorer.quick());
            for (int i = 0; i < 200; i++) {
                beside.score(window(i));
            }

            // One is being heard, 64 wait.
            assertThat(shadow.leftOut()).isBetween(135L, 136L);
            hanging.letPass(1_000);
            await().until(() -> shadow.kept() + shadow.leftOut() == 200);
        }
    }

    @Test
    void whereThereIsNoRoomItHearsNothing() {
        TestingScorer second = TestingScorer.quick();
        room.set(false);
        try (ShadowModel shadow = shadow(second, kept::addAll)) {
            assertThat(shadow.beside(TestingScorer.quick())
                            .score(window(0))
                            .probabilities()
                            .top())
                    .isNotNull();

            assertThat(shadow.leftOut()).isEqualTo(1);
            assertThat(second.begun()).isEmpty();
        }
    }

    @Test
    void aShadowThatFailsIsOnlyCounted() {
        TestingScorer broken = TestingScorer.quick();
        broken.close();
        try (ShadowModel shadow = shadow(broken, kept::addAll)) {
            Scorer beside = shadow.beside(TestingScorer.quick());

            assertThat(beside.score(List.of(window(0), window(1)))).hasSize(2);

            await().until(() -> shadow.leftOut() == 2);
        }
    }

    @Test
    void whatCannotBeKeptIsLostAlone() {
        AtomicBoolean full = new AtomicBoolean(true);
        Consumer<List<ShadowScore>> ledger = scores -> {
            if (full.get()) {
                throw new IllegalStateException("the disk is full");
            }
            kept.addAll(scores);
        };
        try (ShadowModel shadow = shadow(TestingScorer.quick(), ledger)) {
            Scorer beside = shadow.beside(TestingScorer.quick());
            beside.score(window(0));
            await().until(() -> shadow.leftOut() == 1);
            full.set(false);

            beside.score(window(1));

            await().until(() -> shadow.kept() == 1);
        }
        assertThat(kept)
                .extracting(ShadowScore::window)
                .containsExactly(window(1).ref());
    }

    @Test
    void whatWasHeardIsKeptAtTheEnd() {
        TestingScorer second = TestingScorer.quick();
        ShadowModel shadow = shadow(second, kept::addAll);
        shadow.beside(TestingScorer.quick()).score(window(0));
        await().until(() -> second.begun().size() == 1);

        shadow.close();

        assertThat(kept).hasSize(1);
    }

    private ShadowModel shadow(Scorer second, Consumer<List<ShadowScore>> keeper) {
        return new ShadowModel(second, room::get, keeper);
    }

    private static AudioWindow window(int number) {
        return Sounds.window(Sounds.LEG, number, LOUD);
    }
}
