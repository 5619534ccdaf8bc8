package org.undertone.core;

/**
 * One customer's conversation on the PBX, known by what Asterisk calls its linked id: the unique id of the channel that started
 * it, shared by all its channels; where an earlier call had that already, by the customer's channel.
 *
 * @param linkedId as Asterisk gives it, such as {@code pbx-1795324314.0}; never blank
 */
public record CallId(String linkedId) {

    public CallId {
        Require.text(linkedId, "linkedId");
    }

    @Override
    public String toString() {
        return linkedId;
    }
}
