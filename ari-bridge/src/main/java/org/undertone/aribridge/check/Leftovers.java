package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.undertone.config.AsteriskSettings;

/**
 * What a program left on the PBX that was killed. By plain requests, as the check makes them: nothing is registered, which
 * would take the place of a program that runs.
 */
public final class Leftovers {

    private static final String LAMPS = "Stasis:undertone-";

    private final CheckAri ari;

    /** On the PBX of those settings; nothing is asked yet. */
    public Leftovers(AsteriskSettings settings) {
        this.ari = new CheckAri(settings);
    }

    /**
     * Hangs up the channels and removes the bridges whose ids begin so.
     *
     * @return how many there were
     * @throws IOException if the PBX does not answer, or refuses; what is left can be removed by another try
     */
    public int remove(String ids) throws IOException {
        List<String> all = new ArrayList<>();
        // The channels first: a bridge that is taken from under them would leave them in their application.
        for (String kind : List.of("channels", "bridges")) {
            for (JsonNode item : list(kind)) {
                String id = item.path("id").asText();
                if (id.startsWith(ids)) {
                    all.add(kind + "/" + id);
                }
            }
        }
        for (String path : all) {
            removed(path);
        }
        return all.size();
    }

    /**
     * Puts out every lamp that any Undertone lit: only right where none runs.
     *
     * @return how many there were
     * @throws IOException as above
     */
    public int putOutLamps() throws IOException {
        int lamps = 0;
        for (JsonNode state : list("deviceStates")) {
            String name = state.path("name").asText();
            if (name.startsWith(LAMPS)) {
                // First dark, then gone: phones that watch a state which is only deleted go on showing its last light.
                ari.put("deviceStates/" + name, Map.of("deviceState", "NOT_INUSE"));
                removed("deviceStates/" + name);
                lamps++;
            }
        }
        return lamps;
    }

    private JsonNode list(String kind) throws IOException {
        CheckAri.Answer answer = ari.get(kind);
        if (!answer.done()) {
            throw new IOException("the PBX does not list its " + kind + ": " + answer.told());
        }
        return answer.body();
    }

    /** What is gone meanwhile is no fault. */
    private void removed(String path) throws IOException {
        CheckAri.Answer answer = ari.delete(path);
        if (!answer.done() && answer.status() != 404) {
            throw new IOException("the PBX does not remove " + path + ": " + answer.told());
        }
    }
}
