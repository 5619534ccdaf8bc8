package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.undertone.core.event.Finding;
import org.undertone.mediatap.LegStream;

/** How the test call's sound comes here: by the way by which that of taps will come. */
sealed interface CheckMedia extends AutoCloseable permits CheckRtp, CheckWebSocket {

    /** Where it arrives. */
    LegStream stream();

    /** What is asked for, in words. */
    String what();

    /** What to say where the PBX does not do that, of an answer that tells no reason. */
    default String whyNot(CheckAri.Answer answer) {
        return "the PBX did not " + what() + " (" + answer.told() + ")";
    }

    /** What the request for the external-media channel says beside its application and its id. */
    Map<String, String> request();

    /** Takes what the PBX tells of that channel. */
    void made(JsonNode variables) throws IOException;

    /** Nothing arrived in that many seconds. */
    Finding nothingArrived(long seconds);

    /** Sound arrives: from where? */
    Finding source();

    @Override
    void close();
}
