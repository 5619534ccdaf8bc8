package org.undertone.lab.othermakers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.KeptProgram;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Templates;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

/** Many phones of another maker at once: Debian's sipp, in a process of its own, with one scenario. Any thread may use it. */
public final class SippPhones implements AutoCloseable {
    private static final int SIP_PORT = 5060;
    private static final int CONTROL_PORT = 8888;
    private static final String ERRORS = "errors";
    /** "Quit at once": it hangs up every call that it placed. */
    private static final byte[] QUIT = {'Q'};

    private static final Pattern ABORTED = Pattern.compile("Aborted call");
    private static final Duration GOODBYES = Duration.ofSeconds(1);

    private final SippScenario scenario;
    private final int calls;
    private final Duration patience;
    private final InetAddress address;
    private final KeptProgram program;

    private SippPhones(SippScenario scenario, int calls, Duration patience, InetAddress address, KeptProgram program) {
        this.scenario = scenario;
        this.calls = calls;
        this.patience = patience;
        this.address = address;
        this.program = program;
    }

    /**
     * Starts them.
     *
     * @param extension what they call, or send a caller on to; empty if they do neither
     * @param calls how many call, if they do
     * @param sound what each says, if anything
     */
    public static SippPhones start(
            SippScenario scenario, String extension, int calls, Optional<Path> sound, OtherMakersSetup setup) {
        sound.ifPresent(Wav::check);
        Path folder = Folders.newIn(setup.temp());
        InetAddress address = setup.addresses().host(scenario.host());
        KeptProgram program = KeptProgram.start(
                "sipp " + scenario.file(),
                folder,
                setup.programs().command("sipp", arguments(scenario, extension, calls, folder, setup.addresses())),
                setup.patience(),
                () -> write(folder, scenario, sound));
        SippPhones phones = new SippPhones(scenario, calls, setup.patience(), address, program);
        if (!Waiting.until(setup.patience(), () -> phones.listens() || !program.running())) {
            LabException problem = program.failed("did not come up at " + address.getHostAddress());
            program.close();
            throw problem;
        }
        return phones;
    }

    private static String[] arguments(
            SippScenario scenario, String extension, int calls, Path folder, LoopbackClaim addresses) {
        String own = addresses.host(scenario.host()).getHostAddress();
        List<String> arguments =
                new ArrayList<>(List.of("-sf", folder.resolve(scenario.file()).toString()));
        arguments.addAll(List.of("-i", own, "-p", String.valueOf(SIP_PORT)));
        arguments.addAll(List.of("-mi", own, "-mp", String.valueOf(addresses.firstRtpPort())));
        arguments.addAll(List.of("-ci", own, "-cp", String.valueOf(CONTROL_PORT)));
        arguments.addAll(List.of(
                "-nostdin", "-trace_err", "-error_file", folder.resolve(ERRORS).toString()));
        if (!extension.isEmpty()) {
            arguments.addAll(List.of("-s", extension));
        }
        if (scenario.calls()) {
            arguments.addAll(List.of("-r", String.valueOf(calls), "-l", String.valueOf(calls)));
            // One more than there ever are at once: with all placed it would take no order to quit.
            arguments.addAll(List.of("-m", String.valueOf(calls + 1)));
        }
        arguments.add(addresses.host(1).getHostAddress() + ":" + SIP_PORT);
        return arguments.toArray(String[]::new);
    }

    private static void write(Path folder, SippScenario scenario, Optional<Path> sound) throws IOException {
        Path encoded = folder.resolve("sound.ulaw");
        Files.writeString(
                folder.resolve(scenario.file()),
                Templates.fill("sipp/" + scenario.file(), Map.of("SOUND", encoded.toString())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sound.map(wav -> PhoneSound.wav(Codec.ULAW, wav))
                .ifPresent(said -> said.frames().forEach(bytes::writeBytes));
        Files.write(encoded, bytes.toByteArray());
    }

    private boolean listens() {
        try (DatagramSocket ours = new DatagramSocket(new InetSocketAddress(address, CONTROL_PORT))) {
            return !ours.isBound();
        } catch (SocketException e) {
            // It is taken.
            return true;
        }
    }

    /** What went otherwise than the scenario says, in sipp's words. */
    public List<String> problems() {
        return program.text(ERRORS).lines().toList();
    }

    /** Hangs up all calls that were placed here, at once, and ends; an error if anything went otherwise than it should. */
    public void hangUp() {
        if (!program.running() || !problems().isEmpty()) {
            throw program.failed("met what its scenario does not know: " + problems());
        }
        quit();
        if (!Waiting.until(patience, () -> aborted() == calls)) {
            throw program.failed("did not hang up: " + problems());
        }
    }

    private void quit() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(QUIT, QUIT.length, address, CONTROL_PORT));
        } catch (IOException e) {
            throw new LabException("Cannot tell sipp " + scenario.file() + " to quit: " + e.getMessage(), e);
        }
    }

    private long aborted() {
        // It does not end each with a line break.
        return ABORTED.matcher(program.text(ERRORS)).results().count();
    }

    /** Hangs up and ends, whatever went wrong. */
    @Override
    public void close() {
        try {
            if (program.running()) {
                quit();
                Waiting.until(GOODBYES, () -> aborted() == calls);
                // With sound on the line it never ends by itself.
                program.stop();
            }
        } finally {
            program.close();
        }
    }
}
