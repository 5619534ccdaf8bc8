package org.undertone.aribridge.stasis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.undertone.aribridge.link.AsteriskException;

/**
 * Waits for channels of ours to arrive in our application. Asterisk answers a request for a snoop or external-media channel
 * before that, and where the application is not registered the channel dies without a word: hence the time limit.
 */
public final class StasisArrivals {

    private final Map<String, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

    /** Expects a channel; call this before the request that makes it. */
    public void expect(String channelId) {
        expected.put(channelId, new CompletableFuture<>());
    }

    /** Tells that a channel has arrived. */
    public void arrived(String channelId) {
        CompletableFuture<Void> arrival = expected.get(channelId);
        if (arrival != null) {
            arrival.complete(null);
        }
    }

    /** Tells that a channel has gone, arrived or not. */
    public void gone(String channelId) {
        gone(channelId, "channel " + channelId + " ended before it was in use");
    }

    /** Tells that a channel will not arrive, and why. */
    public void gone(String channelId, String reason) {
        CompletableFuture<Void> arrival = expected.get(channelId);
        if (arrival != null) {
            arrival.completeExceptionally(new AsteriskException(reason));
        }
    }

    /**
     * Waits for a channel that was expected.
     *
     * @throws AsteriskException if it does not arrive in that time, or ends
     */
    public void await(String channelId, Duration limit) {
        try {
            expected.get(channelId).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AsteriskException(
                    "channel " + channelId + " did not enter the application within " + limit.toMillis() + " ms", 0, e);
        } catch (ExecutionException e) {
            throw new AsteriskException(e.getCause().getMessage(), 0, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while waiting for channel " + channelId, 0, e);
        }
    }

    /** No longer expects a channel. */
    public void forget(String channelId) {
        expected.remove(channelId);
    }
}
