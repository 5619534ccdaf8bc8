package org.undertone.wire;

import java.util.List;
import org.undertone.wire.thing.DeliveryJson;

/**
 * Messages to other systems, as {@code undertone deliver list} lists them.
 *
 * @param deliveries one by one
 */
public record DeliveriesMessage(List<DeliveryJson> deliveries) implements WireMessage {

    @Override
    public String schema() {
        return "deliveries";
    }
}
