package org.undertone.inference.remote;

/** What a server may do wrong, and what is said of it. */
enum Fault {
    NONE(""),
    SLOW("did not answer within"),
    STALLED_IN_ITS_ANSWER("did not answer within"),
    UNAVAILABLE("answered HTTP 503: the queue is full"),
    HALF_AN_ANSWER("broke off"),
    WRONG_SHAPE("gave scores as FP32 [9, 1]; one window's must be FP32 [1, 9]"),
    WRONG_TYPE("gave scores as FP64 [1, 9]; one window's must be FP32 [1, 9]"),
    TOO_FEW_BYTES("gave 35 bytes for scores and says that they are 36"),
    WRONG_JSON_LENGTH("Inference-Header-Content-Length is 1000000 in an answer of"),
    NO_JSON("gave an answer that is no JSON"),
    ANOTHER_OUTPUT("gave no output scores, only"),
    NO_PROBABILITIES("gave a wrong answer: the model gave 7.0 for angry, which is not a probability"),
    ANOTHER_MODEL("has not the model that model.yaml describes"),
    NOT_READY("says that it is not ready");

    private final String said;

    Fault(String said) {
        this.said = said;
    }

    /** The words in which it is told. */
    String said() {
        return said;
    }
}
