package org.undertone.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.undertone.core.Action;
import org.undertone.rules.text.Language;

/**
 * Names a rule as it stood: the first 12 hexadecimal digits of the SHA-256 of its normalised text. What a rule does not say
 * is left out of the text, so that its version stays when a later Undertone knows more keys.
 */
final class RuleVersion {

    private static final int BYTES = 6;

    private RuleVersion() {}

    static String of(
            String name,
            String expression,
            Rule.Timing timing,
            Rule.Scope scope,
            Map<String, String> labels,
            Map<String, String> annotations,
            Language language,
            List<Action> actions) {
        List<String> parts = new ArrayList<>(List.of(
                name,
                expression,
                String.valueOf(timing.holdFor().toMillis()),
                String.valueOf(timing.cooldown().toMillis()),
                scope.on().name(),
                // Records print all their components.
                actions.toString()));
        add(
                parts,
                !timing.keepFiringFor().isZero(),
                "keep " + timing.keepFiringFor().toMillis());
        add(
                parts,
                !timing.silence().equals(RuleReader.DEFAULT_SILENCE),
                "silence " + timing.silence().toMillis());
        add(
                parts,
                !scope.profiles().isEmpty(),
                "profiles " + scope.profiles().stream().sorted().toList());
        add(parts, !scope.hours().isEmpty(), "hours " + scope.hours());
        add(parts, !labels.isEmpty(), "labels " + labels);
        add(parts, !annotations.isEmpty(), "annotations " + annotations);
        add(parts, language != Language.EN, "language " + language);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static void add(List<String> parts, boolean said, String part) {
        if (said) {
            parts.add(part);
        }
    }
}
