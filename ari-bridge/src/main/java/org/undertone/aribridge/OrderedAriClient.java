package org.undertone.aribridge;

import ch.loway.oss.ari4java.tools.HttpResponseHandler;
import ch.loway.oss.ari4java.tools.http.NettyHttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ari4java's client with its events in the order in which the PBX sent them. As it comes it hands them to three event
 * loops in turn, so that one in ten overtakes another, and a request made inside a callback can wait for ever on the loop
 * that it blocks; here one thread of ours takes them all (docs/decisions/0003-ari4java.md).
 */
final class OrderedAriClient extends NettyHttpClient {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedAriClient.class);

    private final ExecutorService events;

    OrderedAriClient(ExecutorService events) {
        this.events = events;
        setMaxReconnectCount(-1);
    }

    /** Events are dropped only after the end, or when the calls' thread is 20,000 events behind. */
    private void dropped(RejectedExecutionException e) {
        if (!events.isShutdown()) {
            LOG.error("event dropped: {}; calls may go unheard until the next connection", e.getMessage());
        }
    }

    @Override
    public void onWSSuccess(String text) {
        HttpResponseHandler callback = wsCallback;
        try {
            events.execute(() -> callback.onSuccess(text));
        } catch (RejectedExecutionException e) {
            dropped(e);
        }
    }
}
