package org.undertone.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.undertone.config.DeliverySettings;
import org.undertone.config.Secret;

/**
 * Any program that takes JSON. With a secret each request is signed: {@code Undertone-Signature: t=1795324314,v1=<hex>},
 * where t are seconds since 1970 and v1 is HMAC-SHA256 (RFC 2104) of t, a dot and the body under the secret. A receiver
 * computes the same, compares in constant time and refuses a t that is older than minutes.
 */
final class Webhook implements HttpDialect {

    private final DeliverySettings.Webhook settings;
    private final Optional<JsonTemplate> template;
    private final InstantSource clock;

    Webhook(DeliverySettings.Webhook settings, InstantSource clock) {
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
        return List.of(template.map(file -> file.fill(notice.tree()))
                .orElseGet(() -> notice.tree().toString()));
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(JSON.getKey(), JSON.getValue());
        settings.secret()
                .ifPresent(secret -> headers.put(
                        "Undertone-Signature", signature(secret, clock.instant().getEpochSecond(), parcel.body())));
        settings.headers().forEach((name, value) -> headers.put(name, value.value()));
        return headers;
    }

    static String signature(Secret secret, long seconds, String body) {
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
