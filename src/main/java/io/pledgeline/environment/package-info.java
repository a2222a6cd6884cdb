/** Reads what the process is told by environment variables, and says which of them is wrong. */
@NullMarked
package io.pledgeline.environment;

import org.jspecify.annotations.NullMarked;
