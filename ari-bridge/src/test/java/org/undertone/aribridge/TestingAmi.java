package org.undertone.aribridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.undertone.lab.Pbx;

/** Another program that listens at the PBX's manager interface. */
final class TestingAmi implements AutoCloseable {

    private static final String USER = "watcher";
    private static final int PORT = 5038;

    private final Socket socket;
    private final BufferedReader in;

    private TestingAmi(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Logs in as a user of its own, which the PBX learns of now. */
    static TestingAmi hearing(Pbx pbx, String eventClass) throws IOException {
        String etc = pbx.command("core show settings")
                .lines()
                .filter(line -> line.contains("Configuration directory:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        Files.writeString(
                Path.of(etc, "manager.conf"),
                "\n[" + USER + "]\nsecret = " + USER + "\nread = " + eventClass + "\n",
                StandardOpenOption.APPEND);
        pbx.command("manager reload");
        Socket socket = new Socket(pbx.address(), PORT);
        TestingAmi ami = new TestingAmi(socket);
        String login = "Action: Login\r\nUsername: " + USER + "\r\nSecret: " + USER + "\r\n\r\n";
        socket.getOutputStream().write(login.getBytes(StandardCharsets.UTF_8));
        ami.awaitEvent("Message: Authentication accepted", Duration.ofSeconds(10));
        return ami;
    }

    /** The lines of the next event that has that line. */
    List<String> awaitEvent(String line, Duration atMost) throws IOException {
        socket.setSoTimeout((int) atMost.toMillis());
        List<String> event = new ArrayList<>();
        for (String next = in.readLine(); next != null; next = in.readLine()) {
            if (!next.isEmpty()) {
                event.add(next);
            } else if (event.contains(line)) {
                return event;
            } else {
                event.clear();
            }
        }
        throw new IOException("the manager's connection ended before '" + line + "'");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
