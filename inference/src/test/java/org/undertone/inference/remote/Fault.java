package org.undertone.inference.remote;

import org.undertone.config.RemoteSettings.Protocol;

/** What a server may do wrong, and what is said of it where HTTP and where gRPC is spoken. */
enum Fault {
    NONE(""),
    SLOW("did not answer within"),
    STALLED_IN_ITS_ANSWER("did not answer within"),
    UNAVAILABLE("answered HTTP 503: the queue is full", "answered UNAVAILABLE: the queue is full"),
    HALF_AN_ANSWER("broke off"),
    WRONG_SHAPE("gave scores as FP32 [9, 1]; one window's must be FP32 [1, 9]"),
    WRONG_TYPE("gave scores as FP64 [1, 9]; one window's must be FP32 [1, 9]"),
    TOO_FEW_BYTES("gave 35 bytes for scores and says that they are 36", "gave 35 bytes for scores FP32 [1, 9]"),
    TOO_FEW_VALUES("gave 8 values of scores FP32 [1, 9], not 9"),
    WRONG_LENGTHS("Inference-Header-Content-Length is 1000000 in an answer of", "gave 1 outputs and the bytes of 2"),
    GIBBERISH("gave an answer that is no JSON", "gave an answer that is no message of the v2 inference protocol"),
    ANOTHER_OUTPUT("gave no output scores, only [logits]"),
    NO_PROBABILITIES("gave a wrong answer: the model gave 7.0 for angry, which is not a probability"),
    ANOTHER_MODEL("has not the model that model.yaml describes"),
    NOT_READY("says that it is not ready (HTTP 400)", "says that it is not ready");

    private final String overHttp;
    private final String overGrpc;

    Fault(String said) {
        this(said, said);
    }

    Fault(String overHttp, String overGrpc) {
        this.overHttp = overHttp;
        this.overGrpc = overGrpc;
    }

    /** The words in which it is told. */
    String said(Protocol protocol) {
        return protocol == Protocol.HTTP ? overHttp : overGrpc;
    }
}
