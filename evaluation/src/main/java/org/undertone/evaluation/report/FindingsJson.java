package org.undertone.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured, for programs, which may rely on the names in it. What was not asked for is null. */
public final class FindingsJson {

    private FindingsJson() {}

    /** The findings as JSON, with indents and a line's end. */
    public static String text(Findings findings) throws JsonProcessingException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", EvaluationJson.model(findings.model()));
        json.put(
                "natural",
                findings.natural()
                        .map(natural -> NaturalJson.map(natural, findings.caught()))
                        .orElse(null));
        json.put("labelled", findings.labelled().map(EvaluationJson::map).orElse(null));
        json.put("calls", ActedCallsTable.maps(findings.calls()));
        json.put("also", findings.also().stream().map(EvaluationJson::map).toList());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json)
                + System.lineSeparator();
    }
}
