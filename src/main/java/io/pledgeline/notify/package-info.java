/** Tells merchants of their imports: signed webhooks and e-mails, tried again for days, each with the id of its message. */
@NullMarked
package io.pledgeline.notify;

import org.jspecify.annotations.NullMarked;
