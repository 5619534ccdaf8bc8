package org.undertone.aribridge.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.undertone.config.AsteriskSettings;
import org.undertone.core.event.Finding;

/** Why the PBX cannot be reached or used, which of the many reasons it is, and what to do; a daemon tells what a check tells. */
public final class Unreached {

    /** The name of every finding from here. */
    public static final String PBX = "pbx";

    private Unreached() {}

    /** There was no answer. */
    public static Finding of(AsteriskSettings settings, IOException e) {
        URI url = settings.url();
        String at = url.getHost() + ":" + (url.getPort() < 0 ? 80 : url.getPort());
        if (unresolved(e)) {
            return Finding.problem(
                    PBX, "this machine knows no address of '" + url.getHost() + "'", "correct asterisk.url");
        }
        if (e instanceof HttpConnectTimeoutException) {
            return Finding.problem(
                    PBX,
                    at + " does not answer at all",
                    "the address is wrong, the machine is off, or a firewall drops TCP to that port. Correct"
                            + " asterisk.url, or open the port for this machine");
        }
        if (e instanceof HttpTimeoutException) {
            return Finding.problem(
                    PBX,
                    at + " takes the connection but gives no answer",
                    "Asterisk hangs, or another program has that port (ss -ltnp on the PBX shows which)");
        }
        if (e instanceof ConnectException) {
            return Finding.problem(
                    PBX,
                    "nothing listens at " + at,
                    "Asterisk is not running, or its HTTP server is off or bound elsewhere. Set enabled = yes, bindaddr"
                            + " and bindport in http.conf, run 'module reload http', and look at 'http show status'; or correct"
                            + " asterisk.url");
        }
        return Finding.problem(
                PBX,
                at + " does not speak HTTP (" + e.getMessage() + ")",
                "another program has that port, or it is Asterisk's TLS port. Correct asterisk.url");
    }

    private static boolean unresolved(Throwable e) {
        return e != null && (e instanceof UnresolvedAddressException || unresolved(e.getCause()));
    }

    /**
     * There was an answer, and not the one that was asked for.
     *
     * @param status of HTTP
     * @param server the header {@code Server}, or empty
     * @param told what the PBX says about it, in a few words
     */
    public static Finding refused(AsteriskSettings settings, int status, String server, String told) {
        return switch (status) {
            case 401 ->
                Finding.problem(
                        PBX,
                        "Asterisk refuses the ARI user '" + settings.user() + "': wrong user or password",
                        "compare asterisk.user and asterisk.password with the section of that user in ari.conf, and run"
                                + " 'module reload res_ari.so'");
            case 403 ->
                Finding.problem(
                        PBX,
                        "Asterisk does not let this machine in (" + told + ")",
                        "allow its address where the ARI user or http.conf has an ACL (permit)");
            case 503 -> Finding.problem(PBX, "Asterisk is starting or stopping", "try again in a moment");
            case 404 ->
                server.startsWith("Asterisk")
                        ? Finding.problem(
                                PBX,
                                "Asterisk's HTTP server is at " + settings.url() + ", but no ARI",
                                "set enabled = yes in ari.conf, load res_ari.so and its parts, and leave prefix in"
                                        + " http.conf empty or add it to asterisk.url")
                        : notAsterisk(settings, server, told);
            default -> notAsterisk(settings, server, told);
        };
    }

    private static Finding notAsterisk(AsteriskSettings settings, String server, String told) {
        String who = server.isEmpty() ? "" : " ('" + server + "')";
        return Finding.problem(
                PBX,
                "what answers at " + settings.url() + " is no ARI" + who + ": " + told,
                "correct asterisk.url: bindaddr and bindport of http.conf");
    }
}
