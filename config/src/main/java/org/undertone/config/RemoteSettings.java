package org.undertone.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that hears in place of this machine: Triton, KServe, OpenVINO Model Server or another that speaks the v2
 * inference protocol.
 *
 * @param url of the server, with http or https, whatever is spoken there; https for TLS
 * @param protocol what it speaks there
 * @param modelName the model's name on the server; empty for the name in {@code model.yaml}
 * @param modelVersion the model's version on the server; empty for the server's choice
 * @param deadline how long a window's answer is waited for
 * @param concurrency windows sent at the same time, at most
 * @param token sent as a bearer token
 * @param ca certificates (PEM) that the server's must be signed by, in place of those that Java knows
 * @param fallback what becomes of a window that the server does not hear
 */
public record RemoteSettings(
        URI url,
        Protocol protocol,
        Optional<String> modelName,
        Optional<String> modelVersion,
        Duration deadline,
        int concurrency,
        Optional<Secret> token,
        Optional<Path> ca,
        Fallback fallback) {

    /** How the v2 inference protocol is spoken. */
    public enum Protocol {
        /** HTTP with binary tensors. */
        HTTP,
        /** gRPC with raw tensors; its URL has no path. */
        GRPC
    }

    /** What becomes of a window that the server does not hear. */
    public enum Fallback {
        /** It is heard on this machine, by the model in the folder. */
        LOCAL,
        /** It is not scored. */
        NONE
    }

    /** Whether the way to the server is encrypted. */
    public boolean tls() {
        return "https".equals(url.getScheme());
    }
}
