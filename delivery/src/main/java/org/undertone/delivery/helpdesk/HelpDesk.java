package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.undertone.delivery.kind.HttpDelivery;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;

/** A help desk that opens a ticket when JSON is posted to a path of its own. */
interface HelpDesk extends HttpDelivery {

    /** Of the installation; ends with a slash. */
    URI url();

    /** Where tickets are posted to, below {@link #url}. */
    String path();

    /** The ticket as it wants it. */
    ObjectNode ticket(Notice notice);

    /** The header that says who we are. */
    Map.Entry<String, String> authorization();

    @Override
    default URI uri() {
        return url().resolve(path());
    }

    @Override
    default List<String> render(Notice notice) {
        return List.of(ticket(notice).toString());
    }

    @Override
    default Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(JSON, authorization());
    }
}
