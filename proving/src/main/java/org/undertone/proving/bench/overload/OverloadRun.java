package org.undertone.proving.bench.overload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.NotScoredReason;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.proving.bench.legs.LegsRun;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Memory;

/**
 * What an overload came to.
 *
 * @param plan what was asked for
 * @param begunAt when all legs had begun
 * @param fallenAt when most hung up
 * @param steps that were taken, in order
 * @param parts what was assessed when
 * @param hurtUntil after the fall, until no window was missed or late any more
 * @param looks at the memory
 * @param windows of the whole run
 * @param calls of it
 * @param cpu processor time of this process during the overload
 * @param generatorNanos processor time of the process that sent, likewise
 * @param machineBusy the share of the machine that worked, whoever made it work, 0..1
 * @param rtp of the whole run
 */
record OverloadRun(
        OverloadPlan plan,
        Instant begunAt,
        Instant fallenAt,
        List<LoadStep> steps,
        List<OverloadPart> parts,
        Duration hurtUntil,
        List<Look> looks,
        Windows windows,
        Calls calls,
        CpuTimes cpu,
        long generatorNanos,
        double machineBusy,
        LegsRun.Rtp rtp) {

    /**
     * The memory at one time.
     *
     * @param at since the load began; negative for before the first leg
     * @param overload whether the load was there
     */
    record Look(Duration at, boolean overload, Memory memory) {}

    /**
     * What became of all windows that were cut.
     *
     * @param notScored by the engine, and why
     * @param paused not given to the engine, since their profile was paused
     * @param hungUp that waited when their leg hung up
     */
    record Windows(
            long cut, long scored, long noSpeech, Map<NotScoredReason, Long> notScored, long paused, long hungUp) {

        long lost() {
            return notScored.values().stream().mapToLong(Long::longValue).sum();
        }

        long unaccounted() {
            return cut - scored - noSpeech - lost() - paused - hungUp;
        }
    }

    /**
     * What became of calls.
     *
     * @param late that began in the overload
     * @param refused of these, for which there was no room when they began
     * @param waiting of these, that never got any
     */
    record Calls(int late, int refused, int waiting) {}

    /** All of the overload in one. */
    OverloadPart overload() {
        OverloadPart all = new OverloadPart(Duration.ZERO, true);
        for (OverloadPart part : parts) {
            if (part.overload()) {
                all.add(part);
            }
        }
        return all;
    }

    /** The share of windows with speech, of those that were looked at for it to the end. */
    double speechShare() {
        return windows.scored() / (double) (windows.scored() + windows.noSpeech());
    }

    /** The share of the machine that this process used, 0..1. */
    double utilisation() {
        return cpu.process() / (double) cpu.at() / Machine.cores();
    }

    double generator() {
        return generatorNanos / (double) cpu.at() / Machine.cores();
    }

    double others() {
        return Math.max(0, machineBusy - utilisation() - generator());
    }

    /** The level at that time. */
    LoadLevel levelAt(Instant at) {
        LoadLevel level = LoadLevel.FULL;
        for (LoadStep step : steps) {
            if (!step.at().isAfter(at)) {
                level = step.to();
            }
        }
        return level;
    }

    /** Whether each step leads to the one above or below. */
    boolean inOrder() {
        List<LoadLevel> levels = List.of(LoadLevel.values());
        LoadLevel level = LoadLevel.FULL;
        for (LoadStep step : steps) {
            if (step.from() != level || Math.abs(levels.indexOf(step.to()) - levels.indexOf(level)) != 1) {
                return false;
            }
            level = step.to();
        }
        return true;
    }

    /** Whether the last step was reached. */
    boolean allTaken() {
        return steps.stream().anyMatch(step -> step.to() == LoadLevel.NO_NEW_TAPS);
    }

    /** From the fall until everything is heard as the settings say, to stay so; empty where it never was. */
    Optional<Duration> fullAfter() {
        if (steps.isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
        LoadStep last = steps.get(steps.size() - 1);
        return last.to() == LoadLevel.FULL
                ? Optional.of(max(Duration.ZERO, Duration.between(fallenAt, last.at())))
                : Optional.empty();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
