/** Maps, validates and writes the rows of a chunk. */
@NullMarked
package io.pledgeline.load;

import org.jspecify.annotations.NullMarked;
