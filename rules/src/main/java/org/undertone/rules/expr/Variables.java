package org.undertone.rules.expr;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/** Channel variables, of which every one is there: one that is not set is the empty text. */
final class Variables extends AbstractMap<String, String> {

    private final Map<String, String> known;

    Variables(Map<String, String> known) {
        this.known = known;
    }

    @Override
    public boolean containsKey(Object name) {
        return true;
    }

    @Override
    public String get(Object name) {
        return known.getOrDefault(name, "");
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return known.entrySet();
    }
}
