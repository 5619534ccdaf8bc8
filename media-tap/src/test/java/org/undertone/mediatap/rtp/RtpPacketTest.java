package org.undertone.mediatap.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.mediatap.Rtp;

class RtpPacketTest {

    private final RtpPacket packet = new RtpPacket();

    @Test
    void readsAPlainPacketAndLeavesTheBufferAsItWas() {
        ByteBuf buf = Rtp.buffer(Rtp.bytes(65_535, -2, Rtp.SSRC, (short) 258, (short) -1));

        assertThat(packet.read(buf)).isTrue();

        assertThat(packet.sequence()).isEqualTo(65_535);
        assertThat(packet.timestamp()).isEqualTo(-2);
        assertThat(packet.ssrc()).isEqualTo(Rtp.SSRC);
        assertThat(packet.samples()).isEqualTo(2);
        assertThat(buf.getShort(packet.payloadIndex())).isEqualTo((short) 258);
        assertThat(buf.readableBytes()).isEqualTo(16);
    }

    @Test
    void findsThePayloadBehindContributingSourcesAndAnExtensionAndBeforePadding() {
        ByteBuf buf = header(0x80 | 0x20 | 0x10 | 2, 96);
        buf.writeInt(11).writeInt(22); // two contributing sources
        buf.writeShort(0xbede).writeShort(1).writeInt(33); // an extension of one word
        buf.writeShort(770).writeShort(771).writeShort(772);
        buf.writeByte(0).writeByte(0).writeByte(0).writeByte(4);

        assertThat(packet.read(buf)).isTrue();

        assertThat(packet.samples()).isEqualTo(3);
        assertThat(buf.getShort(packet.payloadIndex())).isEqualTo((short) 770);
    }

    @Test
    void readsAPacketThatStartsInTheMiddleOfItsBuffer() {
        ByteBuf buf = Unpooled.buffer();
        buf.writeLong(0).writeBytes(Rtp.bytes(7, 8, 9, (short) 10)).readerIndex(8);

        assertThat(packet.read(buf)).isTrue();

        assertThat(packet.sequence()).isEqualTo(7);
        assertThat(buf.getShort(packet.payloadIndex())).isEqualTo((short) 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 96, 118, 127, 128 | 118})
    void takesAnyPayloadType(int secondOctet) {
        assertThat(packet.read(header(0x80, secondOctet).writeShort(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 203, 204, 207})
    void refusesRtcp(int type) {
        assertThat(packet.read(header(0x80, type).writeShort(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x40, 0xc0})
    void refusesAnotherVersion(int flags) {
        assertThat(packet.read(header(flags, 118).writeShort(1))).isFalse();
    }

    @Test
    void refusesAnEmptyPayloadAndHalfASample() {
        assertThat(packet.read(header(0x80, 118))).isFalse();
        assertThat(packet.read(header(0x80, 118).writeByte(1))).isFalse();
        assertThat(packet.read(header(0x80, 118).writeShort(1).writeByte(1))).isFalse();
    }

    @Test
    void refusesAHeaderThatIsCutOff() {
        byte[] whole = Rtp.bytes(1, 2, 3, (short) 4);
        for (int length = 0; length < whole.length; length++) {
            assertThat(packet.read(Unpooled.wrappedBuffer(whole, 0, length)))
                    .as("%d octets", length)
                    .isFalse();
        }
    }

    @Test
    void refusesPartsThatReachBeyondTheDatagram() {
        assertThat(packet.read(header(0x80 | 15, 118).writeShort(1)))
                .as("15 contributing sources")
                .isFalse();
        assertThat(packet.read(header(0x80 | 0x10, 118).writeShort(1)))
                .as("half an extension header")
                .isFalse();
        assertThat(packet.read(header(0x80 | 0x10, 118)
                        .writeShort(0)
                        .writeShort(65_535)
                        .writeShort(1)))
                .as("an extension of 65535 words")
                .isFalse();
        assertThat(packet.read(header(0x80 | 0x20, 118).writeShort(1).writeShort(200)))
                .as("200 octets of padding")
                .isFalse();
        assertThat(packet.read(header(0x80 | 0x20, 118).writeShort(1).writeShort(0)))
                .as("padding of length 0")
                .isFalse();
    }

    private static ByteBuf header(int flags, int secondOctet) {
        return Unpooled.buffer()
                .writeByte(flags)
                .writeByte(secondOctet)
                .writeShort(1)
                .writeInt(2)
                .writeInt(3);
    }
}
