package org.undertone.delivery.kind;

import java.nio.file.Path;
import java.util.Set;
import org.undertone.config.yaml.Section;

/**
 * A kind of delivery.
 *
 * @param word for it in the settings, such as {@code zammad}
 * @param verbs the actions that it carries, by their words in the rule file
 * @param reader reads what the settings say of one
 */
public record Kind(String word, Set<String> verbs, Reader reader) {

    /** Reads what the settings say of one delivery of the kind. */
    public interface Reader {

        /**
         * Reads it.
         *
         * @param section of the delivery; only keys that not all have are asked for
         * @param terms what all have, as it was read
         * @param folder what paths are relative to
         */
        DeliverySettings read(Section section, DeliveryTerms terms, Path folder);
    }

    public Kind {
        verbs = Set.copyOf(verbs);
    }

    /** One that takes tickets. */
    public static Kind ofTickets(String word, Reader reader) {
        return new Kind(word, Set.of("ticket"), reader);
    }

    /** One that takes texts. */
    public static Kind ofTexts(String word, Reader reader) {
        return new Kind(word, Set.of("sms"), reader);
    }
}
