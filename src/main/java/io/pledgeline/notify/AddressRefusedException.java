package io.pledgeline.notify;

import java.net.UnknownHostException;

/** A name or address that leads where no webhook may go. */
final class AddressRefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressRefusedException() {
        super("The address is not one of the Internet");
    }
}
