package org.undertone.wire;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** Holds JSON against the schema of a message. */
public final class TestingSchemas {

    private static final String PLACE = "classpath:org/undertone/wire/";

    private TestingSchemas() {}

    /**
     * What is wrong with that JSON, each with its place; empty if it is right.
     *
     * @param schema the message's, such as {@code call}
     */
    public static List<String> faults(String schema, String json) {
        return faultsAt(PLACE + schema + ".schema.json", json);
    }

    /** The same of one thing, such as {@code alert}. */
    static List<String> faultsOfThing(String thing, String json) {
        return faultsAt(PLACE + "things.schema.json#/$defs/" + thing, json);
    }

    private static List<String> faultsAt(String place, String json) {
        JsonSchema asked = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        SchemaLocation.of(place),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        return asked.validate(json, InputFormat.JSON).stream()
                .map(ValidationMessage::toString)
                .sorted()
                .toList();
    }
}
