package org.undertone.rules.expr;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Values as people read them. */
final class ValueText {

    private static final int DIGITS = 3;

    private ValueText() {}

    static String of(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? BigDecimal.valueOf(number)
                            .setScale(DIGITS, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString()
                    : number.toString();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
