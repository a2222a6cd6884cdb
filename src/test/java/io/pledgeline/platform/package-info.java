@NullMarked
package io.pledgeline.platform;

import org.jspecify.annotations.NullMarked;
