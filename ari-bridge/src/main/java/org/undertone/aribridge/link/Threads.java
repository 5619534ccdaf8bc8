package org.undertone.aribridge.link;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads named by what they do. */
public final class Threads {

    private Threads() {}

    /** For an executor of one thread. */
    public static ThreadFactory daemon(String role) {
        return task -> daemon(task, role);
    }

    /** For an executor of several threads, which are numbered from 1. */
    public static ThreadFactory daemons(String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> daemon(task, role + "-" + count.incrementAndGet());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
