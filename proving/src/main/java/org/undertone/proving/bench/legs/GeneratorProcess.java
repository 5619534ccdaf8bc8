package org.undertone.proving.bench.legs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.undertone.proving.bench.measure.BenchException;

/** {@link RtpGenerator} in its process, which ends with this one. */
public final class GeneratorProcess implements AutoCloseable {

    private static final String WHAT_TO_DO = "; its own words are above";
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    private GeneratorProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
    }

    /**
     * What it sent.
     *
     * @param packets that somebody listened for
     * @param refused that went to a port that nobody had
     * @param latest the most that one was sent too late
     */
    public record Sent(long packets, long refused, Duration latest) {}

    /**
     * Starts it; when this returns, it sends.
     *
     * @param ports one a leg, on the loopback address
     * @param spread over which legs begin, at random
     */
    public static GeneratorProcess start(List<Integer> ports, long seed, Duration spread) {
        GeneratorProcess generator = null;
        try {
            generator = new GeneratorProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RtpGenerator.class.getName(),
                            String.valueOf(seed),
                            String.valueOf(spread.toMillis()))
                    .redirectError(Redirect.INHERIT)
                    .start());
            generator.begin(ports);
            return generator;
        } catch (IOException e) {
            if (generator != null) {
                generator.close();
            }
            throw new BenchException("the process that sends RTP does not start: " + e.getMessage() + WHAT_TO_DO, e);
        }
    }

    private void begin(List<Integer> ports) throws IOException {
        for (int port : ports) {
            orders.write(port + "\n");
        }
        orders.write(RtpGenerator.GO + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (!RtpGenerator.READY.equals(answer)) {
            throw new IOException("it answered " + answer);
        }
    }

    /** Begins a leg more. */
    public void add(int port) {
        order(List.of(RtpGenerator.ADD + port));
    }

    /** Ends legs, within a packet's time or two. */
    public void drop(List<Integer> ports) {
        order(ports.stream().map(port -> RtpGenerator.DROP + port).toList());
    }

    private void order(List<String> lines) {
        try {
            for (String line : lines) {
                orders.write(line + "\n");
            }
            orders.flush();
        } catch (IOException e) {
            throw new BenchException("the process that sends RTP takes no orders: " + e.getMessage() + WHAT_TO_DO, e);
        }
    }

    /** The processor time that it has used so far, to 10 ms. */
    public long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Lets it send no more, and waits for its end. */
    public Sent stop() {
        try {
            orders.write(RtpGenerator.STOP + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (answer == null || !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it did not end in order");
            }
            String[] figures = answer.split(" ", -1);
            return new Sent(
                    Long.parseLong(figures[0]),
                    Long.parseLong(figures[1]),
                    Duration.ofNanos(Long.parseLong(figures[2])));
        } catch (IOException e) {
            throw new BenchException("the process that sends RTP failed: " + e.getMessage() + WHAT_TO_DO, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while RTP was sent", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
