package org.undertone.lab.othermakers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.KeptProgram;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Templates;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

/**
 * A telephone of another maker: Debian's baresip, in a process of its own. It answers whoever calls it, and in each of its
 * calls plays the same sound from its beginning; at the sound's end it hangs up. Any thread may use it.
 */
public final class BaresipPhone implements AutoCloseable {
    private static final int CONTROL_PORT = 4444;

    private final Softphone kind;
    private final InetAddress pbx;
    private final Duration patience;
    private final KeptProgram program;
    private final BaresipControl control;
    /** Held while it is told something: its commands are about the call that was named last. */
    private final Object telling = new Object();

    private final Object guard = new Object();
    private final Map<String, BaresipCall> calls = new HashMap<>();
    /** Calls that were placed and whose id is not known yet. */
    private final Queue<BaresipCall> placed = new ArrayDeque<>();

    private final BlockingQueue<BaresipCall> rung = new LinkedBlockingQueue<>();

    private BaresipPhone(Softphone kind, OtherMakersSetup setup, KeptProgram program) {
        this.kind = kind;
        this.pbx = setup.addresses().host(1);
        this.patience = setup.patience();
        this.program = program;
        this.control = connected(new InetSocketAddress(setup.addresses().host(kind.host()), CONTROL_PORT));
    }

    /** Starts one that says a sound in each of its calls. */
    public static BaresipPhone open(Softphone kind, Softphone.Codec codec, Path sound, OtherMakersSetup setup) {
        Wav.check(sound);
        Path folder = Folders.newIn(setup.temp());
        KeptProgram program = KeptProgram.start(
                "baresip " + kind.endpoint(),
                folder,
                setup.programs().command("baresip", "-f", folder.toString(), "-v", "-s"),
                setup.patience(),
                () -> write(folder, kind, codec, sound, setup));
        try {
            BaresipPhone phone = new BaresipPhone(kind, setup, program);
            phone.checkAccount();
            return phone;
        } catch (LabException e) {
            program.close();
            throw e;
        }
    }

    private static void write(Path folder, Softphone kind, Softphone.Codec codec, Path sound, OtherMakersSetup setup)
            throws IOException {
        LoopbackClaim addresses = setup.addresses();
        Files.writeString(
                folder.resolve("config"),
                Templates.fill(
                        "baresip/config",
                        Map.of(
                                "ADDRESS", addresses.host(kind.host()).getHostAddress(),
                                "CONTROL_PORT", String.valueOf(CONTROL_PORT),
                                "MODULES", setup.programs().baresipModules().toString(),
                                "RTCP_MUX", kind == Softphone.WEBRTC ? "yes" : "no",
                                "RTP_START", String.valueOf(addresses.firstRtpPort()),
                                "RTP_END", String.valueOf(addresses.lastRtpPort()),
                                "SOUND", sound.toAbsolutePath().toString())));
        Files.writeString(
                folder.resolve("accounts"), kind.account(addresses.host(1).getHostAddress(), codec));
        Files.writeString(folder.resolve("contacts"), "");
    }

    private BaresipControl connected(InetSocketAddress address) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return BaresipControl.connect(address, this::take);
            } catch (IOException e) {
                if (!program.running() || System.nanoTime() - deadline > 0) {
                    throw program.failed("did not come up at " + address);
                }
                Waiting.pause(Duration.ofMillis(20));
            }
        }
    }

    /** What it does not understand of its settings it leaves out, with a line in its log. */
    private void checkAccount() {
        if (log().stream().anyMatch(line -> line.contains("account: ") && line.contains(" not found"))) {
            throw failed("does not have all that it is to speak");
        }
    }

    /** Its endpoint at the PBX: {@code PJSIP/} and this. */
    public String name() {
        return kind.endpoint();
    }

    /** Calls an extension of the PBX on a free line; returns at once. */
    public BaresipCall call(String extension) {
        BaresipCall call = new BaresipCall(this, extension);
        synchronized (telling) {
            synchronized (guard) {
                placed.add(call);
            }
            control.send("dial", uri(extension));
        }
        return call;
    }

    /** The next call that comes here, or came already; each is handed out once. */
    public BaresipCall awaitCall(Duration atMost) {
        try {
            return Optional.ofNullable(rung.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
                    .orElseThrow(() -> failed("was not called within " + atMost.toMillis() + " ms"));
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    String uri(String extension) {
        return "sip:" + extension + "@" + pbx.getHostAddress() + ":" + kind.pbxPort();
    }

    /** Does something with one of its calls. */
    void tell(BaresipCall call, String command, String parameters) {
        synchronized (telling) {
            control.send("callfind", call.id());
            control.send(command, parameters);
        }
    }

    LabException failed(String what) {
        return program.failed(what);
    }

    /** The SIP messages and whatever else it printed so far, line by line. */
    List<String> log() {
        return program.log();
    }

    private void take(JsonNode event) {
        String id = event.path("id").asText();
        if (id.isEmpty()) {
            return;
        }
        BaresipCall call = known(id, event.path("direction").asText().equals("incoming"));
        call.take(event.path("type").asText(), event.path("param").asText());
    }

    private BaresipCall known(String id, boolean incoming) {
        synchronized (guard) {
            BaresipCall call = calls.get(id);
            if (call == null) {
                call = incoming || placed.isEmpty() ? new BaresipCall(this, "") : placed.remove();
                call.isKnownAs(id);
                calls.put(id, call);
                if (incoming) {
                    rung.add(call);
                }
            }
            return call;
        }
    }

    /** Ends its calls and itself. */
    @Override
    public void close() {
        control.close();
        if (program.running()) {
            program.stop();
        }
        program.close();
    }
}
