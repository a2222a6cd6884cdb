/** Undoes imports: takes back what one has written, as far as nobody else has changed it since. */
@NullMarked
package io.pledgeline.undo;

import org.jspecify.annotations.NullMarked;
