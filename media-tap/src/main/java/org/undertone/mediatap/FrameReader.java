package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads a server's websocket frames (RFC 6455, section 5) as their bytes come, however these are cut, so that a frame costs
 * no object: Netty's own decoder makes three for each. Sound is handed on where it lies. Media thread only.
 *
 * <pre>
 * |F|R R R| opcode|M|   length    |   length, 16 bits if 126, 64 bits if 127   |
 * |I|S S S|       |A|   7 bits    |
 * |N|V V V|       |S|             |
 * </pre>
 */
final class FrameReader extends ChannelInboundHandlerAdapter implements WebSocketFrameDecoder {

    /** Told of what is in the frames. */
    interface Listener {

        /** Some bytes have come that are read now. */
        void reading();

        /** The next bytes of sound. */
        void sound(ByteBuf data, int index, int length);

        /**
         * A frame with sound has ended.
         *
         * @param length with its head, in bytes
         * @param last whether its message has ended too
         */
        void soundFrame(int length, boolean last);

        /**
         * How many bytes must come until there is something to do; asked when all is read that came.
         *
         * @param left how many of them belong to the frame that has begun
         */
        int wanted(int left);

        /** A text, or its beginning. */
        void text(String text);

        /** Something came that is no websocket frame of a server. */
        void malformed();
    }

    /** The sender breaks the rules, and the connection must end. */
    static final class Refused extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final int code;

