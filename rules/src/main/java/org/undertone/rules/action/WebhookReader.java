package org.undertone.rules.action;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;

/** Reads {@code webhook: {to: crm, values: {reason: angry}}}; the values may be left out. */
final class WebhookReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,79}");
    private static final int MAX_VALUE = 1_000;

    private WebhookReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        Section webhook = item.section("webhook");
        String to = reading.to(webhook, "webhook", true);
        Map<String, String> values = webhook.textMap("values");
        Section section = webhook.section("values");
        values.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                section.problem(name, "is no name: up to 80 letters, digits, '-' and '_', such as reason");
            }
            reading.check(section, name, value, MAX_VALUE, false);
        });
        webhook.done();
        return to.isBlank() ? Optional.empty() : Optional.of(new Action.Webhook(to, values));
    }
}
