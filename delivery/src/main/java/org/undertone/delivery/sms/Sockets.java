package org.undertone.delivery.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sockets that do not wait for ever for their other end. */
final class Sockets {

    private Sockets() {}

    static Socket connected(SocketFactory factory, String host, int port, int timeoutMillis) throws IOException {
        Socket socket = factory.createSocket();
        try {
            socket.connect(new InetSocketAddress(host, port), timeoutMillis);
            if (socket instanceof SSLSocket tls) {
                // Sockets do not look at the name in a certificate unless they are told to.
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.setSoTimeout(timeoutMillis);
                tls.startHandshake();
            }
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
