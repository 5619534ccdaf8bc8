package org.undertone.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Messages as JSON. */
public final class WireJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private WireJson() {}

    /** With indents and a line's end, as commands print it. */
    public static String text(WireMessage message) {
        try {
            return MAPPER.writeValueAsString(message) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the message '" + message.schema() + "' cannot be written", e);
        }
    }

    /** To take parts of it. */
    public static ObjectNode tree(WireMessage message) {
        return MAPPER.valueToTree(message);
    }
}
