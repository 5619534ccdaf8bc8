package org.undertone.lab.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/**
 * A client of Asterisk's manager interface, as far as the lab needs it. One thread reads; events go to the listener on
 * that thread, so a listener must not call back here. Any thread may send.
 */
public final class Ami implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ami.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Socket socket;
    private final OutputStream out;
    private final Duration patience;
    private final Consumer<AmiMessage> listener;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<AmiMessage> booted = new CompletableFuture<>();
    private volatile boolean open = true;

    /** What is waited for: one response, or a list of events up to its end. */
    private record Pending(CompletableFuture<List<AmiMessage>> done, List<AmiMessage> parts, boolean list) {}

    private Ami(Socket socket, Duration patience, Consumer<AmiMessage> listener) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.patience = patience;
        this.listener = listener;
    }

    /** Connects and logs in; an {@link IOException} if nobody listens there (yet). */
    static Ami connect(InetSocketAddress address, String secret, Duration patience, Consumer<AmiMessage> listener)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) CONNECT.toMillis());
            socket.setTcpNoDelay(true);
            Ami ami = new Ami(socket, patience, listener);
            Thread reader = new Thread(ami::read, "lab-ami-" + address.getHostString());
            reader.setDaemon(true);
            reader.start();
            ami.send("Login", Map.of("Username", "lab", "Secret", secret));
            return ami;
        } catch (IOException | LabException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits until Asterisk says that it has booted, or the connection ends. */
    boolean awaitBooted(Duration atMost) {
        return Waiting.until(atMost, () -> booted.isDone() || !open) && booted.isDone();
    }

    /** Sends an action and waits for its response; a response that is an error is thrown. */
    public AmiMessage send(String action, Map<String, String> headers) {
        return sendFor(action, headers, false).get(0);
    }

    /** Sends an action that answers with a list, and waits for all of its events. */
    public List<AmiMessage> list(String action, Map<String, String> headers) {
        return sendFor(action, headers, true);
    }

    /** Sends an action and does not wait for its response, which goes nowhere. */
    void post(String action, Map<String, String> headers) {
        write(action, "lab-" + ids.incrementAndGet(), headers);
    }

    private List<AmiMessage> sendFor(String action, Map<String, String> headers, boolean list) {
        String id = "lab-" + ids.incrementAndGet();
        Pending waiting = new Pending(new CompletableFuture<>(), new ArrayList<>(), list);
        pending.put(id, waiting);
        try {
            write(action, id, headers);
            return Waiting.get(
                    waiting.done(),
                    patience,
                    () -> "AMI action " + action + " at " + socket.getRemoteSocketAddress() + " failed");
        } finally {
            pending.remove(id);
        }
    }

    private void write(String action, String id, Map<String, String> headers) {
        StringBuilder text = new StringBuilder("Action: " + action + "\r\nActionID: " + id + "\r\n");
        headers.forEach((name, value) -> {
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
                throw new LabException("AMI header " + name + " must be one line");
            }
            text.append(name).append(": ").append(value).append("\r\n");
        });
        try {
            synchronized (out) {
                out.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            throw new LabException(
                    "Asterisk's manager at " + socket.getRemoteSocketAddress() + " is gone; is it stopped?", e);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    lines.add(line);
                } else if (!lines.isEmpty()) {
                    take(AmiMessage.of(lines));
                    lines.clear();
                }
            }
        } catch (IOException e) {
            LOG.debug("the manager's connection ended", e);
        } finally {
            open = false;
            pending.values().forEach(waiting -> waiting.done()
                    .completeExceptionally(new LabException("the connection to Asterisk's manager ended")));
        }
    }

    private void take(AmiMessage message) {
        if (message.is("FullyBooted")) {
            booted.complete(message);
        }
        Pending waiting = pending.get(message.get("ActionID"));
        if (waiting != null && !message.is("OriginateResponse")) {
            answer(waiting, message);
            return;
        }
        try {
            listener.accept(message);
        } catch (LabException e) {
            LOG.warn("an event {} of Asterisk could not be used", message.get("Event"), e);
        }
    }

    private static void answer(Pending waiting, AmiMessage message) {
        if (message.isError()) {
            waiting.done()
                    .completeExceptionally(new LabException(String.join(
                            "\n",
                            Stream.concat(Stream.of(message.get("Message")), message.all("Output").stream())
                                    .toList())));
        } else if (!waiting.list()) {
            waiting.done().complete(List.of(message));
        } else if (message.get("EventList").equals("Complete")) {
            waiting.done().complete(List.copyOf(waiting.parts()));
        } else if (!message.get("Event").isEmpty()) {
            waiting.parts().add(message);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing the manager's connection", e);
        }
    }
}
