package org.undertone.aribridge.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the PBX's dialplan functions tell, asked on a channel of the test call: the one way for ARI to what stands in the
 * PBX's files and queues.
 */
final class CheckQuestions {

    /** A file with more lines of one name is read no further. */
    private static final int LINES = 200;

    private final CheckAri ari;
    private final String channel;

    /**
     * Asks on that channel.
     *
     * @param channel its id; it must be there for as long as something is asked
     */
    CheckQuestions(CheckAri ari, String channel) {
        this.ari = ari;
        this.channel = channel;
    }

    /**
     * What a function tells, such as {@code QUEUE_EXISTS(support)}; empty where it tells nothing, or the module that knows it
     * is not running.
     */
    Optional<String> value(String function) throws IOException {
        CheckAri.Answer answer = ari.get("channels/" + channel + "/variable", Map.of("variable", function));
        return Optional.of(answer)
                .filter(CheckAri.Answer::done)
                .map(told -> told.body().path("value").asText())
                .filter(value -> !value.isBlank());
    }

    /** What a key of a configuration file says, the last where it stands more than once (func_config.so). */
    Optional<String> config(String file, String section, String key) throws IOException {
        return value("AST_CONFIG(" + file + "," + section + "," + key + ",-1)");
    }

    /** All that a key of a configuration file says, in the order of the file. */
    List<String> everyConfig(String file, String section, String key) throws IOException {
        List<String> values = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent() && values.size() < LINES) {
            next = value("AST_CONFIG(" + file + "," + section + "," + key + "," + values.size() + ")");
            next.ifPresent(values::add);
        }
        return values;
    }
}
