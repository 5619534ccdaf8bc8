package org.undertone.inference.model;

import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.Doubt;

/** What the columns of a model's doubts mean. */
public final class DoubtColumns {

    /** The number of columns. */
    public static final int COUNT = 2;

    private static final List<Doubt> ORDER = List.of(Doubt.MUSIC, Doubt.SEVERAL_SPEAKERS);
    private static final double TOLERANCE = 1e-3;

    private DoubtColumns() {}

    /**
     * One row of doubts.
     *
     * @throws ModelException if it is not two probabilities
     */
    static Map<Doubt, Double> read(FloatBuffer row) {
        if (row.remaining() != COUNT) {
            throw new ModelException("the model gave " + row.remaining() + " doubts for one window, not two");
        }
        Map<Doubt, Double> doubts = new EnumMap<>(Doubt.class);
        for (int column = 0; column < COUNT; column++) {
            double value = row.get(row.position() + column);
            // Written so that NaN is refused too.
            if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) {
                throw new ModelException("the model gave " + value + " for its doubt "
                        + ORDER.get(column).label()
                        + ", which is not a probability; its graph must end in a sigmoid there");
            }
            doubts.put(ORDER.get(column), Math.max(0, Math.min(1, value)));
        }
        return doubts;
    }
}
