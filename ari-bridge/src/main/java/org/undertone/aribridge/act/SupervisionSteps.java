package org.undertone.aribridge.act;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.core.CallId;

/** What one supervision does, one step after the other, now or later; a step that fails ends none of those after it. */
final class SupervisionSteps {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisionSteps.class);

    private final CallId call;
    private final Serial serial;
    private final ScheduledExecutorService timer;
    private final Runnable refused;
    private final Consumer<String> failed;

    /**
     * Makes it.
     *
     * @param refused done after a step that the PBX refused, as one more
     * @param failed told after a step that failed otherwise, in words
     */
    SupervisionSteps(
            CallId call, Serial serial, ScheduledExecutorService timer, Runnable refused, Consumer<String> failed) {
        this.call = call;
        this.serial = serial;
        this.timer = timer;
        this.refused = refused;
        this.failed = failed;
    }

    /** Any thread; returns at once. Where too much waits, the step is dropped. */
    void then(Runnable step) {
        serial.execute(guarded(step));
    }

    /** Any thread; returns at once. However much waits. */
    void surely(Runnable step) {
        serial.executeSurely(guarded(step));
    }

    /** Some time later, unless all has ended by then. */
    void later(Duration delay, Runnable step) {
        try {
            var unused = timer.schedule(() -> then(step), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is done later any more");
        }
    }

    private Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (AsteriskException e) {
                LOG.warn("call={} supervision: {}", call, e.getMessage());
                refused.run();
            } catch (RuntimeException e) {
                LOG.error("call={} a supervision failed", call, e);
                failed.accept("an unexpected fault, see the log: " + e);
            }
        };
    }
}
