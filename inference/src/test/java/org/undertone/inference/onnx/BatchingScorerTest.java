package org.undertone.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.Sounds;
import org.undertone.inference.TestingBatches;
import org.undertone.inference.TestingScorer;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelException;

class BatchingScorerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicReference<TestingBatches> batches = new AtomicReference<>();

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @Test
    void whatComesWhileABatchIsHeardIsHeardTogetherNext() throws Exception {
        try (BatchingScorer scorer = open(4, 0, Duration.ZERO)) {
            List<Future<Hearing>> answers = new ArrayList<>(ask(scorer, 1));
            await().until(() -> batches.get().sizes().equals(List.of(1)));
            answers.addAll(ask(scorer, 4));
            await().until(() -> scorer.waiting() == 4);

            batches.get().letPass(2);

            for (Future<Hearing> answer : answers) {
                assertThat(answer.get().probabilities()).isNotNull();
            }
            assertThat(batches.get().sizes()).containsExactly(1, 4);
        }
    }

    @Test
    void aWindowWaitsForOthersButABatchThatIsFullDoesNot() throws Exception {
        try (BatchingScorer scorer = open(3, 100, LONG)) {
            for (Future<Hearing> answer : ask(scorer, 3)) {
                assertThat(answer.get().probabilities()).isNotNull();
            }
            assertThat(batches.get().sizes()).containsExactly(3);
        }
    }

    @Test
    void aWindowThatIsLateAlreadyDoesNotWait() {
        Instant farBehind = Sounds.silence().ref().lastPacketAt().plusSeconds(60);
        try (BatchingScorer scorer = open(2, 100, LONG, () -> farBehind)) {
            assertThat(scorer.score(Sounds.silence()).probabilities()).isNotNull();
            assertThat(batches.get().sizes()).containsExactly(1);
        }
    }

    @Test
    void windowsOfTwoLengthsAreHeardInTwoBatchesAndNoneIsLost() throws Exception {
        AudioWindow shorter = Sounds.window(Sounds.LEG, 0, List.of(Sounds.block(1)), 0);
        try (BatchingScorer scorer = open(4, 0, Duration.ZERO)) {
            List<Future<Hearing>> answers = new ArrayList<>(ask(scorer, 1));
            await().until(() -> batches.get().sizes().equals(List.of(1)));
            answers.add(callers.submit(() -> scorer.score(shorter)));
            await().until(() -> scorer.waiting() == 1);
            answers.addAll(ask(scorer, 2));
            await().until(() -> scorer.waiting() == 3);

            batches.get().letPass(3);

            for (Future<Hearing> answer : answers) {
                assertThat(answer.get().probabilities()).isNotNull();
            }
            assertThat(batches.get().sizes()).containsExactly(1, 1, 2);
        }
    }

    @Test
    void aFailureIsToldToThoseOfItsBatchAndTheNextIsHeard() throws Exception {
        AudioWindow bad = Sounds.window(Sounds.LEG, 7, 1);
        try (BatchingScorer scorer = open(1, 100, Duration.ZERO)) {
            batches.get().failOn(bad);

            assertThatThrownBy(() -> scorer.score(bad))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the card failed");
            assertThat(scorer.score(Sounds.silence()).probabilities()).isNotNull();
        }
    }

    @Test
    void closingRefusesWhatWaitsAndWhatComesAndClosesTheModel() throws Exception {
        BatchingScorer scorer = open(1, 0, Duration.ZERO);
        List<Future<Hearing>> answers = new ArrayList<>(ask(scorer, 1));
        await().until(() -> batches.get().sizes().equals(List.of(1)));
        answers.addAll(ask(scorer, 2));
        await().until(() -> scorer.waiting() == 2);

        Future<?> closing = callers.submit(scorer::close);
        await().until(scorer::closed);
        batches.get().letPass(1);
        closing.get();

        assertThat(answers.get(0).get().probabilities()).isNotNull();
        for (Future<Hearing> answer : answers.subList(1, 3)) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("model testing 0.1.0 was closed; open it again to score");
        }
        assertThatThrownBy(() -> scorer.score(Sounds.silence()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was closed");
        assertThat(batches.get().closed()).isTrue();
    }

    @Test
    void aModelThatDoesNotOpenIsToldToWhoOpensIt() {
        assertThatThrownBy(() ->
                        BatchingScorer.open(TestingScorer.quick().model(), Accelerator.CUDA, LONG, Instant::now, () -> {
                            throw new ModelException("no card");
                        }))
                .isInstanceOf(ModelException.class)
                .hasMessage("no card");
    }

    private List<Future<Hearing>> ask(BatchingScorer scorer, int windows) {
        List<Future<Hearing>> answers = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            answers.add(callers.submit(() -> scorer.score(Sounds.silence())));
        }
        return answers;
    }

    private BatchingScorer open(int largest, int turns, Duration wait) {
        return open(largest, turns, wait, () -> Sounds.silence().ref().lastPacketAt());
    }

    private BatchingScorer open(int largest, int turns, Duration wait, InstantSource clock) {
        return BatchingScorer.open(TestingScorer.quick().model(), Accelerator.CUDA, wait, clock, () -> {
            batches.set(new TestingBatches(largest, turns));
            return batches.get();
        });
    }
}
