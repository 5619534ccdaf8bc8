package org.undertone.config;

import java.net.InetAddress;

/**
 * Where metrics are read.
 *
 * @param address of this machine, by which they may be asked for
 * @param port of the HTTP server
 */
public record MetricsSettings(InetAddress address, int port) {}
