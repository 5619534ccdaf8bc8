package org.undertone.lab.sip;

/**
 * Who is in a call, for the requests within it (RFC 3261 section 12). The PBX is no proxy, so there is no route.
 *
 * @param local this phone's From or To value, with its tag
 * @param remote the PBX's, with its tag once that is known
 * @param target where requests are addressed to: the PBX's Contact
 */
record Dialog(String callId, String local, String remote, String target) {
    /** As the PBX's message tells it, which may be the first to have its tag and its contact. */
    Dialog learning(String newRemote, String contact) {
        return new Dialog(callId, local, newRemote, contact.isEmpty() ? target : SipMessage.uri(contact));
    }

    String localTag() {
        return SipMessage.tag(local).orElse("");
    }

    String remoteTag() {
        return SipMessage.tag(remote).orElse("");
    }
}
