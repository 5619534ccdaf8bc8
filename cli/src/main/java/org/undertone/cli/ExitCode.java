package org.undertone.cli;

/** What the program's exit code says. */
public final class ExitCode {

    /** It did what it was asked to. */
    public static final int DONE = 0;
    /** It could not, or found something wrong. */
    public static final int PROBLEM = 1;
    /** The command line is wrong; nothing was done. */
    public static final int USAGE = 2;
    /** EX_CONFIG of sysexits.h; systemd's RestartPreventExitStatus keeps such a daemon from restarting in a loop. */
    public static final int BAD_SETTINGS = 78;

    private ExitCode() {}
}
