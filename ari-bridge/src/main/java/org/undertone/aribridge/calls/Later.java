package org.undertone.aribridge.calls;

import java.time.Duration;

/** Does something on the same thread some time later. */
public interface Later {

    void run(Runnable task, Duration delay);
}
