package org.undertone.aribridge;

import ch.loway.oss.ari4java.tools.RestException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.undertone.config.AsteriskSettings;

/**
 * Reads what the PBX counts of a leg's RTP. Plain HTTP, because a count of packets lost can be more than ari4java takes. Any
 * thread; it waits for the PBX.
 */
final class RtpReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AsteriskLink link;
    private final AsteriskSettings settings;
    private final HttpClient http;

    RtpReader(AsteriskLink link, AsteriskSettings settings) {
        this.link = link;
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
    }

    /**
     * The counts of a channel; empty if it has no RTP, or is gone.
     *
     * @throws AsteriskException if the PBX does not answer
     */
    Optional<RtpStatistics> read(String channelId) {
        return link.requests()
                .find("read the RTP statistics of channel " + channelId, () -> RtpStatistics.of(ask(channelId)));
    }

    private JsonNode ask(String channelId) throws RestException {
        URI uri = settings.url().resolve("ari/channels/" + channelId + "/rtp_statistics");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(settings.requestTimeout())
                .header("Authorization", Credentials.basic(settings))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new RestException(answer.body(), answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new RestException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(e);
        }
    }
}
