package org.undertone.delivery.kind;

import java.util.List;

/** How one destination is spoken to. Rendering may happen on any thread, sending on one at a time. */
public interface Connector {

    /**
     * What is to be sent, in order: one text for each message. Called once, when the alert is kept; what is sent later is
     * this, whatever has changed meanwhile.
     */
    List<String> render(Notice notice);

    /**
     * Sends one message, once.
     *
     * @throws InterruptedException when the program ends; whether it arrived is not known then
     */
    Answer send(Parcel parcel) throws InterruptedException;
}
