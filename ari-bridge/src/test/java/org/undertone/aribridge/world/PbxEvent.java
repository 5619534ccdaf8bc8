package org.undertone.aribridge.world;

/** What ARI tells, with the channel as it is then. */
public sealed interface PbxEvent {

    ChannelView channel();

    /** ChannelDialplan: it runs another application. */
    record Runs(ChannelView channel) implements PbxEvent {}

    /** Dial: a channel calls another. */
    record Dials(ChannelView channel, ChannelView called) implements PbxEvent {}

    /** ChannelEnteredBridge, with the bridge as it is after that. */
    record Entered(ChannelView channel, BridgeView bridge) implements PbxEvent {}

    /** ChannelLeftBridge, with the bridge as it is after that. */
    record Left(ChannelView channel, BridgeView bridge) implements PbxEvent {}

    /** ChannelHold: its party holds the others. */
    record Held(ChannelView channel) implements PbxEvent {}

    /** ChannelUnhold. */
    record Unheld(ChannelView channel) implements PbxEvent {}

    /** ChannelDestroyed. */
    record Destroyed(ChannelView channel) implements PbxEvent {}
}
