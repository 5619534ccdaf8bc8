package org.undertone.config.yaml;

import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Where the single values of a YAML document stand in its text, so that a part of one can be changed and all else, comments
 * and layout, stays as its author wrote it.
 */
public final class YamlScalars {

    /** The value stands in the text, but this character of it is only the layout's, such as the blank that a line's end became. */
    private static final int NOWHERE = -1;

    private static final String ESCAPED_AS_THEY_ARE = "\"\\/";

    private final String yaml;
    private final Map<String, ScalarNode> scalars = new HashMap<>();

    private YamlScalars(String yaml) {
        this.yaml = yaml;
    }

    /** Those of a document; none of a text that is no YAML. */
    public static YamlScalars of(String yaml) {
        YamlScalars found = new YamlScalars(yaml);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root != null) {
                found.collect("", root);
            }
        } catch (YAMLException e) {
            // Whoever reads what it says tells of it.
            found.scalars.clear();
        }
        return found;
    }

    private void collect(String path, Node node) {
        if (node instanceof ScalarNode scalar) {
            scalars.put(path, scalar);
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            for (int i = 0; i < items.size(); i++) {
                collect(path + "[" + i + "]", items.get(i));
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple pair : mapping.getValue()) {
                if (pair.getKeyNode() instanceof ScalarNode key) {
                    collect(path.isEmpty() ? key.getValue() : path + "." + key.getValue(), pair.getValueNode());
                }
            }
        }
    }

    /** That value, as it reads; empty if there is none. */
    public Optional<String> value(String path) {
        return Optional.ofNullable(scalars.get(path)).map(ScalarNode::getValue);
    }

    /**
     * A piece of the document's text.
     *
     * @param from where it begins
     * @param to just after its end
     */
    public record Span(int from, int to) {}

    /**
     * Where a part of a value stands.
     *
     * @param path the value's, such as {@code rules[2].expr}
     * @param from where the part begins in the value
     * @param to just after its end
     * @return empty if there is no such value, or the part is written otherwise than it reads, such as with escapes
     */
    public Optional<Span> find(String path, int from, int to) {
        return Optional.ofNullable(scalars.get(path)).flatMap(this::places).flatMap(places -> {
            if (to > places.length) {
                return Optional.empty();
            }
            int first = places[from];
            boolean together = first != NOWHERE && places[to - 1] - first == to - 1 - from;
            return together ? Optional.of(new Span(first, places[to - 1] + 1)) : Optional.empty();
        });
    }

    /** Of each character of the value, where it is written; empty if that cannot be told. */
    private Optional<int[]> places(ScalarNode scalar) {
        String value = scalar.getValue();
        int[] places = new int[value.length()];
        Arrays.fill(places, NOWHERE);
        Optional<Integer> begin = begin(scalar);
        if (begin.isEmpty()) {
            return Optional.empty();
        }
        int at = begin.get();
        for (int i = 0; i < value.length(); i++) {
            char wanted = value.charAt(i);
            if (Character.isWhitespace(wanted)) {
                continue;
            }
            at = skipBlanks(at, scalar.getScalarStyle());
            boolean escaped = isEscaped(at, scalar.getScalarStyle());
            at += escaped ? 1 : 0;
            if (at >= yaml.length() || yaml.charAt(at) != wanted) {
                return Optional.empty();
            }
            places[i] = at++;
        }
        return Optional.of(places);
    }

    /** Where the text of the value begins, after a quote or the head of a block. */
    private Optional<Integer> begin(ScalarNode scalar) {
        int mark = yaml.offsetByCodePoints(0, scalar.getStartMark().getIndex());
        return switch (scalar.getScalarStyle()) {
            case PLAIN -> Optional.of(mark);
            case SINGLE_QUOTED, DOUBLE_QUOTED ->
                // Before an anchor or a tag stands something else.
                "'\"".indexOf(yaml.charAt(mark)) >= 0 ? Optional.of(mark + 1) : Optional.empty();
            case LITERAL, FOLDED -> {
                int end = yaml.indexOf('\n', mark);
                yield "|>".indexOf(yaml.charAt(mark)) >= 0 && end >= 0 ? Optional.of(end + 1) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private int skipBlanks(int from, ScalarStyle style) {
        int at = from;
        while (at < yaml.length() && (Character.isWhitespace(yaml.charAt(at)) || isContinued(at, style))) {
            at++;
        }
        return at;
    }

    /** In double quotes a backslash at the end of a line joins it with the next. */
    private boolean isContinued(int at, ScalarStyle style) {
        return style == ScalarStyle.DOUBLE_QUOTED
                && yaml.charAt(at) == '\\'
                && at + 1 < yaml.length()
                && "\r\n".indexOf(yaml.charAt(at + 1)) >= 0;
    }

    private boolean isEscaped(int at, ScalarStyle style) {
        if (at + 1 >= yaml.length()) {
            return false;
        }
        return switch (style) {
            case SINGLE_QUOTED -> yaml.startsWith("''", at);
            case DOUBLE_QUOTED -> yaml.charAt(at) == '\\' && ESCAPED_AS_THEY_ARE.indexOf(yaml.charAt(at + 1)) >= 0;
            default -> false;
        };
    }
}
