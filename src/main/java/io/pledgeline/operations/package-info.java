/** Shows those who run this what waits, who works and what has failed. */
@NullMarked
package io.pledgeline.operations;

import org.jspecify.annotations.NullMarked;
