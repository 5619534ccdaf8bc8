package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.UnheardWindows.Unheard;
import org.undertone.inference.WaitingWindows.Turn;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SpeechPresence;

/**
 * Turns the windows of all calls into assessments. One thread hears, of all legs together, whether they speak; a fixed
 * number of workers judge what it heard, and take several windows at once where more wait than there are workers and the
 * model hears them cheaper together. When a newer window of a leg comes before the older one was begun, the older is
 * {@code NotScored(OVERLOAD)}; when no worker was free in time for an answer within the deadline, it is
 * {@code NotScored(TOO_LATE)}. A leg's assessments come out one at a time and in the order of its windows.
 */
public final class ScoringEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringEngine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Assessor assessor;
    private final Consumer<Assessment> results;
    private final InstantSource clock;
    private final Deadline deadline;
    private final LoadMeter meter;

    private final UnheardWindows unheard = new UnheardWindows();
    private final WaitingWindows waiting = new WaitingWindows();
    private final SpeechPresence presence;
    private final LegTracks tracks;
    private final List<Thread> threads = new ArrayList<>();
    private final FailureLog presenceFailures =
            new FailureLog(LOG, "windows were not scored, the speech detector failed");
    private final FailureLog resultFailures = new FailureLog(LOG, "an assessment was lost, its taker failed");

    private final LongAdder scored = new LongAdder();
    private final LongAdder noSpeech = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Map<NotScoredReason, LongAdder> notScored = new EnumMap<>(NotScoredReason.class);

    /** Starts the threads of an engine without a deadline, by the clock of this machine. */
    public ScoringEngine(Assessor assessor, int workers, Consumer<Assessment> results) {
        this(assessor, workers, NEVER, InstantSource.system(), results);
    }

    /**
     * Starts the threads.
     *
     * @param assessor what judges each window
     * @param workers the number of threads {@code undertone-scorer-1} and on, beside {@code undertone-presence}
     * @param deadline what would be judged later than this after its last packet is not judged; half of it at least is
     *     for waiting, so that a model which needs longer than the other half still judges
     * @param clock the one by which {@link WindowRef#lastPacketAt} is told
     * @param results takes each assessment, on a worker's thread, several at the same time but one of a leg; it should
     *     only hand it on, since the worker waits for it
     */
    public ScoringEngine(
            Assessor assessor, int workers, Duration deadline, InstantSource clock, Consumer<Assessment> results) {
        if (workers < 1) {
            throw new IllegalArgumentException("engine: workers=" + workers + " < 1");
        }
        this.assessor = assessor;
        this.clock = clock;
        this.deadline = new Deadline(deadline, clock);
        this.meter = new LoadMeter(workers, clock);
        this.presence = assessor.newPresence();
        this.tracks = new LegTracks(assessor::newTrack);
        this.results = results;
        for (NotScoredReason reason : NotScoredReason.values()) {
            notScored.put(reason, new LongAdder());
        }
        threads.add(new Thread(this::hear, "undertone-presence"));
        for (int number = 1; number <= workers; number++) {
            BusyTime busy = meter.worker(number - 1);
            threads.add(new Thread(() -> work(busy), "undertone-scorer-" + number));
        }
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
    }

    /** Lets a window wait for a worker; never blocks. Any thread; a leg's windows must come in order. */
    public void submit(AudioWindow window) {
        count(unheard.offer(window));
    }

    private void count(WaitingWindows.Offer offer) {
        switch (offer) {
            case WAITS -> {}
            case REPLACED_AN_OLDER -> {
                notScored.get(NotScoredReason.OVERLOAD).increment();
                meter.missed();
            }
            case CLOSED -> dropped.increment();
        }
    }

    /**
     * Drops what waits of a leg whose tap ended, without a result, and its track. A window that a worker has already begun
     * still comes out.
     */
    public void forget(LegId leg) {
        // The windows first: one that is heard or scored after its leg was let go would bring it back.
        dropped.add(unheard.forget(leg) + (waiting.forget(leg) ? 1 : 0));
        presence.forget(leg);
        tracks.forget(leg);
    }

    /** The number of windows of which nobody knows yet whether they hold speech. */
    int unheard() {
        return unheard.size();
    }

    /** What became of the windows so far. Any thread. */
    public ScoringStats stats() {
        Map<NotScoredReason, Long> reasons = new EnumMap<>(NotScoredReason.class);
        notScored.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new ScoringStats(scored.sum(), noSpeech.sum(), reasons, dropped.sum(), unheard.size() + waiting.size());
    }

    /** How busy it was so far. Any thread. */
    public ScoringLoad load() {
        return meter.read();
    }

    /** Drops what waits, and waits up to 10 s for what was begun. */
    @Override
    public void close() {
        dropped.add(unheard.close() + waiting.close());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = threads.stream().filter(Thread::isAlive).count();
        if (left > 0) {
            LOG.warn("{} of {} scoring threads did not end; they end with the program", left, threads.size());
        }
    }

    private void hear() {
        try {
            for (Optional<List<Unheard>> all = unheard.takeAll(); all.isPresent(); all = unheard.takeAll()) {
                meter.presence().begin();
                hear(all.get());
                meter.presence().end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(List<Unheard> all) {
        List<Optional<HeardSpeech>> speech = speech(all);
        for (int i = 0; i < all.size(); i++) {
            Unheard next = all.get(i);
            Optional<HeardSpeech> heard = speech.get(i);
            unheard.handOn(
                    next.window().ref().leg(), () -> count(waiting.offer(next.window(), next.replaced(), heard)));
        }
    }

    private List<Optional<HeardSpeech>> speech(List<Unheard> all) {
        try {
            return presence.hear(all.stream().map(Unheard::window).toList()).stream()
                    .map(Optional::of)
                    .toList();
        } catch (RuntimeException | Error e) {
            // Error too: without this thread nothing is scored any more.
            presenceFailures.add(e);
            return Collections.nCopies(all.size(), Optional.empty());
        }
    }

    private void work(BusyTime busy) {
        int together = assessor.together();
        int others = meter.workers() - 1;
        try {
            for (List<Turn> turns = waiting.take(together, others);
                    !turns.isEmpty();
                    turns = waiting.take(together, others)) {
                busy.begin();
                try {
                    serve(turns);
                } finally {
                    busy.end();
                    turns.forEach(turn -> waiting.done(turn.leg()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(List<Turn> turns) {
        List<Assessor.Next> forModel = new ArrayList<>();
        for (Turn turn : turns) {
            for (WindowRef replaced : turn.replaced()) {
                // Counted when it was replaced.
                deliver(new NotScored(replaced, NotScoredReason.OVERLOAD));
            }
            if (inTime(turn)) {
                meter.begins(turn.window().ref());
                turn.speech()
                        .map(speech -> new Assessor.Next(turn.window(), speech, tracks.of(turn.leg())))
                        .ifPresentOrElse(
                                next -> assessor.withoutModel(next)
                                        .ifPresentOrElse(this::judged, () -> forModel.add(next)),
                                () -> judged(new NotScored(turn.window().ref(), NotScoredReason.ENGINE_FAILED)));
            }
        }
        if (!forModel.isEmpty()) {
            Instant begun = clock.instant();
            List<Assessment> assessments = assessor.score(forModel);
            deadline.scored(begun);
            assessments.forEach(this::judged);
        }
    }

    private boolean inTime(Turn turn) {
        WindowRef window = turn.window().ref();
        if (!deadline.passed(window)) {
            return true;
        }
        notScored.get(NotScoredReason.TOO_LATE).increment();
        meter.missed();
        waiting.tooLate(turn.leg());
        deliver(new NotScored(window, NotScoredReason.TOO_LATE));
        return false;
    }

    private void judged(Assessment assessment) {
        if (assessment instanceof Scored) {
            scored.increment();
        } else if (assessment instanceof NoSpeech) {
            noSpeech.increment();
        } else if (assessment instanceof NotScored not) {
            notScored.get(not.reason()).increment();
        }
        meter.judged(assessment.window());
        deliver(assessment);
    }

    private void deliver(Assessment assessment) {
        try {
            results.accept(assessment);
        } catch (RuntimeException e) {
            resultFailures.add(e);
        }
    }
}
