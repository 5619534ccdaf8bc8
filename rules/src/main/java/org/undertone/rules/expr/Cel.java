package org.undertone.rules.expr;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Arrays;
import java.util.List;
import org.undertone.rules.time.TimeFunction;

/** CEL as conditions know it: our words, our functions, numbers of both types in one sum; no macros, so no loops. */
final class Cel {

    static final int MAX_LENGTH = 2_000;

    private static final int MAX_DEPTH = 32;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();

    private Cel() {}

    /** An operator that standard CEL has for two numbers of one type. */
    private enum Mixed {
        ADD("_+_"),
        SUBTRACT("_-_"),
        MULTIPLY("_*_"),
        DIVIDE("_/_");

        private final String operator;

        Mixed(String operator) {
            this.operator = operator;
        }

        double of(double left, double right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
            };
        }

        String id(String types) {
            return "undertone_" + name().toLowerCase(java.util.Locale.ROOT) + "_" + types;
        }
    }

    static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros();
        ConditionWords.NUMBERS.forEach(name -> builder.addVar(name, SimpleType.DOUBLE));
        ConditionWords.WHOLE_NUMBERS.forEach(name -> builder.addVar(name, SimpleType.INT));
        ConditionWords.TRUTHS.forEach(name -> builder.addVar(name, SimpleType.BOOL));
        ConditionWords.TEXTS.forEach(name -> builder.addVar(name, SimpleType.STRING));
        ConditionWords.LISTS.forEach(name -> builder.addVar(name, ListType.create(SimpleType.STRING)));
        ConditionWords.MAPS.forEach(name -> builder.addVar(name, MapType.create(SimpleType.STRING, SimpleType.STRING)));
        for (Mixed mixed : Mixed.values()) {
            builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                    mixed.operator,
                    overload(mixed.id("double_int"), SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT),
                    overload(mixed.id("int_double"), SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE)));
        }
        List.of(TimeFunction.AVG, TimeFunction.MAX, TimeFunction.MIN, TimeFunction.RISING)
                .forEach(function -> builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        function.word(),
                        overload(function.word() + "_double", SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.STRING),
                        overload(function.word() + "_int", SimpleType.DOUBLE, SimpleType.INT, SimpleType.STRING))));
        for (String operator : List.of("_==_", "_!=_")) {
            builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                    operator,
                    overload(equality(operator, "double_int"), SimpleType.BOOL, SimpleType.DOUBLE, SimpleType.INT),
                    overload(equality(operator, "int_double"), SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE)));
        }
        builder.addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                        TimeFunction.COUNT.word(),
                        overload("count_bool", SimpleType.INT, SimpleType.BOOL, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                        TimeFunction.CHANGED.word(),
                        overload("changed_text", SimpleType.BOOL, texts(3)),
                        overload("changed_text_within", SimpleType.BOOL, texts(4))));
        return builder.build();
    }

    private static String equality(String operator, String types) {
        return "undertone_" + (operator.equals("_==_") ? "equals_" : "differs_") + types;
    }

    private static CelType[] texts(int count) {
        CelType[] texts = new CelType[count];
        Arrays.fill(texts, SimpleType.STRING);
        return texts;
    }

    private static CelOverloadDecl overload(String id, CelType result, CelType... parameters) {
        return CelOverloadDecl.newGlobalOverload(id, result, parameters);
    }

    static CelRuntime runtime() {
        CelRuntimeBuilder builder = CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS);
        for (Mixed mixed : Mixed.values()) {
            builder.addFunctionBindings(
                    CelFunctionBinding.from(
                            mixed.id("double_int"),
                            Double.class,
                            Long.class,
                            (left, right) -> mixed.of(left, right.doubleValue())),
                    CelFunctionBinding.from(
                            mixed.id("int_double"),
                            Long.class,
                            Double.class,
                            (left, right) -> mixed.of(left.doubleValue(), right)));
        }
        for (String operator : List.of("_==_", "_!=_")) {
            boolean wanted = operator.equals("_==_");
            builder.addFunctionBindings(
                    CelFunctionBinding.from(
                            equality(operator, "double_int"),
                            Double.class,
                            Long.class,
                            (left, right) -> (left == right.doubleValue()) == wanted),
                    CelFunctionBinding.from(
                            equality(operator, "int_double"),
                            Long.class,
                            Double.class,
                            (left, right) -> (left.doubleValue() == right) == wanted));
        }
        return builder.build();
    }
}
