package org.undertone.inference.remote;

import org.undertone.config.RemoteSettings.Protocol;
import org.undertone.inference.model.ModelFolder;

/**
 * A server of one model, version 1, written from the published protocol alone: it runs the model, and refuses, as Triton
 * does, an unknown model, version, input or output, another datatype or shape, lengths that do not agree, and a missing
 * token. On request it does something wrong.
 */
interface TestingServer extends AutoCloseable {

    static TestingServer start(Protocol protocol, ModelFolder folder) {
        return protocol == Protocol.HTTP ? TestingInferenceServer.start(folder) : TestingGrpcServer.start(folder);
    }

    /** The same over TLS, for those who have that token. */
    static TestingServer start(Protocol protocol, ModelFolder folder, String token, TestingTls tls) {
        return protocol == Protocol.HTTP
                ? TestingInferenceServer.start(folder, token, tls)
                : TestingGrpcServer.start(folder, token, tls);
    }

    String url();

    String authority();

    /** From now on it does that. */
    void fault(Fault next);

    /** The windows that it was asked to hear. */
    int inferences();

    /** It is gone: nobody listens at its port any more. */
    void gone();

    /** It listens at its port again. */
    void back();

    @Override
    void close();
}
