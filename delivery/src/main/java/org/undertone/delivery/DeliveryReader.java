package org.undertone.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Kind;

/** Reads {@code deliveries} of a settings file. Used once. */
final class DeliveryReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6})/(s|m|h)");

    private final Path folder;
    private final Set<String> names = new HashSet<>();

    private DeliveryReader(Path folder) {
        this.folder = folder;
    }

    static List<DeliverySettings> read(Section root, Path folder) {
        DeliveryReader reader = new DeliveryReader(folder);
        List<DeliverySettings> deliveries = new ArrayList<>();
        root.sections("deliveries").forEach(section -> {
            reader.delivery(section).ifPresent(deliveries::add);
            section.done();
        });
        return deliveries;
    }

    private Optional<DeliverySettings> delivery(Section section) {
        DeliveryTerms terms = terms(section);
        String word = section.text("kind");
        Optional<Kind> kind = Kinds.find(word);
        if (kind.isEmpty()) {
            if (!word.isBlank()) {
                section.problem("kind", "'" + word + "' is not one of " + Kinds.words());
            }
            // Which keys it may have is not known: they are not told as unknown.
            section.keys().forEach(section::has);
        }
        return kind.map(known -> known.reader().read(section, terms, folder));
    }

    private DeliveryTerms terms(Section section) {
        String name = section.text("name");
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            section.problem("name", "'" + name + "' is not a name of letters, digits, '-' and '_'");
        } else if (!name.isBlank() && !names.add(name)) {
            section.problem("name", "'" + name + "' is used by an earlier delivery");
        }
        return new DeliveryTerms(
                name,
                rate(section),
                section.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(2)),
                section.duration("give-up", Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofDays(30)),
                DeliveryKeys.maybeFile(section, "ca", folder));
    }

    private static Optional<DeliveryTerms.Rate> rate(Section section) {
        if (!section.has("rate")) {
            return Optional.empty();
        }
        String text = section.text("rate");
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
            section.problem("rate", "'" + text + "' is not a rate such as 5/s, 60/m or 1000/h");
            return Optional.empty();
        }
        Duration per =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return Optional.of(new DeliveryTerms.Rate(Integer.parseInt(matcher.group(1)), per));
    }
}
