package org.undertone.app;

/** What the program's exit code says. */
final class ExitCode {

    static final int DONE = 0;
    static final int PROBLEM = 1;
    static final int USAGE = 2;
    /** EX_CONFIG of sysexits.h; systemd's RestartPreventExitStatus keeps such a daemon from restarting in a loop. */
    static final int BAD_SETTINGS = 78;

    private ExitCode() {}
}
