package org.undertone.delivery.sms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Problems;
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
 * Any gateway that takes a form or JSON: one POST for each recipient, filled from a template.
 *
 * @param terms what all have in common
 * @param url is posted to
 * @param headers are sent as well
 * @param form fields and their values, with placeholders; empty where there is a template
 * @param template a JSON file with placeholders
 * @param recipients phone numbers
 */
public record HttpSms(
        DeliveryTerms terms,
        URI url,
        Map<String, Secret> headers,
        Map<String, Secret> form,
        Optional<Path> template,
        List<Secret> recipients)
        implements DeliverySettings {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTexts("http-sms", HttpSms::read);

    public HttpSms {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
        recipients = List.copyOf(recipients);
    }

    private static HttpSms read(Section section, DeliveryTerms terms, Path folder) {
        Map<String, Secret> form = new LinkedHashMap<>();
        section.textMap("form").forEach((field, value) -> form.put(field, new Secret(value)));
        boolean template = section.has("template");
        if (form.isEmpty() == !template) {
            section.problem(
                    "form",
                    "either form (fields, such as {to: '{{to}}', text: '{{text}}'}) or template (a JSON file) must be"
                            + " given, and not both");
        }
        return new HttpSms(
                terms,
                DeliveryKeys.url(section, "https://sms.example/send"),
                DeliveryKeys.headers(section),
                form,
                DeliveryKeys.maybeFile(section, "template", folder),
                PhoneNumbers.recipients(section));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Connector connector(InstantSource clock) {
        return new HttpConnector(new HttpCaller(terms, clock), new Dialect(this));
    }

    /** What the gateway is asked. */
    private static final class Dialect implements HttpDialect {

        private static final Set<String> BESIDES = Set.of("to", "text");

        private final HttpSms settings;
        private final Optional<JsonTemplate> template;

        Dialect(HttpSms settings) {
            this.settings = settings;
            this.template = settings.template().map(file -> JsonTemplate.load(file, BESIDES));
            Problems problems = new Problems("deliveries, " + settings.name());
            settings.form()
                    .forEach((field, value) ->
                            JsonTemplate.checkText(value.value(), "form." + field, BESIDES, problems));
            problems.throwIfAny();
        }

        @Override
        public URI uri() {
            return settings.url();
        }

        @Override
        public List<String> render(Notice notice) {
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < settings.recipients().size(); i++) {
                ObjectNode tree = WireJson.tree(notice.message());
                tree.put("key", notice.key(i + 1));
                tree.put("to", settings.recipients().get(i).value());
                tree.put("text", notice.text());
                bodies.add(template.map(file -> file.fill(tree)).orElseGet(() -> form(tree)));
            }
            return bodies;
        }

        private String form(ObjectNode tree) {
            Map<String, String> form = new LinkedHashMap<>();
            settings.form().forEach((field, value) -> form.put(field, JsonTemplate.fillText(value.value(), tree)));
            return Forms.encode(form);
        }

        @Override
        public Map<String, String> headers(Parcel parcel) {
            Map.Entry<String, String> kind = template.isPresent() ? JSON : FORM;
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(kind.getKey(), kind.getValue());
            settings.headers().forEach((name, value) -> headers.put(name, value.value()));
            return headers;
        }
    }
}
