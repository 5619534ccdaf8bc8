package org.undertone.runtime.log;

/** How a line of the log looks. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** A JSON object a line, for programs. */
    JSON
}
