package org.undertone.inference.adapt;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.undertone.core.Emotion;
import org.undertone.inference.adapt.onnx.Attribute;
import org.undertone.inference.adapt.onnx.Graph;
import org.undertone.inference.adapt.onnx.Model;
import org.undertone.inference.adapt.onnx.Node;
import org.undertone.inference.adapt.onnx.Tensor;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;

/**
 * Where in an ONNX file the last layer stands: {@code scores = Softmax(Gemm(embedding, weights, bias))}, as it is, or times
 * a matrix of zeros and ones that puts each row in its column. Immutable; it holds the whole file.
 */
public final class OnnxLastLayer {

    private final Model file;
    private final Node gemm;
    private final LastLayer layer;

    private OnnxLastLayer(Model file, Node gemm, LastLayer layer) {
        this.file = file;
        this.gemm = gemm;
        this.layer = layer;
    }

    /**
     * Finds it.
     *
     * @param onnx the content of a {@code model.onnx}
     * @throws ModelException if it is no ONNX file, its scores are made in another way, or its rows are not the emotions that
     *     the model was trained for
     */
    public static OnnxLastLayer of(byte[] onnx, ModelDescription model) {
        try {
            return of(Model.parseFrom(onnx), model);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException("model " + model.title() + " is no whole ONNX file; copy its folder again", e);
        }
    }

    private static OnnxLastLayer of(Model file, ModelDescription model) {
        Search search = new Search(file.getGraph(), model);
        Node last = search.nodeThatGives(model.scores());
        boolean placed = last.getOpType().equals("MatMul");
        Node softmax = placed ? search.nodeThatGives(last.getInput(0)) : last;
        search.require(softmax.getOpType().equals("Softmax"));
        Node gemm = search.nodeThatGives(softmax.getInput(0));
        search.require(gemm.getOpType().equals("Gemm")
                && gemm.getInputCount() == 3
                && gemm.getInput(0).equals(model.embedding())
                && gemm.getAttributeList().stream().allMatch(Search::usual));
        OnnxTensorData bias = search.tensor(gemm.getInput(2));
        OnnxTensorData weights = search.tensor(gemm.getInput(1));
        int rows = bias.values().length;
        search.require(rows > 0 && weights.values().length == rows * model.embeddingSize());
        List<Integer> columns = placed
                ? search.placed(search.tensor(last.getInput(1)), rows)
                : IntStream.range(0, rows).boxed().toList();
        List<Emotion> emotions = search.emotions(columns);
        float[] byRow = rowFirst(gemm) ? weights.values() : weights.turned(rows).values();
        return new OnnxLastLayer(file, gemm, new LastLayer(emotions, byRow, bias.values()));
    }

    private static boolean rowFirst(Node gemm) {
        return gemm.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() == 1);
    }

    /** The layer. */
    public LastLayer layer() {
        return layer;
    }

    /** The file with that layer in its place, and nothing else changed. */
    public byte[] with(LastLayer other) {
        if (!other.emotions().equals(layer.emotions()) || other.size() != layer.size()) {
            throw new IllegalArgumentException("the layer is for another model");
        }
        OnnxTensorData rows = new OnnxTensorData(new int[] {layer.emotions().size(), layer.size()}, other.weights());
        OnnxTensorData weights = rowFirst(gemm) ? rows : rows.turned(layer.size());
        Graph.Builder graph = file.getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            Tensor tensor = graph.getInitializer(i);
            if (tensor.getName().equals(gemm.getInput(1))) {
                graph.setInitializer(i, weights.into(tensor));
            } else if (tensor.getName().equals(gemm.getInput(2))) {
                graph.setInitializer(
                        i, new OnnxTensorData(new int[] {other.biases().length}, other.biases()).into(tensor));
            }
        }
        return file.toBuilder().setGraph(graph).build().toByteArray();
    }

    /** What the SHA-256 of {@link #with} is, in hexadecimal digits: another one for each layer. */
    public String sha256(LastLayer other) {
        return Sha256.of(with(other));
    }

    /** Looks through a graph, and says of which kind it should be where it is of another. */
    private record Search(Graph graph, ModelDescription model) {

        Node nodeThatGives(String output) {
            return graph.getNodeList().stream()
                    .filter(node -> node.getOutputList().contains(output))
                    .findFirst()
                    .orElseThrow(this::otherKind);
        }

        OnnxTensorData tensor(String name) {
            return graph.getInitializerList().stream()
                    .filter(tensor -> tensor.getName().equals(name))
                    .findFirst()
                    .flatMap(OnnxTensorData::of)
                    .orElseThrow(this::otherKind);
        }

        void require(boolean holds) {
            if (!holds) {
                throw otherKind();
            }
        }

        ModelException otherKind() {
            return new ModelException("model " + model.title() + " has no last layer that can be fitted anew: its "
                    + model.scores() + " must be Softmax(Gemm(" + model.embedding() + ", weights, bias)), with 32-bit"
                    + " numbers that the file itself holds. Adapt the shipped model, or export yours so");
        }

        /** Nothing is multiplied and nothing turned but perhaps the weights. */
        static boolean usual(Attribute attribute) {
            return switch (attribute.getName()) {
                case "alpha", "beta" -> attribute.getF() == 1;
                case "transA" -> attribute.getI() == 0;
                default -> attribute.getName().equals("transB");
            };
        }

        /** The column of each row, where it stands by itself in one. */
        List<Integer> placed(OnnxTensorData places, int rows) {
            int columns = model.labels().size();
            require(places.values().length == rows * columns);
            return IntStream.range(0, rows)
                    .mapToObj(row -> {
                        int[] ones = IntStream.range(0, columns)
                                .filter(column -> places.values()[row * columns + column] != 0)
                                .toArray();
                        require(ones.length == 1 && places.values()[row * columns + ones[0]] == 1);
                        return ones[0];
                    })
                    .toList();
        }

        /** What those columns tell, by the labels of {@code model.yaml}: all that the model was trained for, each once. */
        List<Emotion> emotions(List<Integer> columns) {
            List<Optional<Emotion>> labelled = model.columns();
            require(columns.stream().allMatch(column -> column < labelled.size()));
            List<Emotion> emotions = new ArrayList<>();
            for (int column : columns) {
                emotions.add(labelled.get(column)
                        .orElseThrow(() ->
                                otherRows("has a row for '" + model.labels().get(column) + "', which is no emotion")));
            }
            if (Set.copyOf(emotions).size() < emotions.size()) {
                throw otherRows("has two rows for one emotion");
            }
            String missing = Emotion.all().stream()
                    .filter(emotion -> model.trained().contains(emotion) && !emotions.contains(emotion))
                    .map(Emotion::label)
                    .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                throw otherRows("has no row for " + missing);
            }
            return emotions;
        }

        private ModelException otherRows(String what) {
            return new ModelException("model " + model.title() + " cannot be fitted anew: its last layer " + what
                    + ", by the labels in its model.yaml. Put them right, or adapt the shipped model");
        }
    }
}
