package org.undertone.delivery;

import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.DeliverySettings;

/**
 * Where messages go.
 *
 * @param settings what it is
 * @param connector how it is spoken to
 */
record Destination(DeliverySettings settings, Connector connector) {

    String name() {
        return settings.name();
    }
}
