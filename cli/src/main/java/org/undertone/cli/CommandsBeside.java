package org.undertone.cli;

import java.util.List;

/**
 * Commands that are there where their jar is, found by {@link java.util.ServiceLoader}: so the daemon is complete without what
 * proves it. Has a constructor without parameters.
 */
public interface CommandsBeside {

    /** Commands of picocli, to stand beside the program's own. */
    List<Object> commands();

    /** Whether a fault of one of them is explained by its message, so that no stack trace is needed. */
    boolean explains(Exception fault);
}
