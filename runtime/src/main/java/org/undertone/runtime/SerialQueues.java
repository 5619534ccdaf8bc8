package org.undertone.runtime;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bounded queue a key, each worked off in order and one task at a time, all on a shared executor; a task that
 * fails is logged, and the next runs. A slow call thus holds
 * up no other. Thread-safe; it keeps nothing for a key whose queue is empty.
 */
final class SerialQueues<K> {

    private static final Logger LOG = LoggerFactory.getLogger(SerialQueues.class);

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
        executor.execute(() -> workOff(key, task));
        return true;
    }

    private void workOff(K key, Runnable first) {
        for (Optional<Runnable> task = Optional.of(first); task.isPresent(); task = next(key)) {
            try {
                task.get().run();
            } catch (RuntimeException e) {
                LOG.error("{}: a task failed", key, e);
            }
        }
    }

    private synchronized Optional<Runnable> next(K key) {
        Optional<Runnable> task = Optional.ofNullable(waiting.get(key).poll());
        if (task.isEmpty()) {
            waiting.remove(key);
        }
        return task;
    }
}
