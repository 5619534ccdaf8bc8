package org.undertone.delivery.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.HttpCaller;
import org.undertone.delivery.kind.HttpConnector;
import org.undertone.delivery.kind.HttpDialect;
import org.undertone.delivery.kind.JsonTemplate;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;
import org.undertone.wire.WireJson;

/**
 * Any program that takes JSON. With a secret each request is signed: {@code Undertone-Signature: t=1795324314,v1=<hex>},
 * where t are seconds since 1970 and v1 is HMAC-SHA256 (RFC 2104) of t, a dot and the body under the secret. A receiver
 * computes the same, compares in constant time and refuses a t that is older than minutes.
 *
 * @param terms what all have in common
 * @param url is posted to
 * @param secret signs what is sent; not signed without
 * @param headers are sent as well
 * @param template a JSON file with placeholders; everything is sent without
 */
public record Webhook(
        DeliveryTerms terms, URI url, Optional<Secret> secret, Map<String, Secret> headers, Optional<Path> template)
        implements DeliverySettings {

    /** The kind, for the list of all. */
    public static final Kind KIND = new Kind("webhook", Set.of("ticket", "sms", "webhook"), Webhook::read);

    public Webhook {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    private static Webhook read(Section section, DeliveryTerms terms, Path folder) {
        return new Webhook(
                terms,
                DeliveryKeys.url(section, "https://program.example/undertone"),
                DeliveryKeys.maybeSecret(section, "secret"),
                DeliveryKeys.headers(section),
                DeliveryKeys.maybeFile(section, "template", folder));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Connector connector(InstantSource clock) {
        return new HttpConnector(new HttpCaller(terms, clock), new Dialect(this, clock));
    }

    /** What the program is told. */
    private static final class Dialect implements HttpDialect {

        private final Webhook settings;
        private final Optional<JsonTemplate> template;
        private final InstantSource clock;

        Dialect(Webhook settings, InstantSource clock) {
            this.settings = settings;
            this.template = settings.template().map(file -> JsonTemplate.load(file, Set.of()));
            this.clock = clock;
        }

        @Override
        public URI uri() {
            return settings.url();
        }

        @Override
        public List<String> render(Notice notice) {
            ObjectNode tree = WireJson.tree(notice.message());
            return List.of(template.map(file -> file.fill(tree)).orElseGet(tree::toString));
        }

        @Override
        public Map<String, String> headers(Parcel parcel) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(JSON.getKey(), JSON.getValue());
            settings.secret()
                    .ifPresent(secret -> headers.put(
                            "Undertone-Signature",
                            signature(secret, clock.instant().getEpochSecond(), parcel.body())));
            settings.headers().forEach((name, value) -> headers.put(name, value.value()));
            return headers;
        }

        private static String signature(Secret secret, long seconds, String body) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                byte[] signed = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
                return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(signed);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no HmacSHA256, which every Java must have", e);
            }
        }
    }
}
