package org.undertone.lab.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A telephone (RFC 3261) that a test holds in its hand: it neither registers nor has a password, for the PBX knows it by its
 * address. Any thread may use it; one thread of its own owns its calls.
 */
public final class SipPhone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipPhone.class);
    private static final int PORT = 5060;
    private static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, NOTIFY, REFER, MESSAGE";

    /** What it does when it is called. */
    public enum Called {
        /** Answers at once. */
        ANSWERS,
        /** Rings until its call is told to answer or to refuse. */
        RINGS,
        /** Refuses as busy. */
        IS_BUSY
    }

    private final String name;
    private final InetSocketAddress own;
    private final InetSocketAddress pbx;
    private final Thread reader;
    private final DatagramSocket socket;
    private final ScheduledExecutorService thread;
    private final ScheduledExecutorService clock;
    private final Transactions transactions;
    private final Random random = new Random();
    private final Map<String, SipCall> calls = new HashMap<>();
    private final BlockingQueue<SipCall> rung = new LinkedBlockingQueue<>();
    private final List<SipText> texts = new CopyOnWriteArrayList<>();
    private volatile List<Codec> codecs = List.of(Codec.ULAW);
    private volatile Called called = Called.ANSWERS;
    private volatile boolean vanished;

    private SipPhone(String name, InetSocketAddress own, InetSocketAddress pbx, DatagramSocket socket) {
        this.name = name;
        this.own = own;
        this.pbx = pbx;
        this.socket = socket;
        this.thread = executor("lab-sip-" + name);
        this.clock = executor("lab-sound-" + name);
        this.transactions = new Transactions(thread, this::send);
        this.reader = new Thread(this::read, "lab-sip-" + name + "-reader");
        reader.setDaemon(true);
    }

    /** Opens a phone at {@code own}, port 5060, whose calls go to the PBX at {@code pbx}, port 5060. */
    public static SipPhone open(String name, InetAddress own, InetAddress pbx) {
        InetSocketAddress here = new InetSocketAddress(own, PORT);
        try {
            SipPhone phone = new SipPhone(name, here, new InetSocketAddress(pbx, PORT), new DatagramSocket(here));
            phone.reader.start();
            return phone;
        } catch (IOException e) {
            throw new SipException(
                    "The phone " + name + " cannot have " + here + ": " + e.getMessage() + "; is it open already?", e);
        }
    }

    private static ScheduledExecutorService executor(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /** Its name, which is its endpoint at the PBX too: {@code PJSIP/line1}. */
    public String name() {
        return name;
    }

    /** The codecs that it offers and takes from now on, the best first; in the beginning {@code ULAW}. */
    public SipPhone speaks(Codec... best) {
        codecs = List.of(best);
        return this;
    }

    /** What it does with calls from now on; in the beginning it answers. */
    public SipPhone whenCalled(Called now) {
        called = now;
        return this;
    }

    /** Calls an extension of the PBX; returns at once. */
    public SipCall call(String extension) {
        SipCall call = SipCall.placed(this, codecs, uri(extension), openMedia());
        run(() -> {
            calls.put(call.id(), call);
            call.invite();
        });
        return call;
    }

    /** The next call that comes here, or came already; each is handed out once. */
    public SipCall awaitCall(Duration atMost) {
        try {
            return Optional.ofNullable(rung.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
                    .orElseThrow(
                            () -> new SipException("Nobody called " + name + " within " + atMost.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SipException("Interrupted while " + name + " waited for a call", e);
        }
    }

    /** The texts that it got by SIP MESSAGE, in the order of their coming. */
    public List<SipText> texts() {
        return List.copyOf(texts);
    }

    /** As if its power failed: in the middle of whatever it does it sends nothing any more, and never answers again. */
    public void vanish() {
        vanished = true;
        run(() -> calls.values().forEach(call -> call.media().die()));
    }

    /** Whether {@link #vanish} was called. */
    public boolean vanished() {
        return vanished;
    }

    /** Hangs up whatever goes on, and gives its address back. After {@link #vanish} it does so without a word. */
    @Override
    public void close() {
        run(() -> calls.values().forEach(SipCall::end));
        try {
            awaitGoodbyes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run(() -> calls.values().forEach(call -> call.media().close()));
        thread.shutdown();
        clock.shutdownNow();
        socket.close();
        awaitReader();
    }

    /** Until then its port is taken, and whoever opens this phone next would not get it. */
    private void awaitReader() {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the PBX has answered to all that this phone said; not for long, for the PBX may be gone. */
    private void awaitGoodbyes() throws InterruptedException {
        for (int tries = 0; tries < 100 && !vanished; tries++) {
            if (CompletableFuture.supplyAsync(transactions::idle, thread).join()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Does it on the phone's own thread. */
    void run(Runnable work) {
        try {
            thread.execute(guarded(work));
        } catch (RejectedExecutionException e) {
            throw new SipException("The phone " + name + " is closed", e);
        }
    }

    /** Does it on the phone's own thread, later; never, if the phone is closed before. */
    void runIn(Duration time, Runnable work) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, task -> {
                    if (!thread.isShutdown()) {
                        thread.execute(task);
                    }
                })
                .execute(guarded(work));
    }

    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("the phone {} could not do its work", name, e);
            }
        };
    }

    Transactions transactions() {
        return transactions;
    }

    String uri(String extension) {
        // '#' has another meaning in a URI (RFC 3261 section 25.1).
        return "sip:" + extension.replace("#", "%23") + "@" + pbx.getAddress().getHostAddress();
    }

    String address() {
        return "<sip:" + name + "@" + own.getAddress().getHostAddress() + ">";
    }

    String token() {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }

    private Media openMedia() {
        return Media.open(own.getAddress(), clock, random.nextInt() & 0xFFFFFFFFL);
    }

    /** What every request of this phone has (RFC 3261 section 8.1.1). */
    SipMessage request(String method, String uri, String branch) {
        return SipMessage.request(method, uri, "")
                .with("Via", "SIP/2.0/UDP " + own.getAddress().getHostAddress() + ":" + PORT + ";branch=" + branch)
                .with("Max-Forwards", "70");
    }

    SipMessage withContact(SipMessage message) {
        return message.with("Contact", "<sip:" + name + "@" + own.getAddress().getHostAddress() + ":" + PORT + ">")
                .with("Allow", ALLOW)
                .with("Supported", "replaces");
    }

    void send(SipMessage message) {
        if (vanished) {
            return;
        }
        byte[] bytes = message.bytes();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, pbx));
        } catch (IOException e) {
            LOG.debug("the phone {} could not send; it will again", name, e);
        }
    }

    private void read() {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                SipMessage.parse(buffer, packet.getLength())
                        .filter(message -> !vanished)
                        .ifPresent(message -> run(() -> take(message)));
            } catch (IOException | SipException e) {
                LOG.debug("the phone {} is closing, or nobody hears it", name, e);
            }
        }
    }

    private void take(SipMessage message) {
        Optional<SipCall> call = Optional.ofNullable(calls.get(message.callId()));
        if (!message.isRequest()) {
            if (!transactions.take(message)) {
                call.ifPresent(known -> known.repeatedAnswer(message));
            }
        } else if (message.method().equals("ACK")) {
            call.ifPresent(known -> known.acknowledged(message));
        } else if (!transactions.repeated(message)) {
            serve(message, call);
        }
    }

    private void serve(SipMessage request, Optional<SipCall> call) {
        if (call.isPresent()) {
            call.get().serve(request);
        } else if (request.method().equals("INVITE")) {
            ring(request);
        } else if (request.method().equals("MESSAGE")) {
            texts.add(new SipText(
                    SipMessage.uri(request.header("From")), request.header("Content-Type"), request.body()));
            transactions.answer(request, request.response(200, "OK").withToTag(token()));
        } else if (List.of("OPTIONS", "NOTIFY").contains(request.method())) {
            transactions.answer(request, request.response(200, "OK").withToTag(token()));
        } else {
            transactions.answer(
                    request,
                    request.response(481, "Call/Transaction Does Not Exist").withToTag(token()));
        }
    }

    private void ring(SipMessage invite) {
        SipCall call = SipCall.taken(this, codecs, invite, openMedia());
        calls.put(call.id(), call);
        if (called == Called.IS_BUSY) {
            call.refuse(486, "Busy Here");
        } else {
            call.ring();
            if (called == Called.ANSWERS) {
                call.accept();
            }
        }
        rung.add(call);
    }
}
