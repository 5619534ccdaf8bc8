package org.undertone.delivery.kind;

import java.time.InstantSource;

/** One that takes one POST for each message, and whose dialect needs nothing but its settings. */
public interface HttpDelivery extends DeliverySettings, HttpDialect {

    @Override
    default Connector connector(InstantSource clock) {
        return new HttpConnector(new HttpCaller(terms(), clock), this);
    }
}
