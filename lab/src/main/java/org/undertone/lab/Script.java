package org.undertone.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.undertone.lab.tool.LabException;

/**
 * What a phone does in a call, step by step. After the last step it stays on the line, silent, until somebody hangs up.
 * Values: every method returns a new script.
 */
public final class Script {
    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]+");

    private final Duration ringing;
    private final boolean busy;
    private final List<Step> steps;

    /** A step, and how the phones' dialplan is told of it. */
    sealed interface Step {}

    record Play(String label, Path wav) implements Step {}

    record Pause(Duration time) implements Step {}

    record Keys(String digits) implements Step {}

    record HangUp() implements Step {}

    private Script(Duration ringing, boolean busy, List<Step> steps) {
        this.ringing = ringing;
        this.busy = busy;
        this.steps = List.copyOf(steps);
    }

    /** Answers at once, says nothing and stays: the start of every other script. */
    public static Script silent() {
        return new Script(Duration.ZERO, false, List.of());
    }

    /** Refuses the call as busy; only for a phone that is called. */
    public static Script busy() {
        return new Script(Duration.ZERO, true, List.of());
    }

    /** Rings that long before it answers; only for a phone that is called. */
    public Script ringFor(Duration time) {
        return new Script(time, busy, steps);
    }

    /**
     * Plays a WAV file (8 kHz, 16 bit, mono) to its end.
     *
     * @param label names this step in {@link PhoneCall#startedPlaying}; give each step of a call its own
     */
    public Script play(String label, Path wav) {
        return with(new Play(label, wav));
    }

    /** Says nothing for that long. */
    public Script pause(Duration time) {
        return with(new Pause(time));
    }

    /** Presses keys (RFC 4733 events): digits, {@code A} to {@code D}, {@code *} and {@code #}. */
    public Script dial(String digits) {
        if (!KEYS.matcher(digits).matches()) {
            throw new LabException("A phone has no keys '" + digits + "': only digits, A to D, * and #");
        }
        return with(new Keys(digits));
    }

    /** Ends the call; no step after it is done. */
    public Script hangUp() {
        return with(new HangUp());
    }

    private Script with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Script(ringing, busy, more);
    }

    /**
     * The tokens of {@code phones/extensions.conf}, with the answering.
     *
     * @param clip makes a step's sound known to the phones and gives its number
     */
    String answering(Function<Play, Integer> clip) {
        if (busy) {
            return "B";
        }
        String ring = ringing.isZero() ? "" : "W" + seconds(ringing) + "-";
        String rest = going(clip);
        return ring + "A" + (rest.isEmpty() ? "" : "-" + rest);
    }

    /** The tokens of the steps alone, for a call that is up already. */
    String going(Function<Play, Integer> clip) {
        return String.join("-", steps.stream().map(step -> token(step, clip)).toList());
    }

    private static String token(Step step, Function<Play, Integer> clip) {
        if (step instanceof Play play) {
            return "P" + clip.apply(play);
        }
        if (step instanceof Pause pause) {
            return "W" + seconds(pause.time());
        }
        return step instanceof Keys keys ? "D" + keys.digits() : "H";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }
}
