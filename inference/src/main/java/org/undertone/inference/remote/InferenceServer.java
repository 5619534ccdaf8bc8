package org.undertone.inference.remote;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Map;
import org.undertone.core.audio.AudioWindow;

/**
 * One model on one server, by one way of speaking the v2 inference protocol. Every method waits for the answer, at most
 * that long, and may be called by several threads at the same time.
 */
interface InferenceServer extends AutoCloseable {

    /** Returns if the server is ready. */
    void ready(Duration limit) throws ServerException;

    /** What the server says of the model, if that is ready too. */
    ServedModel model(Duration limit) throws ServerException;

    /**
     * Lets the model hear one window.
     *
     * @return of each output that was asked for its one row, of as many floats as it has columns
     */
    Map<String, FloatBuffer> infer(AudioWindow window, Duration limit) throws ServerException;

    @Override
    void close();
}
