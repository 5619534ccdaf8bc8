package org.undertone.lab;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.lab.asterisk.Asterisk;
import org.undertone.lab.asterisk.AsteriskInstall;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.othermakers.BaresipPhone;
import org.undertone.lab.othermakers.SippPhones;
import org.undertone.lab.othermakers.SippScenario;
import org.undertone.lab.othermakers.Softphone;
import org.undertone.lab.sip.SipPhone;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Templates;
import org.undertone.lab.tool.Waiting;

/**
 * A small call centre on loopback addresses of its own: a {@link Pbx} and {@link Phones}, two private Asterisks,
 * {@linkplain #baresip phones} {@linkplain #sippCustomers of other makers}, and {@linkplain #sipPhone phones in plain Java}
 * for what none of these can play. Many labs may run side by side. Nothing of a lab outlives {@link #close}, nor its JVM,
 * even if that is killed. Any thread may use it.
 *
 * <p>Lab N has 127.77.N.1 (PBX), 127.77.N.2 (phones), 127.77.N.3 (free), 127.77.N.11 to 127.77.N.18 (SIP phones) and
 * 127.77.N.21 to 127.77.N.32 (phones of other makers) for itself. Media that the PBX sends to an application leaves from a
 * port between 10000 and 31999, on 127.0.0.1 if that is where the application is: let the application listen on other ports
 * there.
 */
public final class Lab implements AutoCloseable {
    static final String PHONE_PASSWORD = "phone";

    /** Their places are their addresses, from 127.77.N.11 on; as in {@code pbx/pjsip.conf}. */
    private static final List<String> SIP_PHONES =
            List.of("line1", "line2", "line3", "line4", "direct1", "direct2", "mortal1", "mortal2");

    private static final int FIRST_SIP_PHONE = 11;

    private static final Logger LOG = LoggerFactory.getLogger(Lab.class);

    private final Deque<AutoCloseable> opened;
    private final LoopbackClaim addresses;
    private final Pbx pbx;
    private final Phones phones;
    private final OtherMakers otherMakers;
    private final Duration patience;
    private final List<SipPhone> sipPhones = new CopyOnWriteArrayList<>();

    private Lab(Deque<AutoCloseable> opened, LoopbackClaim addresses, Pbx pbx, Phones phones, LabOptions options) {
        this.opened = opened;
        this.addresses = addresses;
        this.pbx = pbx;
        this.phones = phones;
        this.otherMakers = new OtherMakers(options, addresses, pbx);
        this.patience = options.patience();
    }

