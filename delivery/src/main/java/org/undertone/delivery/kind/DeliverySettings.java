package org.undertone.delivery.kind;

import java.time.InstantSource;
import java.util.Set;

/**
 * Where tickets, texts and webhooks go, as the settings say: a help desk, an SMS gateway or another program. Each kind is one
 * record, which knows how it is read and how it is spoken to.
 */
public interface DeliverySettings {

    /** What all have in common. */
    DeliveryTerms terms();

    /** What it is. */
    Kind kind();

    /**
     * How it is spoken to; speaks to nobody yet.
     *
     * @throws org.undertone.config.yaml.SettingsException if a template or a file of certificates cannot be used
     */
    Connector connector(InstantSource clock);

    /** By which rules call it. */
    default String name() {
        return terms().name();
    }

    /** The actions that it carries, by their words in the rule file. */
    default Set<String> verbs() {
        return kind().verbs();
    }
}
