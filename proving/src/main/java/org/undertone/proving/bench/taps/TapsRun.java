package org.undertone.proving.bench.taps;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.taps.TapsTurn.Way;

/**
 * All turns.
 *
 * @param plan what was done
 * @param turns in their order
 */
record TapsRun(TapsPlan plan, List<TapsTurn> turns) {

    private static final double NANOS_PER_MILLI = 1e6;

    private List<TapsTurn> of(Way way) {
        return turns.stream().filter(turn -> turn.way() == way).toList();
    }

    Spread setUpMillis(Way way) {
        return all(way, TapsTurn::setUpMillis);
    }

    Spread lateMillis(Way way) {
        return all(way, TapsTurn::lateMillis);
    }

    /** By how much a leg's sound falls behind the clock in a second, as a share of it. */
    double behindShare(Way way) {
        return mean(all(way, TapsTurn::behindMillis)) / plan.time().toMillis();
    }

    /** The mean share of a window's sound that never came. */
    double missingShare(Way way) {
        return mean(all(way, TapsTurn::missingShares));
    }

    private static double mean(Spread spread) {
        return spread.sorted().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private Spread all(Way way, Function<TapsTurn, List<Double>> figure) {
        return new Spread(
                of(way).stream().flatMap(turn -> figure.apply(turn).stream()).toList());
    }

    /** Milliseconds of processor time a second and leg, of the PBX, beside what the calls cost untapped. */
    Spread pbxMillis(Way way) {
        double untapped = perLeg(Way.NOT_HEARD, TapsTurn::pbxNanos).median();
        return new Spread(perLeg(way, TapsTurn::pbxNanos).sorted().stream()
                .map(millis -> millis - untapped)
                .toList());
    }

    /** The same of the media thread here. */
    Spread mediaMillis(Way way) {
        return perLeg(way, turn -> turn.cpu().media());
    }

    /** The same of this whole process, beside what it takes where nothing is heard. */
    Spread processMillis(Way way) {
        double idle = perLeg(Way.NOT_HEARD, turn -> turn.cpu().process()).median();
        return new Spread(perLeg(way, turn -> turn.cpu().process()).sorted().stream()
                .map(millis -> millis - idle)
                .toList());
    }

    private Spread perLeg(Way way, ToDoubleFunction<TapsTurn> nanos) {
        return new Spread(of(way).stream()
                .map(turn -> nanos.applyAsDouble(turn)
                        / NANOS_PER_MILLI
                        / (turn.time().toNanos() / 1e9)
                        / plan.calls())
                .toList());
    }

    /** The share of the machine that worked, in each turn. */
    Spread busy() {
        return new Spread(turns.stream().map(TapsTurn::busy).toList());
    }

    long packets(Way way) {
        return of(way).stream().mapToLong(TapsTurn::packets).sum();
    }

    long stalls(Way way) {
        return of(way).stream().mapToLong(TapsTurn::stalls).sum();
    }
}