    /**
     * Starts a lab; when it returns, all phones are registered. About two seconds; the first time on a machine without
     * Asterisk one is downloaded, which takes up to some minutes.
     */
    public static Lab start(LabOptions options) {
        long began = System.nanoTime();
        Asterisk asterisk = find(options);
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            LoopbackClaim addresses = LoopbackClaim.take();
            opened.push(addresses);
            Pbx pbx = new Pbx(asterisk, options, addresses);
            opened.push(pbx.asterisk());
            Phones phones = new Phones(asterisk, options.temp(), addresses, options.patience());
            opened.push(phones.asterisk());
            // Both at once: a phone waits a second anyhow before it first registers.
            pbx.asterisk().launch();
            phones.asterisk().launch();
            pbx.asterisk().awaitBooted();
            phones.asterisk().awaitBooted();
            Lab lab = new Lab(opened, addresses, pbx, phones, options);
            lab.awaitRegistered();
            LOG.info(
                    "lab {} is up at {} with Asterisk {} ({} ms)",
                    addresses.number(),
                    pbx.address().getHostAddress(),
                    asterisk.version(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            return lab;
        } catch (LabException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** Makes sure that there is an Asterisk to run, so that {@link #start} need not download one; returns its version. */
    public static String prepare(LabOptions options) {
        return find(options).version();
    }

    private static Asterisk find(LabOptions options) {
        return AsteriskInstall.ofThisMachine(options.cache()).find();
    }

    /** The Asterisk under test. */
    public Pbx pbx() {
        return pbx;
    }

    /** The phones that are registered at the PBX. */
    public Phones phones() {
        return phones;
    }

    /** {@code 127.77.N.3}: an address of this lab on which nothing listens, for whoever takes the PBX's media. */
    public InetAddress spareAddress() {
        return addresses.host(3);
    }

    /**
     * Opens a phone that can do everything that a telephone may: {@code line1}, {@code line2}, {@code direct1} (direct media)
     * and {@code mortal1} (the PBX hangs it up after 3 s without sound) are customers, {@code line3}, {@code line4},
     * {@code direct2} and {@code mortal2} are agents. Each is open once at a time; {@link #reset} closes all.
     */
    public SipPhone sipPhone(String name) {
        int place = SIP_PHONES.indexOf(name);
        if (place < 0) {
            throw new LabException("The lab has no phone '" + name + "', only " + SIP_PHONES);
        }
        SipPhone phone = SipPhone.open(name, addresses.host(FIRST_SIP_PHONE + place), pbx.address());
        sipPhones.add(phone);
        return phone;
    }

    /**
     * Starts a phone of another maker, Debian's baresip, which is downloaded if this machine's cache has none yet; half a
     * second. Each is open once at a time; {@link #reset} closes all.
     *
     * @param says what it says in each of its calls, from the beginning: 8 kHz, 16 bit, mono
     */
    public BaresipPhone baresip(Softphone phone, Softphone.Codec codec, Path says) {
        return otherMakers.baresip(phone, codec, says);
    }

    /** Starts agents of another maker, Debian's sipp, who take any number of calls. {@link #reset} closes them. */
    public SippPhones sippAgents(Path says) {
        return otherMakers.sipp(SippScenario.AGENTS, "", 0, Optional.of(says));
    }

    /** Starts one that sends whoever calls on to an extension, in place of {@link #sippAgents}. {@link #reset} closes it. */
    public SippPhones sippForwards(String extension) {
        return otherMakers.sipp(SippScenario.FORWARDS, extension, 0, Optional.empty());
    }

    /** Starts that many customers of another maker, Debian's sipp, who call an extension at once. {@link #reset} closes them. */
    public SippPhones sippCustomers(SippScenario scenario, String extension, int calls, Path says) {
        return otherMakers.sipp(scenario, extension, calls, Optional.of(says));
    }

    private void closeSipPhones() {
        for (SipPhone phone : List.copyOf(sipPhones)) {
            sipPhones.remove(phone);
            phone.close();
            if (phone.vanished()) {
                pbx.hangUpAll("PJSIP/" + phone.name() + "-");
            }
        }
    }

    /** A piece of speech as a file; it lives as long as the lab. */
    public Path speech(Speech speech) {
        Path file = phones.asterisk().folder().resolve(speech.fileName());
        if (!Files.exists(file)) {
            Templates.copy(speech.resource(), file);
        }
        return file;
    }

    /** Waits until all phones are registered at the PBX, as they are after the start and some seconds after its restart. */
    public void awaitRegistered() {
        boolean all = Waiting.until(patience, () -> {
            String contacts = pbx.command("pjsip show contacts");
            return Phones.NAMES.stream().allMatch(phone -> contacts.contains(phone + "/sip:"));
        });
        if (!all) {
            throw new LabException("Not all phones registered at the lab's PBX. It has:\n"
                    + pbx.command("pjsip show contacts") + "\nThe phones say:\n"
                    + phones.asterisk().command("pjsip show registrations"));
        }
    }

    /**
     * Waits until neither the PBX nor the phones have a channel, nor the PBX a bridge; else tells what is left. An empty
     * bridge of a parking lot or of agents does not count: once used, Asterisk keeps it for ever.
     */
    public void awaitIdle(Duration atMost) {
        boolean idle = Waiting.until(
                atMost,
                () -> pbx.channels().isEmpty()
                        && pbx.bridges().stream().allMatch(Bridge::isEmptyWaitingRoom)
                        && phones.channels() == 0);
        if (!idle) {
            throw new LabException("The lab is not idle after " + atMost.toMillis() + " ms: " + pbx.channels() + ", "
                    + pbx.bridges() + ", and " + phones.channels() + " channels of the phones");
        }
    }

    /**
     * Waits until so many conversations go on. A phone that was answered is not in one yet: what it asks of the PBX before
     * (a hold, a transfer) is refused, or lost.
     */
    public void awaitConversations(int count, Duration atMost) {
        boolean met = Waiting.until(
                atMost,
                () -> pbx.bridges().stream()
                                .filter(bridge -> bridge.channels().size() > 1)
                                .count()
                        >= count);
        if (!met) {
            throw new LabException("After " + atMost.toMillis() + " ms there are no " + count + " conversations, but "
                    + pbx.bridges() + " of " + pbx.channels());
        }
    }

    /**
     * Makes the lab as new, for the next test: hangs up every call, closes the {@linkplain #sipPhone SIP phones}, forgets the calls that rang and the scripts that were
     * set, and waits until the lab is idle. Call detail records and recordings stay.
     */
    public void reset() {
        phones.hangUpAll();
        closeSipPhones();
        otherMakers.close();
        awaitIdle(patience);
        phones.forget();
    }

    /** An entity id for Asterisk, other for each instance; its default would be the same for all on one machine. */
    public static String entity(int number, int host) {
        return String.format(Locale.ROOT, "02:00:7f:4d:%02x:%02x", number, host);
    }

    @Override
    public void close() {
        sipPhones.forEach(SipPhone::close);
        otherMakers.close();
        pbx.asterisk().letGo();
        phones.asterisk().letGo();
        closeAll(opened);
    }

    static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the lab could not be closed", e);
            }
        }
    }
}
