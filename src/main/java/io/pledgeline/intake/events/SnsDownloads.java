package io.pledgeline.intake.events;

import java.io.IOException;
import java.net.URI;

/** Fetches what SNS has at an address that was found to be its own. */
interface SnsDownloads {

    /** @throws IOException if it does not answer 200 in time */
    byte[] get(URI address) throws IOException;
}
