package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.List;

/** A bridge of the model. */
final class PbxBridge {

    /** What it is for. */
    enum Kind {
        /** Two who were connected; its channels become one call. */
        BASIC,
        CONFERENCE,
        /** Of an application of ARI's. */
        STASIS,
        /** A parking lot, or the pool of agents. */
        HOLDING
    }

    private final String id;
    private final Kind kind;
    private final List<PbxChannel> members = new ArrayList<>();

    PbxBridge(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    boolean holding() {
        return kind == Kind.HOLDING;
    }

    List<PbxChannel> members() {
        return members;
    }

    BridgeView view() {
        return new BridgeView(
                id, holding(), members.stream().map(PbxChannel::id).toList());
    }
}
