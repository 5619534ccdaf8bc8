package org.undertone.aribridge.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.core.event.Finding;

class PlainHttpTest {

    @Test
    void plainHttpToAnotherMachineIsWarnedOf() {
        assertThat(PlainHttp.warning(URI.create("http://192.0.2.1:8088/"))).hasValueSatisfying(warning -> {
            assertThat(warning.state()).isEqualTo(Finding.State.WARNING);
            assertThat(warning.detail()).contains("http://192.0.2.1:8088/", "is not encrypted");
            assertThat(warning.advice()).contains("can read the ARI password");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8088/", "http://127.77.1.1/", "http://localhost/", "http://[::1]:8088/"})
    void whatStaysOnThisMachineIsNot(String url) {
        assertThat(PlainHttp.warning(URI.create(url))).isEmpty();
    }

    @Test
    void noneOfThisMachinesOwnAddressesIsAnotherMachine() throws SocketException {
        assertThat(NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .map(InetAddress::getHostAddress)
                        .filter(address -> !address.contains(":")))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(PlainHttp.warning(URI.create("http://" + address + ":8088/")))
                        .isEmpty());
    }
}
