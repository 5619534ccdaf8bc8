package org.undertone.aribridge;

import java.time.Duration;

/** Does something on the same thread some time later. */
interface Later {

    void run(Runnable task, Duration delay);
}
