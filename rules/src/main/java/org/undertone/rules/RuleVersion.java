package org.undertone.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.undertone.core.Action;

/** Names a rule as it stood: the first 12 hexadecimal digits of the SHA-256 of its normalised text. */
final class RuleVersion {

    private static final int BYTES = 6;

    private RuleVersion() {}

    static String of(
            String name, String expression, Duration holdFor, Duration cooldown, Rule.On on, List<Action> actions) {
        String text = String.join(
                "\n",
                name,
                expression,
                String.valueOf(holdFor.toMillis()),
                String.valueOf(cooldown.toMillis()),
                on.name(),
                // Records print all their components, and values hold no newlines.
                actions.toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
