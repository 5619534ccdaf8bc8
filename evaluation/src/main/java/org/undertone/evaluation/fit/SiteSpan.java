package org.undertone.evaluation.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The directions that embeddings lie in, each with a one behind it for the bias. A fit that is pulled by a square leaves them
 * never, so it is sought in these coordinates, which are fewer than an embedding has where windows are few. Immutable by
 * agreement: arrays are shared within this package.
 */
final class SiteSpan {

    /** With more of them, finding the directions takes longer than it saves. */
    private static final int MOST = 1_500;

    private static final double NOTHING = 1e-5;

    private final float[][] directions;
    private final float[][] coordinates;

    private SiteSpan(float[][] directions, float[][] coordinates) {
        this.directions = directions;
        this.coordinates = coordinates;
    }

    static SiteSpan of(List<float[]> embeddings) {
        List<float[]> withOne = embeddings.stream().map(SiteSpan::withOne).toList();
        int size = withOne.get(0).length;
        if (withOne.size() > Math.min(MOST, size)) {
            return new SiteSpan(new float[0][], withOne.toArray(float[][]::new));
        }
        float[][] directions = directions(withOne);
        float[][] coordinates =
                withOne.stream().map(vector -> along(directions, vector)).toArray(float[][]::new);
        return new SiteSpan(directions, coordinates);
    }

    private static float[] withOne(float[] embedding) {
        float[] longer = Arrays.copyOf(embedding, embedding.length + 1);
        longer[embedding.length] = 1;
        return longer;
    }

    /** By Gram and Schmidt, each taken off twice, since sums are of 32 bits. */
    private static float[][] directions(List<float[]> vectors) {
        List<float[]> found = new ArrayList<>();
        for (float[] vector : vectors) {
            float[] rest = vector.clone();
            double length = Math.sqrt(Sums.product(vector, vector));
            for (int time = 0; time < 2; time++) {
                for (float[] direction : found) {
                    Sums.add(-Sums.product(direction, rest), direction, rest);
                }
            }
            double left = Math.sqrt(Sums.product(rest, rest));
            if (left > NOTHING * length) {
                for (int i = 0; i < rest.length; i++) {
                    rest[i] /= (float) left;
                }
                found.add(rest);
            }
        }
        return found.toArray(float[][]::new);
    }

    private static float[] along(float[][] directions, float[] vector) {
        float[] coordinates = new float[directions.length];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = (float) Sums.product(directions[i], vector);
        }
        return coordinates;
    }

    /** The number of directions. */
    int size() {
        return coordinates[0].length;
    }

    float[] coordinates(int window) {
        return coordinates[window];
    }

    /** What has these coordinates: as long as an embedding and its one. */
    float[] back(double[] row) {
        if (directions.length == 0) {
            float[] same = new float[row.length];
            for (int i = 0; i < same.length; i++) {
                same[i] = (float) row[i];
            }
            return same;
        }
        float[] vector = new float[directions[0].length];
        for (int i = 0; i < row.length; i++) {
            Sums.add(row[i], directions[i], vector);
        }
        return vector;
    }
}
