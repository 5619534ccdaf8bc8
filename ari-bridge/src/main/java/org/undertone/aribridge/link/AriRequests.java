package org.undertone.aribridge.link;

import ch.loway.oss.ari4java.tools.RestException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The guard around every ARI request: so many at a time, a circuit breaker that counts silence but not refusals, and a second
 * try for what may be asked twice. Any thread may call it that may wait: for its turn and then for the answer, each at most
 * the time limit, a try.
 */
public final class AriRequests implements AutoCloseable {

    /** Each takes one of the sessions of the PBX's HTTP server. */
    private static final int AT_ONCE = 4;

    private final Duration timeout;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final CircuitBreaker breaker;
    private final Retry retry;
    private volatile boolean closed;

    /**
     * Makes one.
     *
     * @param timeout how long a request waits for its turn; whoever sends it sees to the same for the answer
     */
    AriRequests(Duration timeout) {
        this.timeout = timeout;
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
    public interface Request<T> {
        T send() throws RestException;
    }

    /** A request of ari4java without an answer. */
    public interface Command {
        void send() throws RestException;
    }

    /**
     * Sends a request that must not be sent twice.
     *
     * @param what the request in words, for errors, such as {@code snoop PJSIP/7001-0000001a}
     * @throws AsteriskException if it is refused, or not answered in time
     */
    public <T> T once(String what, Request<T> request) {
        try {
            return breaker.executeCallable(() -> inTurn(what, request));
        } catch (CallNotPermittedException e) {
            throw new AsteriskException(
                    "could not " + what + ": the PBX did not answer lately; trying again in a moment", 0, e);
        } catch (AsteriskException e) {
            throw e;
        } catch (Exception e) {
            throw new AsteriskException("could not " + what + ": " + e, 0, e);
        }
    }

    /** Sends a request without an answer that must not be sent twice. */
    public void once(String what, Command command) {
        once(what, answered(command));
    }

    /** Sends a request that may be sent again if there was no answer. */
    public <T> T repeatable(String what, Request<T> request) {
        return retry.executeSupplier(() -> once(what, request));
    }

    /** Asks for something that may be gone. */
    public <T> Optional<T> find(String what, Request<T> request) {
        try {
            return Optional.of(repeatable(what, request));
        } catch (AsteriskException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Removes something that may be gone already; whether it was there. */
    public boolean remove(String what, Command command) {
        return find(what, answered(command)).isPresent();
    }

    private static Request<Boolean> answered(Command command) {
        return () -> {
            command.send();
            return true;
        };
    }

    private <T> T inTurn(String what, Request<T> request) {
        try {
            if (!turns.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AsteriskException("could not " + what + ": no answer from the PBX within "
                        + timeout.toMillis() + " ms to the requests before it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("could not " + what + ": interrupted", 0, e);
        }
        try {
            if (closed) {
                throw new AsteriskException("could not " + what + ": " + AsteriskLink.NOT_CONNECTED);
            }
            return request.send();
        } catch (RestException e) {
            throw failed(what, e);
        } finally {
            turns.release();
        }
    }

    private static AsteriskException failed(String what, RestException cause) {
        int status = cause.getCode();
        String reason = status == 0 ? cause.getMessage() : "HTTP " + status + ", " + cause.getMessage();
        return new AsteriskException("could not " + what + ": " + reason, status, cause);
    }

    /** Whoever sends from now on is refused. */
    @Override
    public void close() {
        closed = true;
    }
}
