package org.undertone.mediatap;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a port's datagrams to its stream, on the media thread. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    /** Larger ones are cut off when they are read; what is left is still too long for a packet of sound. */
    static final int MAX_DATAGRAM = 8_192;

    private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);

    private final RtpReceiver receiver;
    private boolean told;

    DatagramHandler(RtpReceiver receiver) {
        super(DatagramPacket.class);
        this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        receiver.receive(datagram.content(), datagram.sender());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!told) {
            told = true;
            LOG.error(
                    "port {}: a datagram failed; the stream goes on",
                    context.channel().localAddress(),
                    cause);
        }
    }
}
