package org.undertone.ledger.sql.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.undertone.ledger.sql.LedgerException;

/** Names and their texts as one JSON object in a column. */
final class JsonTexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private JsonTexts() {}

    static String write(Map<String, String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new LedgerException("texts that are no JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Map<String, String> read(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new LedgerException(
                    "a column of table alerts is no JSON object of texts; a newer Undertone wrote it", e);
        }
    }
}
