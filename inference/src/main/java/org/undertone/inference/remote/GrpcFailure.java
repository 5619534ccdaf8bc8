package org.undertone.inference.remote;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.undertone.inference.remote.ServerException.Kind;

/** What a status of gRPC means here ({@code doc/statuscodes.md} in grpc/grpc). */
final class GrpcFailure {

    private static final int SHOWN = 300;

    /** How this side says that the other one hung up. */
    private static final String CLOSED = "Network closed for unknown reason";

    /** How it says that the other one's answer to the first words of HTTP/2 is something else. */
    private static final String NO_HTTP2 = "First received frame was not SETTINGS";

    private static final String PORT =
            "; is model.remote.url that of the v2 inference protocol over gRPC (Triton's port is 8001)?";

    private GrpcFailure() {}

    static ServerException of(StatusRuntimeException e, Duration limit) {
        if (causes(e).anyMatch(InvalidProtocolBufferException.class::isInstance)) {
            return new ServerException(Kind.UNFIT, "gave an answer that is no message of the v2 inference protocol", e);
        }
        if (causes(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(NO_HTTP2))) {
            return new ServerException(Kind.UNFIT, "does not speak gRPC" + PORT, e);
        }
        String said = "answered " + e.getStatus().getCode() + description(e.getStatus());
        return switch (e.getStatus().getCode()) {
            case DEADLINE_EXCEEDED ->
                new ServerException(Kind.AWAY, "did not answer within " + limit.toMillis() + " ms", e);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new ServerException(Kind.UNFIT, said + "; see model.remote.token", e);
            case UNIMPLEMENTED -> new ServerException(Kind.UNFIT, said + PORT, e);
            // What was asked is wrong, and will be the next time.
            case NOT_FOUND, INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE ->
                new ServerException(Kind.UNFIT, said, e);
            case UNAVAILABLE -> unavailable(e, said);
            case CANCELLED ->
                Thread.currentThread().isInterrupted()
                        ? new ServerException(Kind.AWAY, "was not waited for: Undertone is ending", e)
                        : new ServerException(Kind.AWAY, said, e);
            default -> new ServerException(Kind.AWAY, said, e);
        };
    }

    /** Said by the server, or, with a cause, by this side of a connection that failed. */
    private static ServerException unavailable(StatusRuntimeException e, String said) {
        Optional<Throwable> trust = causes(e)
                .filter(cause -> cause instanceof SSLException || cause instanceof CertificateException)
                .reduce((first, last) -> last);
        if (trust.isPresent()) {
            return new ServerException(
                    Kind.UNFIT,
                    "could not be trusted (" + trust.get().getMessage() + "); see model.remote.ca and url",
                    e);
        }
        Optional<String> broken = causes(e)
                .reduce((first, last) -> last)
                .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .or(() -> Optional.ofNullable(e.getStatus().getDescription()).filter(CLOSED::equals));
        return new ServerException(
                Kind.AWAY,
                broken.map(reason -> "could not be reached, or broke off (" + reason + ")")
                        .orElse(said),
                e);
    }

    private static Stream<Throwable> causes(StatusRuntimeException e) {
        return Stream.iterate(e.getCause(), cause -> cause != null, Throwable::getCause);
    }

    private static String description(Status status) {
        String line = Optional.ofNullable(status.getDescription())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), SHOWN));
    }
}
