package org.undertone.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Parcel;
import org.undertone.ledger.Outbox;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.sql.LedgerException;

/**
 * One destination's messages, one at a time: what was sent is marked before the next one goes, so that a program that is
 * killed repeats one message at most. Retries are kept in the outbox and not in memory; resilience4j says how long they
 * wait and whether the destination is away. One thread.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private static final int LAST_TRIES = 10;
    private static final float AWAY_PERCENT = 90;
    private static final double JITTER = 0.5;

    private final Destination destination;
    private final Outbox outbox;
    private final Pace pace;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final IntervalFunction backoff;
    private final CircuitBreaker breaker;
    /** One at a time, evenly: a burst of an hour's worth would be none the destination asked for. */
    private final Duration apart;

    private Instant freeAt = Instant.EPOCH;
    private Instant backAt = Instant.MIN;
    private String lastFailure = "";

    Lane(Destination destination, Outbox outbox, Pace pace, InstantSource clock, RandomGenerator random) {
        this.destination = destination;
        this.outbox = outbox;
        this.pace = pace;
        this.clock = clock;
        this.random = random;
        this.backoff = IntervalFunction.ofExponentialBackoff(pace.first(), 2, pace.longest());
        this.breaker = CircuitBreaker.of(
                destination.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(LAST_TRIES)
                        .minimumNumberOfCalls(LAST_TRIES)
                        .failureRateThreshold(AWAY_PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(pace.away())
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
        this.apart = destination
                .settings()
                .terms()
                .rate()
                .map(rate -> rate.per().dividedBy(rate.count()))
                .orElse(Duration.ZERO);
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                // One more: at the very moment the breaker still says no.
                backAt = clock.instant().plus(pace.away()).plusMillis(1);
            }
        });
    }

    String name() {
        return destination.name();
    }

    /** Whether nothing is sent at the moment because the last tries failed. */
    boolean away() {
        return breaker.getState() == State.OPEN;
    }

    /**
     * Sends what is due next, or finds that nothing is.
     *
     * @return how long there is nothing to do, unless something is written meanwhile
     */
    Duration step() throws InterruptedException {
        Instant now = clock.instant();
        Optional<DeliveryRecord> due = outbox.due(name(), now);
        if (due.isEmpty()) {
            return outbox.nextTry(name())
                    .map(next -> Duration.between(now, next))
                    .filter(wait -> wait.compareTo(pace.poll()) < 0)
                    .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                    .orElse(pace.poll());
        }
        DeliveryRecord record = due.get();
        if (!now.isBefore(record.giveUpAt())) {
            giveUp(record);
            return Duration.ZERO;
        }
        Duration quiet = quiet(now);
        if (!quiet.isZero()) {
            // Not slept through here: the courier may end meanwhile, and others become too old.
            return quiet.compareTo(pace.poll()) < 0 ? quiet : pace.poll();
        }
        if (breaker.tryAcquirePermission()) {
            attempt(record);
        } else {
            outbox.postpone(name(), backAt, "not tried while the destination is away: " + lastFailure);
        }
        return Duration.ZERO;
    }

    private void giveUp(DeliveryRecord record) {
        String why = record.lastError().isEmpty() ? "it was never tried" : record.lastError();
        outbox.gaveUp(record.id(), "given up, too old: " + why);
        LOG.error(
                "call={} {} for {} is given up, it is too old (delivery {}): {}",
                record.alert().call(),
                record.verb(),
                name(),
                record.id(),
                why);
    }

    private void attempt(DeliveryRecord record) throws InterruptedException {
        Answer answer;
        try {
            freeAt = clock.instant().plus(apart);
            answer = send(record);
        } catch (InterruptedException e) {
            breaker.releasePermission();
            throw e;
        }
        State before = breaker.getState();
        if (answer instanceof Answer.TryAgain again) {
            lastFailure = again.said();
            breaker.onError(0, TimeUnit.MILLISECONDS, new DeliveryFailedException(again.said()));
            keep(() -> tryAgain(record, again));
        } else {
            // Also a refusal shows that the destination is there.
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
            keep(() -> done(record, answer));
        }
        tellOf(before, breaker.getState());
    }

    /** How long the destination may not be spoken to yet; nothing where the clock was set back meanwhile. */
    private Duration quiet(Instant now) {
        Duration left = Duration.between(now, freeAt);
        return left.isNegative() || left.compareTo(apart) > 0 ? Duration.ZERO : left;
    }

    private Answer send(DeliveryRecord record) throws InterruptedException {
        try {
            return destination.connector().send(new Parcel(record.key(), record.body()));
        } catch (RuntimeException e) {
            // Its message may hold a header, and so a secret.
            String kind = e.getClass().getSimpleName();
            LOG.error("{} could not be spoken to: {}", name(), kind);
            return new Answer.TryAgain("could not be spoken to (" + kind + ")");
        }
    }

    private void tryAgain(DeliveryRecord record, Answer.TryAgain again) {
        Instant now = clock.instant();
        Duration wait = Duration.ofMillis(jittered(backoff.apply(record.attempts() + 1)));
        Duration asked = again.after().orElse(Duration.ZERO);
        Instant next = now.plus(asked.compareTo(wait) > 0 ? asked : wait);
        // It is given up in time, and told then.
        outbox.tryAgain(record.id(), next.isAfter(record.giveUpAt()) ? record.giveUpAt() : next, again.said());
        if (!asked.isZero()) {
            // It asked for quiet, not for the next message.
            outbox.postpone(name(), now.plus(asked), again.said());
        }
        LOG.info(
                "call={} {} for {} did not arrive (try {}), it is tried again: {}",
                record.alert().call(),
                record.verb(),
                name(),
                record.attempts() + 1,
                again.said());
    }

    private long jittered(long millis) {
        return Math.max(1, Math.round(millis * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }

    private void done(DeliveryRecord record, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            outbox.refused(record.id(), refused.said());
            LOG.error(
                    "call={} {} for {} is refused for good (delivery {}): {}",
                    record.alert().call(),
                    record.verb(),
                    name(),
                    record.id(),
                    refused.said());
        } else {
            outbox.delivered(record.id(), clock.instant());
            LOG.info("call={} {} for {} delivered", record.alert().call(), record.verb(), name());
        }
    }

    /** What was sent must be marked before anything else is sent, or it would be sent again and again. */
    private void keep(Runnable mark) throws InterruptedException {
        for (boolean told = false; ; told = true) {
            try {
                mark.run();
                if (told) {
                    LOG.info("what became of a delivery for {} is kept now, and the next is sent", name());
                }
                return;
            } catch (LedgerException e) {
                if (!told) {
                    LOG.error(
                            "what became of a delivery for {} is not kept, nothing is sent there until it is: {}",
                            name(),
                            e.getMessage());
                }
                Thread.sleep(pace.poll().toMillis());
            }
        }
    }

    private void tellOf(State before, State after) {
        if (before != State.OPEN && after == State.OPEN) {
            LOG.warn(
                    "{} is away and left alone for {} s: {}",
                    name(),
                    pace.away().toSeconds(),
                    lastFailure);
        } else if (before == State.HALF_OPEN && after == State.CLOSED) {
            LOG.info("{} is back", name());
        }
    }

    /** What the breaker counts. */
    private static final class DeliveryFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        DeliveryFailedException(String said) {
            super(said, null, false, false);
        }
    }
}
