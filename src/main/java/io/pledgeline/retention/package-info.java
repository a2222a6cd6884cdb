/** Removes what was kept long enough: cells, files, errors and former values of imports that have ended. */
@NullMarked
package io.pledgeline.retention;

import org.jspecify.annotations.NullMarked;
