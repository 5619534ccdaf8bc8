package org.undertone.config.yaml;

import java.util.List;
import org.undertone.core.fault.UndertoneException;

/** A settings, rule or model file that cannot be used, with everything that is wrong with it. */
public final class SettingsException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<String> problems;

    /**
     * Tells what is wrong with a file.
     *
     * @param source the file, as its reader knows it
     * @param problems at least one; each a sentence that names the path, the value and what is allowed
     */
    public SettingsException(String source, List<String> problems) {
        super(source + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + "\n  - "
                + String.join("\n  - ", problems));
        this.source = source;
        this.problems = List.copyOf(problems);
    }

    /** The file, as its reader knows it. */
    public String source() {
        return source;
    }

    /** What is wrong, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
