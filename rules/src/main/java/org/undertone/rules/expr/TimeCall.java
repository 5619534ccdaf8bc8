package org.undertone.rules.expr;

import java.time.Duration;
import org.undertone.rules.time.TimeFunction;

/**
 * A function over time in a condition, such as {@code avg(p.angry, '10s')}.
 *
 * @param function which
 * @param inner what is followed over time
 * @param span how far it looks back
 * @param from for {@link TimeFunction#CHANGED}: the text before; else empty
 * @param to likewise the text after
 * @param text as it stands in the condition, in one way whatever its author's spaces were
 */
public record TimeCall(TimeFunction function, Inner inner, Duration span, String from, String to, String text) {

    /** How far {@code changed} looks back where no span is given. */
    static final Duration USUAL_SPAN = Duration.ofSeconds(10);
}
