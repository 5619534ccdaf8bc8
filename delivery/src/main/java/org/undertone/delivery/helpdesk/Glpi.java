package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.HttpCaller;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;

/**
 * GLPI: a session ({@code GET /apirest.php/initSession} with {@code Authorization: user_token ...}), the ticket
 * ({@code POST /apirest.php/Ticket} with {@code input.name} and {@code input.content}), and the end of the session. Source:
 * https://github.com/glpi-project/glpi/blob/main/apirest.md
 *
 * @param terms what all have in common
 * @param url of the installation
 * @param appToken of the API client, where it has one
 * @param userToken the remote access key of a user
 */
public record Glpi(DeliveryTerms terms, URI url, Optional<Secret> appToken, Secret userToken)
        implements DeliverySettings {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("glpi", Glpi::read);

    private static final Logger LOG = LoggerFactory.getLogger(Glpi.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Glpi read(Section section, DeliveryTerms terms, Path folder) {
        return new Glpi(
                terms,
                DeliveryKeys.base(section, "https://glpi.example/"),
                DeliveryKeys.maybeSecret(section, "app-token"),
                DeliveryKeys.secret(section, "user-token"));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Connector connector(InstantSource clock) {
        return new Sessions(this, new HttpCaller(terms, clock));
    }

    /** One session for each ticket. */
    private record Sessions(Glpi settings, HttpCaller caller) implements Connector {

        @Override
        public List<String> render(Notice notice) {
            ObjectNode root = Tickets.object();
            ObjectNode input = root.putObject("input");
            input.put("name", Tickets.subject(notice));
            input.put("content", Tickets.html(notice.textWithReference()));
            // 1 very low to 5 very high.
            input.put("urgency", Tickets.urgency(notice).level() + 1);
            return List.of(root.toString());
        }

        @Override
        public Answer send(Parcel parcel) throws InterruptedException {
            HttpCaller.Response opened;
            try {
                opened = caller.call(request("initSession")
                        .header(
                                "Authorization",
                                "user_token " + settings.userToken().value())
                        .GET());
            } catch (IOException e) {
                return new Answer.TryAgain(HttpCaller.told(e));
            }
            if (opened.status() != 200) {
                // Whatever is wrong is wrong with the session and not with the ticket.
                Answer answer = caller.meaning(opened);
                return new Answer.TryAgain(
                        "the session: " + answer.said(),
                        answer instanceof Answer.TryAgain again ? again.after() : Optional.empty());
            }
            String session = session(opened.body());
            if (session.isEmpty()) {
                return new Answer.TryAgain("opened a session and told no session_token");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/json");
            headers.put("Session-Token", session);
            headers.put("Idempotency-Key", parcel.key());
            settings.appToken().ifPresent(token -> headers.put("App-Token", token.value()));
            Answer answer = caller.post(uri("Ticket"), headers, parcel.body());
            end(session);
            return answer;
        }

        private void end(String session) throws InterruptedException {
            try {
                caller.call(
                        request("killSession").header("Session-Token", session).GET());
            } catch (IOException e) {
                LOG.debug("a session of GLPI was not ended; it ends by itself: {}", e.getMessage());
            }
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
            settings.appToken().ifPresent(token -> request.header("App-Token", token.value()));
            return request;
        }

        private URI uri(String path) {
            return settings.url().resolve("apirest.php/" + path);
        }

        private static String session(String body) {
            try {
                return JSON.readTree(body).path("session_token").asText("");
            } catch (JsonProcessingException e) {
                return "";
            }
        }
    }
}
