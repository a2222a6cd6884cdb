/** Splits the object of an upload into chunks of whole CSV records. */
@NullMarked
package io.pledgeline.split;

import org.jspecify.annotations.NullMarked;
