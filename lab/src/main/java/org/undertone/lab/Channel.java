package org.undertone.lab;

import java.util.Optional;
import org.undertone.lab.asterisk.AmiMessage;

/**
 * A channel as the PBX itself tells of it.
 *
 * @param name for example {@code PJSIP/customer-00000001}
 * @param uniqueId its id in ARI
 * @param linkedId the id of the call it belongs to
 * @param state {@code Up}, {@code Ring}, {@code Ringing}, ...
 * @param context where it is in the dialplan
 * @param extension where it is in the dialplan
 * @param application what it is doing there, for example {@code Queue} or {@code AppQueue}
 * @param bridgeId the bridge it is in
 */
public record Channel(
        String name,
        String uniqueId,
        String linkedId,
        String state,
        String context,
        String extension,
        String application,
        Optional<String> bridgeId) {

    static Channel of(AmiMessage event) {
        return new Channel(
                event.get("Channel"),
                event.get("Uniqueid"),
                event.get("Linkedid"),
                event.get("ChannelStateDesc"),
                event.get("Context"),
                event.get("Exten"),
                event.get("Application"),
                Optional.of(event.get("BridgeId")).filter(id -> !id.isEmpty()));
    }
}
