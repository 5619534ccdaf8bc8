package org.undertone.rules.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A text in which <code>{{ name }}</code> stands for what is known when it is rendered. Any thread may use it. */
public final class Template {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");
    private static final int SHOWN = 40;

    /** Texts and names in turns, a text first. */
    private final List<String> parts;

    private Template(List<String> parts) {
        this.parts = List.copyOf(parts);
    }

    /** What is wrong with a template: a sentence that tells the place. */
    public static final class Invalid extends Exception {

        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    /**
     * Reads one.
     *
     * @throws Invalid if braces are not closed, or what is in them is no name
     */
    public static Template parse(String text) throws Invalid {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (true) {
            int open = text.indexOf(OPEN, from);
            if (open < 0) {
                parts.add(text.substring(from));
                return new Template(parts);
            }
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new Invalid("at character " + (open + 1) + ": the braces {{ are not closed by }}");
            }
            String name = text.substring(open + OPEN.length(), close).strip();
            if (!NAME.matcher(name).matches()) {
                String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
                throw new Invalid(
                        "at character " + (open + 1) + ": '{{ " + shown + " }}' is no name such as {{ emotion }}");
            }
            parts.add(text.substring(from, open));
            parts.add(name);
            from = close + CLOSE.length();
        }
    }

    /** The names in it. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }

    /** The text with what each name stands for. */
    public String render(UnaryOperator<String> value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i % 2 == 0 ? parts.get(i) : value.apply(parts.get(i)));
        }
        return text.toString();
    }
}
