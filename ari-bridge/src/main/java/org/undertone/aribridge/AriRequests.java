package org.undertone.aribridge;

import ch.loway.oss.ari4java.tools.RestException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The guard around every ARI request: a time limit, a circuit breaker that counts silence but not refusals, and a second
 * try for what may be asked twice. Any thread may call it and waits for the answer, at most the time limit a try.
 */
final class AriRequests implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING = 256;

    private final ThreadPoolExecutor executor;
    /** When each request that has a thread now got it, by {@link System#nanoTime}. */
    private final Map<AtomicBoolean, Long> begun = new ConcurrentHashMap<>();

    private final TimeLimiter limit;
    private final CircuitBreaker breaker;
    private final Retry retry;

    AriRequests(Duration timeout) {
        this.executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Threads.daemons("undertone-ari-request"));
        // A request that is given up keeps its thread until ari4java lets go of the connection: cancelling it would put
        // that connection back into the pool with an answer still to come.
        this.limit = TimeLimiter.of(TimeLimiterConfig.custom()
                .timeoutDuration(timeout)
                .cancelRunningFuture(false)
                .build());
        this.breaker = CircuitBreaker.of(
                "ari",
                CircuitBreakerConfig.custom()
                        .recordException(AriRequests::unanswered)
                        .minimumNumberOfCalls(10)
                        .slidingWindowSize(20)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        this.retry = Retry.of(
                "ari",
                RetryConfig.custom()
                        .maxAttempts(2)
                        .intervalFunction(IntervalFunction.of(50))
                        .retryOnException(AriRequests::unanswered)
                        .build());
    }

    private static boolean unanswered(Throwable e) {
        return e instanceof AsteriskException asterisk && asterisk.unanswered();
    }

    /** A request of ari4java. */
    interface Request<T> {
        T send() throws RestException;
    }

    /** A request of ari4java without an answer. */
    interface Command {
        void send() throws RestException;
    }

    /**
     * Sends a request that must not be sent twice.
     *
     * @param what the request in words, for errors, such as {@code snoop PJSIP/7001-0000001a}
     * @throws AsteriskException if it is refused, or not answered in time
     */
    <T> T once(String what, Request<T> request) {
        return breaking(what, () -> limited(what, request));
    }

    /** Sends a request without an answer that must not be sent twice. */
    void once(String what, Command command) {
        once(what, answered(command));
    }

    /** Sends a request that may be sent again if there was no answer. */
    <T> T repeatable(String what, Request<T> request) {
        return retry.executeSupplier(() -> once(what, request));
    }

    /** Asks for something that may be gone. */
    <T> Optional<T> find(String what, Request<T> request) {
        try {
            return Optional.of(repeatable(what, request));
        } catch (AsteriskException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Removes something that may be gone already. */
    void remove(String what, Command command) {
        find(what, answered(command));
    }

    private static Request<Boolean> answered(Command command) {
        return () -> {
            command.send();
            return true;
        };
    }

    private <T> T breaking(String what, Callable<T> call) {
        try {
            return breaker.executeCallable(call);
        } catch (CallNotPermittedException e) {
            throw new AsteriskException(
                    "could not " + what + ": the PBX did not answer lately; trying again in a moment", 0, e);
        } catch (AsteriskException e) {
            throw e;
        } catch (Exception e) {
            throw new AsteriskException("could not " + what + ": " + e, 0, e);
        }
    }

    private <T> T limited(String what, Request<T> request) throws Exception {
        AtomicBoolean givenUp = new AtomicBoolean();
        try {
            return limit.executeFutureSupplier(() -> executor.submit(() -> unlessGivenUp(givenUp, request)));
        } catch (RejectedExecutionException e) {
            String why = executor.isShutdown() ? AsteriskLink.NOT_CONNECTED : WAITING + " ARI requests are waiting";
            throw new AsteriskException("could not " + what + ": " + why, 0, e);
        } catch (TimeoutException e) {
            givenUp.set(true);
            throw new AsteriskException(
                    "could not " + what + ": no answer from the PBX within "
                            + limit.getTimeLimiterConfig().getTimeoutDuration().toMillis() + " ms",
                    0,
                    e);
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        } catch (RestException e) {
            throw failed(what, e);
        }
    }

    /** A request that waited too long for a thread must not reach the PBX after its sender has gone on. */
    private <T> T unlessGivenUp(AtomicBoolean givenUp, Request<T> request) throws RestException {
        if (givenUp.get()) {
            throw new RestException("given up before it was sent");
        }
        begun.put(givenUp, System.nanoTime());
        try {
            return request.send();
        } finally {
            begun.remove(givenUp);
        }
    }

    /** Whether no request can be sent any more, because every thread has waited that long for an answer to another. */
    boolean stuck(Duration time) {
        long now = System.nanoTime();
        return begun.values().stream()
                        .filter(since -> now - since > time.toNanos())
                        .count()
                >= THREADS;
    }

    private static AsteriskException failed(String what, Throwable cause) {
        if (cause instanceof AsteriskException asterisk) {
            return asterisk;
        }
        int status = cause instanceof RestException rest ? rest.getCode() : 0;
        String reason = status == 0 ? String.valueOf(cause.getMessage()) : "HTTP " + status + ", " + cause.getMessage();
        return new AsteriskException("could not " + what + ": " + reason, status, cause);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
