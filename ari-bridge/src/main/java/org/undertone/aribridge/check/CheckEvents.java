package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of the check's own application: what has entered it and is gone again, and what the PBX's clock says. */
final class CheckEvents implements WebSocket.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(CheckEvents.class);
    private static final Duration ARRIVAL = Duration.ofSeconds(3);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

    private final InstantSource clock;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, CompletableFuture<Void>> entered = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> gone = new ConcurrentHashMap<>();
    private volatile Optional<Duration> ahead = Optional.empty();

    CheckEvents(InstantSource clock) {
        this.clock = clock;
    }

    /** Waits until a channel has entered the application. */
    void awaitEntered(String channel, String what) throws IOException {
        try {
            of(channel).get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    what + " did not enter the application within " + ARRIVAL.toSeconds() + " s of being made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Waits a moment until whatever was in the application is gone: the PBX keeps the name of one whose last socket closes
     * before that, until another application has something to do.
     */
    void awaitAllGone() {
        try {
            CompletableFuture.allOf(gone.values().toArray(CompletableFuture[]::new))
                    .get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all of the test call is gone yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How far the PBX's clock is ahead of ours; the latency of an event counts as behind. */
    Optional<Duration> ahead() {
        return ahead;
    }

    private CompletableFuture<Void> of(String channel) {
        return entered.computeIfAbsent(channel, id -> new CompletableFuture<>());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            event(CheckAri.json(text.toString()));
            text.setLength(0);
        }
        return WebSocket.Listener.super.onText(socket, data, last);
    }

    private void event(JsonNode event) {
        time(event.path("timestamp").asText());
        String channel = event.path("channel").path("id").asText();
        String bridge = event.path("bridge").path("id").asText();
        switch (event.path("type").asText()) {
            case "StasisStart" -> {
                began(channel);
                of(channel).complete(null);
            }
            case "ChannelEnteredBridge" -> began(bridge);
            case "ChannelDestroyed" -> endOf(channel).complete(null);
            case "BridgeDestroyed" -> endOf(bridge).complete(null);
            default -> {
                // Of no interest but for its time.
            }
        }
    }

    private void began(String id) {
        gone.putIfAbsent(id, new CompletableFuture<>());
    }

    private CompletableFuture<Void> endOf(String id) {
        return gone.computeIfAbsent(id, there -> new CompletableFuture<>());
    }

    private void time(String timestamp) {
        try {
            Instant there = OffsetDateTime.parse(timestamp, TIMESTAMP).toInstant();
            Duration seen = Duration.between(clock.instant(), there);
            // The event that came fastest says it best.
            ahead = Optional.of(
                    ahead.filter(before -> before.compareTo(seen) > 0).orElse(seen));
        } catch (DateTimeParseException e) {
            // Not an event that tells the time; the header of an answer does.
        }
    }
}
