package org.undertone.inference.remote;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.ModelServer;
import org.undertone.config.RemoteSettings;
import org.undertone.config.RemoteSettings.Fallback;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.remote.ServerException.Kind;

/**
 * A model on a server, with a guard around it: so many windows at a time, a deadline each, and a breaker. When half of the
 * last windows failed, the server is away and no window waits for it until it has passed its {@link Examination} again.
 */
final class RemoteScorer implements Scorer {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteScorer.class);

    private static final int LAST_WINDOWS = 20;
    private static final int AT_LEAST = 5;
    /** After that many windows a server is taken to have stayed. */
    private static final long STAYED = 200;
    /** The examination alone closes the breaker. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final InferenceServer server;
    private final ModelDescription model;
    private final Answers answers;
    private final RemoteSettings settings;
    private final ModelServer place;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final Absence absence;
    private final AtomicLong heard = new AtomicLong();
    private volatile String lastFailure = "";

    /** Read: a window is being heard. Write: the server is let go. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    private RemoteScorer(
            InferenceServer server,
            ModelDescription model,
            RemoteSettings settings,
            Examination examination,
            Duration pause) {
        this.server = server;
        this.model = model;
        this.answers = Answers.of(model);
        this.settings = settings;
        this.place = new ModelServer(settings.url().getAuthority());
        this.bulkhead = Bulkhead.of(
                "model-server",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrency())
                        .maxWaitDuration(Duration.ZERO)
                        .writableStackTraceEnabled(false)
                        .build());
        this.breaker = CircuitBreaker.of(
                "model-server",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(LAST_WINDOWS)
                        .minimumNumberOfCalls(AT_LEAST)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(NEVER)
                        .writableStackTraceEnabled(false)
                        .build());
        this.absence = new Absence(examination, pause, this::back);
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                gone();
            }
        });
    }

    /**
     * Examines the server and hears with it.
     *
     * @param pause the time between examinations while it is away
     * @throws ModelException if it does not pass, unless it is merely away and windows fall back on this machine
     */
    static RemoteScorer open(InferenceServer server, ModelDescription model, RemoteSettings settings, Duration pause) {
        Examination examination = new Examination(server, model, settings.deadline());
        RemoteScorer scorer = new RemoteScorer(server, model, settings, examination, pause);
        try {
            examination.pass();
            LOG.info("model {} is heard by the model server {}", model.title(), scorer.place.name());
        } catch (ServerException e) {
            if (e.kind() == Kind.UNFIT || settings.fallback() == Fallback.NONE) {
                scorer.close();
                throw scorer.refused(e);
            }
            scorer.lastFailure = e.getMessage();
            scorer.breaker.transitionToOpenState();
        }
        return scorer;
    }

    private ModelException refused(ServerException e) {
        String help = e.kind() == Kind.AWAY
                ? ". Start it, correct model.remote.url, or set model.remote.fallback to local to begin without it"
                : "";
        return new ModelException("the model server " + place.name() + " " + e.getMessage() + help, e);
    }

    @Override
    public Hearing score(AudioWindow window) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new ModelException("model " + model.title() + " was closed; open it again to score");
            }
            return bulkhead.executeCallable(() -> breaker.executeCallable(() -> hear(window)));
        } catch (CallNotPermittedException e) {
            throw failed("is away: it " + lastFailure, e);
        } catch (BulkheadFullException e) {
            throw failed("has " + settings.concurrency() + " windows already, see model.remote.concurrency", e);
        } catch (ServerException e) {
            throw failed(e.getMessage(), e);
        } catch (ModelException e) {
            throw e;
        } catch (Exception e) {
            throw failed("was not asked: " + e, e);
        } finally {
            use.readLock().unlock();
        }
    }

    private Hearing hear(AudioWindow window) throws ServerException {
        try {
            Hearing hearing = answers.read(server.infer(window, settings.deadline()));
            heard.incrementAndGet();
            return hearing;
        } catch (ServerException e) {
            lastFailure = e.getMessage();
            throw e;
        } catch (ModelException e) {
            lastFailure = "gave a wrong answer: " + e.getMessage();
            throw failed(lastFailure, e);
        }
    }

    private ModelException failed(String what, Exception cause) {
        return new ModelException("the model server " + place.name() + " " + what, cause);
    }

    private void gone() {
        LOG.warn(
                "the model server {} is away, and windows are {} until it is back: it {}",
                place.name(),
                settings.fallback() == Fallback.LOCAL ? "heard on this machine" : "not scored",
                lastFailure);
        absence.begin(heard.getAndSet(0) >= STAYED);
    }

    private void back() {
        if (!closed) {
            LOG.info("the model server {} is back, and windows are heard there", place.name());
            breaker.transitionToClosedState();
        }
    }

    /** Whether no window is sent to it at the moment. */
    boolean away() {
        return closed || breaker.getState() != State.CLOSED;
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public ModelServer live() {
        return place;
    }

    @Override
    public void close() {
        absence.close();
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                server.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
