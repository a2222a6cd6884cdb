/** Breaks what the application stands on while it imports, and checks that nothing was lost, doubled or stuck. */
@NullMarked
package io.pledgeline.harness;

import org.jspecify.annotations.NullMarked;
