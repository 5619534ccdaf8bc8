package org.undertone.wire;

import org.undertone.wire.thing.ActionJson;
import org.undertone.wire.thing.AlertJson;
import org.undertone.wire.thing.CallJson;

/**
 * One action of an alert, as a webhook brings it, and what templates take from.
 *
 * @param key by which the receiver knows a repeat
 * @param alert whose action it is
 * @param call in which it fired
 * @param action what is to be brought
 */
public record NoticeMessage(String key, AlertJson alert, CallJson call, ActionJson action) implements WireMessage {

    @Override
    public String schema() {
        return "notice";
    }
}
