package org.undertone.runtime.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.MetricsSettings;

/**
 * Shows a page of metrics by HTTP, at {@code /metrics}, in Prometheus' text format 0.0.4. One thread,
 * {@code undertone-metrics}, asks for the page and sends it.
 */
public final class MetricsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final String MOST_SECONDS = "10";
    private static final String PATH = "/metrics";
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(MetricsServer::thread);
    private final Supplier<String> page;

    private MetricsServer(HttpServer server, Supplier<String> page) {
        this.server = server;
        this.page = page;
    }

    /**
     * Starts it.
     *
     * @param page told anew for each request
     * @throws MetricsException if the port cannot be had
     */
    public static MetricsServer start(MetricsSettings settings, Supplier<String> page) {
        // Else one who asks for half of a page would keep the thread for good; the server reads these when it is made.
        System.setProperty("sun.net.httpserver.maxReqTime", MOST_SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", MOST_SECONDS);
        InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
        try {
            MetricsServer server = new MetricsServer(HttpServer.create(address, 0), page);
            server.start();
            return server;
        } catch (IOException e) {
            throw new MetricsException(
                    "metrics cannot be shown at " + settings.address().getHostAddress() + ":" + settings.port() + ": "
                            + e.getMessage() + "; choose an address of this machine and a free port (metrics.address,"
                            + " metrics.port; ss -ltnp shows who holds it)",
                    e);
        }
    }

    private void start() {
        server.createContext(PATH, this::answer);
        server.setExecutor(thread);
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().equals(PATH);
            if (!known || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(known ? 405 : 404, -1);
                return;
            }
            byte[] body = page.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (RuntimeException e) {
            LOG.error("metrics could not be told", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "undertone-metrics");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
