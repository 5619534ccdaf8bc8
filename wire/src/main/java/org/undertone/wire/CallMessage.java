package org.undertone.wire;

import java.util.List;
import org.undertone.wire.thing.AlertJson;
import org.undertone.wire.thing.CallJson;
import org.undertone.wire.thing.DeliveryJson;
import org.undertone.wire.thing.LegSoundJson;
import org.undertone.wire.thing.MarkJson;
import org.undertone.wire.thing.NotTappedJson;
import org.undertone.wire.thing.PauseJson;
import org.undertone.wire.thing.SupervisionJson;
import org.undertone.wire.thing.TapJson;

/**
 * All that the ledger knows of one call, as {@code undertone calls ID} tells it.
 *
 * @param call what is known of it
 * @param taps when its legs were heard
 * @param notTapped what was not heard
 * @param pauses when a tapped leg was not listened to
 * @param sound what became of each leg's sound
 * @param alerts that fired
 * @param marks that rules set
 * @param deliveries to other systems
 * @param supervisions when a supervisor was in it
 */
public record CallMessage(
        CallJson call,
        List<TapJson> taps,
        List<NotTappedJson> notTapped,
        List<PauseJson> pauses,
        List<LegSoundJson> sound,
        List<AlertJson> alerts,
        List<MarkJson> marks,
        List<DeliveryJson> deliveries,
        List<SupervisionJson> supervisions)
        implements WireMessage {

    @Override
    public String schema() {
        return "call";
    }
}
