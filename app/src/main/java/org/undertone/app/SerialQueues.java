package org.undertone.app;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * One bounded queue a key, each worked off in order and one task at a time, all on a shared executor. A slow call thus holds
 * up no other. Thread-safe; it keeps nothing for a key whose queue is empty.
 */
final class SerialQueues<K> {

    private final Executor executor;
    private final int capacity;
    private final Map<K, Queue<Runnable>> waiting = new HashMap<>();

    SerialQueues(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /** Takes a task; false if that key's queue is full. */
    synchronized boolean offer(K key, Runnable task) {
        Queue<Runnable> queue = waiting.get(key);
        if (queue != null) {
            return queue.size() < capacity && queue.add(task);
        }
        waiting.put(key, new ArrayDeque<>());
        executor.execute(() -> run(key, task));
        return true;
    }

    private void run(K key, Runnable task) {
        try {
            task.run();
        } finally {
            next(key);
        }
    }

    private synchronized void next(K key) {
        Runnable task = waiting.get(key).poll();
        if (task == null) {
            waiting.remove(key);
        } else {
            executor.execute(() -> run(key, task));
        }
    }
}
