package org.undertone.lab;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.install.PhonePrograms;
import org.undertone.lab.othermakers.BaresipPhone;
import org.undertone.lab.othermakers.OtherMakersSetup;
import org.undertone.lab.othermakers.SippPhones;
import org.undertone.lab.othermakers.SippScenario;
import org.undertone.lab.othermakers.Softphone;
import org.undertone.lab.tool.LabException;

/** The phones of other makers that a lab has open. Any thread may use it. */
final class OtherMakers implements AutoCloseable {
    private final LabOptions options;
    private final LoopbackClaim addresses;
    private final Pbx pbx;
    private final ConcurrentLinkedQueue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    OtherMakers(LabOptions options, LoopbackClaim addresses, Pbx pbx) {
        this.options = options;
        this.addresses = addresses;
        this.pbx = pbx;
    }

    BaresipPhone baresip(Softphone phone, Softphone.Codec codec, Path says) {
        if (phone == Softphone.WEBRTC) {
            pbx.speakIce(IceAddress.ofThisMachine()
                    .orElseThrow(
                            () -> new LabException("A phone that speaks ICE needs a network interface other than the"
                                    + " loopback, and this machine has none that is up with an IPv4 address.")));
        }
        BaresipPhone opened = BaresipPhone.open(phone, codec, says, setup());
        open.add(opened);
        return opened;
    }

    SippPhones sipp(SippScenario scenario, String extension, int calls, Optional<Path> says) {
        SippPhones opened = SippPhones.start(scenario, extension, calls, says, setup());
        open.add(opened);
        return opened;
    }

    private OtherMakersSetup setup() {
        return new OtherMakersSetup(PhonePrograms.find(options.cache()), options.temp(), addresses, options.patience());
    }

    /** Closes those that are open; others may be opened afterwards. */
    @Override
    public void close() {
        Deque<AutoCloseable> phones = new ArrayDeque<>();
        for (AutoCloseable phone = open.poll(); phone != null; phone = open.poll()) {
            phones.add(phone);
        }
        Lab.closeAll(phones);
    }
}
