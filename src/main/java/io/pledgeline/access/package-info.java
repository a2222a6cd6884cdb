/** Decides who may call what: merchants, their API keys, the sessions of the page, and the check in front of everything under {@code /api}. */
@NullMarked
package io.pledgeline.access;

import org.jspecify.annotations.NullMarked;
