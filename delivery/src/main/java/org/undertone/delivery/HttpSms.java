package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.DeliverySettings;
import org.undertone.config.Problems;

/** Any gateway that takes a form or JSON: one POST for each recipient, filled from a template. */
final class HttpSms implements HttpDialect {

    private static final Set<String> BESIDES = Set.of("to", "text");

    private final DeliverySettings.HttpSms settings;
    private final Optional<JsonTemplate> template;

    HttpSms(DeliverySettings.HttpSms settings) {
        this.settings = settings;
        this.template = settings.template().map(file -> JsonTemplate.load(file, BESIDES));
        Problems problems = new Problems("deliveries, " + settings.name());
        settings.form()
                .forEach((field, value) -> JsonTemplate.checkText(value.value(), "form." + field, BESIDES, problems));
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
            ObjectNode tree = notice.tree();
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
