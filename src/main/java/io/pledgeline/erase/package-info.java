/** Erases a person from everything a merchant has imported, and knows the person again in what comes later. */
@NullMarked
package io.pledgeline.erase;

import org.jspecify.annotations.NullMarked;
