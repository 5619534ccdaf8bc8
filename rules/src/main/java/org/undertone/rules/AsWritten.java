package org.undertone.rules;

import java.util.AbstractMap;
import java.util.Set;

/**
 * In place of the environment: gives <code>${NAME}</code> back as it was written. Rules take nothing from the environment, and
 * what looks like it is refused where its place in the rule is known.
 */
final class AsWritten extends AbstractMap<String, String> {

    @Override
    public boolean containsKey(Object name) {
        return true;
    }

    @Override
    public String get(Object name) {
        return "${" + name + "}";
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return Set.of();
    }
}
