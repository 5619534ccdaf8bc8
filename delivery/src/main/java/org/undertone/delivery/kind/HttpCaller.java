package org.undertone.delivery.kind;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.undertone.core.fault.Masked;

/** Speaks HTTP to one destination: one request, within its time, and what its status means. */
public final class HttpCaller {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final HttpClient client;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * Speaks to nobody yet.
     *
     * @throws org.undertone.config.yaml.SettingsException if the certificates that it is to trust cannot be used
     */
    public HttpCaller(DeliveryTerms terms, InstantSource clock) {
        this.timeout = terms.timeout();
        this.clock = clock;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        terms.ca().map(Tls::trusting).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * What was answered.
     *
     * @param status of HTTP
     * @param retryAfter the header of that name
     * @param body its first bytes, as a text
     */
    public record Response(int status, Optional<String> retryAfter, String body) {}

    /** Posts, and takes any status of 2xx for a yes. */
    public Answer post(URI uri, Map<String, String> headers, String body) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::setHeader);
        try {
            return meaning(call(request));
        } catch (IOException e) {
            return new Answer.TryAgain(told(e));
        }
    }

    /**
     * Sends one request.
     *
     * @throws IOException where there was no answer in time
     */
    public Response call(HttpRequest.Builder request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request.build(), response -> new FirstBytes());
        try {
            HttpResponse<String> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Response(response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            sent.cancel(true);
        }
    }

    /** Where nothing was answered. */
    public static String told(IOException e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return "could not be reached (" + Masked.text(e.getClass().getSimpleName() + message) + ")";
    }

    /**
     * What a status means. What the same message can never mend is refused for good: it is not understood (400), too large
     * (413), of the wrong kind (415) or does not fit its rules (422). All else may be mended there, such as a password or a
     * path, and is tried again; also 409, which says that an earlier try is still worked on.
     */
    public Answer meaning(Response response) {
        int status = response.status();
        String said = "answered " + status + (response.body().isBlank() ? "" : " " + Masked.text(response.body()));
        if (status / 100 == 2) {
            return new Answer.Delivered(said);
        }
        return switch (status) {
            case 400, 413, 415, 422 -> new Answer.Refused(said);
            default -> new Answer.TryAgain(said, response.retryAfter().flatMap(this::pause));
        };
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); six hours at most, so that nobody can shut us up for good. */
    private Optional<Duration> pause(String retryAfter) {
        String text = retryAfter.strip();
        try {
            Duration pause = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (pause.isNegative()) {
                return Optional.empty();
            }
            return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
