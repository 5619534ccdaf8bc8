package org.undertone.runtime.event;

import org.undertone.core.audio.AudioWindow;

/** Watches a daemon. It is called on the daemon's threads and must not wait. */
public interface DaemonListener {

    /** Watches nothing. */
    DaemonListener NONE = event -> {};

    /** Something was done. */
    void event(DaemonEvent event);

    /** A window of sound was cut; the daemon itself forgets it once it is assessed. */
    default void sound(AudioWindow window) {}
}