        /**
         * Says why.
         *
         * @param code RFC 6455, section 7.4.1
         */
        Refused(int code, String reason) {
            super(reason, null, false, false);
            this.code = code;
        }
    }

    /** 2 s of sound; Asterisk sends 20 ms. */
    static final int LONGEST = 65_536;

    private static final int TEXT_KEPT = 1_024;
    private static final int LONGEST_CONTROL = 125;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** RFC 6455, section 7.4.1. */
    static final int NORMAL = 1000;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int TOO_BIG = 1009;

    private final Listener listener;
    private final Consumer<String> ended;
    private final Poller poller;
    private int wokenAfter = 1;

    private final byte[] head = new byte[10];
    private int headBytes;
    /** Of the frame that is being read; -1 between frames. */
    private int left = -1;

    private int opcode;
    private boolean last;
    private int length;
    /** Of the message that is not complete, or {@link #CONTINUATION} if there is none. */
    private int message = CONTINUATION;

    private final byte[] text = new byte[TEXT_KEPT];
    private int textBytes;
    private final byte[] control = new byte[LONGEST_CONTROL];
    private int controlBytes;
    private boolean over;

    /**
     * Makes one.
     *
     * @param ended told once why no more frames come
     * @param poller wakes the media thread for them
     */
    FrameReader(Listener listener, Consumer<String> ended, Poller poller) {
        this.listener = listener;
        this.ended = ended;
        this.poller = poller;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        try {
            if (read instanceof ByteBuf bytes) {
                read(bytes, context.channel());
            }
        } catch (Refused e) {
            listener.malformed();
            end(e.getMessage());
            close(context.channel(), e.code);
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    /** Five frames make a block: to wake for each of them is most of what they cost. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        int wanted = wanted();
        if (wanted != wokenAfter) {
            wokenAfter = wanted;
            poller.wakeAfter(context.channel(), wanted);
        }
    }

    /** How many bytes must come until there is something to do. */
    int wanted() {
        return over ? 1 : Math.max(1, listener.wanted(Math.max(0, left)) - (left < 0 ? headBytes : 0));
    }

    /** Reads what there is. */
    void read(ByteBuf bytes, Channel channel) {
        listener.reading();
        while (bytes.isReadable() && !over) {
            if (left < 0) {
                readHead(bytes, channel);
            } else {
                readPayload(bytes, channel);
            }
        }
    }

    private void readHead(ByteBuf bytes, Channel channel) {
        head[headBytes] = bytes.readByte();
        headBytes++;
        if (headBytes >= 2 && headBytes == headLength()) {
            begin();
            if (left == 0) {
                endFrame(channel);
            }
        }
    }

    private int headLength() {
        return switch (head[1] & 0x7f) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private void begin() {
        last = (head[0] & 0x80) != 0;
        opcode = head[0] & 0x0f;
        long told = toldLength();
        if ((head[0] & 0x70) != 0 || (head[1] & 0x80) != 0) {
            throw new Refused(PROTOCOL_ERROR, "what it sends is no websocket frame of a server");
        }
        switch (opcode) {
            case CONTINUATION -> require(message != CONTINUATION, "it continues a message that never began");
            case TEXT, BINARY -> {
                require(message == CONTINUATION, "it begins a message within another");
                message = opcode;
            }
            case CLOSE, PING, PONG ->
                require(last && told <= LONGEST_CONTROL, "it sends a control frame that is cut or too long");
            default -> throw new Refused(PROTOCOL_ERROR, "it sends frames of the unknown kind " + opcode);
        }
        if (told < 0 || told > LONGEST) {
            throw new Refused(TOO_BIG, "it sends a frame of more than " + LONGEST + " bytes");
        }
        length = (int) told;
        left = length;
        controlBytes = 0;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new Refused(PROTOCOL_ERROR, otherwise);
        }
    }

    private long toldLength() {
        if (headBytes == 2) {
            return head[1] & 0x7f;
        }
        long told = 0;
        for (int i = 2; i < headBytes; i++) {
            told = (told << 8) | (head[i] & 0xff);
        }
        return told;
    }

    private void readPayload(ByteBuf bytes, Channel channel) {
        int some = Math.min(left, bytes.readableBytes());
        int at = bytes.readerIndex();
        if (opcode >= CLOSE) {
            bytes.getBytes(at, control, controlBytes, some);
            controlBytes += some;
        } else if (message == BINARY) {
            listener.sound(bytes, at, some);
        } else {
            int kept = Math.min(some, TEXT_KEPT - textBytes);
            bytes.getBytes(at, text, textBytes, kept);
            textBytes += kept;
        }
        bytes.skipBytes(some);
        left -= some;
        if (left == 0) {
            endFrame(channel);
        }
    }

    private void endFrame(Channel channel) {
        int whole = headBytes + length;
        left = -1;
        headBytes = 0;
        switch (opcode) {
            case CLOSE -> {
                end("the PBX closed it" + (controlBytes < 2 ? "" : " (" + closeCode() + ")"));
                close(channel, NORMAL);
            }
            case PING -> pong(channel);
            case PONG -> {}
            default -> endDataFrame(whole);
        }
    }

    private void endDataFrame(int whole) {
        int kind = message;
        if (last) {
            message = CONTINUATION;
        }
        if (kind == BINARY) {
            listener.soundFrame(whole, last);
        } else if (last) {
            String told = new String(text, 0, textBytes, StandardCharsets.UTF_8);
            textBytes = 0;
            listener.text(told);
        }
    }

    private int closeCode() {
        return ((control[0] & 0xff) << 8) | (control[1] & 0xff);
    }

    /** Whoever sends pings and reads no pongs gets none: they would pile up here. */
    private void pong(Channel channel) {
        if (channel.isWritable()) {
            var unused = channel.writeAndFlush(new PongWebSocketFrame(Unpooled.copiedBuffer(control, 0, controlBytes)));
        }
    }

    private void end(String reason) {
        if (!over) {
            over = true;
            ended.accept(reason);
        }
    }

    /** Ends a connection as the protocol asks for; where the other side does not read, at once. */
    static void close(Channel channel, int code) {
        if (channel.isWritable()) {
            channel.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        } else {
            var unused = channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the connection ended without a word");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(
                cause instanceof ReadTimeoutException
                        ? "nothing came any more"
                        : "the connection broke (" + cause.getMessage() + ")");
        var unused = context.close();
    }
}
